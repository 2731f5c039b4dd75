import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { forgetConfig } from '#app/config.server';
import { banMember } from '#app/domain/communities/commands/ban.server';
import { showInDirectory } from '#app/domain/communities/commands/directory.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import { findProfile } from '#app/domain/members/profiles.server';
import { findSelf } from '#app/domain/members/queries.server';
import { type Self, stranger } from '#app/domain/members/rules';
import { decideReport, passReport, restoreReported } from '#app/domain/moderation/commands/decide.server';
import { reportThing } from '#app/domain/moderation/commands/report.server';
import { liftSuspension } from '#app/domain/moderation/commands/suspend.server';
import { countReports, listReports } from '#app/domain/moderation/queries.server';
import type { About, Decision } from '#app/domain/moderation/rules';
import { publishPost, restorePost } from '#app/domain/posts/commands.server';
import { listPosts } from '#app/domain/posts/queries.server';
import { answerTestimonial } from '#app/domain/testimonials/commands/answer.server';
import { commentOn } from '#app/domain/testimonials/commands/comment.server';
import { offerTestimonial, startTestimonial } from '#app/domain/testimonials/commands/write.server';
import { composeLetters } from '#app/notices/compose.server';
import { expandNotice } from '#app/notices/expansion.server';
import { recipientsOf } from '#app/notices/readers.server';
import { signIn, viewerOf } from '#app/session.server';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, joins } from '../support/people';

let keeper: Self;
let moderator: Self;
let rude: Self;
let hurt: Self;
let other: Self;
let steward: Self;
let community: { id: string; tag: string };

beforeEach(async () => {
  for (const table of ['letters', 'notices', 'reports', 'acts'] as const)
    await db.deleteFrom(table).execute();
  await db.updateTable('members').set({ steward: false }).execute();
  keeper = await aMember('Zoé');
  [moderator, rude, hurt, other, steward] = [
    await aMember('Modeste'),
    await aMember('Rude'),
    await aMember('Blessée'),
    await aMember('Témoin'),
    await aMember('Intendante'),
  ];
  await db.updateTable('members').set({ steward: true }).where('id', '=', steward.id).execute();
  steward = { ...steward, steward: true };
  community = await aCommunity(keeper);
  for (const one of [moderator, rude, hurt, other]) await joins(one, community);
  await setRoles(db, keeper, community.id, { handle: moderator.handle, roles: ['moderator'] });
});

const RUDE = 'canari-grossier';
const AROUND = 'canari-d-a-cote';

async function says(author: Self, text: string, tag = community.tag): Promise<string> {
  const made = await publishPost(db, author, tag, { text, key: randomUUID() });
  if (!made.ok) throw new Error(made.reason);
  return made.id;
}
const report = (by: Self, about: About, id: string, community?: string) =>
  reportThing(db, by, { about, id }, { reason: 'unkind', note: `note de ${by.name}`, community });
const decide = (by: Self, id: string, decision: Decision, word = 'Parce que.') =>
  decideReport(db, by, id, { decision, word });
const ofModerators = (by = moderator, which: 'open' | 'decided' = 'open') =>
  listReports(db, by, community.id, which);
const ofStewards = (by = steward, which: 'open' | 'decided' = 'open') => listReports(db, by, null, which);
const textsUnder = async (tag: string) =>
  (await listPosts(db, stranger, tag)).posts.map(({ segments }) => segments.map(({ text }) => text).join(''));

/** Makes and writes all letters so far: by kind and address, whatever they say. */
async function letters() {
  const waiting = await db.selectFrom('notices').select('id').where('expanded_at', 'is', null).execute();
  for (const { id } of waiting) await expandNotice(db, id, recipientsOf, 'https://perchoir.example');
  const rows = await db.selectFrom('letters').selectAll().where('state', '=', 'queued').execute();
  const composed = await composeLetters(db, rows);
  return rows.map(({ id, kind, email }) => {
    const written = composed.get(id);
    const mail = written && 'mail' in written ? written.mail : undefined;
    return { kind, email, text: mail ? `${mail.subject}\n${mail.text}` : '', replyTo: mail?.replyTo };
  });
}
const lettersTo = async (member: Self) => (await letters()).filter(({ email }) => email === member.email);

test('a report quotes the thing as it is then, and nothing around it; who reported is in no queue', async () => {
  await says(other, AROUND);
  const post = await says(rude, RUDE);
  expect(await report(hurt, 'post', post)).toEqual({ ok: true });
  await db.updateTable('posts').set({ text: 'changé' }).where('id', '=', post).execute();
  const [thing, ...none] = await ofModerators();
  expect(none).toEqual([]);
  expect(thing).toMatchObject({ about: 'post', quoted: { text: RUDE, handle: rude.handle } });
  const shown = JSON.stringify(await ofModerators());
  expect(shown).not.toContain(AROUND);
  for (const secret of [hurt.handle, hurt.id, hurt.email]) expect(shown).not.toContain(secret);
});

