import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Face } from '../../ui/events/event-head';
import type { EventFacts, Sitting } from '../../ui/events/facts';
import { DateBlock } from '../../ui/kit/date-block';
import { Perch } from '../../ui/kit/perch';

interface FeatureProps {
  event: EventFacts;
  /** "Zoé vous invite, demain à 19 h 30" */
  above?: ReactNode;
  /** "dans six jours" */
  zone?: ReactNode;
  children?: ReactNode;
}

/** The one evening a home begins with: its face, its title, its date. */
export function Feature({ event, above, zone, children }: FeatureProps) {
  const { date } = event;
  const where = [event.place, event.address].filter(Boolean).join(', ');
  return (
    <article className="feat">
      <Face tag={event.tag} hashtag={event.hashtag} />
      <div className="in">
        {above && <p className="small muted">{above}</p>}
        <h2 className="h1">
          <Link to={`/events/${event.slug}`}>{event.title}</Link>
        </h2>
        <DateBlock
          dateTime={event.startsAt}
          weekday={date.weekday}
          day={date.day}
          month={date.month}
          hours={date.hours}
          size="s"
          moon={event.moon}
          zone={zone}
        />
        {where && <p className="muted mt-3">{where}</p>}
        {children}
      </div>
    </article>
  );
}

/** As many as two rows of a phone's wire, the reader among them. */
const MOST = 11;

export function FeaturePerch({ event }: { event: EventFacts }) {
  const { t } = useTranslation();
  const shown = fewOf(event.seated);
  if (event.held === 0) return null;
  return (
    <Perch
      seats={shown.map(({ key, seed, name, me }) => ({
        key,
        seed: seed ?? key,
        name,
        me,
        silhouette: seed === null,
      }))}
      more={event.held - shown.length}
      moreTo={`/events/${event.slug}`}
      free={event.held < MOST && event.canGo && event.free !== 0 && event.own?.seat !== 'held' ? 1 : 0}
      you
      label={t('event.wireLabel')}
      words={{
        someone: t('event.someone'),
        free: t('event.freeSeat'),
        you: t('event.you'),
        more: t('event.others'),
      }}
    />
  );
}

function fewOf(seated: Sitting[]): Sitting[] {
  const few = seated.slice(0, MOST);
  const me = seated.find((one) => one.me);
  return me && !few.includes(me) ? [...few.slice(0, -1), me] : few;
}
