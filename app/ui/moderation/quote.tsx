import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Quoted } from '../../domain/moderation/rules';
import { day } from '../../locales/dates';
import { useSite } from '../site/frame';

const ZONE = 'Europe/Paris';

/** A thing as it was when it was reported: its words, set apart from ours. */
export function Quote({ quoted }: { quoted: Quoted }) {
  const { t } = useTranslation();
  const { language } = useSite();
  const { title, text, place, pictures = [], at, path } = quoted;
  return (
    <figure className="quoted">
      <blockquote className="stack">
        {title && <p className="h3">{title}</p>}
        {text && <p className="whitespace-pre-line">{text}</p>}
        {place && <p>{place}</p>}
      </blockquote>
      <figcaption className="small muted">
        {[
          at && t('peace.queue.said', { day: day(new Date(at), ZONE, language, true) }),
          pictures.length > 0 && t('peace.queue.pictures', { count: pictures.length }),
        ]
          .filter(Boolean)
          .join(', ')}{' '}
        {path && (
          <Link className="block w-fit py-2.5" to={path}>
            {t('peace.queue.see')}
          </Link>
        )}
      </figcaption>
    </figure>
  );
}