test('one open report of a thing by a person; several people’s are one thing', async () => {
  const post = await says(rude, RUDE);
  await report(hurt, 'post', post);
  expect(await report(hurt, 'post', post)).toEqual({ ok: true });
  await report(other, 'post', post);
  const [thing] = await ofModerators();
  expect(thing?.reports.map(({ note }) => note).sort()).toEqual(['note de Blessée', 'note de Témoin']);
  expect(await countReports(db, moderator, community.id)).toBe(1);
});

test('nobody reports what they may not open, or what is their own', async () => {
  await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', community.id).execute();
  const outsider = await aMember();
  const post = await says(rude, RUDE);
  const hidden: [About, string][] = [
    ['post', post],
    ['community', community.tag],
    ['event', (await anEvent(keeper, community)).slug],
    ['member', 'personne'],
    ['comment', randomUUID()],
    ['testimonial', 'pas-un-id'],
  ];
  for (const [about, id] of hidden)
    expect(await report(outsider, about, id)).toMatchObject({ reason: 'gone' });
  expect(await report(hurt, 'post', post)).toEqual({ ok: true });
  expect(await report(rude, 'post', post)).toMatchObject({ reason: 'yourself' });
});

describe('who looks at it', () => {
  test('the moderators of its community: of a post, an event, a testimonial, a comment', async () => {
    const event = await anEvent(keeper, community);
    await db.updateTable('events').set({ created_by: rude.id }).where('id', '=', event.id).execute();
    const made = await startTestimonial(db, rude, community.id, { title: 'T', text: RUDE });
    const testimonial = made.ok ? made.id : '';
    await offerTestimonial(db, rude, testimonial);
    await answerTestimonial(db, moderator, testimonial, { answer: 'publish', word: '' });
    const said = await commentOn(db, rude, community.id, testimonial, RUDE);
    await report(hurt, 'post', await says(rude, RUDE));
    await report(hurt, 'event', event.slug);
    await report(hurt, 'testimonial', testimonial);
    await report(hurt, 'comment', said.ok ? said.id : '');
    const about = (await ofModerators()).map((thing) => thing.about);
    expect(about).toEqual(['post', 'event', 'testimonial', 'comment']);
    expect(await ofStewards()).toEqual([]);
  });

  test('the stewards: of members, communities, and what no community owns; of a member, moderators on demand', async () => {
    await report(hurt, 'member', rude.handle);
    await report(hurt, 'community', community.tag);
    await report(hurt, 'post', await says(rude, RUDE, `libre${randomUUID().slice(0, 6)}`));
    expect((await ofStewards()).map(({ about }) => about)).toEqual(['member', 'community', 'post']);
    expect(await ofModerators()).toEqual([]);
    await showInDirectory(db, rude, community.id, true);
    await report(other, 'member', rude.handle, community.id);
    expect((await ofModerators()).map(({ about }) => about)).toEqual(['member']);
    const elsewhere = await aCommunity(await aMember());
    await report(keeper, 'member', rude.handle, elsewhere.id);
    expect(await listReports(db, keeper, elsewhere.id)).toEqual([]);
  });

  test('the stewards, of somebody who looks after the community; nobody about themselves', async () => {
    const post = await says(moderator, RUDE);
    await report(hurt, 'post', post);
    expect(await ofModerators()).toEqual([]);
    expect(await ofModerators(keeper)).toEqual([]);
    const [thing] = await ofStewards();
    expect(thing).toMatchObject({ about: 'post' });
    expect(await decide(moderator, thing!.id, 'nothing')).toMatchObject({ reason: 'notYours' });
    await report(hurt, 'member', steward.handle);
    const [own] = await ofStewards({ ...(await aMember()), steward: true }).then((all) =>
      all.filter(({ about }) => about === 'member'),
    );
    expect((await ofStewards()).filter(({ about }) => about === 'member')).toEqual([]);
    expect(await decide(steward, own!.id, 'nothing')).toMatchObject({ reason: 'notYours' });
  });

  test('who holds no office decides nothing', async () => {
    await report(hurt, 'post', await says(rude, RUDE));
    const [thing] = await ofModerators();
    for (const one of [rude, hurt, other, steward]) {
      expect(await decide(one, thing!.id, 'removed')).toMatchObject({ reason: 'notYours' });
      expect(await passReport(db, one, thing!.id)).toMatchObject({ reason: 'notYours' });
    }
    expect(await textsUnder(community.tag)).toEqual([RUDE]);
  });

  test('what moderators pass on is the stewards’', async () => {
    await report(hurt, 'post', await says(rude, RUDE));
    const [thing] = await ofModerators();
    expect(await passReport(db, moderator, thing!.id)).toEqual({ ok: true });
    expect(await ofModerators()).toEqual([]);
    expect(await ofStewards()).toMatchObject([
      { passed: true, decisions: ['nothing', 'removed', 'warned', 'suspended'] },
    ]);
    expect(await decide(moderator, thing!.id, 'removed')).toMatchObject({ reason: 'notYours' });
  });
});

