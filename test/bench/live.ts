import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startTestPostgres } from '#test/support/test-postgres';
import { Followers, makeFollower } from './live-followers';
import { type LiveServer, startNchan, startOurs } from './live-servers';
import type { BenchRow } from './row';

/** Followers of one stream; fewer where the system allows fewer open files. */
const CROWDS = [2_000, 10_000];
const ROUNDS = 3;
const BYTES = 300;
/** Messages under way at a time when a server is given all it can take, and for how long. */
const WINDOW = 4;
const SATURATED_MS = 5_000;
const PACED = { messages: 20, everyMs: 333 };
const CATCH_UP = { readers: 3_000, owed: 20 };

type Figures = {
  perSecond: number;
  p99: number;
  kbEach: number | undefined;
  lost: number;
  caughtUp?: number;
};

/**
 * Live streams beside nchan's, in turn on the same machine: deliveries a second, latency, memory, catching
 * up. Ours goes through a committed transaction and NOTIFY for each message, nchan's through its own memory.
 */
export async function benchLive(): Promise<BenchRow[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'perchoir-bench-'));
  fs.chmodSync(folder, 0o755);
  const postgres = await startTestPostgres();
  try {
    const url = await migrated(postgres.url);
    const { command, cheap } = makeFollower(folder);
    if (!cheap) console.log('live: no gcc, so the followers are in JavaScript and cost more than the server');
    const rows: BenchRow[] = [];
    for (const crowd of CROWDS.filter((size) => size < openFiles() - 500)) {
      const ours: Figures[] = [];
      const theirs: Figures[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const catchUp = crowd === CROWDS[0];
        ours.push(await measure(await startOurs(url), command, crowd, catchUp));
        const nchan = await startNchan(path.join(folder, 'nchan'));
        if (nchan) theirs.push(await measure(nchan, command, crowd, catchUp));
      }
      if (theirs.length === 0) {
        console.log('live: nothing to compare with; on Debian: apt-get install nginx libnginx-mod-nchan');
      }
      rows.push(...compare(crowd, ours, theirs));
    }
    return rows;
  } finally {
    await postgres.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  server: LiveServer,
  command: string[],
  crowd: number,
  catchUp: boolean,
): Promise<Figures> {
  const agent = new http.Agent({ keepAlive: true });
  let seq = 0;
  const publish = () => post(server, agent, seq++);
  const before = server.memory();
  const followers = new Followers(command, server.port, server.follow, crowd);
  try {
    if (!(await followers.hears('ready'))) throw new Error(`${server.name}: ${crowd} followers never got in`);
    await sleep(500);
    const kbEach = before === undefined ? undefined : ((server.memory() ?? Number.NaN) - before) / crowd;
    for (let n = 0; n < 10; n++) {
      await publish();
      await followers.hears('done', n);
    }
    await followers.report();

    for (let n = 0; n < PACED.messages; n++) await Promise.all([publish(), sleep(PACED.everyMs)]);
    await followers.hears('done', seq - 1);
    const paced = await followers.report();
    let lost = PACED.messages * crowd - paced.got + paced.extra;

    const first = seq;
    let low = seq;
    let last = 0;
    const began = performance.now();
    const beganUs = Number(process.hrtime.bigint() / 1000n);
    while (performance.now() - began < SATURATED_MS || low < seq) {
      while (seq - low < WINDOW && performance.now() - began < SATURATED_MS) await publish();
      const done = await followers.hears('done', low++);
      if (done) last = Math.max(last, done[1]!);
    }
    const saturated = await followers.report();
    lost += (seq - first) * crowd - saturated.got + saturated.extra;
    const perSecond = saturated.got / ((last - beganUs) / 1e6);
    const figures: Figures = { perSecond, p99: paced.p99 / 1_000, kbEach, lost: lost + followers.refused };
    if (!catchUp) return figures;
    return { ...figures, caughtUp: await measureCatchUp(server, command, publish) };
  } finally {
    await followers.leave();
    agent.destroy();
    await server.stop();
  }
}

