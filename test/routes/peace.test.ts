import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { stewardsAddress } from '#app/config.server';
import { banMember } from '#app/domain/communities/commands/ban.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import { rolesIn } from '#app/domain/communities/queries.server';
import { setBlock } from '#app/domain/members/commands/block.server';
import type { Self } from '#app/domain/members/rules';
import { reportThing } from '#app/domain/moderation/commands/report.server';
import { publishPost } from '#app/domain/posts/commands.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import * as profile from '#app/routes/$at';
import * as about from '#app/routes/c.$community.about';
import * as join from '#app/routes/c.$community_.join';
import * as people from '#app/routes/c.$community_.people';
import * as queue from '#app/routes/c.$community_.reports/route';
import * as eventPage from '#app/routes/events.$event/route';
import * as live from '#app/routes/live.$hashtag/route';
import * as report from '#app/routes/report';
import * as thanks from '#app/routes/report_.thanks';
import * as blocks from '#app/routes/settings_.blocks';
import * as stewards from '#app/routes/steward.reports';
import { db } from '#db/client';
import { aCommunity, aMember, anEvent, asViewer, joins } from '../support/people';
import { render } from '../support/render';
import { cookieOf, visit } from '../support/visit';

let keeper: Self;
let author: Self;
let reader: Self;
let steward: Self;
let outsider: Self;
let community: { id: string; tag: string };
let post: string;
let as: Record<'keeper' | 'author' | 'reader' | 'steward' | 'outsider', string>;

const CANARY = 'canari-de-la-soupe';

beforeEach(async () => {
  await db.deleteFrom('reports').execute();
  [keeper, author, reader, steward, outsider] = [
    await aMember('Zoé'),
    await aMember('Auteur'),
    await aMember('Lectrice'),
    await aMember('Intendante'),
    await aMember('Dehors'),
  ];
  await db.updateTable('members').set({ steward: true }).where('id', '=', steward.id).execute();
  community = await aCommunity(keeper);
  for (const one of [author, reader]) await joins(one, community);
  const made = await publishPost(db, author, community.tag, { text: CANARY, key: randomUUID() });
  post = made.ok ? made.id : '';
  as = {
    keeper: await cookieOf(keeper),
    author: await cookieOf(author),
    reader: await cookieOf(reader),
    steward: await cookieOf(steward),
    outsider: await cookieOf(outsider),
  };
});

const aboutPost = () => `/report?about=post&id=${post}`;
const params = () => ({ community: community.tag });
const reports = `/c/x/reports`;

describe('/report', () => {
  test('tells a stranger who reports and where to write, and nothing of the thing', async () => {
    for (const path of [aboutPost(), `/report?about=post&id=${randomUUID()}`]) {
      const { status, data } = await visit(report.loader, path);
      expect(status).toBe(200);
      expect(data).toMatchObject({ thing: null, address: expect.stringContaining('@') });
      expect(JSON.stringify(data)).not.toContain(CANARY);
    }
    const sent = await visit(report.action, aboutPost(), { form: { reason: 'spam' } });
    expect(sent.location).toMatch(/^\/login/);
  });

  test('quotes it to a member; one’s own, what is not there and what has no name are 404', async () => {
    const { data } = await visit(report.loader, aboutPost(), { cookie: as.reader });
    expect(data.thing).toMatchObject({ about: 'post', author: author.handle, quoted: { text: CANARY } });
    for (const [path, cookie] of [
      [aboutPost(), as.author],
      [`/report?about=post&id=${randomUUID()}`, as.reader],
      ['/report?about=soup&id=1', as.reader],
      ['/report?about=post', as.reader],
    ] as const) {
      expect((await visit(report.loader, path, { cookie })).status).toBe(404);
      expect((await visit(report.action, path, { cookie, form: { reason: 'spam' } })).status).toBe(404);
    }
    await db
      .updateTable('communities')
      .set({ visibility: 'hidden' })
      .where('id', '=', community.id)
      .execute();
    expect((await visit(report.loader, aboutPost(), { cookie: as.outsider })).status).toBe(404);
  });

  test('takes a report, thanks, and sends who looks after the place on to decide', async () => {
    const bad = await visit(report.action, aboutPost(), { cookie: as.reader, form: { reason: 'parce que' } });
    expect(bad.status).toBe(400);
    const sent = await visit(report.action, aboutPost(), {
      cookie: as.reader,
      form: { reason: 'unkind', note: 'Non.' },
    });
    expect(sent).toMatchObject({ status: 303, location: '/report/thanks' });
    expect((await visit(thanks.loader, '/report/thanks', { cookie: as.reader })).status).toBe(200);
    const own = await visit(report.action, aboutPost(), { cookie: as.keeper, form: { reason: 'unkind' } });
    expect(own.location).toBe(`/c/${community.tag}/reports`);
    expect(await db.selectFrom('reports').select('reporter_id').execute()).toHaveLength(2);
  });

  test('names all who may come to read it', async () => {
    await db
      .updateTable('memberships')
      .set({ in_directory: true })
      .where('member_id', '=', author.id)
      .execute();
    const page = { path: 'report', module: report };
    const member = await render(page, `/report?about=member&id=${author.handle}`, as.reader);
    expect(member.html).not.toContain('n’est lu que par l’intendance');
    expect(member.html).toMatch(/<p[^>]*>Votre signalement est lu par l’intendance, sauf/);
    expect((await render(page, aboutPost(), as.reader)).html).toContain('n’est lu que par la modération');
  });

  test('is limited', async () => {
    const answers = [];
    for (let n = 0; n < 22; n++) {
      answers.push(await visit(report.action, aboutPost(), { cookie: as.reader, form: { reason: 'spam' } }));
    }
    expect(answers.at(-1)?.status).toBe(429);
    expect(await db.selectFrom('reports').select('id').execute()).toHaveLength(1);
  });

  test('mutes and blocks its author as well', async () => {
    const done = await visit(report.action, aboutPost(), { cookie: as.reader, form: { between: 'blocked' } });
    expect(done.location).toBe(`/settings/blocks?done=blocked&handle=${author.handle}`);
    const { data } = await visit(blocks.loader, '/settings/blocks', { cookie: as.reader });
    expect(data.blocks).toMatchObject([{ handle: author.handle, kind: 'blocked' }]);
  });
});

