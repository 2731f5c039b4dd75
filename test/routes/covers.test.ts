import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { config } from '#app/config.server';
import { CoverShelf } from '#app/http/cover-shelf.server';
import { coverRoutes } from '#app/http/covers.server';
import { limit } from '#app/http/limits.server';
import { signIn } from '#app/session.server';
import { startHttp, type TestHttp } from '#test/support/http-server';
import { aCommunity, aMember } from '#test/support/people';

let http: TestHttp;
let tag: string;
const folder = () => path.join(config().mediaDir, 'covers');
const kept = () => (fs.existsSync(folder()) ? fs.readdirSync(folder()) : []);

beforeAll(async () => {
  http = await startHttp([], {}, { handlers: [coverRoutes(config().mediaDir)] });
  ({ tag } = await aCommunity(await aMember(), 'ÉtéÀTable'));
});

afterAll(() => http.close());

const ask = (name: string, headers: Record<string, string> = {}) =>
  http.send(`/covers/${encodeURIComponent(name)}`, { headers });

describe('covers', () => {
  test('a hashtag has one face for each theme, kept for good', async () => {
    const light = await ask(`${tag}.light.webp`);
    expect(light.status).toBe(200);
    expect(light.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(await sharp(light.body).metadata()).toMatchObject({ format: 'webp', width: 960, height: 720 });
    const dark = await ask(`${tag}.dark.webp`);
    expect(dark.body.equals(light.body)).toBe(false);
    expect(kept()).toHaveLength(2);
    expect(kept().every((name) => name.endsWith('.webp'))).toBe(true);
    const again = await ask(`${tag}.light.webp`, { 'If-None-Match': String(light.headers.etag) });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  test('is cut wide and tall too, drawn for that cut', async () => {
    const sizes = await Promise.all(
      ['wide', 'tall'].map(async (cut) => sharp((await ask(`${tag}.${cut}.light.webp`)).body).metadata()),
    );
    expect(sizes).toMatchObject([
      { width: 1600, height: 560 },
      { width: 768, height: 864 },
    ]);
    expect((await ask(`${tag}.round.light.webp`)).status).toBe(404);
  });

  test('however it is written, it is the same face', async () => {
    const one = await ask('étéàtable.light.webp');
    const other = await ask('ÉTÉàTable.light.webp');
    expect(other.headers.etag).toBe(one.headers.etag);
    expect(other.body.equals(one.body)).toBe(true);
  });

  test('what nobody used is drawn, and takes no room on the disk', async () => {
    const before = kept();
    expect((await ask('jamaisvuici.light.webp')).status).toBe(200);
    expect(kept()).toEqual(before);
  });

  test('a hundred letters are a hashtag too, and many readers at once cost one drawing', async () => {
    const { tag } = await aCommunity(await aMember(), 'é'.repeat(100));
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(`${tag}.dark.webp`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(kept().filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a disk that takes nothing changes nothing for readers', async () => {
    const file = path.join(config().mediaDir, 'no-folder');
    fs.writeFileSync(file, '');
    const full = await startHttp([], {}, { handlers: [coverRoutes(file)] });
    const { tag } = await aCommunity(await aMember());
    expect((await full.send(`/covers/${tag}.light.webp`)).status).toBe(200);
    expect((await full.send(`/covers/${tag}.light.webp`)).status).toBe(200);
    await full.close();
  });

  test('anything else is not there', async () => {
    for (const name of [
      'a-b.light.webp',
      '.light.webp',
      'a.blue.webp',
      'a.light.png',
      `${'a'.repeat(101)}.light.webp`,
    ])
      expect((await ask(name)).status, name).toBe(404);
    expect((await http.send('/covers/..%2f..%2fetc.light.webp')).status).toBe(404);
  });

  test('a stranger may ask for so many new ones, a member for more', async () => {
    await limit('coversFrom', '127.0.0.1', 300);
    const slow = await ask('encoreune.light.webp');
    expect(slow.status).toBe(429);
    expect(Number(slow.headers['retry-after'])).toBeGreaterThan(0);
    // what is drawn already is for everybody
    expect((await ask(`${tag}.light.webp`)).status).toBe(200);
    const member = await aMember();
    const cookie = (await signIn(member.id, new Request('http://localhost/'))).split(';')[0] ?? '';
    expect((await ask('encoreune.light.webp', { Cookie: cookie })).status).toBe(200);
    await limit('covers', member.id, 1_200);
    expect((await ask('encoreuneautre.light.webp', { Cookie: cookie })).status).toBe(429);
  });

  test('are not drawn for readers who have gone, unless another waits for the same', async () => {
    const shelf = new CoverShelf(config().mediaDir);
    const drawn: string[] = [];
    const ask = (name: string, leaving = new AbortController()) => {
      const svg = () => {
        drawn.push(name);
        return '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';
      };
      return { leaving, picture: shelf.draw(name, svg, false, leaving.signal) };
    };
    const first = ['one', 'two'].map((name) => ask(name));
    const [abandoned, shared, waiting] = [ask('abandoned'), ask('shared'), ask('shared')];
    abandoned.leaving.abort();
    shared.leaving.abort();
    await Promise.all([...first, abandoned, shared, waiting].map(({ picture }) => picture));
    expect(await abandoned.picture).toBe('left');
    expect(await waiting.picture).toBeInstanceOf(Buffer);
    expect(drawn).toEqual(['one', 'two', 'shared']);
    expect(shelf.isDrawing('abandoned')).toBe(false);
  });

  test('take only so much room on the disk: the first drawn go first', async () => {
    const media = path.join(config().mediaDir, 'small');
    const shelf = new CoverShelf(media, 3);
    const svg = () => '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
      await shelf.draw(name, svg, true, new AbortController().signal);
    expect(fs.readdirSync(path.join(media, 'covers')).sort()).toEqual(['d.webp', 'e.webp', 'f.webp']);
  });
});
