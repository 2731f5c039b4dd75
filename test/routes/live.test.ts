import { randomUUID } from 'node:crypto';
import type { AppLoadContext } from '@remix-run/node';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Self } from '#app/domain/members/rules';
import { publishPost } from '#app/domain/posts/commands.server';
import { hashtagStreamRoutes, registerHashtagStreams } from '#app/http/hashtag-streams.server';
import { limit } from '#app/http/limits.server';
import { startHub, stopHub } from '#app/live/hub.server';
import { loader as index } from '#app/routes/live._index';
import { action, loader } from '#app/routes/live.$hashtag/route';
import { loader as older, action as send } from '#app/routes/live.$hashtag_.posts';
import { signIn } from '#app/session.server';
import { db } from '#db/client';
import { startHttp, type TestHttp } from '#test/support/http-server';
import { aCommunity, aMember, anEvent, beginsIn, joins } from '#test/support/people';

const context: AppLoadContext = { ip: '192.0.2.1' };
const cookies = new Map<string, string>();

/** A request by a member, or by a stranger. */
async function ask(path: string, who?: Self, form?: Record<string, string>): Promise<Request> {
  const headers = new Headers({ 'Accept-Language': 'fr' });
  if (who) {
    const known =
      cookies.get(who.id) ?? (await signIn(who.id, new Request('http://localhost/'))).split(';')[0];
    cookies.set(who.id, known ?? '');
    headers.set('Cookie', known ?? '');
  }
  const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
  return new Request(`http://localhost${path}`, { ...init, headers });
}

/** What a loader or an action says, and with which status. */
async function hear(
  answer: Promise<unknown>,
  // biome-ignore lint/suspicious/noExplicitAny: a loader's data, as a test expects it to be
): Promise<{ status: number; location?: string | null; body: any }> {
  try {
    const said = await answer;
    if (said instanceof Response) return await read(said);
    const { init, data } = said as { init?: { status?: number } | null; data?: unknown };
    return init === undefined ? { status: 200, body: said } : { status: init?.status ?? 200, body: data };
  } catch (thrown) {
    if (thrown instanceof Response) return read(thrown);
    throw thrown;
  }
}

const read = async (response: Response) => ({
  status: response.status,
  location: response.headers.get('Location'),
  retryAfter: Number(response.headers.get('Retry-After')),
  body: await response.json().catch(() => null),
});

const open = async (tag: string, who?: Self, query = '') =>
  hear(
    loader({
      request: await ask(`/live/${encodeURIComponent(tag)}${query}`, who),
      params: { hashtag: tag },
      context,
    }),
  );
const does = async (tag: string, who: Self | undefined, form: Record<string, string>, query = '') =>
  hear(
    action({
      request: await ask(`/live/${encodeURIComponent(tag)}${query}`, who, form),
      params: { hashtag: tag },
      context,
    }),
  );
const sends = async (tag: string, who: Self | undefined, form: Record<string, string>) =>
  hear(send({ request: await ask(`/live/${tag}/posts`, who, form), params: { hashtag: tag }, context }));

const wordsOf = ({ body }: { body: { posts: { segments: { text: string }[] }[] } }) =>
  body.posts.map(({ segments }) => segments.map(({ text }) => text).join(''));

async function say(who: Self, tag: string, text: string, at?: Date): Promise<string> {
  const said = await publishPost(db, who, tag, { text, key: randomUUID(), replyTo: undefined }, at);
  if (!said.ok) throw new Error(said.reason);
  return said.id;
}

let zoe: Self;
let outsider: Self;
let http: TestHttp;

beforeAll(async () => {
  zoe = await aMember('Zoé');
  outsider = await aMember('Ailleurs');
  registerHashtagStreams();
  await startHub((error) => {
    throw error;
  });
  http = await startHttp([], {}, { handlers: [hashtagStreamRoutes()] });
});

afterAll(async () => {
  await stopHub();
  await http.close();
});

const streamStatus = async (tag: string, who?: Self) => {
  const { headers } = await ask('/', who);
  const cookie = headers.get('Cookie');
  const { status } = await http.send(`/live/${tag}/stream`, {
    method: 'HEAD',
    headers: cookie ? { Cookie: cookie } : {},
  });
  return status;
};