test('/settings/blocks is for members; it adds by handle, says who is nobody, and undoes', async () => {
  expect((await visit(blocks.loader, '/settings/blocks')).location).toMatch(/^\/login/);
  const press = (form: Record<string, string>) =>
    visit(blocks.action, '/settings/blocks', { cookie: as.reader, form });
  expect((await press({ handle: `@${author.handle}`, between: 'muted' })).status).toBe(303);
  expect(await press({ handle: 'personne_ici', between: 'muted' })).toMatchObject({
    status: 400,
    data: { problem: 'notAMember', handle: 'personne_ici' },
  });
  expect((await press({ handle: 'é', between: 'muted' })).status).toBe(400);
  expect((await press({ handle: author.handle, between: 'adore' })).status).toBe(400);
  await press({ handle: author.handle, between: 'none' });
  const { data } = await visit(blocks.loader, '/settings/blocks', { cookie: as.reader });
  expect(data.blocks).toEqual([]);
});

test('who is blocked finds no page of who blocked them, as if there were none; the other way it opens', async () => {
  await setBlock(db, author, reader.handle, 'blocked');
  const asks = (whose: Self, cookie?: string) =>
    visit(profile.loader, `/@${whose.handle}`, { cookie, params: { at: `@${whose.handle}` } });
  expect((await asks(author, as.reader)).status).toBe(404);
  expect((await asks(author, as.outsider)).status).toBe(200);
  expect((await asks(author)).status).toBe(200);
  expect((await asks(reader, as.author)).status).toBe(200);
});

test('a live page leaves out whom its reader muted or blocked, and hands the browser only the reader’s own list', async () => {
  await setBlock(db, author, reader.handle, 'blocked');
  const page = async (cookie?: string) =>
    (await visit(live.loader, `/live/${community.tag}`, { cookie, params: { hashtag: community.tag } })).data;
  expect(JSON.stringify((await page(as.reader)).posts)).not.toContain(CANARY);
  expect((await page(as.reader)).unseen).toEqual([]);
  expect((await page(as.author)).unseen).toEqual([reader.handle]);
  expect(JSON.stringify((await page()).posts)).toContain(CANARY);
});

