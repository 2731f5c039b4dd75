import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { EventRows } from '../../ui/events/event-rows';
import { ButtonLink } from '../../ui/kit/button';
import { Cover } from '../../ui/kit/cover/cover';
import { Empty } from '../../ui/kit/empty';
import { Perch } from '../../ui/kit/perch';
import { photoUrl } from '../../ui/members/photo';
import { More } from '../../ui/site/more';
import type { loadTables } from './tables.server';

type Tables = Awaited<ReturnType<typeof loadTables>>;

/** The evenings of a community: those to come, what remains of the others, who is behind it. */
export function CommunityTables({ tables }: { tables: Tables }) {
  const { t } = useTranslation();
  const { coming, past, drafts, calendar, word, behind, standing, tag, path } = tables;
  return (
    <>
      {coming && coming.rows.length > 0 && (
        <section className="sec column">
          <h2 className="h2">{t('communities.tables.coming')}</h2>
          <EventRows events={coming.rows} />
          {coming.next && <More to={`${path}/events?after=${coming.next}`}>{t('eventList.later')}</More>}
        </section>
      )}
      {coming?.rows.length === 0 && (
        <Empty
          title={t('communities.tables.none')}
          actions={
            standing === 'organizer' && (
              <ButtonLink to={`/events/new?community=${encodeURIComponent(tag)}`}>
                {t('communities.callMeetup')}
              </ButtonLink>
            )
          }
        >
          {t(NOTHING_YET[standing])}
        </Empty>
      )}
      {drafts.length > 0 && (
        <section className="sec column">
          <h2 className="h2">{t('communities.tables.drafts')}</h2>
          <EventRows events={drafts} />
        </section>
      )}
      {past && past.rows.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('communities.tables.past')}</h2>
          <ul className="posters past">
            {past.rows.map((table) => (
              <li key={table.slug}>
                <Link to={`/events/${table.slug}`}>
                  <Cover tag={table.tag} ratio="4x3" />
                  <b>{table.title}</b>
                  <span className="small muted">
                    {table.day} {table.monthAndYear}
                    {table.phase === 'cancelled'
                      ? `, ${t('communities.tables.cancelled')}`
                      : table.held > 0 && `, ${t('communities.tables.went', { count: table.held })}`}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          {past.next && <More to={`${path}/events?past&after=${past.next}`}>{t('eventList.earlier')}</More>}
        </section>
      )}
      {word && (
        <section className="sec">
          <h2 className="h2">{t('communities.door.word')}</h2>
          <Link to={`${path}/charter`} className="parole">
            {word.lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </Link>
          <p className="small muted">{t('communities.door.wordVersion', { version: word.version })}</p>
        </section>
      )}
      {behind.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('communities.people.behind')}</h2>
          <Perch
            seats={behind.map(({ handle, name, portrait }) => ({
              key: handle,
              seed: handle,
              photoUrl: photoUrl(portrait),
              name,
              to: `/@${handle}`,
            }))}
            label={t('communities.people.behind')}
            words={{ someone: t('communities.people.someone'), free: t('communities.people.free') }}
          />
        </section>
      )}
      {calendar && <Subscribe calendar={calendar} path={path} />}
    </>
  );
}

/** The same evenings, where people already look. */
function Subscribe({ calendar, path }: { calendar: string; path: string }) {
  const { t } = useTranslation();
  return (
    <section className="sec stack" aria-labelledby="subscribe">
      <h2 className="h2" id="subscribe">
        {t('communities.subscribe.heading')}
      </h2>
      <p className="small muted measure">{t('communities.subscribe.text')}</p>
      <div className="btns">
        <a className="btn sm" href={calendar.replace(/^https?:/, 'webcal:')}>
          {t('communities.subscribe.calendar')}
        </a>
        <a className="btn sm bare" href={`${path}/calendar.ics`}>
          {t('communities.subscribe.file')}
        </a>
        <a className="btn sm bare" href={`${path}/feed.atom`}>
          Atom
        </a>
        <a className="btn sm bare" href={`${path}/feed.json`}>
          JSON
        </a>
      </div>
    </section>
  );
}

const NOTHING_YET = {
  outsider: 'communities.tables.noneText',
  keptOut: 'communities.tables.noneKeptOut',
  member: 'communities.tables.noneMember',
  organizer: 'communities.tables.noneOrganizer',
} as const;