describe('a decision', () => {
  test('removes a post from every page, answers everybody who reported it, tells its author why, and is logged', async () => {
    const post = await says(rude, RUDE);
    await report(hurt, 'post', post);
    await report(other, 'post', post);
    const [thing] = await ofModerators();
    expect(await decide(moderator, thing!.id, 'removed', 'On se parle mieux que ça.')).toEqual({ ok: true });
    expect(await textsUnder(community.tag)).toEqual([]);
    expect(await ofModerators()).toEqual([]);
    expect(await ofModerators(moderator, 'decided')).toMatchObject([
      { decision: 'removed', decidedBy: moderator.handle },
    ]);
    for (const one of [hurt, other]) {
      const [answer, ...none] = (await lettersTo(one)).filter(({ text }) => text);
      expect(none).toEqual([]);
      expect(answer).toMatchObject({ kind: 'report-answered' });
      for (const secret of [rude.handle, RUDE, 'On se parle', moderator.name])
        expect(answer?.text).not.toContain(secret);
    }
    const [told] = await lettersTo(rude);
    expect(told).toMatchObject({ kind: 'moderated' });
    expect(told?.text).toContain('On se parle mieux que ça.');
    expect(told?.text).toContain(RUDE);
    for (const secret of [hurt.handle, hurt.name, 'note de', moderator.name])
      expect(told?.text).not.toContain(secret);
    const acts = await db
      .selectFrom('acts')
      .select(['kind', 'actor_id'])
      .where('community_id', '=', community.id)
      .execute();
    expect(acts).toContainEqual({ kind: 'report-decided', actor_id: moderator.id });
    expect(acts).toContainEqual({ kind: 'post-removed', actor_id: moderator.id });
  });

  test('is one: who decides second finds it decided', async () => {
    await report(hurt, 'post', await says(rude, RUDE));
    const [thing] = await ofModerators();
    const both = await Promise.all([
      decide(moderator, thing!.id, 'nothing'),
      decide(keeper, thing!.id, 'removed'),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: 'decided' });
  });

  test('of a removed post is undone by the office, not by its author', async () => {
    const post = await says(rude, RUDE);
    await report(hurt, 'post', post);
    const [thing] = await ofModerators();
    await decide(moderator, thing!.id, 'removed');
    expect(await restorePost(db, rude, post)).toMatchObject({ reason: 'notYours' });
    expect(await restoreReported(db, other, thing!.id)).toMatchObject({ reason: 'notYours' });
    expect(await restoreReported(db, moderator, thing!.id)).toEqual({ ok: true });
    expect(await textsUnder(community.tag)).toEqual([RUDE]);
  });

  test('to do nothing is told to who reported, and to nobody else', async () => {
    await report(hurt, 'post', await says(rude, RUDE));
    const [thing] = await ofModerators();
    await decide(moderator, thing!.id, 'nothing', '');
    expect((await lettersTo(hurt)).map(({ kind }) => kind)).toEqual(['report-answered']);
    expect(await lettersTo(rude)).toEqual([]);
    expect(await textsUnder(community.tag)).toEqual([RUDE]);
  });

  test('bans from the community with what was said, by the ban’s own letter; a keeper by a keeper only', async () => {
    await report(hurt, 'post', await says(rude, RUDE));
    const [thing] = await ofModerators();
    expect(await decide(moderator, thing!.id, 'banned', 'Trois avertissements.')).toEqual({ ok: true });
    expect(await textsUnder(community.tag)).toEqual([]);
    const banned = await db
      .selectFrom('bans')
      .select('member_id')
      .where('community_id', '=', community.id)
      .execute();
    expect(banned).toEqual([{ member_id: rude.id }]);
    expect((await lettersTo(rude)).map(({ kind }) => kind)).toEqual(['membership-ended']);
    expect((await lettersTo(hurt)).map(({ kind }) => kind)).toContain('report-answered');
  });

  test('beyond the office is refused', async () => {
    await report(hurt, 'post', await says(rude, RUDE));
    const [thing] = await ofModerators();
    expect(await decide(moderator, thing!.id, 'suspended')).toMatchObject({ reason: 'choice' });
    await report(hurt, 'member', rude.handle);
    const [person] = await ofStewards();
    expect(await decide(steward, person!.id, 'removed')).toMatchObject({ reason: 'choice' });
    expect(await decide(steward, person!.id, 'banned')).toMatchObject({ reason: 'choice' });
  });

  test('takes a testimonial and a comment away', async () => {
    const made = await startTestimonial(db, rude, community.id, { title: 'T', text: RUDE });
    const testimonial = made.ok ? made.id : '';
    await offerTestimonial(db, rude, testimonial);
    await answerTestimonial(db, moderator, testimonial, { answer: 'publish', word: '' });
    const said = await commentOn(db, rude, community.id, testimonial, RUDE);
    await report(hurt, 'comment', said.ok ? said.id : '');
    await report(hurt, 'testimonial', testimonial);
    for (const thing of await ofModerators()) await decide(moderator, thing.id, 'removed');
    const comment = await db
      .selectFrom('testimonial_comments')
      .select('removed_by')
      .where('testimonial_id', '=', testimonial)
      .executeTakeFirst();
    expect(comment).toEqual({ removed_by: moderator.id });
    const state = await db
      .selectFrom('testimonials')
      .select(['state', 'answer'])
      .where('id', '=', testimonial)
      .execute();
    expect(state).toEqual([{ state: 'returned', answer: 'Parce que.' }]);
  });
});

