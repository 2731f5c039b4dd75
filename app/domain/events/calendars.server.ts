import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Answer, Seat, SeenBy } from '#db/schema';
import type { Self, Viewer } from '../members/rules';
import { type EventView, type OwnRsvp, present } from './queries.server';
import { eventRows } from './rows.server';
import { listedTo, visibleTo } from './visibility.server';

/** Days back that a calendar or a feed goes, and the most it holds. */
const DAYS_BACK = 92;
const MOST = 250;

/** An event as calendars and feeds tell of it. */
export interface CalendarEvent extends EventView {
  publishedAt: string;
}

const recent = (db: Db, viewer: Viewer) =>
  eventRows(db, viewer)
    .where('events.status', '!=', 'draft')
    .where('events.ends_at', '>', sql<Date>`now() - make_interval(days => ${sql.lit(DAYS_BACK)})`)
    // What comes last is what is left out where there is too much of it.
    .orderBy('events.starts_at')
    .orderBy('events.id')
    .limit(sql.lit(MOST));

const toCalendar = (row: Parameters<typeof present>[0], own: OwnRsvp | null): CalendarEvent => ({
  ...present(row, own),
  publishedAt: (row.published_at ?? row.created_at).toISOString(),
});

/** The evenings of a community that a viewer may find: all that come, and those of the last three months. */
export async function listCommunityCalendar(
  db: Db,
  viewer: Viewer,
  communityId: string,
): Promise<CalendarEvent[]> {
  const rows = await recent(db, viewer)
    .where('events.community_id', '=', communityId)
    .where((eb) => listedTo(viewer)(eb as never))
    .execute();
  return rows.map((row) => toCalendar(row, null));
}

/** The evenings a member answered and did not say no to, each as they may see it. */
export async function listOwnCalendar(db: Db, self: Self): Promise<CalendarEvent[]> {
  const viewer = { member: self, keys: [] };
  const rows = await recent(db, viewer)
    .innerJoin('rsvps as mine', (join) =>
      join.onRef('mine.event_id', '=', 'events.id').on('mine.contact_id', '=', self.contactId),
    )
    .where('mine.answer', '!=', 'declined')
    .where('mine.removed_at', 'is', null)
    .where((eb) => visibleTo(viewer)(eb as never))
    .select([
      'mine.id as own_id',
      'mine.answer as own_answer',
      'mine.seat as own_seat',
      'mine.seen_by as own_seen_by',
    ])
    .execute();
  return rows.map((row) => toCalendar(row, ownOf(row)));
}

const ownOf = (row: {
  own_id: string;
  own_answer: Answer;
  own_seat: Seat | null;
  own_seen_by: SeenBy;
}): OwnRsvp => ({
  id: row.own_id,
  answer: row.own_answer,
  seat: row.own_seat,
  offeredUntil: null,
  seenBy: row.own_seen_by,
  position: null,
  removed: false,
});
