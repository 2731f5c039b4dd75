import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { config } from '#app/config.server';
import { recordAct } from '#app/domain/acts/commands.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import { listMembers } from '#app/domain/communities/directory.server';
import { requestExport } from '#app/domain/exports/commands.server';
import { listExports } from '#app/domain/exports/queries.server';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { addMedia, removeGoneMedia } from '#app/domain/media/commands.server';
import { MediaStore } from '#app/domain/media/store.server';
import { comeBack, startLeaving } from '#app/domain/members/commands/leave.server';
import {
  finishLeavings,
  INACTIVE_DAYS,
  noticeInactive,
  purgeTraces,
} from '#app/domain/members/commands/leavings.server';
import { findProfile } from '#app/domain/members/profiles.server';
import { findSelf } from '#app/domain/members/queries.server';
import { type Self, stranger, type Words } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { publishPost, removePost, thankPost } from '#app/domain/posts/commands.server';
import { findHashtagPage, listPosts, loadPosts } from '#app/domain/posts/queries.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { gatheringOf } from '#app/domain/rsvps/queries.server';
import { startTopic } from '#app/domain/topics/commands/start-topic.server';
import { joinTopic } from '#app/domain/topics/commands/take-part.server';
import { removeMessage, writeMessage } from '#app/domain/topics/commands/write-message.server';
import { buildWaiting, letGo } from '#app/jobs/exports.server';
import { expandNotice } from '#app/notices/expansion.server';
import { recipientsOf } from '#app/notices/readers.server';
import { db } from '#db/client';
import { whereInDatabase, whereInFiles } from '../support/everything';
import { aCommunity, aGuest, aMember, anEvent, joins, noticesOf } from '../support/people';

const DAY_MS = 86_400_000;
let keeper: Self;
let friend: Self;
let community: { id: string; tag: string };

beforeAll(async () => {
  [keeper, friend] = [await aMember('Zoé'), await aMember('Karim')];
  await db.updateTable('members').set({ steward: true }).where('id', '=', keeper.id).execute();
  community = await aCommunity(keeper);
  await joins(friend, community);
});

/** Time passes: so many days, for a member on their way out. */
const pass = (member: Self, days: number) =>
  db
    .updateTable('members')
    .set({ leaving_at: sql`leaving_at - make_interval(days => ${days})` as never })
    .where('id', '=', member.id)
    .execute();

/** The notices waiting become letters, as the worker would make them; their letters are sent. */
async function mailGoes() {
  const waiting = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of waiting) await expandNotice(db, id, recipientsOf, 'http://localhost:3000');
  await db.updateTable('letters').set({ state: 'sent' }).where('state', '=', 'queued').execute();
}

const gone: string[] = [];
const finish = () => finishLeavings(db, async (ids) => void gone.push(...ids));

async function leavesForGood(member: Self, words: Words) {
  expect(await startLeaving(db, member.id, words)).toMatchObject({ ok: true });
  await pass(member, 14);
  await finish();
  await mailGoes();
  await finish();
}

const isMember = async (member: Self) =>
  (await db.selectFrom('members').select('id').where('id', '=', member.id).executeTakeFirst()) !== undefined;

