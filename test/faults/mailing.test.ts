import fs from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbeddedPostgres } from '#db/embedded.mjs';
import { addEvening, addMembers, cookieOf } from '#test/bench/people';
import { post } from '#test/bench/posts';
import { startSmtp } from '#test/emails/smtp';
import { dataFolder, type Running, startApp } from '#test/support/process';
import { startTestPostgres } from '#test/support/test-postgres';

/** FAULTS=full: the numbers of the promise; otherwise fewer, for every day. */
const [LETTERS, KILLS] = process.env.FAULTS === 'full' ? [5_000, 10] : [300, 2];

let server: EmbeddedPostgres;
let sink: Awaited<ReturnType<typeof startSmtp>>;
let database: pg.Client;
let app: Running | undefined;
let folder: string;
/** The sink has taken so many letters: then somebody wants to know. */
let reached: { count: number; tell: () => void } | undefined;

async function start(): Promise<Running> {
  app = await startApp({
    DATABASE_URL: server.url('postgres'),
    PERCHOIR_DATA: folder,
    SMTP_URL: sink.url,
    RATE_LIMIT_FACTOR: '10',
    SAMPLE: 'off',
  });
  return app;
}

beforeAll(async () => {
  folder = dataFolder();
  server = await startTestPostgres();
  sink = await startSmtp({
    data: () => {
      if (reached && sink.taken.length + 1 >= reached.count) reached.tell();
      return undefined;
    },
  });
  database = new pg.Client({ connectionString: server.url('postgres') });
  await database.connect();
});

afterAll(async () => {
  app?.child.kill('SIGKILL');
  await app?.ended;
  await database.end();
  await sink.close();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const taken = (count: number) =>
  new Promise<void>((tell) => {
    reached = { count, tell };
    if (sink.taken.length >= count) tell();
  });

const statesOf = async () => {
  const { rows } = await database.query(`select email, state from letters where kind = 'invitation'`);
  return new Map<string, string>(rows.map(({ email, state }) => [email, state]));
};

test(
  `killed ${KILLS} times in a mailing of ${LETTERS}: none lost, none twice but what was on its way, with the same Message-ID`,
  async () => {
    let running = await start();
    await addMembers(database, 1);
    const { path } = await addEvening(database, 'mailing', null);
    const addresses = Array.from({ length: LETTERS }, (_, n) => `p${n}@example.org`);
    const form = { addresses: addresses.join('\n'), message: 'On se voit ?', language: 'fr' };
    const began = Date.now();
    expect(await post(running.url, { path: `${path}/invitations`, cookie: cookieOf(1), form })).toBe(303);

    const onTheirWay = new Set<string>();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await taken(Math.floor((LETTERS * kill) / (KILLS + 1)));
      running.child.kill('SIGKILL');
      await running.ended;
      // Noted as sent is noted for good; only what was being sent may be sent again.
      for (const [to, state] of await statesOf()) if (state === 'sending') onTheirWay.add(to);
      // The lease a dead sender leaves runs out; the test does not wait for the clock.
      await database.query(`update letters set next_try_at = now() where state = 'sending'`);
      running = await start();
    }
    await expect
      .poll(async () => [...(await statesOf()).values()].filter((state) => state !== 'sent').length, {
        timeout: 300_000,
        interval: 100,
      })
      .toBe(0);

    const copies = new Map<string, Set<string>>();
    const twice = new Set<string>();
    for (const { to, raw } of sink.taken) {
      const address = to.join();
      const id = /^Message-ID: *(\S+)/im.exec(raw.toString('latin1'))?.[1] ?? '';
      if (copies.has(address)) twice.add(address);
      copies.set(address, (copies.get(address) ?? new Set()).add(id));
    }
    expect([...copies.keys()].sort()).toEqual([...addresses].sort());
    expect([...twice].filter((address) => !onTheirWay.has(address))).toEqual([]);
    expect([...copies.values()].every((ids) => ids.size === 1 && !ids.has(''))).toBe(true);
    if (process.env.FAULTS === 'full')
      process.stdout.write(
        `${sink.taken.length} letters for ${LETTERS} addresses, ${twice.size} twice, ${onTheirWay.size} on their way at a kill; ${Date.now() - began} ms\n`,
      );
  },
  process.env.FAULTS === 'full' ? 600_000 : 60_000,
);
