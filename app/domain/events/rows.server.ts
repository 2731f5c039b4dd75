import { type ExpressionBuilder, sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Database, Seat } from '#db/schema';
import { visibleTo as visibleCommunity } from '../communities/queries.server';
import type { MemberCard } from '../members/queries.server';
import type { Viewer } from '../members/rules';
import { publicPortrait } from '../members/visibility.server';
import { managedBy } from './visibility.server';

type In = ExpressionBuilder<Database, 'events'>;

/** Events with what every reading of them needs; who may open or find them is for the caller to say. */
export const eventRows = (db: Db | Trx, viewer: Viewer) =>
  db
    .selectFrom('events')
    .leftJoin('hashtags as h', 'h.tag', 'events.hashtag')
    .innerJoin('communities as c', 'c.id', 'events.community_id')
    .innerJoin('hashtags as ch', 'ch.tag', 'c.hashtag')
    .selectAll('events')
    .select((eb) => [
      sql<string>`coalesce(h.display, events.spelling, events.hashtag)`.as('display'),
      'c.hashtag as community_tag',
      'ch.display as community_name',
      sql<boolean>`${managedBy(viewer)(eb as never)}`.as('can_manage'),
      sql<MemberCard[]>`coalesce((
        select json_agg(json_build_object('handle', m.handle, 'name', m.public_name, 'portrait', ${publicPortrait('m')})
          order by m.public_name)
        from hosts join members m on m.id = hosts.member_id
        where hosts.event_id = events.id and m.leaving_at is null), '[]')`.as('hosts'),
      seatCount('held').as('held'),
      seatCount('waiting').as('waiting'),
      seatCount('offered').as('offered'),
      sql<number>`(select count(*)::int from rsvps where rsvps.event_id = events.id and rsvps.answer = 'remote')`.as(
        'remote',
      ),
      sql<boolean>`${isCommunityOpen(viewer)(eb as never)}`.as('community_open'),
    ]);

const seatCount = (seat: Seat) =>
  sql<number>`(select count(*)::int from rsvps where rsvps.event_id = events.id and rsvps.seat = ${sql.lit(seat)})`;

// The community is joined as c, its own rules speak of it by its full name.
const isCommunityOpen = (viewer: Viewer) => (eb: In) =>
  eb.exists(
    eb
      .selectFrom('communities')
      .select('communities.id')
      .whereRef('communities.id', '=', 'events.community_id')
      .where((communities) => visibleCommunity(viewer)(communities as never)),
  );

/** Whoever comes while others wait stands behind them: then no seat is free, whatever the count. */
export function freeSeats(row: { capacity: number | null; held: number; offered: number; waiting: number }) {
  if (row.capacity === null) return null;
  return row.waiting > 0 ? 0 : Math.max(0, row.capacity - row.held - row.offered);
}

export interface CommunityName {
  tag: string;
  name: string;
}

/** Whose event it is, for who may open that community: whoever else has its link is not told its name. */
export const communityOf = (row: EventRow): CommunityName | null =>
  row.community_open ? { tag: row.community_tag, name: row.community_name } : null;

export type EventRow = Awaited<ReturnType<ReturnType<typeof eventRows>['executeTakeFirstOrThrow']>>;
