import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { QuotedPicture } from '../../domain/moderation/queries.server';
import type { Quoted } from '../../domain/moderation/rules';
import { day } from '../../locales/dates';
import { photoUrl } from '../members/photo';
import { useSite } from '../site/frame';

const ZONE = 'Europe/Paris';

interface QuoteProps {
  quoted: Quoted;
  /** Those of its pictures that the reader may see, to decide about them. */
  shown?: readonly QuotedPicture[];
}

/** A thing as it was when it was reported: its words, set apart from ours. */
export function Quote({ quoted, shown = [] }: QuoteProps) {
  const { t } = useTranslation();
  const { language } = useSite();
  const { title, text, place, pictures = [], at, path } = quoted;
  return (
    <figure className="quoted">
      <blockquote className="stack">
        {title && <p className="h3">{title}</p>}
        {text && <p className="whitespace-pre-line">{text}</p>}
        {place && <p>{place}</p>}
        {shown.length > 0 && (
          <p className="quoted-pictures">
            {shown.map(({ id, width, height }, index) => (
              <img
                key={id}
                src={photoUrl(id) ?? undefined}
                alt={t('peace.queue.picture', { number: index + 1 })}
                width={width}
                height={height}
                loading="lazy"
              />
            ))}
          </p>
        )}
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
