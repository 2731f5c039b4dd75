import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import type { Self } from '#app/domain/members/rules';
import * as list from '#app/routes/c.$community.testimonials';
import * as page from '#app/routes/c.$community_.testimonials.$id/route';
import * as edit from '#app/routes/c.$community_.testimonials.$id_.edit';
import * as fresh from '#app/routes/c.$community_.testimonials.new/route';
import { db } from '#db/client';
import { aCommunity, aMember, joins } from '../support/people';
import { cookieOf, HOST, visit } from '../support/visit';

let community: { id: string; tag: string };
let as: Record<'keeper' | 'author' | 'member' | 'outsider', string>;
const who = {} as Record<'keeper' | 'author' | 'member' | 'outsider', Self>;

beforeEach(async () => {
  for (const name of ['keeper', 'author', 'member', 'outsider'] as const) who[name] = await aMember(name);
  community = await aCommunity(who.keeper);
  for (const one of [who.author, who.member]) await joins(one, community);
  as = {
    keeper: await cookieOf(who.keeper),
    author: await cookieOf(who.author),
    member: await cookieOf(who.member),
    outsider: await cookieOf(who.outsider),
  };
});

const CANARY = 'canari-du-brouillon';

/** Sends the form as a browser does, with its file. */
async function sends(
  handler: unknown,
  path: string,
  fields: Record<string, string>,
  cookie: string,
  picture?: Buffer,
  id?: string,
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('picture', new File(picture ? [new Uint8Array(picture)] : [], picture ? 'a.jpg' : ''));
  const request = new Request(HOST + path, { method: 'POST', body: form, headers: { Cookie: cookie } });
  const params = { community: community.tag, ...(id && { id }) };
  try {
    return await (handler as (args: object) => Promise<Response>)({
      request,
      params,
      context: { ip: '10.1.1.1' },
    });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
const pages = () => `/c/${community.tag}/testimonials`;
const photo = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();

async function written(fields: Record<string, string> = {}, picture?: Buffer): Promise<string> {
  const sent = await sends(
    fresh.action,
    `${pages()}/new`,
    { title: 'Un hiver', text: CANARY, ...fields },
    as.author,
    picture,
  );
  const id = /testimonials\/([0-9a-f-]{36})/.exec(sent.headers.get('Location') ?? '')?.[1];
  if (!id) throw new Error(`answered ${sent.status} ${sent.headers.get('Location')}`);
  return id;
}
const open = (id: string, cookie?: string) =>
  visit(page.loader, `${pages()}/${id}`, { cookie, params: { community: community.tag, id } });
const press = (id: string, form: Record<string, string>, cookie?: string) =>
  visit(page.action, `${pages()}/${id}`, { cookie, form, params: { community: community.tag, id } });
const lists = (cookie?: string) =>
  visit(list.loader, pages(), { cookie, params: { community: community.tag } });

test('written with a picture, offered, accepted, answered: by its form alone', async () => {
  const id = await written({ intent: 'offer', newAlt: 'La salle' }, await photo());
  expect((await open(id, as.keeper)).data).toMatchObject({
    testimonial: { state: 'offered' },
    isModerator: true,
  });
  expect((await lists(as.keeper)).data.offered).toMatchObject([{ id, title: 'Un hiver' }]);
  expect((await lists(as.author)).data.own).toMatchObject([{ id, state: 'offered' }]);
  expect((await press(id, { act: 'publish', word: '' }, as.keeper)).location).toBe(
    `${pages()}/${id}?said=published`,
  );
  const { data } = await open(id);
  expect(data).toMatchObject({
    html: `<p>${CANARY}</p>\n`,
    testimonial: { pictures: [{ alt: 'La salle', width: 60 }] },
  });
  expect((await press(id, { text: 'Moi aussi' }, as.member)).location).toMatch(/#comment-/);
  expect((await open(id)).data.comments).toMatchObject([{ text: 'Moi aussi' }]);
});

test('before it is accepted nobody but its author and the moderators sees a word of it', async () => {
  const id = await written();
  const unseen = async () => {
    for (const cookie of [undefined, as.outsider, as.member]) {
      expect((await open(id, cookie)).status).toBe(404);
      expect(JSON.stringify((await lists(cookie)).data)).not.toContain(CANARY);
    }
  };
  await unseen();
  expect((await open(id, as.keeper)).status).toBe(404);
  await press(id, { act: 'offer' }, as.author);
  await unseen();
  expect((await open(id, as.keeper)).status).toBe(200);
});

test('new and edit are for members and the author; an answer is the moderators’', async () => {
  const id = await written();
  const at = (cookie?: string) =>
    visit(fresh.loader, `${pages()}/new`, { cookie, params: { community: community.tag } });
  expect((await at()).location).toMatch(/^\/login/);
  expect((await at(as.outsider)).status).toBe(404);
  expect((await at(as.member)).status).toBe(200);
  for (const cookie of [as.member, as.keeper, as.outsider]) {
    const asked = await visit(edit.loader, `${pages()}/${id}/edit`, {
      cookie,
      params: { community: community.tag, id },
    });
    expect(asked.status).toBe(404);
    expect(
      (await sends(edit.action, `${pages()}/${id}/edit`, { title: 'Pris' }, cookie, undefined, id)).status,
    ).toBe(404);
  }
  await press(id, { act: 'offer' }, as.author);
  for (const cookie of [as.member, as.author, as.outsider]) {
    for (const act of ['publish', 'return'])
      expect((await press(id, { act, word: 'Non' }, cookie)).status).toBe(404);
  }
  for (const act of ['withdraw', 'delete', 'offer']) {
    expect((await press(id, { act }, as.keeper)).status).toBe(404);
  }
  expect((await press(id, { act: 'withdraw' })).location).toMatch(/^\/login/);
});

test('giving back wants a word; a draft without a text is not offered', async () => {
  const id = await written();
  await press(id, { act: 'offer' }, as.author);
  expect((await press(id, { act: 'return', word: '' }, as.keeper)).status).toBe(400);
  expect((await press(id, { act: 'return', word: 'Un prénom.' }, as.keeper)).location).toBe(
    `${pages()}?said=returned`,
  );
  expect((await open(id, as.author)).data.testimonial).toMatchObject({
    state: 'returned',
    answer: 'Un prénom.',
  });
  const empty = await sends(
    fresh.action,
    `${pages()}/new`,
    { title: 'Vide', text: '', intent: 'offer' },
    as.author,
  );
  expect(empty.headers.get('Location')).toMatch(/edit\?problem=empty$/);
});

test('a file that is no picture loses nothing of the words; one too many is refused; a picture is taken out again', async () => {
  const id = await written();
  const at = `${pages()}/${id}/edit`;
  const sent = await sends(
    edit.action,
    at,
    { title: 'Gardé', text: 'tout' },
    as.author,
    Buffer.from('<svg/>'),
    id,
  );
  expect(sent.headers.get('Location')).toBe(`${at}?problem=pictureFormat#pictures`);
  expect((await open(id, as.author)).data.testimonial).toMatchObject({ title: 'Gardé' });
  await sends(edit.action, at, { title: 'Gardé', text: 'tout' }, as.author, await photo(), id);
  const [picture] = (await open(id, as.author)).data.testimonial.pictures;
  const mended = { title: 'Gardé', text: 'tout', [`alt-${picture.id}`]: 'Deux bols' };
  await sends(edit.action, at, mended, as.author, undefined, id);
  expect((await open(id, as.author)).data.testimonial.pictures).toMatchObject([{ alt: 'Deux bols' }]);
  await sends(edit.action, at, { ...mended, remove: picture.id }, as.author, undefined, id);
  expect((await open(id, as.author)).data.testimonial.pictures).toEqual([]);
});

test('comments are members’; removed by who wrote them and moderators', async () => {
  const id = await written({ intent: 'offer' });
  await press(id, { act: 'publish' }, as.keeper);
  expect((await press(id, { text: 'Oh' })).location).toMatch(/^\/login/);
  expect((await press(id, { text: 'Oh' }, as.outsider)).status).toBe(404);
  expect(await press(id, { text: ' ' }, as.member)).toMatchObject({
    status: 400,
    data: { problem: 'required' },
  });
  await press(id, { text: 'Oh' }, as.member);
  const [comment] = (await open(id)).data.comments;
  const remove = { act: 'remove-comment', comment: comment.id };
  expect((await press(id, remove, as.author)).status).toBe(404);
  expect((await press(id, remove, as.member)).status).toBe(303);
  expect((await open(id)).data.comments).toEqual([]);
});

test('of a hidden community nothing answers to who is not in it', async () => {
  const id = await written({ intent: 'offer' });
  await press(id, { act: 'publish' }, as.keeper);
  await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', community.id).execute();
  for (const cookie of [undefined, as.outsider]) {
    expect((await open(id, cookie)).status).toBe(404);
    expect((await lists(cookie)).status).toBe(404);
  }
  expect((await open(id, as.member)).status).toBe(200);
});
