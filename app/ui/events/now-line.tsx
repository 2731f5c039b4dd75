import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LiveDot } from '../kit/live-dot';

/** An evening in progress: the way to its live page. */
export function NowLine({
  event,
}: {
  event: { tag: string; hashtag: string; held: number; remote: number };
}) {
  const { t } = useTranslation();
  return (
    <Link to={`/live/${encodeURIComponent(event.tag)}`} className="nowline">
      <span>
        <LiveDot>{t('event.now')}</LiveDot>
        <span className="tag">#{event.hashtag}</span>
      </span>
      <span className="small muted">
        {t('event.here', { count: event.held })}
        <br />
        {event.remote > 0 && t('event.far', { count: event.remote })}
      </span>
    </Link>
  );
}