describe('on the way out', () => {
  test('a member is signed out and unseen at once, and back with everything when they want', async () => {
    const member = await aMember('Maud');
    await joins(member, community);
    const event = await anEvent(keeper, community);
    await answerEvent(db, {
      eventId: event.id,
      contactId: member.contactId,
      answer: 'going',
      seenBy: 'everyone',
    });
    const posted = await publishPost(db, member, community.tag, { text: 'Bonsoir' });
    const seen = async () => ({
      self: (await findSelf(db, member.id))?.handle,
      profile: (await findProfile(db, stranger, member.handle))?.profile.handle,
      listed: (await listMembers(db, stranger, community.id)).people.some(
        ({ handle }) => handle === member.handle,
      ),
      seated: (
        await gatheringOf(db, stranger, { id: event.id, held: 1, remote: 0, canManage: false, own: null })
      ).seated.map(({ handle }) => handle),
      author: (await listPosts(db, stranger, community.tag)).posts.find(
        ({ id }) => id === (posted as { id: string }).id,
      )?.author,
    });
    const before = await seen();
    expect(before).toMatchObject({ self: member.handle, listed: true, seated: [member.handle] });

    expect(await startLeaving(db, member.id, 'keep')).toMatchObject({ ok: true });
    expect(await seen()).toEqual({
      self: undefined,
      profile: undefined,
      listed: false,
      seated: [null],
      author: { handle: '', name: '', portrait: null },
    });
    expect(await noticesOf('leaving-begun')).toContainEqual({ member: member.id, why: 'asked' });
    await finish();
    expect(await isMember(member)).toBe(true);

    expect(await comeBack(db, member.id)).toBe(true);
    expect(await seen()).toEqual(before);
    expect(await comeBack(db, member.id)).toBe(false);
  });

  test('who alone keeps a community where others are hands it on first', async () => {
    const own = await aMember('Seule');
    const group = await aCommunity(own);
    await joins(friend, group);
    expect(await startLeaving(db, own.id, 'erase')).toEqual({
      ok: false,
      reason: 'onlyKeeper',
      field: undefined,
    });
    await setRoles(db, own, group.id, { handle: friend.handle, roles: ['keeper'] });
    expect(await startLeaving(db, own.id, 'erase')).toMatchObject({ ok: true });
  });

  test('the last steward stays', async () => {
    expect(await startLeaving(db, keeper.id, 'erase')).toMatchObject({ ok: false });
    const other = await aMember('Intendante');
    await db.updateTable('members').set({ steward: true }).where('id', '=', other.id).execute();
    await db.updateTable('members').set({ steward: false }).where('id', '=', keeper.id).execute();
    expect(await startLeaving(db, other.id, 'erase')).toEqual({
      ok: false,
      reason: 'lastSteward',
      field: undefined,
    });
    await db.updateTable('members').set({ steward: true }).where('id', '=', keeper.id).execute();
    await db.deleteFrom('members').where('id', '=', other.id).execute();
  });
});

describe('once the days are over', () => {
  test('a last letter goes first, and everything when it is sent', async () => {
    const member = await aMember('Dernière');
    await startLeaving(db, member.id, 'erase');
    await pass(member, 14);
    expect(await comeBack(db, member.id)).toBe(false);
    await finish();
    await finish();
    expect((await noticesOf('leaving-done')).filter((one) => one.member === member.id)).toHaveLength(1);
    expect(await isMember(member)).toBe(true);
    await mailGoes();
    await finish();
    expect(await isMember(member)).toBe(false);
  });

  test('a letter that does not go holds nothing up for more than a day', async () => {
    const member = await aMember('Bloquée');
    await startLeaving(db, member.id, 'erase');
    await pass(member, 14);
    await finish();
    await db
      .updateTable('notices')
      .set({ created_at: new Date(Date.now() - 1.1 * DAY_MS) })
      .where('kind', '=', 'leaving-done')
      .where(sql<boolean>`payload ->> 'member' = ${member.id}`)
      .execute();
    await finish();
    expect(await isMember(member)).toBe(false);
  });

  test('their seat goes to the next in line', async () => {
    const [member, next] = [await aMember('Assise'), await aMember('Debout')];
    const event = await anEvent(keeper, community, { capacity: 1 });
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'going' });
    await answerEvent(db, { eventId: event.id, contactId: next.contactId, answer: 'going' });
    await leavesForGood(member, 'erase');
    const seats = await db
      .selectFrom('rsvps')
      .select(['contact_id', 'seat'])
      .where('event_id', '=', event.id)
      .execute();
    expect(seats).toEqual([{ contact_id: next.contactId, seat: 'held' }]);
    expect((await noticesOf('seat-given')).some((one) => one.event === event.id)).toBe(true);
  });

  test('a community whose keepers all left is kept by who helped longest', async () => {
    const [own, helper, early] = [
      await aMember('Fondatrice'),
      await aMember('Aide'),
      await aMember('Ancien'),
    ];
    const group = await aCommunity(own);
    for (const one of [early, helper]) await joins(one, group);
    await setRoles(db, own, group.id, { handle: helper.handle, roles: ['host'] });
    await setRoles(db, own, group.id, { handle: early.handle, roles: ['keeper'] });
    await startLeaving(db, own.id, 'erase');
    await setRoles(db, early, group.id, { handle: early.handle, roles: [] });
    await pass(own, 14);
    await finish();
    await mailGoes();
    await finish();
    const roles = await db
      .selectFrom('memberships')
      .select(['member_id', 'roles'])
      .where('community_id', '=', group.id)
      .where(sql<boolean>`'keeper' = any(roles)`)
      .execute();
    expect(roles).toEqual([{ member_id: helper.id, roles: ['host', 'keeper'] }]);
  });

  test('their handle is nobody’s for a year, and then forgotten', async () => {
    const member = await aMember('Pseudo');
    await leavesForGood(member, 'erase');
    const taken = () =>
      db
        .insertInto('members')
        .values({ contact_id: null, former: true, handle: member.handle, name: '', password_hash: '' })
        .execute();
    await expect(taken()).rejects.toMatchObject({ constraint: 'former_handles_handle' });
    const kept = () =>
      db.selectFrom('former_handles').selectAll().where('handle', '=', member.handle).executeTakeFirst();
    expect(await kept()).toMatchObject({ member_id: null });
    await purgeTraces(db);
    expect(await kept()).toBeDefined();
    await db
      .updateTable('former_handles')
      .set({ left_at: new Date(Date.now() - 367 * DAY_MS) })
      .where('handle', '=', member.handle)
      .execute();
    await purgeTraces(db);
    expect(await kept()).toBeUndefined();
  });
});

