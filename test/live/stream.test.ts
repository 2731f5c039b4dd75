import { register } from 'prom-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { purgeStreamEntries } from '#app/live/entries.server';
import { exposeMetrics } from '#app/live/metrics.server';
import { db } from '#db/client';
import { idsInDatabase, Room } from './room';

let room: Room;
beforeEach(async () => {
  await db.deleteFrom('streams').execute();
  room = await new Room().open();
});
afterEach(() => room.close());

test('a commit becomes a frame, with the same bytes for everybody', async () => {
  const readers = await Promise.all([room.follow('apéro'), room.follow('apéro', { viewer: 'zoé' })]);
  const id = await room.post('apéro', 'santé\u2028!\n\nid: 9');
  for (const reader of readers) {
    await reader.until(() => reader.posts.length === 1);
    expect(reader.posts).toEqual([
      {
        id: 'hashtag:ap%C3%A9ro:1',
        event: 'added',
        data: JSON.stringify({ id, text: 'santé\u2028!\n\nid: 9' }),
      },
    ]);
  }
  expect(room.loads).toBe(1);
});

test('a rollback is silence', async () => {
  const reader = await room.follow('apéro');
  const refusal = room.post('apéro', 'never', async () => {
    throw new Error('changed my mind');
  });
  await expect(refusal).rejects.toThrow('changed my mind');
  await room.post('apéro', 'said');
  await reader.until(() => reader.posts.length > 0);
  expect(reader.texts).toEqual(['said']);
  expect(reader.lastId).toBe('hashtag:ap%C3%A9ro:1');
});

test('the headers let nothing between us hold it back', async () => {
  const reader = await room.follow('apéro', { encoding: 'gzip, br' });
  expect(reader.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'transfer-encoding': 'chunked',
  });
  expect(reader.headers['content-encoding']).toBeUndefined();
  expect(reader.retry).toBeGreaterThanOrEqual(1_000);
  const head = await room.ask('apéro', { method: 'HEAD' });
  expect(head.status).toBe(200);
  await head.until(() => head.closed);
});

test('a page rendered at entry 2 gets what came after it, by query and by header', async () => {
  for (const text of ['one', 'two', 'three', 'four']) await room.post('apéro', text);
  const byQuery = await room.follow('apéro', { since: 'hashtag:ap%C3%A9ro:2' });
  const byNumber = await room.follow('apéro', { since: 2 });
  const byHeader = await room.follow('apéro', {
    since: 'hashtag:ap%C3%A9ro:1',
    lastEventId: 'hashtag:ap%C3%A9ro:2',
  });
  await room.post('apéro', 'five');
  for (const reader of [byQuery, byNumber, byHeader]) {
    await reader.until(() => reader.posts.length === 3);
    expect(reader.texts).toEqual(['three', 'four', 'five']);
  }
});

test('a cursor that says nothing, or of what was purged, or of the future, is told to reload', async () => {
  for (const text of ['one', 'two', 'three']) await room.post('apéro', text);
  await db
    .updateTable('stream_entries')
    .set({ at: new Date(0) })
    .where('seq', '<=', '2')
    .execute();
  expect(await purgeStreamEntries(db, new Date(1))).toBe(2);
  const places = { since: 'hashtag:other:1' };
  for (const ask of [places, { since: 'x y' }, { lastEventId: 'nchan:1' }, { since: 0 }, { since: 99 }]) {
    const reader = await room.follow('apéro', ask);
    await reader.until(() => reader.heard.length > 0);
    expect(reader.heard).toEqual([{ id: 'hashtag:ap%C3%A9ro:3', event: 'reload', data: '{}' }]);
  }
  const kept = await room.follow('apéro', { since: 2 });
  await kept.until(() => kept.posts.length > 0);
  expect(kept.texts).toEqual(['three']);
});

test('more than memory holds comes from the database, whole and in order', async () => {
  await room.follow('apéro');
  await db.transaction().execute(async (trx) => {
    for (let n = 0; n < 1_200; n++) room.texts.set(uuid(n), `${n}`);
    const rows = Array.from({ length: 1_200 }, (_, n) => ({
      stream: 'hashtag:apéro',
      seq: String(n + 1),
      change: 'added' as const,
      object: uuid(n),
    }));
    await trx.insertInto('streams').values({ stream: 'hashtag:apéro', seq: '1200' }).execute();
    await trx.insertInto('stream_entries').values(rows).execute();
  });
  const reader = await room.follow('apéro', { since: 0 });
  await room.post('apéro', 'live');
  await reader.until(() => reader.posts.length === 1_201);
  expect(reader.posts.map(({ id }) => id)).toEqual(await idsInDatabase('apéro'));
});