describe('a hashtag page', () => {
  test('nobody used it: an empty page that search engines need not know, stored nowhere', async () => {
    const { status, body } = await open('JamaisVu');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      display: '#JamaisVu',
      posts: [],
      count: 0,
      unlisted: true,
      event: null,
      key: null,
    });
    expect(body.since).toBe('hashtag:jamaisvu:0');
    expect((await open('JamaisVu', zoe)).body.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(await streamStatus('jamaisvu')).toBe(200);
    const stored = await db.selectFrom('hashtags').select('tag').where('tag', '=', 'jamaisvu').execute();
    const streams = await db
      .selectFrom('streams')
      .select('stream')
      .where('stream', 'like', '%jamaisvu')
      .execute();
    expect([...stored, ...streams]).toEqual([]);
  });

  test('no hashtag is spelt so', async () => {
    for (const tag of ['a-b', '', 'a b', 'x'.repeat(101)]) expect((await open(tag)).status, tag).toBe(404);
    expect((await does('a-b', zoe, { text: 'Oui' })).status).toBe(404);
  });

  test('an evening in progress: its event, who is there, its rhythm', async () => {
    const community = await aCommunity(zoe);
    const event = await anEvent(zoe, community, { hashtag: 'CeSoirLà' });
    await beginsIn(event.id, -2);
    await say(zoe, 'cesoirlà', 'Nous y sommes. #CeSoirLà', new Date(Date.now() - 3_600_000));
    const { body } = await open('cesoirlà');
    expect(body).toMatchObject({
      title: '#CeSoirLà en direct',
      unlisted: false,
      count: 1,
      people: 1,
      event: { slug: event.slug, phase: 'on', place: 'La Cave' },
      room: { seated: { count: 0 }, remote: { count: 0 } },
      zone: 'Europe/Paris',
    });
    expect(body.rhythm.counts.reduce((sum: number, one: number) => sum + one)).toBe(1);
  });

  test('older posts by a plain link or in place: none missing, none twice', async () => {
    // Many in one millisecond: a page must not end between two that a Date cannot tell apart.
    const at = Date.now() - 86_400_000;
    for (let index = 0; index < 95; index++) await say(zoe, 'longue', `${index}`, new Date(at));
    await sql`update post_hashtags set created_at = created_at + floor(random() * 20) * interval '40 microseconds'
      where tag = 'longue'`.execute(db);
    const seen: string[] = [];
    let page = await open('longue');
    expect(page.body.posts).toHaveLength(40);
    seen.push(...wordsOf(page));
    while (page.body.older) {
      const query = `?${new URLSearchParams({ before: page.body.older })}`;
      const inPlace = await hear(
        older({ request: await ask(`/live/longue/posts${query}`), params: { hashtag: 'longue' }, context }),
      );
      page = await open('longue', undefined, query);
      expect(page.body).toMatchObject({ since: null, unlisted: true });
      expect(wordsOf(inPlace)).toEqual(wordsOf(page));
      seen.push(...wordsOf(page));
    }
    expect(seen).toHaveLength(95);
    expect(new Set(seen).size).toBe(95);
    expect((await open('longue', undefined, '?before=hier')).status).toBe(404);
  });
});

