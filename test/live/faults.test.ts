import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HubOptions } from '#app/live/hub.server';
import { db } from '#db/client';
import { idsInDatabase, Reader, Room } from './room';

let room: Room;
beforeEach(() => db.deleteFrom('streams').execute());
afterEach(() => room.close());

async function opened(options: HubOptions = {}): Promise<Room> {
  room = await new Room({ perAddress: 1_000, ...options }).open();
  return room;
}

const ids = (reader: Reader) => reader.posts.map(({ id }) => id);

test('32 writers at once: every reader of one or several hashtags sees the order of the commits', async () => {
  await opened();
  const tags = ['a', 'b', 'c'];
  const readers = await Promise.all(tags.map((tag) => room.follow(tag)));
  const writer = async (n: number) => {
    for (let round = 0; round < 10; round++) {
      const some = tags.filter((_, index) => (n + round) % 4 === index || (n * round) % 3 === index);
      await room.post(some.length > 0 ? some : 'a', `${n}.${round}`, async (trx) => {
        // Some take long between their words and their commit.
        if ((n + round) % 5 === 0) await sql`select pg_sleep(0.01)`.execute(trx);
      });
    }
  };
  await Promise.all(Array.from({ length: 32 }, (_, n) => writer(n)));
  for (const [index, reader] of readers.entries()) {
    const all = await idsInDatabase(tags[index]!);
    await reader.until(() => reader.posts.length >= all.length);
    expect(ids(reader)).toEqual(all);
  }
});

test('a reader cut again and again under 50 posts a second misses nothing and sees nothing twice', async () => {
  await opened();
  const steady = await room.follow('a');
  const seen: string[] = [];
  let writing = true;
  const wrote = (async () => {
    for (let n = 0; n < 150; n++) await Promise.all([room.post('a', `${n}`), sleep(20)]);
    writing = false;
  })();
  let cuts = 0;
  let lastEventId = 'hashtag:a:0';
  while (writing) {
    const reader = await room.ask('a', { lastEventId });
    await reader.until(() => reader.posts.length >= 3 || !writing);
    reader.cut();
    seen.push(...ids(reader));
    lastEventId = reader.lastId || lastEventId;
    cuts++;
  }
  await wrote;
  const last = await room.ask('a', { lastEventId });
  const all = await idsInDatabase('a');
  await last.until(() => seen.length + last.posts.length >= all.length);
  expect(cuts).toBeGreaterThan(10);
  expect([...seen, ...ids(last)]).toEqual(all);
  await steady.until(() => steady.posts.length >= all.length);
  expect(ids(steady)).toEqual(all);
});

