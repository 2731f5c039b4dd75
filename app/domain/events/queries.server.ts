import { type ExpressionBuilder, sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Answer, Database, Row, Seat, SeenBy } from '#db/schema';
import { visibleTo as visibleCommunity } from '../communities/queries.server';
import type { MemberCard } from '../members/queries.server';
import { contactFor, type Viewer } from '../members/rules';
import { type AgendaItem, type Phase, phaseOf, readAgenda } from './rules';
import { listedTo, managedBy, visibleTo } from './visibility.server';

/** A viewer's own answer to an event. */
export interface OwnRsvp {
  id: string;
  answer: Answer;
  seat: Seat | null;
  offeredUntil: string | null;
  seenBy: SeenBy;
  /** From 1, while waiting. */
  position: number | null;
  removed: boolean;
}

/** An event as one viewer may see it. Instants are ISO 8601 in UTC. */
export interface EventView {
  id: string;
  slug: string;
  title: string;
  tag: string;
  hashtag: string;
  /** `open`: this viewer may look at its page. */
  community: { tag: string; name: string; open: boolean };
  description: string;
  agenda: AgendaItem[];
  visibility: Row<'events'>['visibility'];
  phase: Phase;
  startsAt: string;
  endsAt: string;
  timezone: string;
  place: string;
  /** null where it is kept for those going, or there is none. */
  address: string | null;
  accessNotes: string | null;
  onlineUrl: string | null;
  /** What is there, but not for this viewer: the address is kept for those going, the link for them and who is away. */
  kept: { address: boolean; online: boolean };
  capacity: number | null;
  held: number;
  waiting: number;
  /** Seats somebody new would get; null where there is no end of them. */
  free: number | null;
  /** Absent, but with us. */
  remote: number;
  rsvpDeadline: string | null;
  cancellationNote: string;
  hosts: MemberCard[];
  canManage: boolean;
  own: OwnRsvp | null;
  /** RFC 5545 section 3.8.7.4. */
  sequence: number;
  updatedAt: string;
}