describe('queues', () => {
  beforeEach(async () => {
    await reportThing(
      db,
      reader,
      { about: 'post', id: post },
      { reason: 'unkind', note: 'Non.', community: undefined },
    );
    await reportThing(
      db,
      reader,
      { about: 'member', id: author.handle },
      { reason: 'spam', note: '', community: undefined },
    );
  });
  const idOf = async (about: 'post' | 'member') =>
    (await db.selectFrom('reports').select('id').where('about', '=', about).executeTakeFirstOrThrow()).id;

  test('are 404 for whoever holds no office', async () => {
    const form = { report: await idOf('post'), act: 'decide', decision: 'removed', word: 'Non.' };
    for (const cookie of [as.author, as.reader, as.outsider, as.steward]) {
      expect((await visit(queue.loader, reports, { cookie, params: params() })).status).toBe(404);
      expect((await visit(queue.action, reports, { cookie, params: params(), form })).status).toBe(404);
    }
    expect((await visit(queue.loader, reports, { params: params() })).location).toMatch(/^\/login/);
    for (const cookie of [undefined, as.author, as.reader, as.keeper]) {
      expect((await visit(stewards.loader, '/steward/reports', { cookie })).status).toBe(404);
      expect((await visit(stewards.action, '/steward/reports', { cookie, form })).status).toBe(404);
    }
    expect(await db.selectFrom('reports').select('id').where('decided_at', 'is not', null).execute()).toEqual(
      [],
    );
  });

  test('each shows its own, and not who reported', async () => {
    const moderators = await visit(queue.loader, reports, { cookie: as.keeper, params: params() });
    expect(moderators.data.queue.open).toMatchObject([{ about: 'post', quoted: { text: CANARY } }]);
    const instance = await visit(stewards.loader, '/steward/reports', { cookie: as.steward });
    expect(instance.data.queue.open).toMatchObject([{ about: 'member' }]);
    expect(JSON.stringify(instance.data)).not.toContain(CANARY);
    for (const { data } of [moderators, instance])
      expect(JSON.stringify(data.queue)).not.toContain(reader.handle);
  });

  test('a decision wants a word, then is done; the other office’s report is none of this one’s', async () => {
    const press = (form: Record<string, string>) =>
      visit(queue.action, reports, { cookie: as.keeper, params: params(), form });
    const own = { report: await idOf('post'), act: 'decide', decision: 'removed' };
    expect(await press({ ...own, word: ' ' })).toMatchObject({
      status: 400,
      data: { problem: 'required', decision: 'removed' },
    });
    expect((await press({ ...own, decision: 'suspended', word: 'Non.' })).status).toBe(422);
    expect((await press({ ...own, report: await idOf('member'), word: 'Non.' })).status).toBe(404);
    expect((await press({ ...own, report: 'x', word: 'Non.' })).status).toBe(400);
    expect((await press({ ...own, word: 'Non.' })).location).toBe(`/c/${community.tag}/reports?done=decided`);
    expect((await press({ ...own, word: 'Non.' })).status).toBe(422);
    expect((await press({ report: own.report, act: 'restore' })).location).toMatch(/done=restored$/);
    expect((await press({ report: own.report, act: 'lift', handle: author.handle })).status).toBe(404);
  });

  test('a ban is asked about twice here as well, and nothing is lost', async () => {
    const press = async (more = {}) =>
      visit(queue.action, reports, {
        cookie: as.keeper,
        params: params(),
        form: {
          report: await idOf('post'),
          act: 'decide',
          decision: 'banned',
          word: 'Trop de soupe',
          ...more,
        },
      });
    const asked = await press();
    expect(asked).toMatchObject({ status: 422, data: { unsure: true, word: 'Trop de soupe' } });
    expect(await rolesIn(db, asViewer(author), community.id)).not.toBeNull();
    expect((await press({ word: ' ', sure: 'on' })).data).toMatchObject({
      problem: 'required',
      unsure: false,
    });
    expect((await press({ sure: 'on' })).location).toMatch(/done=decided$/);
    expect(await rolesIn(db, asViewer(author), community.id)).toBeNull();
  });

  test('a steward suspends and lifts; a moderator passes on', async () => {
    const asSteward = (form: Record<string, string>) =>
      visit(stewards.action, '/steward/reports', { cookie: as.steward, form });
    const report = await idOf('member');
    const passed = { report: await idOf('post'), act: 'pass' };
    expect(
      (await visit(queue.action, reports, { cookie: as.keeper, params: params(), form: passed })).status,
    ).toBe(303);
    expect(
      (await visit(stewards.loader, '/steward/reports', { cookie: as.steward })).data.queue.open,
    ).toHaveLength(2);
    await asSteward({ report, act: 'decide', decision: 'suspended', word: 'Assez.' });
    expect((await visit(blocks.loader, '/settings/blocks', { cookie: as.author })).location).toMatch(
      /^\/login/,
    );
    expect((await asSteward({ report, act: 'lift', handle: author.handle })).location).toMatch(
      /done=lifted$/,
    );
    const lifted = await db
      .selectFrom('members')
      .select('suspended_at')
      .where('id', '=', author.id)
      .executeTakeFirst();
    expect(lifted?.suspended_at).toBeNull();
  });

  test('a moderator sees no report about themselves', async () => {
    await setRoles(db, keeper, community.id, { handle: author.handle, roles: ['moderator'] });
    const { data } = await visit(queue.loader, reports, { cookie: as.author, params: params() });
    expect(data.queue.open).toEqual([]);
    expect(
      JSON.stringify((await visit(stewards.loader, '/steward/reports', { cookie: as.steward })).data),
    ).toContain(CANARY);
  });
});