test('a removed text is in no later catch-up, from memory or from the database', async () => {
  const early = await room.follow('apéro');
  const secret = await room.post('apéro', 'my address is 12 rue des Lilas');
  await room.post('apéro', 'hello');
  await early.until(() => early.posts.length === 2);
  await room.change('apéro', secret, 'my address is 12 rue');
  await room.remove('apéro', secret);
  await early.until(() => early.posts.length === 4);
  expect(early.posts.at(-1)).toMatchObject({ event: 'removed', data: JSON.stringify({ id: secret }) });
  const fromMemory = await room.follow('apéro', { since: 0 });
  await fromMemory.until(() => fromMemory.posts.some(({ id }) => id.endsWith(':4')));
  expect(fromMemory.body).not.toContain('Lilas');
  expect(fromMemory.body).not.toContain('rue');
  expect(fromMemory.texts).toEqual(['hello']);
  await room.close();

  const texts = room.texts;
  room = await new Room().open();
  for (const [id, text] of texts) room.texts.set(id, text);
  const fromDatabase = await room.follow('apéro', { since: 0 });
  await fromDatabase.until(() => fromDatabase.posts.length === 4);
  expect(fromDatabase.body).not.toContain('rue');
});

test('a text removed while older entries are being loaded is not remembered', async () => {
  const secret = await room.post('apéro', 'Lilas');
  await room.follow('apéro');
  let removed = false;
  room.beforeLoad = async () => {
    if (removed) return;
    removed = true;
    room.beforeLoad = async () => undefined;
    // Committed after the entries were read, before the old text is given out.
    const old = room.texts.get(secret)!;
    await room.remove('apéro', secret);
    room.texts.set(secret, old);
    queueMicrotask(() => room.texts.delete(secret));
  };
  const during = await room.follow('apéro', { since: 0 });
  await during.until(() => during.posts.some(({ event }) => event === 'removed'));
  const after = await room.follow('apéro', { since: 0 });
  await after.until(() => after.posts.some(({ event }) => event === 'removed'));
  expect(after.body).not.toContain('Lilas');
});

test('an edited text is caught up with in its last words only', async () => {
  await room.follow('apéro');
  const id = await room.post('apéro', 'first words');
  await room.change('apéro', id, 'second words');
  await room.change('apéro', id, 'third words');
  const witness = await room.follow('apéro', { since: 2 });
  await witness.until(() => witness.posts.length === 1);
  const late = await room.follow('apéro', { since: 0 });
  await late.until(() => late.lastId.endsWith(':3'));
  expect(late.body).not.toMatch(/first|second/);
  expect(late.texts).toEqual(['third words', 'third words']);
});

test('what is unknown or closed answers 404, and says no more', async () => {
  room.closedTo.add('stranger secret');
  for (const tag of ['secret', 'two words']) {
    const reader = await room.ask(tag);
    await reader.until(() => reader.closed);
    expect(reader.status).toBe(404);
    expect(reader.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(reader.body.trim()).toBe('Not found');
  }
  expect((await room.ask('secret', { method: 'HEAD' })).status).toBe(404);
});

test('one address may hold so many streams open, and one more once one is closed', async () => {
  await room.close();
  room = await new Room({ perAddress: 2 }).open();
  const first = await room.follow('a');
  await room.follow('b');
  const refused = await room.ask('c');
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBe('30');
  first.cut();
  const stream = room.hub.stream('hashtag:a')!;
  await first.until(() => stream.subscriptions.size === 0);
  expect((await room.follow('c')).status).toBe(200);
});

test('HTTP/1.0, which proxies speak by default, gets the lines without chunks', async () => {
  const net = await import('node:net');
  const socket = net.connect(room.port, '127.0.0.1');
  let body = '';
  socket.setEncoding('utf8').on('data', (text) => {
    body += text;
  });
  socket.write('GET /live/a/stream HTTP/1.0\r\n\r\n');
  const reader = await room.follow('a');
  await reader.until(() => body.includes('retry:'));
  await room.post('a', 'old proxy');
  await reader.until(() => body.includes('old proxy'));
  expect(body).not.toMatch(/transfer-encoding/i);
  expect(body.slice(body.indexOf('\r\n\r\n') + 4)).toMatch(/^retry: \d+\n\nid: hashtag:a:1\nevent: added\n/);
  socket.destroy();
});

test('figures for /metrics', async () => {
  exposeMetrics(() => room.hub);
  const reader = await room.follow('apéro');
  await room.post('apéro', 'hello');
  await reader.until(() => reader.posts.length === 1);
  const text = await register.metrics();
  expect(text).toMatch(/^perchoir_live_followers 1$/m);
  expect(text).toMatch(/^perchoir_live_deliveries_total 1$/m);
  expect(text).toMatch(/^perchoir_live_listening 1$/m);
});

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
