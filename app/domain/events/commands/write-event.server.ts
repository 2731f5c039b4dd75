import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import type { Row } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import type { EventChange } from '../../../notices/catalogue';
import { hasAcceptedCharter } from '../../communities/charters.server';
import { rolesIn } from '../../communities/queries.server';
import { canCallMeetups } from '../../communities/rules';
import { lockHashtag } from '../../hashtags/commands.server';
import { normalizeTag } from '../../hashtags/rules';
import { type Self, stranger } from '../../members/rules';
import { isHashtagOpen } from '../../posts/visibility.server';
import { settleSeats } from '../../rsvps/commands/settle-seats.server';
import { problem, type Refusal, refuse } from '../../rules';
import { isSlugFit, newSlug } from '../address.server';
import { lockEvent } from '../lock.server';
import type { EventForm, Visibility } from '../rules';
import { type Problems, readSchedule, type Schedule } from '../schedule.server';
import { isManager } from './is-manager.server';

export type Wrong = { ok: false; problems: Problems };
type Outcome = { ok: true; slug: string; id: string } | Wrong | Refusal<'notYours'>;

const wrong = (problems: Problems): Wrong => ({ ok: false, problems });

/** A new event, as a draft; its author is its host. */
export function createEvent(db: Db | Trx, self: Self, form: EventForm): Promise<Outcome> {
  const read = readSchedule(form);
  return withTransaction(db, async (trx) => {
    const community = await trx
      .selectFrom('communities')
      .select(['id', 'hashtag'])
      .where('hashtag', '=', form.community)
      .executeTakeFirst();
    const roles = community && (await rolesIn(trx, { member: self, keys: [] }, community.id));
    if (!community || !canCallMeetups(roles ?? null))
      return wrong({ community: problem('communityNotYours') });
    if (!(await hasAcceptedCharter(trx, self.id, community.id)))
      return wrong({ community: problem('charterFirst') });
    if (!read.ok) return wrong(read.problems);
    const event = await trx
      .insertInto('events')
      .values({
        ...columnsOf(form, read.schedule),
        community_id: community.id,
        slug: newSlug(form.title, form.visibility),
        created_by: self.id,
      })
      .returning(['id', 'slug'])
      .executeTakeFirstOrThrow();
    await trx.insertInto('hosts').values({ event_id: event.id, member_id: self.id }).execute();
    return { ok: true, ...event };
  });
}

const columnsOf = (form: EventForm, { startsAt, endsAt, rsvpDeadline }: Schedule) => ({
  title: form.title,
  hashtag: normalizeTag(form.hashtag),
  spelling: form.hashtag,
  description: form.description,
  agenda: form.agenda,
  visibility: form.visibility,
  starts_at: startsAt,
  ends_at: endsAt,
  timezone: form.timezone,
  place: form.place,
  address: form.address,
  access_notes: form.accessNotes,
  address_visibility: form.addressVisibility,
  online_url: form.onlineUrl,
  capacity: form.capacity,
  rsvp_deadline: rsvpDeadline,
  late_seats: form.lateSeats,
});

/**
 * Writes an event anew. A change of title, time or place of a published one is told to everybody who
 * answered; seats that a larger capacity brings go to the next in line.
 */
export function editEvent(db: Db | Trx, self: Self, eventId: string, form: EventForm): Promise<Outcome> {
  const read = readSchedule(form);
  return withTransaction(db, async (trx) => {
    const before = await lockEvent(trx, eventId);
    if (!before || !(await isManager(trx, self, eventId))) return refuse('notYours');
    if (before.status === 'cancelled') return wrong({ title: problem('eventCancelled') });
    if (!read.ok) return wrong(read.problems);
    const held = await seatsTaken(trx, eventId);
    if (form.capacity !== null && form.capacity < held) {
      return wrong({ capacity: problem('capacityBelowHeld', { held }) });
    }
    const columns = columnsOf(form, read.schedule);
    // A draft's hashtag is nobody's business yet: it is written when the event is published.
    const hashtag = before.status === 'published' ? await lockHashtag(trx, form.hashtag) : undefined;
    if (hashtag) {
      const taken = await whyHashtagIsNotFit(trx, before.community_id, hashtag, form.visibility, eventId);
      if (taken) return wrong({ hashtag: taken });
    }
    const changes = hashtag ? changesBetween(before, columns) : [];
    const slug = isSlugFit(before.slug, form.visibility) ? before.slug : newSlug(form.title, form.visibility);
    const after = await trx
      .updateTable('events')
      .set({
        ...columns,
        slug,
        updated_at: new Date(),
        sequence: before.sequence + (changes.length > 0 ? 1 : 0),
        // an evening that moved is worth its own reminder
        reminded_at: changes.includes('time') ? null : before.reminded_at,
      })
      .where('id', '=', eventId)
      .returningAll()
      .executeTakeFirstOrThrow();
    if (hashtag) {
      if (hashtag.tag !== before.hashtag || before.visibility !== form.visibility) {
        await claimHashtag(trx, before.community_id, hashtag, form.visibility);
        await announce(trx, {
          kind: 'hashtag-access-changed',
          hashtags: [...new Set([before.hashtag, hashtag.tag])],
        });
      }
      await settleSeats(trx, after);
      if (changes.length > 0)
        await announce(trx, { kind: 'event-changed', event: eventId, changes, before: beforeOf(before) });
    }
    return { ok: true, slug, id: eventId };
  });
}