describe('posting', () => {
  test('a form leads back to the page; sent twice with one key it is one post', async () => {
    const key = randomUUID();
    const first = await does('parole', zoe, { text: 'Bonjour le fil', key });
    expect(first).toMatchObject({ status: 303, location: '/live/parole' });
    expect((await does('parole', zoe, { text: 'Bonjour le fil', key })).status).toBe(303);
    const again = await sends('parole', zoe, { text: 'Bonjour le fil', key });
    expect(again.status).toBe(200);
    expect(again.body.said).toMatchObject({ author: { handle: zoe.handle } });
    expect(wordsOf(await open('parole'))).toEqual(['Bonjour le fil']);
  });

  test('what cannot be taken comes back, with why', async () => {
    const long = 'é'.repeat(501);
    expect(await does('parole', zoe, { text: long })).toMatchObject({
      status: 400,
      body: { problem: 'tooLong?max=500', text: long },
    });
    expect(await does('parole', zoe, { text: '   ' })).toMatchObject({
      status: 400,
      body: { problem: 'required' },
    });
    expect(await sends('parole', zoe, { text: long })).toMatchObject({
      status: 400,
      body: { problem: 'tooLong?max=500' },
    });
    expect((await does('parole', zoe, { text: '🐦'.repeat(500) })).status).toBe(303);
  });

  test('a session that ended gives the text back; a stranger is shown the way in', async () => {
    expect(await does('parole', undefined, { text: 'Je suis encore là' })).toMatchObject({
      status: 401,
      body: { problem: 'signedOut', text: 'Je suis encore là' },
    });
    expect(await sends('parole', undefined, { text: 'Et moi' })).toMatchObject({ status: 401 });
    const thanks = await does('parole', undefined, { intent: 'thank', post: randomUUID() });
    expect(thanks).toMatchObject({ status: 302, location: '/login?next=%2Flive%2Fparole' });
  });

  test('a reply says what it answers, on this page only', async () => {
    const asked = await say(zoe, 'questions', 'Qui vient ?');
    await does('questions', outsider, { text: 'Moi !', replyTo: asked });
    await does('ailleurs', outsider, { text: 'Hors sujet', replyTo: asked });
    expect((await open('questions')).body.posts[0].replyTo).toEqual({ id: asked, handle: zoe.handle });
    expect((await open('ailleurs')).body.posts[0].replyTo).toBeNull();
  });

  test('thanks are given once and taken back', async () => {
    const id = await say(zoe, 'merci', 'La soupe est chaude');
    for (const _ of [1, 2]) {
      const done = await does('merci', outsider, { intent: 'thank', post: id, thankful: 'on' });
      expect(done.location).toBe(`/live/merci#p-${id}`);
    }
    expect((await open('merci', outsider)).body).toMatchObject({ posts: [{ thanks: 1 }], thanked: [id] });
    await sends('merci', outsider, { intent: 'thank', post: id, thankful: 'off' });
    expect((await open('merci', outsider)).body).toMatchObject({ posts: [{ thanks: 0 }], thanked: [] });
  });

  test('taken back, a post is gone everywhere, and can be put back for a while by its author', async () => {
    const id = await say(zoe, 'regret', 'Trop vite #regretaussi');
    expect((await does('regret', outsider, { intent: 'remove', post: id })).status).toBe(404);
    expect(await does('regret', zoe, { intent: 'remove', post: id })).toMatchObject({
      status: 303,
      location: `/live/regret?removed=${id}`,
    });
    expect((await open('regret', zoe)).body).toMatchObject({ posts: [], count: 0 });
    expect((await open('regretaussi')).body.posts).toEqual([]);
    expect((await does('regret', outsider, { intent: 'restore', post: id })).status).toBe(404);
    expect((await does('regret', zoe, { intent: 'restore', post: id })).status).toBe(303);
    expect(wordsOf(await open('regret'))).toEqual(['Trop vite #regretaussi']);
    await does('regret', zoe, { intent: 'remove', post: id });
    await db
      .updateTable('posts')
      .set({ removed_at: new Date(Date.now() - 3_600_000) })
      .where('id', '=', id)
      .execute();
    expect((await does('regret', zoe, { intent: 'restore', post: id })).status).toBe(404);
  });

  test('odd forms are refused, not broken', async () => {
    for (const form of [
      { intent: 'thank', post: 'x' },
      { intent: 'dance', post: randomUUID() },
      { intent: 'remove' },
    ])
      expect((await does('parole', zoe, form as never)).status).toBeGreaterThanOrEqual(400);
    expect((await does('parole', zoe, { text: 'Oui', key: 'pas-une-clé', replyTo: 'rien' })).status).toBe(
      303,
    );
  });

  test('too much at once is told to wait', async () => {
    const hasty = await aMember('Pressé');
    await limit('post', hasty.id, 60);
    expect(await does('parole', hasty, { text: 'Encore' })).toMatchObject({
      status: 429,
      body: { text: 'Encore', problem: expect.stringMatching(/^tooMany\?minutes=\d$/) },
    });
    const told = await sends('parole', hasty, { text: 'Encore' });
    expect(told).toMatchObject({ status: 429, retryAfter: expect.closeTo(300, -2) });
  });
});

describe('the figures', () => {
  const figures = async (tag: string) => {
    const { count, people } = (await open(tag)).body;
    return [count, people];
  };

  test('are what is there, whatever happens to posts and to those who wrote them', async () => {
    const leaving = await aMember('Part demain');
    const first = await say(zoe, 'comptes', 'Un #comptesaussi');
    await say(zoe, 'comptes', 'Deux');
    const third = await say(leaving, 'comptes', 'Trois');
    expect(await figures('comptes')).toEqual([3, 2]);
    expect(await figures('comptesaussi')).toEqual([1, 1]);
    await does('comptes', zoe, { intent: 'remove', post: first });
    expect(await figures('comptes')).toEqual([2, 2]);
    expect(await figures('comptesaussi')).toEqual([0, 0]);
    await db.deleteFrom('posts').where('id', '=', first).execute();
    expect(await figures('comptes')).toEqual([2, 2]);
    await db.deleteFrom('posts').where('id', '=', third).execute();
    expect(await figures('comptes')).toEqual([1, 1]);
    await say(leaving, 'comptes', 'Quatre');
    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', leaving.id).execute();
    expect(await figures('comptes')).toEqual([1, 1]);
    await db.deleteFrom('members').where('id', '=', leaving.id).execute();
    expect(await figures('comptes')).toEqual([1, 1]);
  });
});

