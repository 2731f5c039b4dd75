import { randomUUID } from 'node:crypto';
import { db } from '#db/client';
import type { EventCard } from '../../domain/events/listings.server';
import { findEvent } from '../../domain/events/queries.server';
import type { Keyset } from '../../domain/keyset.server';
import { listUnseen } from '../../domain/members/blocks.server';
import type { Viewer } from '../../domain/members/rules';
import {
  findHashtagPage,
  type HashtagPage,
  listPosts,
  listThanked,
  rhythmOf,
} from '../../domain/posts/queries.server';
import { gatheringOf, type Perched } from '../../domain/rsvps/queries.server';
import { cursorAt } from '../../live/cursor';

/** Where hours are counted when no event says: the instance's home. */
const HOME_ZONE = 'Europe/Paris';
/** Birds of each kind on the two short wires. */
const BIRDS = 6;

/**
 * Everything a live page shows; undefined where it is closed to the viewer.
 * @param key the link a guest came by, who has no account: it opens the page of an event that is not public
 */
export async function findLivePage(
  viewer: Viewer,
  tag: string,
  typed: string,
  before: Keyset | undefined,
  key: string | null,
) {
  const page = await findHashtagPage(db, viewer, tag, typed);
  if (!page) return undefined;
  const { event } = page;
  const [{ posts, next }, room, rhythm] = await Promise.all([
    listPosts(db, viewer, tag, { before }),
    event && roomOf(viewer, event),
    event && rhythmOfEvening(tag, event),
  ]);
  const { member } = viewer;
  return {
    tag,
    guestKey: viewer.keys.length > 0 ? key : null,
    display: `#${page.display}`,
    unlisted: page.unknown || page.posts === 0,
    community: page.community,
    event: event && headOf(event),
    zone: event?.timezone ?? HOME_ZONE,
    people: page.people,
    room,
    rhythm,
    posts,
    older: next,
    count: page.posts,
    thanked: member
      ? await listThanked(
          db,
          member.id,
          posts.map(({ id }) => id),
        )
      : [],
    /** Whose posts the reader does not want: a stream carries them to all. */
    unseen: await listUnseen(db, viewer),
    /** A page of the past follows nothing. */
    since: before ? null : sinceOf(page),
    /** For a form without JavaScript, so that sending it twice is one post. */
    key: member ? randomUUID() : null,
    now: new Date().toISOString(),
  };
}

export type LivePage = NonNullable<Awaited<ReturnType<typeof findLivePage>>>;
export type LiveRoom = NonNullable<LivePage['room']>;

const sinceOf = ({ stream, seq }: HashtagPage): string => cursorAt(stream, Number(seq));

function headOf({ slug, title, place, phase, startsAt, endsAt, timezone }: EventCard) {
  return { slug, title, place, phase, startsAt, endsAt, timezone };
}

/** Who is in the room and who follows from afar, as far as the viewer may see them. */
async function roomOf(viewer: Viewer, card: EventCard) {
  if (card.phase === 'cancelled') return null;
  // Nobody in particular manages nothing and has no answer: the card they found is all there is to know.
  const isStranger = !viewer.member && viewer.keys.length === 0;
  const event = isStranger
    ? { ...card, canManage: false, own: null }
    : await findEvent(db, viewer, card.slug);
  if (!event) return null;
  const { seated, remote, moreSeated, moreRemote } = await gatheringOf(db, viewer, event, BIRDS);
  const flock = (people: Perched[], more: number) => ({
    count: people.length + more,
    seeds: people.map(({ seed }) => seed),
  });
  return { seated: flock(seated, moreSeated), remote: flock(remote, moreRemote) };
}

/** How the wire was plucked, from the start of the evening until now or its end. */
async function rhythmOfEvening(tag: string, { phase, startsAt, endsAt }: EventCard) {
  if (phase !== 'on' && phase !== 'past') return null;
  const from = new Date(startsAt);
  const to = phase === 'on' ? new Date() : new Date(endsAt);
  if (to.getTime() - from.getTime() < 60_000) return null;
  const counts = await rhythmOf(db, tag, from, to);
  return counts.some((count) => count > 0) ? { counts, to: to.toISOString() } : null;
}
