import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Answer, Role, SeenBy } from '#db/schema';
import { announceToMembers } from '../domain/announcements/commands.server';
import { writeCharter } from '../domain/communities/commands/charter.server';
import { createCommunity } from '../domain/communities/commands/create-community.server';
import { joinCommunity } from '../domain/communities/commands/join-community.server';
import { setRoles } from '../domain/communities/commands/roles.server';
import { cancelEvent } from '../domain/events/commands/cancel-event.server';
import { createEvent, publishEvent } from '../domain/events/commands/write-event.server';
import { eventForm } from '../domain/events/rules';
import { sendInvitations } from '../domain/invitations/commands/send-invitations.server';
import { createMember } from '../domain/members/commands/sign-up.server';
import { updateProfile } from '../domain/members/commands/update-profile.server';
import { hashPassword } from '../domain/members/passwords.server';
import { profileInput } from '../domain/members/profile-rules';
import { findSelf } from '../domain/members/queries.server';
import type { Self } from '../domain/members/rules';
import { thankPost } from '../domain/posts/commands.server';
import { answerEvent } from '../domain/rsvps/commands/answer-event.server';
import { CHARTERS } from './circles';
import { makeCircles } from './circles.server';
import { EVENING_TAG, eveningToday, postEarlier } from './evening.server';
import { announcements, communities, events, type SampleEvent } from './gatherings';
import { addressOf, people, SAMPLE_PASSWORD } from './people';
import { profiles } from './profiles';
import { holdTopics } from './topics.server';
import { reportThings, writeTestimonials } from './words.server';

type Cast = ReadonlyMap<string, Self>;

/**
 * Fills an empty instance with two invented communities, through the product's own commands and in one
 * transaction: a start that is interrupted leaves nothing half told.
 */
export async function loadSample(db: Db): Promise<void> {
  const password_hash = await hashPassword(SAMPLE_PASSWORD);
  await db.transaction().execute(async (trx) => {
    const cast = await makePeople(trx, password_hash);
    await makeCommunities(trx, cast);
    await makeCircles(trx, cast, member(cast, people[0]?.handle ?? ''));
    for (const event of events) await makeEvent(trx, cast, event);
    await announceNews(trx, cast);
    await postEarlier(trx, cast);
    await thankAround(trx, cast);
    const comment = await writeTestimonials(trx, (handle) => member(cast, handle));
    await reportThings(trx, (handle) => member(cast, handle), { tag: EVENING_TAG, comment });
    await holdTopics(trx, (handle) => member(cast, handle), member(cast, people[0]?.handle ?? ''));
    await keepQuiet(trx);
    await trx.updateTable('instance').set({ sample_loaded_at: sql`clock_timestamp()` }).execute();
  });
}

async function makePeople(trx: Trx, password_hash: string): Promise<Cast> {
  const cast = new Map<string, Self>();
  for (const [index, { handle, name, city, bio }] of people.entries()) {
    const id = await createMember(trx, {
      email: addressOf({ handle }),
      handle,
      name,
      password_hash,
      language: 'fr',
      timezone: 'Europe/Paris',
      // The visitor looks after the instance too, so that all of it can be seen.
      steward: index === 0,
    });
    const self = id && (await findSelf(trx, id));
    if (!self) throw new Error(`the sample could not make @${handle}`);
    await updateProfile(
      trx,
      self,
      profileInput.parse({ name, city, bio, citySeenBy: 'everyone', ...profiles[handle] }),
    );
    cast.set(handle, self);
  }
  return cast;
}

function member(cast: Cast, handle: string): Self {
  const self = cast.get(handle);
  if (!self) throw new Error(`nobody in the sample is called @${handle}`);
  return self;
}

/** What a command that must not be refused here says. */
function must<T extends { ok: boolean }>(result: T, doing: string): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`the sample could not ${doing}: ${JSON.stringify(result)}`);
  return result as Extract<T, { ok: true }>;
}

async function makeCommunities(trx: Trx, cast: Cast): Promise<void> {
  for (const { keeper, roles, hashtag, city, description } of communities) {
    const made = must(
      await createCommunity(trx, member(cast, keeper), { hashtag, city, description }),
      `make #${hashtag}`,
    );
    const charters = hashtag === 'Sansonnets' ? CHARTERS : [];
    for (const text of charters)
      must(await writeCharter(trx, member(cast, keeper), made.id, text), 'write a charter');
    const charterVersion = charters.length || undefined;
    for (const [index, self] of [...cast.values()].entries()) {
      const isIn = hashtag === 'Sansonnets' || index % 2 === 0 || self.handle in roles;
      if (isIn)
        must(
          await joinCommunity(trx, self, made.id, { charterVersion, inDirectory: index % 3 !== 2 }),
          `let @${self.handle} into #${hashtag}`,
        );
    }
    for (const [handle, hats] of Object.entries(roles)) {
      const given = { handle, roles: [...hats] as Role[] };
      must(await setRoles(trx, member(cast, keeper), made.id, given), `give @${handle} a hat`);
    }
  }
}

