import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Phase } from '../../domain/events/rules';
import { Answered, Badge } from '../../ui/kit/badge';
import { ButtonLink } from '../../ui/kit/button';
import { Cover } from '../../ui/kit/cover/cover';
import { Empty } from '../../ui/kit/empty';
import { LiveDot } from '../../ui/kit/live-dot';
import { Perch } from '../../ui/kit/perch';
import { EventRow } from '../../ui/kit/row';
import type { loadTables } from './tables.server';

export interface Table {
  slug: string;
  title: string;
  tag: string;
  startsAt: string;
  day: string;
  month: string;
  monthAndYear: string;
  detail: string;
  phase: Phase;
  capacity: number | null;
  held: number;
  own: 'going' | 'waiting' | 'offered' | 'maybe' | 'remote' | 'declined' | null;
}

type Tables = Awaited<ReturnType<typeof loadTables>>;

/** The evenings of a community: those to come, what remains of the others, who is behind it. */
export function CommunityTables({ tables }: { tables: Tables }) {
  const { t } = useTranslation();
  const { coming, past, drafts, behind, standing, tag } = tables;
  return (
    <>
      {coming.length > 0 ? (
        <section className="sec">
          <h2 className="h2">{t('communities.tables.coming')}</h2>
          <Rows tables={coming} />
        </section>
      ) : (
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
        <section className="sec">
          <h2 className="h2">{t('communities.tables.drafts')}</h2>
          <Rows tables={drafts} />
        </section>
      )}
      {past.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('communities.tables.past')}</h2>
          <ul className="posters past">
            {past.map((table) => (
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
        </section>
      )}
      {behind.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('communities.people.behind')}</h2>
          <Perch
            seats={behind.map(({ handle, name }) => ({ key: handle, seed: handle, name, to: `/@${handle}` }))}
            label={t('communities.people.behind')}
            words={{ someone: t('communities.people.someone'), free: t('communities.people.free') }}
          />
        </section>
      )}
    </>
  );
}

const NOTHING_YET = {
  outsider: 'communities.tables.noneText',
  member: 'communities.tables.noneMember',
  organizer: 'communities.tables.noneOrganizer',
} as const;

function Rows({ tables }: { tables: readonly Table[] }) {
  return (
    <ul>
      {tables.map((table) => (
        <li key={table.slug}>
          <EventRow
            to={`/events/${table.slug}`}
            day={table.day}
            month={table.month}
            dateTime={table.startsAt}
            title={table.title}
            detail={table.detail}
            cancelled={table.phase === 'cancelled'}
            aside={<Aside table={table} />}
          />
        </li>
      ))}
    </ul>
  );
}

function Aside({ table: { phase, own, capacity, held } }: { table: Table }) {
  const { t } = useTranslation();
  if (phase === 'cancelled') return <Badge kind="danger">{t('communities.tables.cancelled')}</Badge>;
  if (phase === 'draft') return <Badge>{t('communities.tables.draft')}</Badge>;
  if (phase === 'on') return <LiveDot>{t('communities.tables.on')}</LiveDot>;
  if (own === 'going') return <Answered>{t('communities.tables.own.going')}</Answered>;
  if (own) {
    const waits = own === 'waiting' || own === 'offered';
    const kind = waits ? 'waiting' : own === 'remote' ? 'far' : 'plain';
    return <Badge kind={kind}>{t(`communities.tables.own.${own}`)}</Badge>;
  }
  if (capacity !== null) return held >= capacity ? t('communities.tables.full') : `${held}/${capacity}`;
  return held > 0 ? t('communities.tables.going', { count: held }) : null;
}
