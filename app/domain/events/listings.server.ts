import { type ExpressionBuilder, sql } from 'kysely';
import type { Db } from '#db/client';
import type { Answer, Database, Row, Seat } from '#db/schema';
import { exactly, isBehind, type Keyset, pageOf } from '../keyset.server';
import type { Viewer } from '../members/rules';
import { type CommunityName, communityOf, eventRows, freeSeats } from './rows.server';
import { type Phase, phaseOf, type Status } from './rules';
import { MAX_DAYS } from './schedule.server';
import { isHostedBy, isPartOfIt, listedTo } from './visibility.server';

const DAY_MS = 86_400_000;

// Written into the statement, as the limit is: a prepared one is otherwise planned anew each time, to know whether
// these are the words its indexes are made for.
const DRAFT = sql.lit<Status>('draft');
const PUBLISHED = sql.lit<Status>('published');

/** An event in a list. */
export interface EventCard {
  id: string;
  slug: string;
  title: string;
  tag: string;
  hashtag: string;
  community: CommunityName | null;
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
  /** `coming` is what is not over; of that, `on` has begun and `ahead` has not, and neither is called off. */
  when: 'coming' | 'on' | 'ahead' | 'past' | 'drafts';
  communityId?: string;
  tag?: string;
  /** Only events this viewer answered, was invited to or hosts. */
  mine?: boolean;
  /** Those, and the ones of communities this viewer is in. */
  near?: boolean;
  /** Only events this member hosts. */
  hostedBy?: string;
  limit?: number;
  after?: Keyset;
}

/** The events a viewer may find: coming ones soonest first (the evening in progress among them), past ones latest first. */
export async function listEvents(db: Db, viewer: Viewer, listing: Listing): Promise<EventCard[]> {
  return (await pageOfEvents(db, viewer, listing)).events;
}

/** A page of them; `next` is where the next one begins, as an address has it, or null. */
export async function pageOfEvents(
  db: Db,
  viewer: Viewer,
  { when, communityId, tag, mine, near, hostedBy, limit = 24, after }: Listing,
): Promise<{ events: EventCard[]; next: string | null }> {
  const contact = viewer.member?.contactId ?? null;
  let rows = eventRows(db, viewer)
    .select([
      exactly('events.starts_at').as('exactly'),
      sql<Answer | null>`(select answer from rsvps r where r.event_id = events.id and r.contact_id = ${contact})`.as(
        'own_answer',
      ),
      sql<Seat | null>`(select seat from rsvps r where r.event_id = events.id and r.contact_id = ${contact})`.as(
        'own_seat',
      ),
    ])
    .where((eb) => listedTo(viewer)(eb as never))
    .limit(sql.lit(limit + 1));
  if (communityId) rows = rows.where('events.community_id', '=', communityId);
  if (tag) rows = rows.where('events.hashtag', '=', tag);
  // As a list: whoever hosts little is found by what they host, however many events there are.
  if (hostedBy) {
    rows = rows.where(
      sql<boolean>`events.id = any(array(select event_id from hosts where member_id = ${hostedBy}))`,
    );
  }
  if (mine || near) {
    rows = rows.where((eb) => {
      const own = isMine(viewer)(eb as never);
      return near
        ? eb.or([own, isOfOwnCommunity(viewer)(eb as never), isFollowed(viewer)(eb as never)])
        : own;
    });
  }
  const now = new Date();
  const order = when === 'past' ? 'desc' : 'asc';
  rows = rows.orderBy('events.starts_at', order).orderBy('events.id', order);
  if (after) rows = rows.where(isBehind(after, 'events.starts_at', 'events.id', order));
  if (when === 'drafts') rows = rows.where('events.status', '=', DRAFT);
  else if (when === 'past') {
    rows = rows
      .where('events.status', '!=', DRAFT)
      .where('events.ends_at', '<=', now)
      .where('events.starts_at', '<=', now);
  } else {
    rows = rows
      .where('events.status', '!=', DRAFT)
      .where('events.ends_at', '>', now)
      // What began before then is over; said, because the list can then begin there in its index.
      .where('events.starts_at', '>', when === 'ahead' ? now : new Date(now.getTime() - MAX_DAYS * DAY_MS));
    if (when !== 'coming') rows = rows.where('events.status', '=', PUBLISHED);
    if (when === 'on') rows = rows.where('events.starts_at', '<=', now);
  }
  const { page, next } = pageOf(await rows.execute(), limit);
  const events = page.map((row) => ({
    id: row.id,
    slug: row.slug,
    title: row.title,
    tag: row.hashtag,
    hashtag: row.display,
    community: communityOf(row),
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
  return { events, next };
}

/** How many evenings of a community took place, of those a viewer may find. */
export async function countEvenings(db: Db, viewer: Viewer, communityId: string): Promise<number> {
  const { evenings } = await db
    .selectFrom('events')
    .select(sql<number>`count(*)::int`.as('evenings'))
    .where('community_id', '=', communityId)
    .where('status', '=', PUBLISHED)
    .where('ends_at', '<=', new Date())
    .where(listedTo(viewer))
    .executeTakeFirstOrThrow();
  return evenings;
}

type In = ExpressionBuilder<Database, 'events'>;

/** Answered by the viewer, or they were invited to it, or host it. */
const isMine =
  ({ member }: Viewer) =>
  (eb: In) =>
    member ? eb.or([isPartOfIt(eb, member.contactId), isHostedBy(eb, member.id)]) : eb.lit(false);

const isFollowed = (viewer: Viewer) => (eb: In) =>
  eb.exists(
    eb
      .selectFrom('follows')
      .select('follows.member_id')
      .whereRef('follows.community_id', '=', 'events.community_id')
      .where('follows.member_id', '=', viewer.member?.id ?? null),
  );

const isOfOwnCommunity = (viewer: Viewer) => (eb: In) =>
  eb.exists(
    eb
      .selectFrom('memberships')
      .select('memberships.member_id')
      .whereRef('memberships.community_id', '=', 'events.community_id')
      .where('memberships.member_id', '=', viewer.member?.id ?? null),
  );
