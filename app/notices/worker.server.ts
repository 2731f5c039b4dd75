import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type Runner, run, type TaskList } from 'graphile-worker';
import type { Pool } from 'pg';
import { createPool, type Db, db } from '#db/client';
import { letterhead } from '#emails/letterhead';
import { openPost, type Post } from '#emails/send';
import { config, origin } from '../config.server';
import { log } from '../http/log.server';
import { DELIVER_TASK, EXPAND_TASK } from './catalogue';
import { composeLetters } from './compose.server';
import { deliverDue } from './delivery.server';
import { askForDelivery, expandNotice, forgottenNotices } from './expansion.server';
import { type Letter, nextTry, pausedFor, resumeMail } from './outbox.server';
import { recipientsOf } from './readers.server';

/** Something the clock does. Running it twice at once, or late, does no harm. */
export interface Job {
  name: string;
  /** Five fields in UTC: minute, hour, day of the month, month, day of the week. */
  cron: string;
  run: (db: Db) => Promise<void>;
}

const SWEEP_TASK = 'sweep-mail';
const EVERY_MINUTE = '* * * * *';

/** Tasks at once in this process: a mailing, a notice, and a job of the clock. */
const CONCURRENCY = 3;

/** A notice older than this was not forgotten by chance: its job died with its process. */
const FORGOTTEN_SECONDS = 60;

/** How often a server that turned us away is asked again. */
const PROBE_SECONDS = 180;

/** How long after an unforeseen end the worker starts again. */
const REVIVAL_MS = 3_000;

/** The least time between two deliveries that nobody asked for. */
const REST_MS = 15_000;

/** How long letters under way may take once the process is asked to stop. */
const GRACE_MS = 8_000;

let worker: Promise<{ stop: () => Promise<void> }> | undefined;

/**
 * Starts sending letters and running what the clock does; once a process.
 * @param giveWay resolves when whoever goes first has gone; asked before each small step
 */
export async function startWorker(jobs: Job[] = [], giveWay = async () => {}): Promise<void> {
  worker ??= start(jobs, giveWay);
  await worker;
}

/** Takes nothing new, waits a little for what is under way; what is not done then is done after the next start. */
export async function stopWorker(): Promise<void> {
  const stopping = worker;
  worker = undefined;
  await (await stopping)?.stop();
}

async function start(jobs: Job[], giveWay: () => Promise<void>): Promise<{ stop: () => Promise<void> }> {
  const { smtpUrl } = config();
  const { from } = letterhead();
  const post = smtpUrl ? openPost({ smtpUrl, from }) : undefined;
  const soon = new AbortController();
  const now = new AbortController();
  const compose = (db: Db, letters: Letter[]) => composeLetters(db, letters, giveWay);
  const deliver = oneAtATime(() =>
    deliverDue(
      db,
      { post, from, compose, giveWay, onPause: sayPaused },
      { soon: soon.signal, now: now.signal },
    ),
  );
  // Whatever the server refused, this start may bring the setting that mends it.
  if (post) await resumeMail(db);
  // Connections of its own, so that a mailing does not take those of pages.
  const pool = createPool({ max: CONCURRENCY + 2, application_name: 'perchoir worker' });
  const begin = () =>
    run({
      pgPool: pool,
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      logger,
      taskList: { ...mailTasks(deliver, post, giveWay), ...clockTasks(jobs) },
      crontab: crontab(jobs),
    });
  let runner = await begin();
  // It gives up on some errors of a database that comes back a moment later.
  const watch = (watched: Runner) => {
    const revive = async () => {
      while (!soon.signal.aborted) {
        await sleep(REVIVAL_MS, undefined, { signal: soon.signal }).catch(() => undefined);
        if (soon.signal.aborted) return;
        try {
          runner = await begin();
          return watch(runner);
        } catch (error) {
          log.warn({ error: (error as Error).message }, 'The worker could not be started again yet');
        }
      }
    };
    watched.promise.then(revive, revive);
  };
  watch(runner);
  // What a killed process left behind is looked for at once.
  await sweep(post, 0).catch(() => undefined);
  return {
    async stop() {
      soon.abort();
      const grace = setTimeout(() => now.abort(), GRACE_MS);
      await runner.stop().catch(() => undefined);
      clearTimeout(grace);
      post?.close();
      await idle(pool);
      await pool.end();
    },
  };
}

/** Graphile Worker notes a finished job without waiting for the note: its connections are not closed under it. */
async function idle(pool: Pool): Promise<void> {
  for (let round = 0; round < 40; round++) {
    await sleep(25);
    if (pool.waitingCount === 0 && pool.idleCount === pool.totalCount) return;
  }
}

function mailTasks(
  deliver: () => Promise<void>,
  post: Post | undefined,
  giveWay: () => Promise<void>,
): TaskList {
  return {
    [EXPAND_TASK]: async (payload) => {
      await giveWay();
      await expandNotice(db, String((payload as { notice: unknown }).notice), recipientsOf, origin());
    },
    [DELIVER_TASK]: async () => {
      await deliver();
      const at = await nextTry(db);
      // What is due and was not sent found no server: it is not asked again at once.
      if (at) await askForDelivery(db, new Date(Math.max(at.getTime(), Date.now() + REST_MS)));
    },
    [SWEEP_TASK]: () => sweep(post, FORGOTTEN_SECONDS),
  };
}

/** The net under everything: finds what lost its job, and asks again a server that turned us away. */
async function sweep(post: Post | undefined, forgottenSeconds: number): Promise<void> {
  for (const id of await forgottenNotices(db, forgottenSeconds)) {
    await expandNotice(db, id, recipientsOf, origin()).catch((error: Error) =>
      log.error({ notice: id, error: error.message }, 'A notice could not be made into letters'),
    );
  }
  const paused = await pausedFor(db);
  if (paused !== undefined && post && Math.floor(paused / 60) % (PROBE_SECONDS / 60) === 0) {
    const { state } = await post.probe();
    if (state === 'accepted') await resumeMail(db);
  }
  await askForDelivery(db);
}

const clockTasks = (jobs: Job[]): TaskList =>
  Object.fromEntries(jobs.map((job) => [job.name, () => job.run(db)]));

function crontab(jobs: Job[]): string {
  const lines = [{ cron: EVERY_MINUTE, name: SWEEP_TASK }, ...jobs];
  // Not tried again: the next time comes soon enough.
  return lines.map(({ cron, name }) => `${cron} ${name} ?max=1`).join('\n');
}

/**
 * A call that comes during a run has it run once more, and does not wait for it: waiting would fill every
 * place of the worker with jobs that wait, while the notices of those who hurry stand outside.
 */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        await work();
      }
    } finally {
      running = false;
    }
  };
}

function sayPaused(reason: string): void {
  log.error(
    { reason },
    'The mail server turns us away: letters wait. Check SMTP_URL; it is asked again every few minutes',
  );
}

/** Graphile Worker's news is ours only when it is bad. */
const logger = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') log.warn(message);
});