/** Connections a second that come back and get the messages they missed. The first round warms up. */
async function measureCatchUp(
  server: LiveServer,
  command: string[],
  publish: () => Promise<void>,
): Promise<number> {
  const watcher = http.get({
    port: server.port,
    host: '127.0.0.1',
    path: server.follow,
    headers: { Accept: 'text/event-stream' },
  });
  const ids: string[] = [];
  watcher.on('response', (response) =>
    response.setEncoding('utf8').on('data', (text: string) => {
      for (const [, id] of text.matchAll(/^id: ?(\S+)/gm)) ids.push(id!);
    }),
  );
  watcher.on('error', () => undefined);
  for (let n = 0; ids.length < CATCH_UP.owed + 1; n++) {
    if (n > 10 * CATCH_UP.owed) throw new Error(`${server.name}: a follower hears nothing`);
    await Promise.all([publish(), sleep(20)]);
  }
  await sleep(200);
  watcher.destroy();
  const lastEventId = ids[ids.length - 1 - CATCH_UP.owed]!;
  let perSecond = 0;
  for (let round = 0; round < 2; round++) {
    const readers = new Followers(command, server.port, server.follow, CATCH_UP.readers, {
      owed: CATCH_UP.owed,
      lastEventId,
    });
    const [took = Number.NaN] = (await readers.hears('caught')) ?? [];
    perSecond = CATCH_UP.readers / (took / 1e6);
    await readers.leave();
  }
  return perSecond;
}

function compare(crowd: number, ours: Figures[], theirs: Figures[]): BenchRow[] {
  const bench = `live, ${crowd.toLocaleString('en')} followers`;
  const row = (
    figure: string,
    unit: string,
    read: (figures: Figures) => number | undefined,
    goal: { least?: number; most?: number },
  ): BenchRow[] => {
    const value = median(ours.map(read));
    if (value === undefined) return [];
    const besideValue = median(theirs.map(read));
    if (besideValue === undefined) return [{ bench, figure, value, unit }];
    const ratio = value / besideValue;
    const ok = ratio >= (goal.least ?? 0) && ratio <= (goal.most ?? Number.POSITIVE_INFINITY);
    const words = goal.least === undefined ? `at most ${goal.most} x` : `at least ${goal.least} x`;
    return [{ bench, figure, value, unit, beside: 'nchan', besideValue, ratio, goal: words, ok }];
  };
  const lost = Math.max(...ours.map((figures) => figures.lost));
  return [
    ...row('deliveries', '/s', ({ perSecond }) => perSecond, { least: 1 }),
    ...row('p99, 3 messages/s', 'ms', ({ p99 }) => p99, { most: 1.2 }),
    ...row('memory of a follower', 'kB', ({ kbEach }) => kbEach, { most: 2 }),
    ...row('catching up', 'connections/s', ({ caughtUp }) => caughtUp, { least: 0.7 }),
    { bench, figure: 'lost or doubled', value: lost, unit: 'deliveries', goal: '0', ok: lost === 0 },
  ];
}

function median(values: (number | undefined)[]): number | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

function post(server: LiveServer, agent: http.Agent, seq: number): Promise<void> {
  const now = process.hrtime.bigint() / 1000n;
  const mark = `@@${String(seq).padStart(8, '0')}${String(now).padStart(16, '0')}`;
  const body = mark.padEnd(BYTES, ' x');
  const headers = { 'Content-Type': 'text/plain', 'Content-Length': body.length };
  return new Promise((resolve, reject) => {
    const options = {
      port: server.port,
      host: '127.0.0.1',
      path: server.publish,
      method: 'POST',
      agent,
      headers,
    };
    const request = http.request(options, (response) => response.resume().on('end', resolve));
    request.on('error', reject).end(body);
  });
}

async function migrated(urlOf: (database: string) => string): Promise<string> {
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  await admin.query('create database bench_live');
  await admin.end();
  const url = urlOf('bench_live');
  const before = process.env.DATABASE_URL;
  process.env.DATABASE_URL = url;
  try {
    const { createPool } = await import('#db/client');
    const { Kysely, PostgresDialect } = await import('kysely');
    const { migrateToLatest } = await import('#db/migrate');
    const db = new Kysely<import('#db/schema').Database>({
      dialect: new PostgresDialect({ pool: createPool({ max: 2 }) }),
    });
    await migrateToLatest(db);
    await db.destroy();
  } finally {
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
  }
  return url;
}

/** How many files, and so sockets, a process may have open here. */
function openFiles(): number {
  try {
    return Number(/open files\s+(\d+)/.exec(fs.readFileSync('/proc/self/limits', 'utf8'))?.[1]);
  } catch {
    return 4_096;
  }
}