test('who is told of a decision can answer the stewards, where these have an address', async () => {
  await report(hurt, 'post', await says(rude, RUDE));
  const [thing] = await ofModerators();
  expect(await decide(moderator, thing!.id, 'warned')).toEqual({ ok: true });
  await banMember(db, moderator, community.id, { handle: rude.handle, reason: 'Parce que.' });
  for (const { text, replyTo } of await lettersTo(rude)) {
    expect(replyTo).toBeUndefined();
    expect(text).not.toContain('Vous n’êtes pas d’accord');
  }
  process.env.MAIL_FROM = 'Le fil <lettres@perchoir.example>';
  forgetConfig();
  try {
    const told = await lettersTo(rude);
    expect(told.map(({ kind }) => kind).sort()).toEqual(['membership-ended', 'moderated']);
    for (const { text, replyTo } of told) {
      expect(replyTo).toEqual({ name: '', address: 'lettres@perchoir.example' });
      expect(text).toContain('Vous n’êtes pas d’accord');
    }
  } finally {
    delete process.env.MAIL_FROM;
    forgetConfig();
  }
});

test('who is suspended is out at once and unseen, is told why by letter, and comes back when it is lifted', async () => {
  await says(rude, RUDE);
  await report(hurt, 'member', rude.handle);
  const [thing] = await ofStewards();
  const cookie = (await signIn(rude.id, new Request('http://localhost'))).split(';', 1)[0] ?? '';
  const asks = async () =>
    (await viewerOf(new Request('http://localhost', { headers: { Cookie: cookie } }))).member;
  expect((await asks())?.id).toBe(rude.id);
  expect(await decide(steward, thing!.id, 'suspended', 'Trois fois de suite.')).toEqual({ ok: true });
  expect(await asks()).toBeNull();
  expect(await findSelf(db, rude.id)).toBeUndefined();
  expect(await findProfile(db, asViewer(hurt), rude.handle)).toBeUndefined();
  expect(await textsUnder(community.tag)).toEqual([]);
  const [told] = await lettersTo(rude);
  expect(told).toMatchObject({ kind: 'moderated' });
  expect(told?.text).toContain('Trois fois de suite.');
  expect(told?.text).not.toContain(hurt.handle);
  expect(await liftSuspension(db, moderator, rude.handle)).toMatchObject({ reason: 'notYours' });
  expect(await liftSuspension(db, steward, rude.handle)).toEqual({ ok: true });
  expect(await textsUnder(community.tag)).toEqual([RUDE]);
  expect((await lettersTo(rude)).map(({ kind }) => kind)).toContain('suspension-lifted');
  const acts = await db.selectFrom('acts').select('kind').where('community_id', 'is', null).execute();
  expect(acts.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['member-suspended', 'suspension-lifted']),
  );
});

test('a waiting report is told to who looks at it, without a word of it', async () => {
  await report(hurt, 'post', await says(rude, RUDE));
  const told = (await letters()).filter(({ kind }) => kind === 'report-waiting');
  expect(told.map(({ email }) => email).sort()).toEqual([keeper.email, moderator.email].sort());
  for (const { text } of told)
    for (const secret of [RUDE, rude.handle, hurt.handle, hurt.name]) expect(text).not.toContain(secret);
});