const eventRows = (db: Db | Trx, viewer: Viewer) =>
  db
    .selectFrom('events')
    .innerJoin('hashtags as h', 'h.tag', 'events.hashtag')
    .innerJoin('communities as c', 'c.id', 'events.community_id')
    .innerJoin('hashtags as ch', 'ch.tag', 'c.hashtag')
    .selectAll('events')
    .select((eb) => [
      'h.display',
      'c.hashtag as community_tag',
      'ch.display as community_name',
      sql<boolean>`${managedBy(viewer)(eb as never)}`.as('can_manage'),
      sql<MemberCard[]>`coalesce((
        select json_agg(json_build_object('handle', m.handle, 'name', p.name) order by p.name)
        from hosts join members m on m.id = hosts.member_id join contacts p on p.id = m.contact_id
        where hosts.event_id = events.id), '[]')`.as('hosts'),
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
function freeSeats(row: { capacity: number | null; held: number; offered: number; waiting: number }) {
  if (row.capacity === null) return null;
  return row.waiting > 0 ? 0 : Math.max(0, row.capacity - row.held - row.offered);
}

type EventRow = Awaited<ReturnType<ReturnType<typeof eventRows>['executeTakeFirstOrThrow']>>;

/** The event at an address, if the viewer may open it. */
export async function findEvent(db: Db | Trx, viewer: Viewer, slug: string): Promise<EventView | undefined> {
  return findWhere(db, viewer, 'slug', slug);
}

export async function findEventById(
  db: Db | Trx,
  viewer: Viewer,
  id: string,
): Promise<EventView | undefined> {
  return findWhere(db, viewer, 'id', id);
}

async function findWhere(db: Db | Trx, viewer: Viewer, column: 'slug' | 'id', value: string) {
  const row = await eventRows(db, viewer)
    .where(`events.${column}`, '=', value)
    .where((eb) => visibleTo(viewer)(eb as never))
    .executeTakeFirst();
  if (!row) return undefined;
  const contact = contactFor(viewer, row.id);
  return present(row, contact ? await findOwnRsvp(db, row.id, contact) : null);
}

/** The fields of an event for one viewer: what is kept for those going is only for them. */
function present(row: EventRow, own: OwnRsvp | null): EventView {
  const among = row.can_manage || own?.seat === 'held';
  const hidesAddress = row.address_visibility === 'going' && !among;
  const hidesLink = !among && own?.answer !== 'remote';
  const written = (text: string, hidden: boolean) => (hidden || text === '' ? null : text);
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    tag: row.hashtag,
    hashtag: row.display,
    community: { tag: row.community_tag, name: row.community_name, open: row.community_open },
    description: row.description,
    agenda: readAgenda(row.agenda),
    visibility: row.visibility,
    phase: phaseOf({ status: row.status, startsAt: row.starts_at, endsAt: row.ends_at }),
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    timezone: row.timezone,
    place: row.place,
    address: written(row.address, hidesAddress),
    accessNotes: written(row.access_notes, hidesAddress),
    onlineUrl: written(row.online_url, hidesLink),
    kept: { address: hidesAddress && row.address !== '', online: hidesLink && row.online_url !== '' },
    capacity: row.capacity,
    held: row.held,
    waiting: row.waiting,
    free: freeSeats(row),
    remote: row.remote,
    rsvpDeadline: row.rsvp_deadline?.toISOString() ?? null,
    cancellationNote: row.cancellation_note,
    hosts: row.hosts,
    canManage: row.can_manage,
    own,
    sequence: row.sequence,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** A contact's answer to an event, with its place in the waiting line. */
export async function findOwnRsvp(db: Db | Trx, eventId: string, contactId: string): Promise<OwnRsvp | null> {
  const row = await db
    .selectFrom('rsvps')
    .select(['id', 'answer', 'seat', 'offered_until', 'seen_by', 'removed_at'])
    .select(
      sql<number | null>`case when seat = 'waiting' then (select count(*)::int from rsvps as before
        where before.event_id = rsvps.event_id and before.seat = 'waiting'
          and before.waiting_no <= rsvps.waiting_no) end`.as('position'),
    )
    .where('event_id', '=', eventId)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    answer: row.answer,
    seat: row.seat,
    offeredUntil: row.offered_until?.toISOString() ?? null,
    seenBy: row.seen_by,
    position: row.position,
    removed: row.removed_at !== null,
  };
}

/** An event in a list. */
export interface EventCard {
  id: string;
  slug: string;
  title: string;
  tag: string;
  hashtag: string;
  community: { tag: string; name: string };
  startsAt: string;
  endsAt: string;
  timezone: string;
  place: string;
  phase: Phase;
  visibility: Row<'events'>['visibility'];
  capacity: number | null;
  held: number;
  free: number | null;
  remote: number;
  own: { answer: Answer; seat: Seat | null } | null;
}

interface Listing {
  when: 'coming' | 'past' | 'drafts';
  communityId?: string;
  tag?: string;
  /** Only events this viewer answered, was invited to or hosts. */
  mine?: boolean;
  /** Those, and the ones of communities this viewer is in. */
  near?: boolean;
  limit?: number;
}

/** The events a viewer may find: coming ones soonest first (the evening in progress among them), past ones latest first. */
export async function listEvents(
  db: Db,
  viewer: Viewer,
  { when, communityId, tag, mine, near, limit = 30 }: Listing,
): Promise<EventCard[]> {
  const contact = viewer.member?.contactId ?? null;
  let rows = eventRows(db, viewer)
    .select([
      sql<Answer | null>`(select answer from rsvps r where r.event_id = events.id and r.contact_id = ${contact})`.as(
        'own_answer',
      ),
      sql<Seat | null>`(select seat from rsvps r where r.event_id = events.id and r.contact_id = ${contact})`.as(
        'own_seat',
      ),
    ])
    .where((eb) => listedTo(viewer)(eb as never))
    .limit(limit);
  if (communityId) rows = rows.where('events.community_id', '=', communityId);
  if (tag) rows = rows.where('events.hashtag', '=', tag);
  if (mine || near) {
    rows = rows.where((eb) => {
      const own = isMine(viewer)(eb as never);
      return near ? eb.or([own, isOfOwnCommunity(viewer)(eb as never)]) : own;
    });
  }
  const now = new Date();
  if (when === 'drafts') rows = rows.where('events.status', '=', 'draft').orderBy('events.starts_at');
  else if (when === 'coming') {
    rows = rows
      .where('events.status', '!=', 'draft')
      .where('events.ends_at', '>', now)
      .orderBy('events.starts_at');
  } else {
    rows = rows
      .where('events.status', '!=', 'draft')
      .where('events.ends_at', '<=', now)
      .orderBy('events.starts_at', 'desc');
  }
  return (await rows.execute()).map((row) => ({
    id: row.id,
    slug: row.slug,
    title: row.title,
    tag: row.hashtag,
    hashtag: row.display,
    community: { tag: row.community_tag, name: row.community_name },
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    timezone: row.timezone,
    place: row.place,
    phase: phaseOf({ status: row.status, startsAt: row.starts_at, endsAt: row.ends_at }, now),
    visibility: row.visibility,
    capacity: row.capacity,
    held: row.held,
    free: freeSeats(row),
    remote: row.remote,
    own: row.own_answer ? { answer: row.own_answer, seat: row.own_seat } : null,
  }));
}

/** How many evenings of a community took place, of those a viewer may find. */
export async function countEvenings(db: Db, viewer: Viewer, communityId: string): Promise<number> {
  const { evenings } = await db
    .selectFrom('events')
    .select(sql<number>`count(*)::int`.as('evenings'))
    .where('community_id', '=', communityId)
    .where('status', '=', 'published')
    .where('ends_at', '<=', new Date())
    .where(listedTo(viewer))
    .executeTakeFirstOrThrow();
  return evenings;
}

type In = ExpressionBuilder<Database, 'events'>;

/** Answered by the viewer, or they were invited to it, or host it. */
const isMine = (viewer: Viewer) => (eb: In) => {
  const contact = viewer.member?.contactId ?? null;
  return eb.or([
    eb.exists(
      eb
        .selectFrom('rsvps as r')
        .select('r.id')
        .whereRef('r.event_id', '=', 'events.id')
        .where('r.contact_id', '=', contact),
    ),
    eb.exists(
      eb
        .selectFrom('invitations as i')
        .select('i.id')
        .whereRef('i.event_id', '=', 'events.id')
        .where('i.contact_id', '=', contact)
        .where('i.revoked_at', 'is', null),
    ),
    eb.exists(
      eb
        .selectFrom('hosts as o')
        .select('o.member_id')
        .whereRef('o.event_id', '=', 'events.id')
        .where('o.member_id', '=', viewer.member?.id ?? null),
    ),
  ]);
};

const isOfOwnCommunity = (viewer: Viewer) => (eb: In) =>
  eb.exists(
    eb
      .selectFrom('memberships')
      .select('memberships.member_id')
      .whereRef('memberships.community_id', '=', 'events.community_id')
      .where('memberships.member_id', '=', viewer.member?.id ?? null),
  );

/** An event's row for who may manage it; undefined for everybody else. */
export function findManagedEvent(
  db: Db | Trx,
  viewer: Viewer,
  slug: string,
): Promise<Row<'events'> | undefined> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('slug', '=', slug)
    .where(managedBy(viewer))
    .executeTakeFirst();
}
