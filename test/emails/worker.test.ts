import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetConfig } from '#app/config.server';
import { announce } from '#app/notices/announce.server';
import { startWorker, stopWorker } from '#app/notices/worker.server';
import { db } from '#db/client';
import { addresses, clear, queue, states } from './queue';
import { parse, startSmtp } from './smtp';

let smtp: Awaited<ReturnType<typeof startSmtp>>;
/** How long the server thinks about each letter, in milliseconds. */
let pondering = 0;

beforeEach(async () => {
  pondering = 0;
  smtp = await startSmtp({ data: () => sleep(pondering).then(() => undefined) });
  process.env.SMTP_URL = smtp.url;
  process.env.APP_URL = 'https://perchoir.example';
  forgetConfig();
  await clear();
});
afterEach(async () => {
  await stopWorker();
  await smtp.close();
  await db.deleteFrom('signups').execute();
});

let people = 0;

/** A sign-up, announced in the transaction that records it. */
const signUp = (withNotice = true) =>
  db.transaction().execute(async (trx) => {
    people += 1;
    const { id } = await trx
      .insertInto('signups')
      .values({
        email: `wafa${people}@example.org`,
        handle: `wafa${people}`,
        name: 'Wafa',
        password_hash: 'x',
        language: 'fr',
        timezone: 'Europe/Paris',
        expires_at: new Date(Date.now() + 3_600_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (withNotice) await announce(trx, { kind: 'signup-requested', signup: id });
    return id;
  });

const taken = (count: number) =>
  vi.waitFor(() => expect(smtp.taken).toHaveLength(count), { timeout: 5_000, interval: 20 });

it('a fact becomes a letter in moments', async () => {
  await startWorker();
  await signUp();
  await taken(1);
  const parsed = await parse(smtp.taken[0]!.raw);
  expect(parsed.text).toContain('@wafa');
  expect(parsed.text).toContain('https://perchoir.example/');
  await vi.waitFor(async () => expect(await states()).toEqual({ sent: 1 }));
});

it('a fact rolled back is told to nobody', async () => {
  await startWorker();
  await db
    .transaction()
    .execute(async (trx) => {
      await announce(trx, { kind: 'signup-requested', signup: '00000000-0000-4000-8000-000000000000' });
      throw new Error('rolled back');
    })
    .catch(() => undefined);
  await sleep(500);
  expect(await states()).toEqual({});
});

it('what a killed process left behind is sent after the next start', async () => {
  // Its job is locked, as it would be for hours by a process that is no more.
  await signUp();
  await sql`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a dead process', attempts = 1
  `.execute(db);
  await startWorker();
  await taken(1);
});

it('the clock’s jobs run with the database', async () => {
  const seen: unknown[] = [];
  await startWorker([
    {
      name: 'count-hours',
      cron: '* * * * *',
      run: async (given) => {
        seen.push(given);
      },
    },
  ]);
  await sql`select graphile_worker.add_job('count-hours')`.execute(db);
  await vi.waitFor(() => expect(seen).toEqual([db]), { timeout: 5_000 });
});

it('starting again resumes a queue the server had paused', async () => {
  await db.updateTable('instance').set({ mail_paused_at: new Date(), mail_pause_reason: '535' }).execute();
  await signUp();
  await startWorker();
  await taken(1);
});

it('stops, and what comes meanwhile waits for the next start', async () => {
  await startWorker();
  await stopWorker();
  await signUp();
  await sleep(300);
  expect(smtp.taken).toHaveLength(0);
  await startWorker();
  await taken(1);
});

it('a mailing to a slow server holds up neither a newcomer’s letter nor the making of it', async () => {
  pondering = 100;
  await queue(addresses(400));
  await startWorker();
  await vi.waitFor(() => expect(smtp.taken.length).toBeGreaterThan(10), { timeout: 5_000 });
  await signUp();
  await signUp();
  await vi.waitFor(() => expect(smtp.recipients().filter((to) => to.startsWith('wafa'))).toHaveLength(2), {
    timeout: 4_000,
  });
  expect(smtp.taken.length).toBeLessThan(200);
  pondering = 0;
});

it('the sweep asks a server that turned us away again, and resumes when it lets us in', async () => {
  await startWorker();
  await db.updateTable('instance').set({ mail_paused_at: new Date(), mail_pause_reason: '535' }).execute();
  await signUp();
  await sleep(300);
  expect(smtp.taken).toHaveLength(0);
  await sql`select graphile_worker.add_job('sweep-mail')`.execute(db);
  await taken(1);
  const instance = await db.selectFrom('instance').selectAll().executeTakeFirstOrThrow();
  expect(instance).toMatchObject({ mail_paused_at: null, mail_pause_reason: null });
});

it('goes on after its connections were cut', async () => {
  await startWorker();
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'perchoir worker'
  `.execute(db);
  await signUp();
  await vi.waitFor(() => expect(smtp.taken).toHaveLength(1), { timeout: 12_000 });
});