test('a ban is asked about twice; what was typed is kept', async () => {
  const ban = (more = {}) =>
    visit(people.action, '/c/x/people', {
      cookie: as.keeper,
      params: params(),
      form: { handle: author.handle, reason: 'Trop de soupe', act: 'ban', ...more },
    });
  expect(await ban()).toMatchObject({ status: 422, data: { unsure: true, reason: 'Trop de soupe' } });
  expect(await rolesIn(db, asViewer(author), community.id)).not.toBeNull();
  expect((await ban({ sure: 'on' })).location).toContain(`?banned=${author.handle}`);
  expect(await rolesIn(db, asViewer(author), community.id)).toBeNull();
});

test('who muted or blocked somebody reads so on their page, undoes it there, and may still report', async () => {
  const page = { path: ':at', module: profile };
  const there = async () => (await render(page, `/@${author.handle}`, as.reader)).html;
  expect(await there()).not.toContain('Ne plus le faire');
  for (const [kind, said] of [
    ['muted', `Vous masquez @${author.handle}.`],
    ['blocked', `Vous bloquez @${author.handle}.`],
  ] as const) {
    await setBlock(db, reader, author.handle, kind);
    const html = await there();
    expect(html).toContain(said);
    expect(html).toContain(`/report?about=member&amp;id=${author.handle}`);
    const params = { at: `@${author.handle}` };
    const freed = await visit(profile.action, `/@${author.handle}`, { cookie: as.reader, params, form: {} });
    expect(freed.location).toBe(`/@${author.handle}`);
    expect(await there()).not.toContain(said);
  }
});

test('who is banned reads at the door whom to write to; of a hidden community nothing', async () => {
  const page = { path: 'c/:community/join', module: join };
  await banMember(db, keeper, community.id, { handle: author.handle, reason: 'Trop de soupe' });
  const { html } = await render(page, `/c/${community.tag}/join`, as.author);
  expect(html).toContain(`Écrivez à ${stewardsAddress()}`);
  await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', community.id).execute();
  const hidden = await visit(join.loader, '/c/x/join', { cookie: as.author, params: params() });
  expect(hidden.status).toBe(404);
});

test('pages of an event and of a community lead to a report of them, but for who answers for them', async () => {
  const { slug } = await anEvent(keeper, community);
  const event = { path: 'events/:event', module: eventPage };
  const there = [
    [event, `/events/${slug}`, `/report?about=event&id=${slug}`],
    [
      { path: 'c/:community', module: about },
      `/c/${community.tag}`,
      `/report?about=community&id=${community.tag}`,
    ],
  ] as const;
  for (const [page, path, leads] of there) {
    const link = `href="${leads.replace('&', '&amp;')}"`;
    for (const cookie of [undefined, as.outsider, as.reader])
      expect((await render(page, path, cookie)).html).toContain(link);
    expect((await render(page, path, as.keeper)).html).not.toContain(link);
    expect((await visit(report.loader, leads, { cookie: as.outsider })).data.thing).not.toBeNull();
    expect((await visit(report.loader, leads)).data).toMatchObject({ thing: null });
  }
});

test('who is banned from a community reads so on its evenings, with nothing to press; nobody else does', async () => {
  const { slug } = await anEvent(keeper, community);
  const { slug: answered, id } = await anEvent(keeper, community);
  await answerEvent(db, { eventId: id, contactId: author.contactId, answer: 'going' });
  await banMember(db, keeper, community.id, { handle: author.handle, reason: 'Trop de soupe' });
  const page = { path: 'events/:event', module: eventPage };
  const said = 'Cette communauté ne prend plus vos réponses.';
  const isAsked = /<(button|a)[^>]*(name="answer"|\/guest\?answer=)/;
  for (const one of [slug, answered]) {
    const banned = (await render(page, `/events/${one}`, as.author)).html;
    expect(banned).toContain(said);
    expect(banned).not.toMatch(isAsked);
    for (const cookie of [undefined, as.outsider, as.reader]) {
      const free = (await render(page, `/events/${one}`, cookie)).html;
      expect(free.replace(/<script.*?<\/script>/gs, '')).not.toContain(said);
      expect(free).toMatch(isAsked);
    }
  }
});
