import { useTranslation } from 'react-i18next';
import type { Phase } from '../../domain/events/rules';
import { Answered, Badge } from '../kit/badge';
import { LiveDot } from '../kit/live-dot';
import { EventRow } from '../kit/row';
import type { Stance } from './said';

/** An event in a list, ready to be shown. */
export interface RowFacts {
  slug: string;
  title: string;
  tag: string;
  hashtag: string;
  startsAt: string;
  /** "jeu.", "21", "janv."; of a past one "janv. 2026" */
  weekday: string;
  day: string;
  month: string;
  monthAndYear: string;
  /** "#612AuSansonnet, jeudi à 19 h 30, La Cave" */
  detail: string;
  phase: Phase;
  own: Stance;
  free: number | null;
  held: number;
  remote: number;
}

/** Evenings one under the other, each under its poster numeral. */
export function EventRows({
  events,
  under = 'month',
}: {
  events: readonly RowFacts[];
  under?: 'month' | 'weekday';
}) {
  return (
    <ul>
      {events.map((event) => (
        <li key={event.slug}>
          <EventRow
            to={`/events/${event.slug}`}
            day={event.day}
            month={event[under]}
            dateTime={event.startsAt}
            title={event.title}
            detail={event.detail}
            cancelled={event.phase === 'cancelled'}
            aside={<Aside event={event} />}
          />
        </li>
      ))}
    </ul>
  );
}

function Aside({ event: { phase, own, free } }: { event: RowFacts }) {
  const { t } = useTranslation();
  if (phase === 'cancelled') return <Badge kind="danger">{t('eventList.cancelled')}</Badge>;
  if (phase === 'draft') return <Badge>{t('eventList.draft')}</Badge>;
  if (phase === 'on') return <LiveDot>{t('eventList.on')}</LiveDot>;
  if (phase === 'past') {
    if (own === 'held') return <Answered>{t('eventList.went')}</Answered>;
    return own === 'remote' ? <Badge kind="far">{t('eventList.remote')}</Badge> : null;
  }
  if (own === 'held') return <Answered>{t('eventList.going')}</Answered>;
  if (own === 'waiting') return <Badge kind="waiting">{t('eventList.waitingSeat')}</Badge>;
  if (own === 'offered') return <Badge kind="waiting">{t('eventList.offeredSeat')}</Badge>;
  if (own === 'remote') return <Badge kind="far">{t('eventList.remote')}</Badge>;
  if (own !== 'none') return t(`eventList.${own}`);
  if (free === null) return null;
  return free === 0 ? t('eventList.full') : t('event.free', { count: free });
}
