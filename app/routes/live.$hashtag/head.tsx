import { Link } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, whole, zoneCity } from '../../locales/dates';
import type { Language } from '../../locales/i18n';
import { LiveDot } from '../../ui/kit/live-dot';
import { MiniPerch } from '../../ui/kit/perch';
import { Pulse } from '../../ui/kit/pulse';
import type { LivePage, LiveRoom } from './page.server';

type LiveEvent = NonNullable<LivePage['event']>;

const MINUTE = 60_000;

/** What time it is: the page's at first, so that it is drawn the same twice, then the reader's. */
export function useNow(rendered: string): Date {
  const [now, setNow] = useState(() => new Date(rendered));
  useEffect(() => {
    const tick = setInterval(() => setNow(new Date()), MINUTE / 2);
    return () => clearInterval(tick);
  }, []);
  return now;
}

export const isOn = (event: LiveEvent | null, now: Date): boolean =>
  event?.phase === 'on' && now.getTime() < Date.parse(event.endsAt);

/** "En direct depuis 2 h 12". */
function useLiveFor(event: LiveEvent, now: Date): string {
  const { t } = useTranslation();
  const all = Math.max(0, Math.floor((now.getTime() - Date.parse(event.startsAt)) / MINUTE));
  const [hours, minutes] = [Math.floor(all / 60), String(all % 60)];
  const time =
    hours === 0
      ? t('live.page.minutes', { minutes })
      : minutes === '0'
        ? t('live.page.hours', { hours })
        : t('live.page.hoursMinutes', { hours, minutes: minutes.padStart(2, '0') });
  return t('live.page.liveFor', { time });
}

function LiveFor({ event, now }: { event: LiveEvent; now: Date }) {
  return <LiveDot>{useLiveFor(event, now)}</LiveDot>;
}

/** As huge as the hashtag lets it be on one line: its letters are counted, the styles know how wide they are. */
function rankOf(display: string): string {
  const letters = [...display].length;
  const length = letters <= 12 ? 'short' : letters <= 15 ? 'middling' : letters <= 19 ? 'long' : 'endless';
  return `h1 hashtag ${length}`;
}

interface HeadProps {
  page: Pick<LivePage, 'display' | 'event' | 'community'>;
  now: Date;
  /** Posts so far. */
  count: number;
  people: number;
  /** The button that holds the wire. */
  pause: React.ReactNode;
}

/** The hashtag, huge, and what it is about. */
export function Head({ page, now, count, people, pause }: HeadProps) {
  const { t } = useTranslation();
  const { display, event, community } = page;
  const figures = t('live.page.figures', {
    posts: t('live.posts', { count }),
    pens: t('live.pens', { count: people }),
  });
  return (
    <header className="live-head">
      <h1 className={rankOf(display)}>{display}</h1>
      <div className="about">
        {event && <AboutEvent event={event} now={now} />}
        {!event && community && (
          <Link to={`/c/${encodeURIComponent(community.tag)}`}>
            {t('live.page.community', { community: `#${community.name}` })}
          </Link>
        )}
      </div>
      <div className="state">
        {event && isOn(event, now) && (
          <p className="d-only">
            <LiveFor event={event} now={now} />
          </p>
        )}
        <p className="small muted num">
          {count > 0 && figures}
          {count > 0 && pause && <span className="d-only"> · </span>}
          {pause}
        </p>
      </div>
    </header>
  );
}

function AboutEvent({ event, now }: { event: LiveEvent; now: Date }) {
  const { t, i18n } = useTranslation();
  const { slug, title, place, phase, startsAt, endsAt, timezone } = event;
  const span = { startsAt: new Date(startsAt), endsAt: new Date(endsAt), timezone };
  return (
    <>
      <p>
        <Link to={`/events/${slug}`}>{title}</Link>
        {place && `, ${place}`}
      </p>
      {!isOn(event, now) && <p className="small muted num">{whole(span, i18n.language as Language)}</p>}
      {phase === 'cancelled' && <p className="small">{t('live.page.cancelled')}</p>}
    </>
  );
}

/** The rhythm of the evening: the wire, plucked. Its figures are said above it. */
export function Rhythm({ page, now }: { page: Pick<LivePage, 'event' | 'rhythm' | 'zone'>; now: Date }) {
  const { t, i18n } = useTranslation();
  const { event, rhythm, zone } = page;
  if (!event || !rhythm) return null;
  const hour = (at: string) => clock(new Date(at), zone, i18n.language as Language);
  return (
    <div className="rhythm d-only" aria-hidden="true">
      <div className="bleed">
        <Pulse counts={rhythm.counts} />
      </div>
      <p className="xs dim num">
        <span>{hour(event.startsAt)}</span>
        <span>{t('live.page.zone', { city: zoneCity(zone) })}</span>
        <span>{isOn(event, now) ? t('live.page.nowMark') : hour(rhythm.to)}</span>
      </p>
    </div>
  );
}

/** Who is there, on two short wires: the room, and those who are with it from afar. */
export function Room({ room, event, now }: { room: LiveRoom; event: LiveEvent; now: Date }) {
  const { t } = useTranslation();
  const { seated, remote } = room;
  if (seated.count + remote.count === 0) return null;
  const inRoom = isOn(event, now)
    ? t('live.page.inRoom')
    : event.phase === 'coming'
      ? t('live.page.inRoomSoon')
      : t('live.page.inRoomPast');
  return (
    <section className="room" aria-label={t('live.page.room')}>
      {seated.count > 0 && <MiniPerch count={seated.count} label={inRoom} seeds={seated.seeds} />}
      {remote.count > 0 && (
        <MiniPerch count={remote.count} label={t('live.page.far')} seeds={remote.seeds} far />
      )}
    </section>
  );
}
