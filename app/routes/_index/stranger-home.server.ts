import { db } from '#db/client';
import { listEvents } from '../../domain/events/listings.server';
import { findEvent } from '../../domain/events/queries.server';
import { stranger } from '../../domain/members/rules';
import { rowsOf } from '../events._index/rows.server';
import { factsOf } from '../events.$event/event-page.server';

const MOST = 8;

/** What anybody may see: an evening in progress, the next one on its wire, the ones after it. */
export async function strangerHome(request: Request) {
  const cards = await listEvents(db, stranger, { when: 'coming', limit: MOST });
  const alive = cards.filter(({ phase }) => phase !== 'cancelled');
  const now = alive.find(({ phase }) => phase === 'on');
  const ahead = alive.filter(({ phase }) => phase === 'coming');
  // A wire with room on it says more of what this is than one that is full.
  const next = ahead.find(({ free }) => free !== 0) ?? ahead[0] ?? now;
  const view = next && (await findEvent(db, stranger, next.slug));
  const [nowRow] = await rowsOf(request, now && now !== next ? [now] : []);
  return {
    now: nowRow ?? null,
    next: view ? await factsOf(request, view, null) : null,
    coming: await rowsOf(
      request,
      cards.filter((card) => card !== next && card !== now),
    ),
  };
}
