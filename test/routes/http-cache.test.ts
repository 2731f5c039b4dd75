import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RequestContext } from '#app/http/request-context.server';
import { startHttp, type TestHttp } from '#test/support/http-server';

/** What the pages show, how long they take, and how often they were rendered. */
const world = { words: 'first', takes: 0, rendered: 0, seen: [] as Request[] };

async function page({ request, context }: LoaderFunctionArgs): Promise<Response> {
  world.rendered += 1;
  world.seen.push(request);
  const words = world.words;
  if (world.takes > 0) await sleep(world.takes);
  const { nonce } = context as RequestContext;
  const language = request.headers.get('Accept-Language');
  const html = `<p>${words} ${language}</p><script nonce="${nonce}">let a = 1</script><script>alert('not ours')</script>`;
  return new Response(html.padEnd(2_000), { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

const routes = [
  { path: '/', loader: page },
  { path: 'events/:event', loader: page },
  { path: 'live/:hashtag', loader: page },
  {
    path: 'events/by-link',
    loader: async (args: LoaderFunctionArgs) => {
      const answer = await page(args);
      answer.headers.set('Cache-Control', 'private, no-store');
      return answer;
    },
  },
  { path: 'settings', loader: page },
  { path: 'c/missing', loader: () => new Response('nothing', { status: 404 }) },
  {
    path: 'c/cookie',
    loader: () => {
      world.rendered += 1;
      return new Response(`cookie ${world.rendered}`, { headers: { 'Set-Cookie': 'session=x' } });
    },
  },
  {
    path: 'c/broken',
    loader: () => {
      throw Object.assign(new Error('no'), { code: '22P02' });
    },
  },
];

let http: TestHttp;
beforeEach(async () => {
  http = await startHttp(routes);
  Object.assign(world, { words: 'first', takes: 0, rendered: 0, seen: [] });
});

afterEach(() => http.close());

const get = (path: string, headers: Record<string, string> = {}) => http.send(path, { headers });

test('a page by link is kept here alone', async () => {
  for (const answer of [await get('/events/by-link'), await get('/events/by-link')]) {
    expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-store' });
  }
  expect(world.rendered).toBe(1);
  expect((await get('/events/1')).headers).toMatchObject({
    'cache-control': 'public, max-age=0, must-revalidate',
  });
});

describe('a public page', () => {
  test('is rendered once for many readers at a time', async () => {
    world.takes = 50;
    const answers = await Promise.all(Array.from({ length: 50 }, () => get('/events/1')));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(world.rendered).toBe(1);
  });

  test('is never shown older than a second after a write', async () => {
    await get('/events/1');
    world.words = 'second';
    const written = Date.now();
    while (!(await get('/events/1')).text.includes('second')) {
      expect(Date.now() - written).toBeLessThan(1_000);
      await sleep(20);
    }
  });

  test('that took long to render is not given to those who came later than it began', async () => {
    world.takes = 1_200;
    const early = get('/events/slow');
    await sleep(300);
    world.words = 'second';
    expect((await get('/events/slow')).text).toContain('second');
    expect((await early).text).toContain('first');
  });

  test('is kept apart by address, known parameters and language', async () => {
    const answers = await Promise.all([
      get('/events/1', { 'Accept-Language': 'fr' }),
      get('/events/1', { 'Accept-Language': 'en-GB,en;q=0.9' }),
      get('/events/2'),
      get('/live/612?before=a'),
      get('/live/612?before=b'),
    ]);
    expect(world.rendered).toBe(5);
    expect(answers[0].text).toContain('first fr');
    expect(answers[1].text).toContain('first en');
  });

  test('forgets marks that other sites put on links, and is not kept under parameters it does not know', async () => {
    await get('/events/1');
    await get('/events/1?utm_source=x&fbclid=y');
    expect(world.rendered).toBe(1);
    await get('/events/1?z=1');
    await get('/events/1?z=1');
    expect(world.rendered).toBe(3);
  });

  test('is rendered from a request of our own: nothing of the reader is in it', async () => {
    await get('/events/1', { 'User-Agent': 'someone', Referer: 'https://x.example', Host: 'evil.example' });
    const seen = world.seen[0] as Request;
    expect([...seen.headers.keys()].filter((name) => !['accept-language', 'host'].includes(name))).toEqual(
      [],
    );
    expect(seen.url).toBe('http://localhost:3000/events/1');
  });
});

describe('a reader with a session', () => {
  test.each(['session=abc', '__Host-session=abc', 'language=x; session=abc', 'anything=1'])(
    'is never given a kept page, nor leaves one (%s)',
    async (Cookie) => {
      await get('/events/1');
      const answer = await get('/events/1', { Cookie });
      expect(answer.headers['cache-control']).toBe('private, no-store');
      expect(world.rendered).toBe(2);
      await get('/events/1', { Cookie });
      expect(world.rendered).toBe(3);
    },
  );

  test('nor one with credentials of another kind', async () => {
    await get('/events/1', { Authorization: 'Bearer x' });
    await get('/events/1', { Authorization: 'Bearer x' });
    expect(world.rendered).toBe(2);
  });
});

describe('never kept', () => {
  test('are pages that are not public', async () => {
    await get('/settings');
    expect((await get('/settings')).headers['cache-control']).toBe('private, no-store');
    expect(world.rendered).toBe(2);
  });

  test('are answers other than 200', async () => {
    expect((await get('/c/missing')).status).toBe(404);
    expect((await get('/c/missing')).headers['cache-control']).toBe('private, no-store');
    expect((await get('/c/broken')).status).toBe(400);
  });

  test('are answers that set a cookie, and no two readers share one', async () => {
    const answers = await Promise.all([get('/c/cookie'), get('/c/cookie'), get('/c/cookie')]);
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(3);
    for (const { headers } of answers) expect(headers['set-cookie']).toEqual(['session=x']);
  });
});

describe('a kept page', () => {
  test('allows its own inline scripts by hash, and none that slipped in', async () => {
    const { headers, text } = await get('/');
    const policy = String(headers['content-security-policy']);
    const hashOf = (script: string) => createHash('sha256').update(script).digest('base64');
    expect(policy).toContain(`'sha256-${hashOf('let a = 1')}'`);
    expect(policy).not.toContain(hashOf("alert('not ours')"));
    expect(policy).not.toContain('nonce');
    expect(text).not.toContain('nonce');
  });

  test('comes compressed as the reader takes it, each form with its own ETag', async () => {
    const plain = await get('/');
    const br = await get('/', { 'Accept-Encoding': 'gzip, br' });
    const gzip = await get('/', { 'Accept-Encoding': 'gzip, br;q=0' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(brotliDecompressSync(br.body).toString()).toBe(plain.text);
    expect(gunzipSync(gzip.body).toString()).toBe(plain.text);
    expect(new Set([plain, br, gzip].map((answer) => answer.headers.etag)).size).toBe(3);
    expect(br.headers.vary).toBe('Accept-Language, Cookie, Accept-Encoding');
  });

  test('is not sent again to who has it, even after it was rendered anew', async () => {
    const { headers } = await get('/');
    await sleep(950);
    const again = await get('/', { 'If-None-Match': String(headers.etag) });
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    expect(world.rendered).toBe(2);
  });

  test('answers HEAD with its headers alone', async () => {
    await get('/');
    const { status, headers, text } = await http.send('/', { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
    expect(Number(headers['content-length'])).toBeGreaterThan(0);
  });
});
