import { useTranslation } from 'react-i18next';
import { clock, day } from '../../locales/dates';
import { useSite } from '../site/frame';

export interface CalendarFacts {
  method: string;
  summary: string;
  location: string;
  uid: string;
  sequence: number;
  starts: Date | null;
  ends: Date | null;
}

/** What a letter asks of a calendar program, in words and in its own terms. */
export function CalendarPart({ part }: { part: CalendarFacts }) {
  const { t } = useTranslation();
  const { language } = useSite();
  const when = (at: Date) =>
    t('outbox.calendar.at', { day: day(at, 'UTC', language, true), hour: clock(at, 'UTC', language) });
  const { method, summary, location, uid, sequence, starts, ends } = part;
  return (
    <section className="sec" aria-labelledby="calendar-part">
      <h2 className="h3" id="calendar-part">
        {t('outbox.calendarPart')}
      </h2>
      <dl className="facts">
        <dt>{method}</dt>
        <dd>
          {t(`outbox.calendar.${method as 'REQUEST'}`, { defaultValue: method })}
          <br />
          <b>{summary}</b>
        </dd>
        {starts && (
          <>
            <dt>{t('outbox.calendar.starts')}</dt>
            <dd>{when(starts)}</dd>
          </>
        )}
        {ends && (
          <>
            <dt>{t('outbox.calendar.ends')}</dt>
            <dd>{when(ends)}</dd>
          </>
        )}
        {location && (
          <>
            <dt>{t('outbox.calendar.location')}</dt>
            <dd>{location}</dd>
          </>
        )}
        <dt>{t('outbox.calendar.sequence')}</dt>
        <dd className="num">{sequence}</dd>
        <dt>UID</dt>
        <dd className="num">{uid}</dd>
      </dl>
    </section>
  );
}