/** Seats that count against capacity: held, and offered ones that have not lapsed. */
async function seatsTaken(trx: Trx, eventId: string): Promise<number> {
  const { taken } = await trx
    .selectFrom('rsvps')
    .select(sql<number>`count(*)::int`.as('taken'))
    .where('event_id', '=', eventId)
    .where('seat', 'in', ['held', 'offered'])
    .executeTakeFirstOrThrow();
  return taken;
}

const beforeOf = (event: Row<'events'>) => ({
  title: event.title,
  startsAt: event.starts_at.toISOString(),
  endsAt: event.ends_at.toISOString(),
  timezone: event.timezone,
  place: event.place,
});

type Columns = ReturnType<typeof columnsOf>;

function changesBetween(before: Row<'events'>, after: Columns): EventChange[] {
  const changes: EventChange[] = [];
  const moved = (a: Date, b: Date) => a.getTime() !== b.getTime();
  if (before.title !== after.title) changes.push('title');
  if (
    moved(before.starts_at, after.starts_at) ||
    moved(before.ends_at, after.ends_at) ||
    before.timezone !== after.timezone
  ) {
    changes.push('time');
  }
  if (
    before.place !== after.place ||
    before.address !== after.address ||
    before.access_notes !== after.access_notes
  ) {
    changes.push('place');
  }
  if (before.online_url !== after.online_url) changes.push('online');
  return changes;
}

/** Publishes a draft: from now on it can be found, answered and invited to. */
export function publishEvent(
  db: Db | Trx,
  self: Self,
  eventId: string,
): Promise<{ ok: true; slug: string } | Wrong | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const event = await lockEvent(trx, eventId);
    if (!event || !(await isManager(trx, self, eventId))) return refuse('notYours');
    if (event.status !== 'draft') return { ok: true, slug: event.slug };
    if (event.ends_at <= new Date()) return wrong({ starts: problem('alreadyOver') });
    const hashtag = await lockHashtag(trx, event.spelling ?? event.hashtag);
    const taken = await whyHashtagIsNotFit(trx, event.community_id, hashtag, event.visibility, eventId);
    if (taken) return wrong({ hashtag: taken });
    await claimHashtag(trx, event.community_id, hashtag, event.visibility);
    await trx
      .updateTable('events')
      .set({ status: 'published', published_at: new Date() })
      .where('id', '=', eventId)
      .execute();
    // Once an event: from here on it is no draft.
    if (event.visibility !== 'link') await announce(trx, { kind: 'event-called', event: eventId });
    return { ok: true, slug: event.slug };
  });
}

/**
 * An event that is not public closes its hashtag's page to outsiders, so its tag must be its community's
 * or nobody's yet: otherwise one event could hide what others say in public. A public one, or one by
 * link, is read by people who may not know a hidden community: its name must not be the event's hashtag too. One word
 * refuses every tag of others': whose it is may be hidden.
 */
async function whyHashtagIsNotFit(
  trx: Trx,
  communityId: string,
  hashtag: Row<'hashtags'>,
  visibility: Visibility,
  eventId: string,
): Promise<string | undefined> {
  if (hashtag.community_id === communityId) {
    const names = visibility !== 'community' && (await isNameOfHidden(trx, hashtag.tag));
    return names ? problem('hashtagNamesHidden') : undefined;
  }
  if (visibility === 'public') {
    // Nor may a public one be called where others keep a page closed.
    return (await isHashtagOpen(trx, stranger, hashtag.tag)) ? undefined : problem('hashtagTaken');
  }
  if (hashtag.community_id) return problem('hashtagTaken');
  const used = await trx
    .selectFrom('post_hashtags')
    .select('tag')
    .where('tag', '=', hashtag.tag)
    .unionAll(
      trx
        .selectFrom('events')
        .select('hashtag as tag')
        .where('hashtag', '=', hashtag.tag)
        .where('id', '!=', eventId)
        .where('status', '!=', 'draft'),
    )
    .limit(1)
    .executeTakeFirst();
  return used ? problem('hashtagTaken') : undefined;
}

async function isNameOfHidden(trx: Trx, tag: string): Promise<boolean> {
  const hidden = await trx
    .selectFrom('communities')
    .select('id')
    .where('hashtag', '=', tag)
    .where('visibility', '=', 'hidden')
    .executeTakeFirst();
  return hidden !== undefined;
}

/** The community that publishes an event under a free hashtag looks after its page. */
async function claimHashtag(
  trx: Trx,
  communityId: string,
  hashtag: Row<'hashtags'>,
  visibility: Visibility,
): Promise<void> {
  if (hashtag.community_id || visibility === 'public') return;
  await trx
    .updateTable('hashtags')
    .set({ community_id: communityId })
    .where('tag', '=', hashtag.tag)
    .execute();
}