test('their files go too: archives and pictures', async () => {
  const { mediaDir } = config();
  const member = await aMember('Fichiers');
  await requestExport(db, member, { language: 'fr' });
  await buildWaiting(db);
  const [archive] = await listExports(db, member, null);
  const store = new MediaStore(mediaDir);
  const pixels = Buffer.from('canaripixels');
  const drawn = { files: { s: pixels, l: pixels }, width: 1, height: 1, blur: '' };
  const picture = await store.keep('portrait', drawn);
  await db.transaction().execute((trx) => addMedia(trx, member.id, picture));
  const traces = () => whereInFiles(mediaDir, ['canaripixels', archive?.id ?? 'no archive', picture.id]);
  expect(new Set(traces().map((trace) => trace.split(': ')[1]))).toEqual(
    new Set(['canaripixels', archive?.id, picture.id]),
  );
  await startLeaving(db, member.id, 'keep');
  await pass(member, 14);
  await letGo(db);
  await mailGoes();
  await letGo(db);
  await removeGoneMedia(db, store);
  expect(traces()).toEqual([]);
});

/** What a member leaves everywhere; the words name them, and nobody else has any of them. */
const TRACES = {
  name: 'Ermeline Quatrevaux',
  bio: 'canaribio',
  city: 'canariville',
  occupation: 'canarimétier',
  interest: 'canarigoût',
  link: 'canarilien',
  agent: 'canarinavigateur',
  note: 'canarinote',
  invitation: 'canarimot',
  join: 'canaridemande',
  draft: 'canaribrouillon',
  address: 'canariadresse',
  quoted: 'canaricité',
  letter: 'canarilettre',
  message: 'canariregret',
} as const;
const WORDS = {
  post: 'canaripost',
  message: 'canarimessage',
  comment: 'canaricommentaire',
  testimonial: 'canaritémoignage',
} as const;

