import { beforeAll, describe, expect, test } from 'vitest';
import { acceptCharter, writeCharter } from '#app/domain/communities/commands/charter.server';
import { setRoles } from '#app/domain/communities/commands/roles.server';
import type { Self } from '#app/domain/members/rules';
import * as home from '#app/routes/_index/route';
import * as community from '#app/routes/c.$community/route';
import * as list from '#app/routes/c.$community.announcements';
import * as writing from '#app/routes/c.$community_.announcements.new';
import { db } from '#db/client';
import { aCommunity, aMember, joins } from '../support/people';
import { render } from '../support/render';
import { cookieOf, visit } from '../support/visit';

let keeper: Self;
let cookies: Record<'keeper' | 'member' | 'outsider', string>;
let params: { community: string };
let id: string;
const CANARY = 'Le mot du canari';

beforeAll(async () => {
  keeper = await aMember('Zoé Perchet');
  const member = await aMember();
  const made = await aCommunity(keeper);
  id = made.id;
  params = { community: made.tag };
  await joins(member, made);
  cookies = {
    keeper: await cookieOf(keeper),
    member: await cookieOf(member),
    outsider: await cookieOf(await aMember()),
  };
});

const open = (module: { loader: unknown }, cookie?: string, path = '/c/x') =>
  visit(module.loader, path, { cookie, params });
const send = (form: Record<string, string>, cookie?: string) =>
  visit(writing.action, '/c/x/announcements/new', { cookie, params, form });
const count = async () =>
  (await db.selectFrom('community_announcements').select('id').where('community_id', '=', id).execute())
    .length;

describe('writing to all members', () => {
  test('is for who wears the hat: others find no such page, a stranger signs in', async () => {
    expect((await open(writing)).location).toContain('/login');
    for (const cookie of [cookies.member, cookies.outsider]) {
      expect((await open(writing, cookie)).status).toBe(404);
      expect((await send({ title: 'Non', text: 'Non.' }, cookie)).status).toBe(404);
    }
    expect((await open(writing, cookies.keeper)).data).toMatchObject({ byLetter: 1, members: 1 });
    expect(await count()).toBe(0);
    const page = { path: 'c/:community/announcements/new', module: writing };
    const { html } = await render(page, `/c/${params.community}/announcements/new`, cookies.keeper);
    expect(html).toContain('Envoyer à une personne');
  });

  test('shows what it will look like without telling anybody', async () => {
    const { data } = await send({ act: 'preview', title: 'Essai', text: 'Du **gras**.' }, cookies.keeper);
    expect(data.preview).toEqual({ title: 'Essai', html: '<p>Du <strong>gras</strong>.</p>\n' });
    expect(await count()).toBe(0);
  });

  test('says what is missing', async () => {
    const { status, data } = await send({ title: '', text: '' }, cookies.keeper);
    expect(status).toBe(400);
    expect(Object.keys(data.reply.error)).toEqual(['title', 'text']);
  });
});

describe('what was told', () => {
  beforeAll(async () => {
    const sent = await send(
      { title: CANARY, text: '<script>alert(1)</script> [non](javascript:alert(1))' },
      cookies.keeper,
    );
    expect(sent.location).toBe(`/c/${params.community}/announcements?told=sent`);
  });

  test('is the members’ alone, on its page, on top of the community and at home', async () => {
    for (const cookie of [undefined, cookies.outsider]) {
      const answers = [
        await open(list, cookie),
        await open(community, cookie),
        await open(home, cookie, '/'),
      ];
      expect(JSON.stringify(answers)).not.toContain(CANARY);
      expect(answers[0]?.status).not.toBe(200);
      expect(answers[1]?.data.told).toBe(null);
    }
    const { data } = await open(list, cookies.member);
    expect(data).toMatchObject({ mayWrite: false, announcements: [{ title: CANARY }] });
    expect(data.announcements[0].html).not.toMatch(/<script|href="javascript/);
    expect((await open(community, cookies.member)).data.told).toBe(CANARY);
    expect(JSON.stringify((await open(home, cookies.member, '/')).data)).toContain(CANARY);
  });

  test('is taken back by who may write, and by nobody else', async () => {
    const [announcement] = (await open(list, cookies.keeper)).data.announcements;
    const remove = (cookie?: string) =>
      visit(list.action, '/c/x/announcements', { cookie, params, form: { remove: announcement.id } });
    expect((await remove()).location).toContain('/login');
    expect((await remove(cookies.member)).status).toBe(404);
    expect((await remove(cookies.outsider)).status).toBe(404);
    expect((await open(community, cookies.member)).data.told).toBe(CANARY);
    expect((await remove(cookies.keeper)).location).toBe(`/c/${params.community}/announcements?told=removed`);
    expect((await open(list, cookies.member)).data.announcements).toEqual([]);
  });

  test('a fourth in a day is refused with a reason', async () => {
    for (let n = 0; n < 2; n += 1) await send({ title: `Encore ${n}`, text: 'Oui.' }, cookies.keeper);
    const refused = await send({ title: 'Trop', text: 'Oui.' }, cookies.keeper);
    expect(refused.status).toBe(429);
    expect(refused.data.reply.error).toEqual({ '': ['announcedEnough'] });
  });
});

test('a charter that changed is asked again before writing: the page leads to it, the form is refused and keeps its words', async () => {
  const [host, organizer] = [await aMember(), await aMember()];
  const circle = await aCommunity(host);
  await joins(organizer, circle);
  await setRoles(db, host, circle.id, { handle: organizer.handle, roles: ['organizer'] });
  const cookie = await cookieOf(organizer);
  const where = `/c/${circle.tag}`;
  const asked = { cookie, params: { community: circle.tag } };
  const readPage = async (page: { path: string; module: object }, path: string) =>
    (await render(page, path, cookie)).html;
  const form = { path: 'c/:community/announcements/new', module: writing };
  const door = { path: 'c/:community', module: community };
  const told = { title: 'La cave change de main', text: 'On garde la date.' };
  const tell = () => visit(writing.action, `${where}/announcements/new`, { ...asked, form: told });
  const leads = `href="${where}/charter"`;
  expect(await readPage(form, `${where}/announcements/new`)).not.toContain(leads);

  for (const [version, text] of [
    [1, 'On accueille.'],
    [2, 'On accueille, on rit.'],
  ] as const) {
    await writeCharter(db, host, circle.id, text);
    expect(await readPage(form, `${where}/announcements/new`)).toContain(leads);
    expect(await readPage(door, where)).toContain(leads);
    const refused = await tell();
    expect(refused.status).toBe(409);
    expect(refused.data.reply).toMatchObject({ initialValue: told, error: { '': ['charterFirst'] } });
    expect(await acceptCharter(db, organizer, circle.id, version)).toEqual({ ok: true });
    expect(await readPage(form, `${where}/announcements/new`)).not.toContain(leads);
    expect((await tell()).location).toBe(`${where}/announcements?told=sent`);
  }
});