/** What a community told its members lately. */
async function announceNews(trx: Trx, cast: Cast): Promise<void> {
  for (const { community, author, title, text } of announcements) {
    const { id } = await trx
      .selectFrom('communities')
      .select('id')
      .where('hashtag', '=', community.toLowerCase())
      .executeTakeFirstOrThrow();
    must(await announceToMembers(trx, member(cast, author), id, { title, text }), `announce ${title}`);
  }
}

const DAY_MS = 86_400_000;

/** A date in Paris so many days from today, `YYYY-MM-DD`. */
const dayFromNow = (days: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(Date.now() + days * DAY_MS);

/** The local times an event is written with; a past one is written a year ahead and moved back after. */
function timesOf({ when, from, to }: SampleEvent): { starts: string; ends: string; moveDays: number } {
  if (when === 'now') return { ...eveningToday(), moveDays: 0 };
  const past = when < 0;
  const first = past ? when + PAST_DAYS : when;
  const last = to < from ? first + 1 : first;
  return {
    starts: `${dayFromNow(first)}T${from}`,
    ends: `${dayFromNow(last)}T${to}`,
    moveDays: past ? -PAST_DAYS : 0,
  };
}

const PAST_DAYS = 364;

async function makeEvent(trx: Trx, cast: Cast, event: SampleEvent): Promise<void> {
  const organizer = member(cast, event.organizer);
  const { starts, ends, moveDays } = timesOf(event);
  const {
    when,
    from,
    to,
    organizer: _,
    going,
    remote,
    maybe,
    draft,
    cancelled,
    visitor,
    capacity,
    ...rest
  } = event;
  const form = eventForm.parse({
    ...rest,
    community: event.community.toLowerCase(),
    starts,
    ends,
    timezone: 'Europe/Paris',
    capacity: capacity ? String(capacity) : '',
  });
  const { id } = must(await createEvent(trx, organizer, form), `plan ${event.title}`);
  if (draft) return;
  must(await publishEvent(trx, organizer, id), `publish ${event.title}`);
  await fillSeats(trx, cast, id, event);
  if (cancelled) must(await cancelEvent(trx, organizer, id, cancelled), `cancel ${event.title}`);
  if (moveDays !== 0) await moveEvent(trx, id, moveDays);
}

/** The same people come to the same evening each time; most are glad to be seen. */
async function fillSeats(trx: Trx, cast: Cast, eventId: string, event: SampleEvent): Promise<void> {
  const [visitor, ...others] = [...cast.values()] as [Self, ...Self[]];
  const order = (self: Self) => createHash('sha1').update(`${event.title} ${self.handle}`).digest('hex');
  const shuffled = others
    .filter((self) => self.handle !== event.organizer)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const answers: [Self, Answer][] = [];
  if (event.going > 0) answers.push([member(cast, event.organizer), 'going']);
  if (event.visitor === 'going' && event.organizer !== visitor.handle) answers.push([visitor, 'going']);
  for (const self of shuffled) {
    const count = (answer: Answer) => answers.filter(([, given]) => given === answer).length;
    if (count('going') < event.going) answers.push([self, 'going']);
    else if (count('remote') < (event.remote ?? 0)) answers.push([self, 'remote']);
    else if (count('maybe') < (event.maybe ?? 0)) answers.push([self, 'maybe']);
  }
  for (const [index, [self, answer]] of answers.entries()) {
    const seenBy: SeenBy = index % 7 === 5 ? 'organizers' : 'everyone';
    must(
      await answerEvent(trx, { eventId, contactId: self.contactId, answer, seenBy }),
      `seat @${self.handle}`,
    );
  }
  if (event.visitor === 'invited') {
    const invitation = {
      people: [{ email: visitor.email, name: visitor.name }],
      message: `${visitor.name}, sans vous personne ne saura qui a tort sur la bûche. Je vous garde la banquette.`,
      language: 'fr' as const,
    };
    must(
      await sendInvitations(trx, member(cast, event.organizer), eventId, invitation),
      'invite the visitor',
    );
  }
}

async function moveEvent(trx: Trx, id: string, days: number): Promise<void> {
  const moved = (column: 'starts_at' | 'ends_at' | 'published_at') =>
    sql<Date>`${sql.ref(column)} + make_interval(days => ${days})`;
  await trx
    .updateTable('events')
    .set({ starts_at: moved('starts_at'), ends_at: moved('ends_at'), published_at: moved('published_at') })
    .where('id', '=', id)
    .execute();
}

async function thankAround(trx: Trx, cast: Cast): Promise<void> {
  const posts = await trx.selectFrom('posts').select('id').orderBy('created_at').execute();
  const everybody = [...cast.values()];
  for (const [index, { id }] of posts.entries()) {
    for (let n = 0; n < (index * 7) % 12; n++) {
      const self = everybody[(index * 5 + n * 3) % everybody.length];
      if (self) await thankPost(trx, self, id, true);
    }
  }
}

/** Nobody is written to about the sample, but for the visitor's invitations: there must be a letter to look at. */
async function keepQuiet(trx: Trx): Promise<void> {
  await trx
    .updateTable('notices')
    .set({ expanded_at: new Date() })
    .where('kind', '!=', 'invitations-sent')
    .execute();
}