async function someoneEverywhere(): Promise<Self> {
  const member = await aMember(TRACES.name);
  await joins(member, community);
  await db
    .updateTable('members')
    .set({ bio: TRACES.bio, city: TRACES.city, occupation: TRACES.occupation, interests: [TRACES.interest] })
    .where('id', '=', member.id)
    .execute();
  await db
    .insertInto('profile_links')
    .values({ member_id: member.id, position: 0, kind: 'site', url: `https://${TRACES.link}.example` })
    .execute();
  await mintSecret(db, { purpose: 'reset-password', email: member.email, object: member.id });
  const next = `${TRACES.address}@example.org`;
  const change = await db
    .insertInto('email_changes')
    .values({ member_id: member.id, email: next, expires_at: new Date(Date.now() + DAY_MS) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await mintSecret(db, { purpose: 'take-address', email: next, object: change.id });
  const [coming, past] = [await anEvent(keeper, community), await anEvent(keeper, community)];
  for (const { id } of [coming, past])
    await answerEvent(db, { eventId: id, contactId: member.contactId, answer: 'going', name: TRACES.name });
  await db
    .updateTable('events')
    .set({ starts_at: new Date(Date.now() - 9 * DAY_MS), ends_at: new Date(Date.now() - 8 * DAY_MS) })
    .where('id', '=', past.id)
    .execute();
  await sendInvitations(db, keeper, coming.id, {
    people: [{ email: member.email, name: TRACES.name }],
    message: '',
    language: 'fr',
  });
  await db.insertInto('hosts').values({ event_id: coming.id, member_id: member.id }).execute();
  const guest = await aGuest();
  await db
    .insertInto('invitations')
    .values({
      event_id: past.id,
      contact_id: guest.id,
      invited_by: member.id,
      message: TRACES.invitation,
      language: 'fr',
    })
    .execute();
  await db
    .insertInto('rsvp_requests')
    .values({
      event_id: coming.id,
      email: member.email.toUpperCase(),
      name: TRACES.name,
      answer: 'going',
      seen_by: 'everyone',
      language: 'fr',
      expires_at: new Date(Date.now() + DAY_MS),
    })
    .execute();
  const said = await publishPost(db, member, community.tag, { text: WORDS.post });
  const back = await publishPost(db, member, community.tag, { text: TRACES.draft });
  if (!said.ok || !back.ok) throw new Error('not posted');
  await removePost(db, member, back.id);
  const answer = await publishPost(db, friend, community.tag, { text: 'Bien dit', replyTo: said.id });
  if (!answer.ok) throw new Error('not answered');
  await thankPost(db, friend, said.id, true);
  await thankPost(db, member, answer.id, true);
  await db
    .insertInto('join_requests')
    .values({ community_id: (await aCommunity(keeper)).id, member_id: member.id, message: TRACES.join })
    .execute();
  const topic = await startTopic(db, member, community.id, {
    title: 'Poèmes de métro',
    purpose: '',
    admission: 'open',
    confidential: false,
    days: null,
  });
  if (!topic.ok) throw new Error('no topic');
  await joinTopic(db, friend, topic.id);
  await writeMessage(db, member, topic.id, { text: WORDS.message });
  const regretted = await writeMessage(db, member, topic.id, { text: TRACES.message });
  if (regretted.ok) await removeMessage(db, member, regretted.id);
  const [published, draft] = await db
    .insertInto('testimonials')
    .values([
      {
        community_id: community.id,
        author_id: member.id,
        title: 'Un an déjà',
        text: WORDS.testimonial,
        state: 'published',
        published_at: new Date(),
      },
      { community_id: community.id, author_id: member.id, title: TRACES.draft, text: TRACES.draft },
    ])
    .returning('id')
    .execute();
  if (!published || !draft) throw new Error('no testimonial');
  await db
    .insertInto('testimonial_comments')
    .values({ testimonial_id: published.id, author_id: member.id, text: WORDS.comment })
    .execute();
  const report = { about: 'post', object: said.id, community_id: community.id, reason: 'other' } as const;
  await db
    .insertInto('reports')
    .values([
      {
        ...report,
        subject_id: member.id,
        quoted: JSON.stringify({ text: TRACES.quoted, name: TRACES.name }),
        decision: 'nothing',
        decided_at: new Date(),
      },
      {
        ...report,
        reporter_id: member.id,
        note: TRACES.note,
        quoted: '{}',
        decision: 'nothing',
        decided_at: new Date(),
      },
    ])
    .execute();
  await db.transaction().execute((trx) =>
    recordAct(trx, {
      kind: 'roles-given',
      communityId: community.id,
      actorId: keeper.id,
      subjectId: member.id,
      details: { handle: member.handle },
    }),
  );
  await mailGoes();
  const { id: notice } = await db.selectFrom('notices').select('id').limit(1).executeTakeFirstOrThrow();
  await db
    .insertInto('letters')
    .values({ kind: 'take-address', about: '{}', message_id: next, notice_id: notice, email: next })
    .execute();
  const letter = { kind: 'invitation', about: '{}', message_id: `<${guest.email}>`, state: 'sent' } as const;
  await db
    .insertInto('letters')
    .values({
      ...letter,
      notice_id: notice,
      email: guest.email,
      subject: `${TRACES.name} vous invite`,
      raw: Buffer.from(
        `Subject: Venez\r\nContent-Type: text/plain\r\n\r\n${TRACES.name} : ${TRACES.letter}\r\n`,
      ),
    })
    .execute();
  return member;
}

describe.each(['erase', 'keep'] as const)('afterwards, with the words: %s', (words) => {
  let member: Self;
  let post: string;
  const figures = async () => {
    const page = await findHashtagPage(db, stranger, community.tag);
    return { posts: page?.posts, people: page?.people };
  };
  let before: Awaited<ReturnType<typeof figures>>;

  beforeAll(async () => {
    member = await someoneEverywhere();
    const said = await listPosts(db, stranger, community.tag);
    post = said.posts.find(({ author }) => author.handle === member.handle)?.id ?? '';
    expect(post).not.toBe('');
    before = await figures();
    // What is looked for is there to be found.
    const there = await whereInDatabase([
      ...Object.values(TRACES),
      ...Object.values(WORDS),
      member.email,
      member.handle,
    ]);
    expect(there.length).toBeGreaterThan(25);
    await leavesForGood(member, words);
  });

  test('nobody’s name, address or private word is anywhere in the database', async () => {
    const traces = Object.entries(TRACES).flatMap(([what, trace]) => (what === 'agent' ? [] : [trace]));
    const [local] = member.email.split('@');
    expect(
      await whereInDatabase([...traces, member.email, `${local}@`, member.id, member.contactId]),
    ).toEqual([]);
    expect(await whereInDatabase([member.handle])).toEqual([
      `public.former_handles.handle: ${member.handle}`,
    ]);
  });

  test(
    words === 'erase' ? 'nor what they said' : 'what they said is there, and signed by nobody',
    async () => {
      const found = await whereInDatabase(Object.values(WORDS));
      expect(found).toEqual(
        words === 'erase'
          ? []
          : [
              `public.messages.text: ${WORDS.message}`,
              `public.posts.text: ${WORDS.post}`,
              `public.testimonial_comments.text: ${WORDS.comment}`,
              `public.testimonials.text: ${WORDS.testimonial}`,
            ],
      );
    },
  );

  test('the hashtag’s page and its figures agree with what is left', async () => {
    const { posts } = await listPosts(db, stranger, community.tag);
    const mine = posts.find(({ id }) => id === post);
    expect(mine?.author).toEqual(words === 'erase' ? undefined : { handle: '', name: '', portrait: null });
    const reply = posts.find(({ author }) => author.handle === friend.handle);
    expect([reply?.thanks, mine?.thanks]).toEqual([0, words === 'erase' ? undefined : 1]);
    const after = await figures();
    expect(after.posts).toBe((before.posts ?? 0) - (words === 'erase' ? 1 : 0));
    const { rows } = await sql<{ posts: number; people: number }>`
      select count(*)::int as posts, count(distinct author_id)::int as people
      from post_hashtags ph join posts p on p.id = ph.post_id
      where ph.tag = ${community.tag} and p.removed_at is null`.execute(db);
    expect(after).toEqual(rows[0]);
  });

  test('open pages were told, and who catches up finds it as it is', async () => {
    const entries = await db
      .selectFrom('stream_entries')
      .select('change')
      .where('object', '=', post)
      .orderBy('seq', 'desc')
      .execute();
    expect(entries[0]?.change).toBe(words === 'erase' ? 'removed' : 'changed');
    const loaded = await loadPosts(db, community.tag, [post]);
    expect(loaded.get(post)?.author.handle).toBe(words === 'erase' ? undefined : '');
  });
});

describe('an account nobody uses', () => {
  const asleep = (member: Self, days: number) =>
    db
      .updateTable('members')
      .set({ seen_at: sql`now() - interval '24 months' + make_interval(days => ${days})` as never })
      .where('id', '=', member.id)
      .execute();
  const row = (member: Self) =>
    db.selectFrom('members').selectAll().where('id', '=', member.id).executeTakeFirstOrThrow();
  const warnings = async (member: Self) =>
    (await noticesOf('inactive-noticed')).filter((one) => one.member === member.id).length;

  test('is warned a month before, once; set on its way out a week before; its words are kept', async () => {
    const member = await aMember('Dormeuse');
    await asleep(member, 31);
    await noticeInactive(db);
    expect(await warnings(member)).toBe(0);
    await asleep(member, 29);
    await noticeInactive(db);
    await noticeInactive(db);
    expect(await warnings(member)).toBe(1);
    expect((await row(member)).leaving_at).toBeNull();
    const long = new Date(Date.now() - (INACTIVE_DAYS.first + 0.1) * DAY_MS);
    await db.updateTable('members').set({ warned_at: long }).where('id', '=', member.id).execute();
    await noticeInactive(db);
    const { leaving_at, leaving_words } = await row(member);
    expect(leaving_words).toBe('keep');
    expect(Math.round(((leaving_at?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(INACTIVE_DAYS.second);
    expect(await noticesOf('leaving-begun')).toContainEqual({ member: member.id, why: 'inactive' });
  });

  test('is left alone once somebody came, and stewards are', async () => {
    const [member, steward] = [await aMember('Réveillée'), await aMember('Gardienne')];
    await db.updateTable('members').set({ steward: true }).where('id', '=', steward.id).execute();
    for (const one of [member, steward]) await asleep(one, 29);
    await noticeInactive(db);
    expect([await warnings(member), await warnings(steward)]).toEqual([1, 0]);
    await db.updateTable('members').set({ seen_at: new Date() }).where('id', '=', member.id).execute();
    const long = new Date(Date.now() - 40 * DAY_MS);
    await db.updateTable('members').set({ warned_at: long }).where('id', '=', member.id).execute();
    await noticeInactive(db);
    expect((await row(member)).leaving_at).toBeNull();
  });
});

test('whatever speaks of a member or an address lets them go', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select conrelid::regclass::text as table, conname as column from pg_constraint
    where contype = 'f' and confrelid in ('members'::regclass, 'contacts'::regclass)
      and confdeltype not in ('c', 'n')`.execute(db);
  expect(rows).toEqual([]);
});
