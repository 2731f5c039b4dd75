import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { setImmediate as breath } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbeddedPostgres } from '#db/embedded.mjs';
import { addEvening, addMembers, cookieOf } from '#test/bench/people';
import { post } from '#test/bench/posts';
import { Reader } from '#test/live/room';
import { dataFolder, type Running, startApp } from '#test/support/process';
import { startTestPostgres } from '#test/support/test-postgres';

/** FAULTS=full: for as long as a person would try it; otherwise a little, every day. */
const [RESTARTS, PEOPLE, FOLLOWERS] = process.env.FAULTS === 'full' ? [8, 12, 40] : [2, 6, 6];

let server: EmbeddedPostgres;
let database: pg.Client;
let folder: string;
/** The processes a proxy would know of, the newest first. */
const running: Running[] = [];
const ended: Running[] = [];
/** Those that said at /readyz that they take no readers any more. */
const leaving = new Set<Running>();

async function start(): Promise<void> {
  const env = { DATABASE_URL: server.url('postgres'), PERCHOIR_DATA: folder };
  running.unshift(await startApp({ ...env, SAMPLE: 'off', RATE_LIMIT_FACTOR: '1000' }));
}

beforeAll(async () => {
  folder = dataFolder();
  server = await startTestPostgres();
  database = new pg.Client({ connectionString: server.url('postgres') });
  await database.connect();
  await start();
  await addMembers(database, PEOPLE);
});

afterAll(async () => {
  for (const { child } of [...running, ...ended]) child.kill('SIGKILL');
  await Promise.all([...running, ...ended].map((one) => one.ended));
  await database.end();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const isRefused = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';

/** Sends a form as a proxy does: to who is ready, the oldest first; where nobody takes the connection, to the next. */
async function send(path: string, person: number, form: Record<string, string>): Promise<string> {
  for (const { url } of running.filter((one) => !leaving.has(one)).reverse()) {
    try {
      return String(await post(url, { path, cookie: cookieOf(person), form }));
    } catch (error) {
      if (!isRefused(error)) return (error as NodeJS.ErrnoException).code ?? String(error);
    }
  }
  return 'nobody there';
}

/** Follows a hashtag through every restart; resolves with what it heard, in order, once it has heard `last`. */
async function follow(tag: string, last: () => string | undefined): Promise<string[]> {
  const heard: string[] = [];
  for (let turn = 0; heard.at(-1) !== last(); turn += 1) {
    const { url } = running[turn % running.length]!;
    const headers = { 'Last-Event-ID': heard.at(-1) ?? `hashtag:${tag}:0` };
    const reader = new Reader(`${url}/live/${tag}/stream`, { headers });
    try {
      await reader.open();
      await reader.until(() => reader.closed || reader.lastId === last(), 120_000);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await breath();
    }
    reader.cut();
    heard.push(...reader.posts.map(({ id }) => id));
  }
  return heard;
}

test(
  'a rolling restart under load: no answer fails, no post is missing or doubled, followers miss nothing',
  async () => {
    const { path, slug } = await addEvening(database, 'rolling', null);
    const failures: string[] = [];
    let restarting = true;
    let answers = 0;
    const keys: string[] = [];
    const talk = async (person: number) => {
      for (let round = 0; restarting; round += 1) {
        const answer = round % 2 === 0 ? 'going' : 'maybe';
        const answered = await send(path, person, { answer });
        if (answered !== '303') failures.push(`answer ${answered}`);
        answers += 1;
        const key = randomUUID();
        const posted = await send('/live/bench/posts', person, {
          act: 'post',
          text: `${person}.${round}`,
          key,
        });
        if (posted === '200') keys.push(key);
        else failures.push(`post ${posted}`);
      }
    };
    let last: string | undefined;
    const following = Array.from({ length: FOLLOWERS }, () => follow('bench', () => last ?? 'not said yet'));
    const talking = Array.from({ length: PEOPLE }, (_, n) => talk(n + 1));
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      await start();
      const old = running[1]!;
      old.child.kill('SIGTERM');
      while ((await fetch(`${old.url}/readyz`).catch(() => undefined))?.ok) await breath();
      leaving.add(old);
      expect(await old.ended).toEqual({ code: 0, signal: null });
      ended.push(...running.splice(1, 1));
    }
    restarting = false;
    await Promise.all(talking);
    const told = await database.query(
      `select seq from stream_entries where stream = 'hashtag:bench' order by stream_entries.seq`,
    );
    const ids = told.rows.map(({ seq }) => `hashtag:bench:${seq}`);
    last = ids.at(-1);
    for (const heard of await Promise.all(following)) expect(heard).toEqual(ids);

    expect(failures).toEqual([]);
    expect(answers).toBeGreaterThan(RESTARTS * 10);
    expect(ids).toHaveLength(keys.length);
    const stored = await database.query(`select client_key from posts`);
    expect(stored.rows.map((row) => row.client_key).sort()).toEqual([...keys].sort());
    const { rows } = await database.query(
      `select count(*)::int as seats from rsvps join events on events.id = event_id where slug = $1`,
      [slug],
    );
    expect(rows[0].seats).toBe(PEOPLE);
  },
  process.env.FAULTS === 'full' ? 400_000 : 60_000,
);
