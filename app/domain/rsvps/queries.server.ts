import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Answer, Row, Seat, SeenBy } from '#db/schema';
import type { EventView } from '../events/queries.server';
import { areApart } from '../members/blocks.server';
import { idInToken, isGenuine, linkToken } from '../members/links.server';
import { stranger, type Viewer } from '../members/rules';
import { nameFor, portraitFor } from '../members/visibility.server';

/** One bird on the wire: named for who may see it, a silhouette for the others. */
export interface Perched {
  key: string;
  /** What the bird is drawn from; null for a silhouette. */
  seed: string | null;
  name: string | null;
  handle: string | null;
  /** Id of a picture. */
  portrait: string | null;
  me: boolean;
}

export interface Gathering {
  seated: Perched[];
  remote: Perched[];
  /** How many more than are listed. */
  moreSeated: number;
  moreRemote: number;
}

const MOST = 120;

/**
 * Answers with what this viewer calls their people. A member is known by handle, and by name and portrait as far as
 * they show them, once they have answered themselves (or to themselves, `ownId`); until then, and guests always, by
 * what was typed there: an organizer who tries an address does not learn whose it is.
 */
const answers = (db: Db | Trx, viewer: Viewer, ownId: string | null = null) =>
  db
    .selectFrom('rsvps')
    .leftJoin('members as m', (join) =>
      join
        .onRef('m.contact_id', '=', 'rsvps.contact_id')
        .on((eb) => eb.or([eb('rsvps.added', '=', false), eb('rsvps.id', '=', ownId)])),
    )
    .select([calledBy(viewer, ownId).as('called'), portraitFor(viewer, 'm').as('portrait'), 'm.handle'])
    .select('m.leaving_at');

const calledBy = (viewer: Viewer, ownId: string | null) =>
  sql<string>`case when m.id is null then rsvps.name when rsvps.id = ${ownId} then m.name
    else ${nameFor(viewer, 'm')} end`;

/**
 * The people of an event as its viewer may see them, in the order they came; `most` of each kind. Two of whom one
 * blocked the other are silhouettes to each other.
 */
export async function gatheringOf(
  db: Db,
  viewer: Viewer,
  event: Pick<EventView, 'id' | 'held' | 'remote' | 'canManage' | 'own'>,
  most = MOST,
): Promise<Gathering> {
  const some = (kind: 'seated' | 'remote') =>
    answers(db, viewer, event.own?.id)
      .select([
        'rsvps.id',
        'rsvps.seen_by',
        'rsvps.created_at',
        areApart(viewer, sql.ref('m.id')).as('apart'),
      ])
      .select(sql.lit(kind).as('kind'))
      .where('rsvps.event_id', '=', event.id)
      .where(kind === 'seated' ? 'rsvps.seat' : 'rsvps.answer', '=', kind === 'seated' ? 'held' : 'remote')
      .orderBy('rsvps.created_at')
      .limit(most);
  // In one go: every question to the database costs the page more than its answer.
  const rows = await db
    .selectFrom(some('seated').as('seated'))
    .selectAll()
    .unionAll(db.selectFrom(some('remote').as('remote')).selectAll())
    .orderBy('created_at')
    .execute();
  const among = event.canManage || event.own?.seat === 'held';
  const perched = rows.map((row) => {
    const me = row.id === event.own?.id;
    const shown = row.seen_by === 'everyone' || (row.seen_by === 'going' && among);
    // Who is on their way out keeps their place, unseen.
    const seen = me || (row.leaving_at === null && (event.canManage || (shown && !row.apart)));
    const handle = seen ? row.handle : null;
    return {
      kind: row.kind,
      one: {
        key: handle ?? row.id,
        seed: seen ? (handle ?? row.id) : null,
        name: seen ? row.called : null,
        handle,
        portrait: handle ? row.portrait : null,
        me,
      },
    };
  });
  const of = (kind: 'seated' | 'remote') =>
    perched.filter((each) => each.kind === kind).map(({ one }) => one);
  return {
    seated: of('seated'),
    remote: of('remote'),
    moreSeated: Math.max(0, event.held - most),
    moreRemote: Math.max(0, event.remote - most),
  };
}

/** Everybody with an answer, for the organizers. */
export interface Attendee {
  id: string;
  name: string;
  email: string;
  handle: string | null;
  portrait: string | null;
  answer: Answer;
  seat: Seat | null;
  seenBy: SeenBy;
  /** From 1, while waiting. */
  position: number | null;
  offeredUntil: string | null;
  removed: boolean;
  answeredAt: string;
  added: boolean;
}

/** For who manages the event: the caller has asked (`findManagedEvent`). */
export async function listAttendees(db: Db, viewer: Viewer, eventId: string): Promise<Attendee[]> {
  const rows = await answers(db, viewer)
    .innerJoin('contacts', 'contacts.id', 'rsvps.contact_id')
    .selectAll('rsvps')
    .select('contacts.email')
    .select(
      sql<number | null>`case when rsvps.seat = 'waiting'
        then rank() over (partition by rsvps.seat order by rsvps.waiting_no)::int end`.as('position'),
    )
    .where('rsvps.event_id', '=', eventId)
    .orderBy(sql`rsvps.waiting_no nulls first`)
    .orderBy(sql`${calledBy(viewer, null)} collate "fr-x-icu"`)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.called,
    email: row.email,
    handle: row.handle,
    portrait: row.portrait,
    answer: row.answer,
    seat: row.seat,
    seenBy: row.seen_by,
    position: row.position,
    offeredUntil: row.offered_until?.toISOString() ?? null,
    removed: row.removed_at !== null,
    answeredAt: row.answered_at.toISOString(),
    added: row.added,
  }));
}

export interface RsvpByLink extends Row<'rsvps'> {
  slug: string;
  called: string;
}

/** What a link of an answer or an invitation proves: it opens its event, as its contact. */
export const keyOf = (link: { event_id: string; contact_id: string }) => ({
  event: link.event_id,
  contact: link.contact_id,
});

/**
 * The answer a mailed link speaks of, for as long as its event is not over by a month.
 * @returns undefined for a token that is not genuine, revoked or expired
 */
export async function findRsvpByToken(db: Db | Trx, token: string): Promise<RsvpByLink | undefined> {
  const id = idInToken(token);
  if (!id) return undefined;
  const row = await answers(db, stranger, id)
    .innerJoin('events', 'events.id', 'rsvps.event_id')
    .selectAll('rsvps')
    .select('events.slug')
    .where('rsvps.id', '=', id)
    .where('events.ends_at', '>', sql<Date>`now() - interval '30 days'`)
    .executeTakeFirst();
  return row && (await isGenuine(db, token, 'rsvp', row)) ? row : undefined;
}

/** A viewer with what the link they came by proves, where it is one of an answer. */
export async function withKey(db: Db, viewer: Viewer, token: unknown): Promise<Viewer> {
  const rsvp = typeof token === 'string' ? await findRsvpByToken(db, token) : undefined;
  return rsvp ? { ...viewer, keys: [keyOf(rsvp)] } : viewer;
}

/** The token of a person's own page about their answer. */
export async function rsvpToken(db: Db | Trx, rsvpId: string): Promise<string> {
  const rsvp = await db
    .selectFrom('rsvps')
    .select(['id', 'version'])
    .where('id', '=', rsvpId)
    .executeTakeFirstOrThrow();
  return linkToken(db, 'rsvp', rsvp);
}