test('the LISTEN connection alone cut while 100 posts are written: all there, in order, within 5 s', async () => {
  await opened();
  const reader = await room.follow('a');
  for (let n = 0; n < 100; n++) {
    await room.post('a', `${n}`);
    if (n % 20 === 10) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'perchoir-live' and datname = current_database()`.execute(db);
    }
  }
  await reader.until(() => reader.posts.length === 100, 5_000);
  expect(ids(reader)).toEqual(await idsInDatabase('a'));
  await reader.until(() => room.hub.listening);
  expect(room.surprises.length).toBeGreaterThan(0);
});

test('without any LISTEN connection the poll tells everything, an interval late at most', async () => {
  await opened({ url: () => 'postgres://nobody@127.0.0.1:1/nothing', poll: 50 });
  const reader = await room.follow('a');
  expect(room.hub.listening).toBe(false);
  for (let n = 0; n < 10; n++) await room.post('a', `${n}`);
  await reader.until(() => reader.posts.length === 10);
  expect(ids(reader)).toEqual(await idsInDatabase('a'));
});

test('what could not be loaded is loaded again', async () => {
  await opened();
  const reader = await room.follow('a');
  let failures = 2;
  room.beforeLoad = async () => {
    if (failures-- > 0) throw new Error('the database went away');
  };
  await room.post('a', 'one');
  await room.post('a', 'two');
  await reader.until(() => reader.posts.length === 2);
  expect(reader.texts).toEqual(['one', 'two']);
});

test('a database restored to an earlier state: readers reload, then follow', async () => {
  await opened({ poll: 50 });
  const reader = await room.follow('a');
  for (let n = 0; n < 5; n++) await room.post('a', `${n}`);
  await reader.until(() => reader.posts.length === 5);
  await db.deleteFrom('streams').execute();
  await reader.until(() => reader.heard.some(({ event }) => event === 'reload'));
  await room.post('a', 'after');
  await reader.until(() => reader.texts.includes('after'));
  expect(reader.lastId).toBe('hashtag:a:1');
});

test('a reader that does not read is cut, and the others do not notice', async () => {
  await opened();
  const sleeper = net.connect(room.port, '127.0.0.1').on('error', () => undefined);
  sleeper.write('GET /live/a/stream HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(sleeper, 'readable');
  const reader = await room.follow('a');
  expect(room.hub.followers).toBe(2);
  const big = 'x'.repeat(50_000);
  let posts = 0;
  // The kernel's buffers fill first; how big they are is its own affair.
  for (; room.hub.counts.cut === 0 && posts < 1_000; posts++) {
    await room.post('a', big);
    await reader.until(() => reader.posts.length === posts + 1);
  }
  expect(room.hub.counts.cut).toBe(1);
  await reader.until(() => room.hub.followers === 1);
  expect(reader.closed).toBe(false);
  expect(ids(reader)).toEqual(await idsInDatabase('a'));
  sleeper.destroy();
});

test('two hundred readers that do not read are all cut, and cost no more memory than one', async () => {
  await opened();
  const reader = await room.follow('a');
  const sleepers = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const socket = net.connect(room.port, '127.0.0.1').on('error', () => undefined);
      socket.write('GET /live/a/stream HTTP/1.1\r\nHost: x\r\n\r\n');
      await once(socket, 'readable');
      return socket;
    }),
  );
  expect(room.hub.followers).toBe(201);
  const big = 'x'.repeat(50_000);
  const ours = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = ours();
  let most = 0;
  let posts = 0;
  for (; room.hub.counts.cut < sleepers.length && posts < 1_000; posts++) {
    await room.post('a', big);
    await reader.until(() => reader.posts.length === posts + 1);
    most = Math.max(most, ours() - before);
  }
  expect(room.hub.counts.cut).toBe(200);
  // Each may be owed 256 KiB; what they are owed is the same bytes.
  expect(most).toBeLessThan((200 * 256 * 1_024) / 2 + 3 * posts * big.length);
  await reader.until(() => room.hub.followers === 1);
  expect(reader.closed).toBe(false);
  expect(ids(reader)).toEqual(await idsInDatabase('a'));
  for (const socket of sleepers) socket.destroy();
});

test('a burst of long posts does not cut a reader that reads', async () => {
  await opened();
  const reader = await room.follow('a');
  const big = 'x'.repeat(20_000);
  await Promise.all(Array.from({ length: 100 }, () => room.post('a', big)));
  await reader.until(() => reader.posts.length === 100);
  const late = await room.follow('a', { since: 0 });
  await late.until(() => late.posts.length === 100);
  expect(room.hub.counts.cut).toBe(0);
});

test('who loses access is ended within 2 s, and nobody else', async () => {
  await opened();
  const [out, outToo, still] = await Promise.all([
    room.follow('a', { viewer: 'zoé' }),
    room.follow('a', { viewer: 'zoé' }),
    room.follow('a', { viewer: 'max' }),
  ]);
  room.closedTo.add('zoé a');
  await room.accessChanged('a');
  await out.until(() => out.closed && outToo.closed, 2_000);
  expect(out.heard.map(({ event }) => event)).toEqual(['gone']);
  await room.post('a', 'between us');
  await still.until(() => still.posts.length === 1);
  expect(out.body).not.toContain('between us');
  expect((await room.ask('a', { viewer: 'zoé' })).status).toBe(404);
});

test('access lost while the LISTEN connection was away is found out when it is back', async () => {
  await opened();
  const reader = await room.follow('a', { viewer: 'zoé' });
  room.closedTo.add('zoé a');
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'perchoir-live' and datname = current_database()`.execute(db);
  await reader.until(() => reader.closed, 2_000);
});

test('a crowd of one viewer is asked about once', async () => {
  await opened();
  await Promise.all(Array.from({ length: 20 }, () => room.follow('a')));
  expect(room.questions).toBeLessThan(5);
});

test('every reader gets a heartbeat, which a script can see', async () => {
  await opened({ heartbeat: 60 });
  const readers = await Promise.all(Array.from({ length: 20 }, () => room.follow('a')));
  for (const reader of readers) {
    await reader.until(() => reader.comments >= 2 && reader.heard.length >= 2);
    expect(reader.heard[0]).toEqual({ id: '', event: 'beat', data: '' });
  }
});

test('at shutdown every reader is told to come back, at its own time, and the body ends properly', async () => {
  await opened();
  const readers = await Promise.all(Array.from({ length: 30 }, () => room.follow('a')));
  await room.hub.stop();
  const times = new Set<number>();
  for (const reader of readers) {
    await reader.until(() => reader.closed);
    const { event, data } = reader.heard.at(-1)!;
    expect(event).toBe('reconnect');
    times.add(JSON.parse(data).after);
    expect(reader.retry).toBe(JSON.parse(data).after);
  }
  expect(times.size).toBeGreaterThan(20);
  expect(room.hub.followers).toBe(0);
  const refused = await room.ask('a');
  expect(refused.status).toBe(503);
});

test('a server that closes its idle connections first takes no reader’s last word away', async () => {
  await opened();
  const readers = await Promise.all(Array.from({ length: 600 }, () => room.follow('a')));
  room.closeDoor();
  await room.post('a', 'still here');
  await readers[0]!.until(() => readers.every((reader) => reader.posts.length === 1));
  await room.hub.stop();
  for (const reader of readers) await reader.until(() => reader.closed);
  expect(readers.every((reader) => reader.heard.at(-1)!.event === 'reconnect')).toBe(true);
});

test('who left is forgotten, and so is a stream nobody follows', async () => {
  await opened({ idle: 40 });
  const readers = await Promise.all(['a', 'b', 'b'].map((tag) => room.follow(tag)));
  expect([room.hub.followers, room.hub.streams]).toEqual([3, 2]);
  for (const reader of readers) reader.cut();
  await readers[0]!.until(() => room.hub.followers === 0 && room.hub.streams === 0);
  room.closedTo.add('stranger a');
  await room.ask('a');
  await readers[0]!.until(() => room.hub.streams === 0);
});

test('a reader that sends another request down its stream has left it', async () => {
  await opened();
  const witness = await room.follow('a');
  const socket = net.connect(room.port, '127.0.0.1').on('error', () => undefined);
  socket.resume().write('GET /live/a/stream HTTP/1.1\r\nHost: x\r\n\r\n');
  await witness.until(() => room.hub.followers === 2);
  socket.write('GET /live/a/stream HTTP/1.1\r\nHost: x\r\n\r\n');
  await witness.until(() => room.hub.followers === 1 && socket.destroyed);
});

test('what comes between us and the reader may ask for the connection to be closed afterwards', async () => {
  await opened();
  const reader = await new Reader(room.address('a'), { headers: { Connection: 'close' } }).open();
  await reader.until(() => reader.retry !== undefined);
  await room.post('a', 'hello');
  await reader.until(() => reader.posts.length === 1);
  await room.hub.stop();
  await reader.until(() => reader.closed);
  expect(reader.heard.at(-1)!.event).toBe('reconnect');
});