describe('behind doors', () => {
  test('the tag of a hidden community: page, posts, stream and action are not there for others', async () => {
    const insider = await aMember('Dedans');
    const community = await aCommunity(zoe, 'clubsecret');
    await joins(insider, community);
    await db
      .updateTable('communities')
      .set({ visibility: 'hidden' })
      .where('id', '=', community.id)
      .execute();
    await say(insider, 'clubsecret', 'Entre nous');
    for (const who of [undefined, outsider]) {
      expect((await open('clubsecret', who)).status).toBe(404);
      expect(
        (
          await open(
            'ClubSecret',
            who,
            '?before=2026-01-01T00:00:00.000000Z_00000000-0000-4000-8000-000000000000',
          )
        ).status,
      ).toBe(404);
      const request = await ask('/live/clubsecret/posts?before=x', who);
      expect((await hear(older({ request, params: { hashtag: 'clubsecret' }, context }))).status).toBe(404);
      expect((await does('clubsecret', who, { text: 'Toc toc' })).status).toBe(404);
      expect((await sends('clubsecret', who, { text: 'Toc toc' })).status).toBe(who ? 404 : 401);
      expect(await streamStatus('clubsecret', who)).toBe(404);
    }
    expect(wordsOf(await open('clubsecret', insider))).toEqual(['Entre nous']);
    expect(await streamStatus('clubsecret', insider)).toBe(200);
    const listed = async (who?: Self) =>
      JSON.stringify((await hear(index({ request: await ask('/live', who), params: {}, context }))).body);
    expect(await listed()).not.toContain('clubsecret');
    expect(await listed(outsider)).not.toContain('clubsecret');
    expect(await listed(insider)).toContain('clubsecret');
  });

  test('what is said under a closed tag is on no open page, and a reply does not fetch it there', async () => {
    const community = await aCommunity(zoe, 'portefermee');
    await db
      .updateTable('communities')
      .set({ visibility: 'hidden' })
      .where('id', '=', community.id)
      .execute();
    const id = await say(zoe, 'portefermee', 'Le canari chante #grandouvert');
    const answered = await does('grandouvert', zoe, { text: 'Je réponds', replyTo: id });
    expect(answered.status).toBe(303);
    const { body } = await open('grandouvert');
    expect(JSON.stringify(body)).not.toContain('canari');
    expect(body.posts).toMatchObject([{ replyTo: null }]);
    expect((await does('grandouvert', outsider, { intent: 'thank', post: id })).status).toBe(404);
  });

  test('an evening for its community only: its page and who is there are not for others', async () => {
    const member = await aMember('Membre');
    const community = await aCommunity(zoe);
    await joins(member, community);
    await anEvent(zoe, community, { hashtag: 'EntreNous', visibility: 'community' });
    expect((await open('entrenous')).status).toBe(404);
    expect((await open('entrenous', outsider)).status).toBe(404);
    expect((await open('entrenous', member)).body.event).toMatchObject({ title: 'Le gâteau d’abord' });
  });
});

describe('the index', () => {
  const see = async (query = '', who?: Self) =>
    hear(index({ request: await ask(`/live${query}`, who), params: {}, context }));

  test('evenings in progress, those to come, what is talked about', async () => {
    const community = await aCommunity(zoe);
    const now = await anEvent(zoe, community, { hashtag: 'Maintenant' });
    await beginsIn(now.id, -1);
    await anEvent(zoe, community, { hashtag: 'Plus_tard' });
    await say(zoe, 'plus_tard', 'Vivement');
    const { body } = await see();
    expect(body.now.map(({ hashtag }: { hashtag: string }) => hashtag)).toContain('Maintenant');
    expect(body.soon.map(({ hashtag }: { hashtag: string }) => hashtag)).toContain('Plus_tard');
    expect(body.tags.map(({ tag }: { tag: string }) => tag)).toContain('plus_tard');
  });

  test('opens any hashtag, and says when it is none', async () => {
    expect(await see('?tag=%23Caf%C3%A9')).toMatchObject({ status: 302, location: '/live/Caf%C3%A9' });
    expect(await see('?tag=pas+un+tag')).toMatchObject({
      status: 400,
      body: { problem: 'hashtag', typed: 'pas un tag' },
    });
    expect(await see('?tag=')).toMatchObject({ status: 400, body: { problem: 'required' } });
  });
});
