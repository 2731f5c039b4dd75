import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { db } from '#db/client';
import { listOwnCommunities } from '../../domain/communities/queries.server';
import { canCallMeetups } from '../../domain/communities/rules';
import { listEvents, pageOfEvents } from '../../domain/events/listings.server';
import { readKeyset } from '../../domain/keyset.server';
import { wordsFor } from '../../locales/i18n.server';
import { requireMember, viewerOf } from '../../session.server';
import { EventRows, type RowFacts } from '../../ui/events/event-rows';
import { ButtonLink } from '../../ui/kit/button';
import { Empty } from '../../ui/kit/empty';
import { Frame } from '../../ui/site/frame';
import { More } from '../../ui/site/more';
import { titled } from '../../ui/site/title';
import { rowsOf } from './rows.server';

export const meta = titled;

/** The drafts of one person. */
const MOST_DRAFTS = 100;

/** `/events`, `/events?mine`, `/events?past`: what the reader may find, and no more. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const view = searchParams.has('past') ? 'past' : searchParams.has('mine') ? 'mine' : 'coming';
  if (view === 'mine') await requireMember(request);
  const viewer = await viewerOf(request);
  const { member } = viewer;
  const mine = view === 'mine' || undefined;
  const after = readKeyset(searchParams.get('after'));
  const [t, { events, next }, drafts, communities] = await Promise.all([
    wordsFor(request),
    pageOfEvents(db, viewer, { when: view === 'past' ? 'past' : 'coming', mine, after }),
    mine && !after ? listEvents(db, viewer, { when: 'drafts', limit: MOST_DRAFTS }) : [],
    member ? listOwnCommunities(db, member.id) : [],
  ]);
  return {
    title: t('eventList.title'),
    description: t('eventList.description'),
    view,
    next,
    months: byMonth(await rowsOf(request, events)),
    drafts: await rowsOf(request, drafts),
    canCall: communities.some(({ roles }) => canCallMeetups(roles)),
    isMember: member !== null,
  } as const;
}

function byMonth(rows: RowFacts[]): { month: string; rows: RowFacts[] }[] {
  const months: { month: string; rows: RowFacts[] }[] = [];
  for (const row of rows) {
    const last = months.at(-1);
    if (last?.month === row.monthAndYear) last.rows.push(row);
    else months.push({ month: row.monthAndYear, rows: [row] });
  }
  return months;
}

export default function Events() {
  const { t } = useTranslation();
  const { view, next, months, drafts, canCall, isMember } = useLoaderData<typeof loader>();
  const parts = isMember ? (['coming', 'mine', 'past'] as const) : (['coming', 'past'] as const);
  return (
    <Frame>
      <div className="mast">
        <h1 className="h1">{t('eventList.title')}</h1>
        {canCall && <ButtonLink to="/events/new">{t('eventList.call')}</ButtonLink>}
      </div>
      <nav className="subs" aria-label={t('eventList.parts')}>
        {parts.map((part) => (
          <Link
            key={part}
            to={part === 'coming' ? '/events' : `/events?${part}`}
            aria-current={part === view ? 'page' : undefined}
            preventScrollReset
          >
            {t(`eventList.${part}`)}
          </Link>
        ))}
      </nav>
      {drafts.length > 0 && (
        <section className="sec">
          <h2 className="h2">{t('eventList.drafts')}</h2>
          <EventRows events={drafts} />
        </section>
      )}
      <div className="months">
        {months.map(({ month, rows }) => (
          <section key={month}>
            <h2 className="h3">{month}</h2>
            <EventRows events={rows} under="weekday" />
          </section>
        ))}
      </div>
      {next && (
        <More to={`/events?${view === 'coming' ? '' : `${view}&`}after=${next}`}>
          {t(view === 'past' ? 'eventList.earlier' : 'eventList.later')}
        </More>
      )}
      {months.length === 0 && <Nothing view={view} />}
    </Frame>
  );
}

const NOTHING = {
  coming: { title: 'eventList.emptyComing', text: 'eventList.emptyComingText' },
  mine: { title: 'eventList.emptyMine', text: 'eventList.emptyMineText' },
  past: { title: 'eventList.emptyPast', text: 'eventList.emptyPastText' },
} as const;

function Nothing({ view }: { view: keyof typeof NOTHING }) {
  const { t } = useTranslation();
  return (
    <Empty
      title={t(NOTHING[view].title)}
      actions={
        view === 'coming' ? (
          <ButtonLink to="/communities">{t('eventList.seeCommunities')}</ButtonLink>
        ) : (
          <ButtonLink to="/events">{t('eventList.seeComing')}</ButtonLink>
        )
      }
    >
      {t(NOTHING[view].text)}
    </Empty>
  );
}
