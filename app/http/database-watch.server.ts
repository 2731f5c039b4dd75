import type { ServerResponse } from 'node:http';
import pg from 'pg';
import { databaseUrl } from '#db/client';
import { saysDatabaseAway } from './failures.server';
import { log } from './log.server';

/** How long the database may take to say it is there, in milliseconds. */
const PATIENCE = 1_000;
const PAUSE = 500;
/** A probe during which this process itself did nothing for so long proves nothing: it is asked again. */
const OWN_PAUSE = 250;
const MOST_PROBES = 4;
/** A request that has waited this long makes us ask: with the probe's patience, a 503 within 3 s. */
const DOUBT_AFTER = 1_800;

/**
 * Knows whether the database is there. While it is not, pages are refused at once instead of queueing
 * for connections that will time out; a probe every half second notices its return.
 */
export class DatabaseWatch {
  #away = false;
  #probe: Promise<boolean> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  get isAway(): boolean {
    return this.#away;
  }

  /** Tells of an error; one that may mean the database is gone makes us look. */
  suspect(error: unknown): void {
    if (saysDatabaseAway(error)) void this.check();
  }

  /** Whether the database answers, asked on a connection of its own: the pool may be what hangs. */
  check(): Promise<boolean> {
    this.#probe ??= probe()
      .then((there) => {
        this.#notice(!there);
        return there;
      })
      .finally(() => {
        this.#probe = undefined;
      });
    return this.#probe;
  }

  /** Resolves if the database turns out to be gone while this request waits for it; else never. */
  lost(res: ServerResponse): Promise<'lost'> {
    return new Promise((resolve) => {
      const doubt = async () => {
        if (res.headersSent) return;
        if (await this.check()) timer = setTimeout(doubt, DOUBT_AFTER).unref();
        else resolve('lost');
      };
      let timer = setTimeout(doubt, DOUBT_AFTER).unref();
      res.once('close', () => clearTimeout(timer));
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #notice(away: boolean): void {
    if (away !== this.#away) log.warn(away ? 'the database does not answer' : 'the database answers again');
    this.#away = away;
    clearTimeout(this.#timer);
    if (away && !this.#stopped) {
      this.#timer = setTimeout(() => void this.check(), PAUSE);
      this.#timer.unref();
    }
  }
}

/** Whether the database answers; its silence counts only while we were listening. */
async function probe(): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const pauses = new OwnPauses();
    const there = await answers();
    const longest = pauses.stop();
    if (there || longest < OWN_PAUSE || tries >= MOST_PROBES) return there;
  }
}

/** The longest time during which this process handled nothing, in milliseconds. */
class OwnPauses {
  #latest = performance.now();
  #longest = 0;
  readonly #timer = setInterval(() => this.#look(), 50).unref();

  stop(): number {
    clearInterval(this.#timer);
    this.#look();
    return this.#longest;
  }

  #look(): void {
    const now = performance.now();
    this.#longest = Math.max(this.#longest, now - this.#latest);
    this.#latest = now;
  }
}

async function answers(): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: 'perchoir-probe',
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // It answers who has no connection to spare.
    return (error as { code?: string }).code === '53300';
  } finally {
    void client.end().catch(() => undefined);
  }
}
