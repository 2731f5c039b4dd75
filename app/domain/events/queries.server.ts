import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Answer, Row, Seat, SeenBy } from '#db/schema';
import type { MemberCard } from '../members/queries.server';
import { contactFor, type Viewer } from '../members/rules';
import { type CommunityName, communityOf, type EventRow, eventRows, freeSeats } from './rows.server';
import { type AgendaItem, type Phase, phaseOf, readAgenda } from './rules';
import { managedBy, visibleTo } from './visibility.server';

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
  /** null where this viewer may not know it: an event by link of a hidden community. */
  community: CommunityName | null;
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
  /** Whether its community takes no answer of this viewer's. */
  banned: boolean;
  /** RFC 5545 section 3.8.7.4. */
  sequence: number;
  updatedAt: string;
}

/** Which event is at an address, if the viewer may open it: all that answering it needs to know. */
export async function findEventId(db: Db | Trx, viewer: Viewer, slug: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('events')
    .select('id')
    .where('slug', '=', slug)
    .where(visibleTo(viewer))
    .executeTakeFirst();
  return row?.id;
}

/** The event at an address, if the viewer may open it. */
export async function findEvent(db: Db | Trx, viewer: Viewer, slug: string): Promise<EventView | undefined> {
  const row = await eventRows(db, viewer)
    .where('events.slug', '=', slug)
    .where((eb) => visibleTo(viewer)(eb as never))
    .executeTakeFirst();
  if (!row) return undefined;
  const contact = contactFor(viewer, row.id);
  if (!contact) return present(row, null);
  const [own, banned] = await Promise.all([
    findOwnRsvp(db, row.id, contact),
    isBanned(db, row.community_id, contact),
  ]);
  return { ...present(row, own), banned };
}

async function isBanned(db: Db | Trx, communityId: string, contactId: string): Promise<boolean> {
  const ban = await db
    .selectFrom('bans')
    .innerJoin('members', 'members.id', 'bans.member_id')
    .select('bans.member_id')
    .where('bans.community_id', '=', communityId)
    .where('members.contact_id', '=', contactId)
    .executeTakeFirst();
  return ban !== undefined;
}

/** The fields of an event for one viewer: what is kept for those going is only for them. */
export function present(row: EventRow, own: OwnRsvp | null): EventView {
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
    community: communityOf(row),
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
    banned: false,
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
