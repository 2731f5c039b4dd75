import { useTranslation } from 'react-i18next';
import type { Signature } from '../../domain/testimonials/queries.server';
import { day } from '../../locales/dates';
import { Bird } from '../kit/birds/bird';
import { Link } from '../kit/link';
import { photoUrl } from '../members/photo';
import { useSite } from '../site/frame';

const ZONE = 'Europe/Paris';

/** Who signed, and when; a silhouette for who has left. */
export function Signed({ author, at }: { author: Signature | null; at: string | null }) {
  const { t } = useTranslation();
  const { language } = useSite();
  return (
    <p className="signed">
      <Bird
        seed={author?.handle ?? 'former'}
        silhouette={!author}
        photoUrl={photoUrl(author?.portrait)}
        size="s"
      />
      <span>
        {author ? (
          <Link to={`/@${author.handle}`}>
            <b>{author.name}</b>
          </Link>
        ) : (
          <b>{t('testimonials.former')}</b>
        )}
        {at && <span className="small muted block">{day(new Date(at), ZONE, language, true)}</span>}
      </span>
    </p>
  );
}
