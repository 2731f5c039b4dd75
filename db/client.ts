import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { preparing } from './prepared';
import type { Database } from './schema';

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/**
 * Connections of one process. More would not be faster: past a few, writers of one event only queue
 * for its row with more company.
 */
const POOL_SIZE = 10;

/** Where the database is; read late, because an embedded server picks its port at start. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  return url;
}

/** Limits every connection of ours lives under, in milliseconds. */
const LIMITS = {
  connectionTimeoutMillis: 3_000,
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 15_000,
};

/** A pool whose lost connections are noticed rather than ending the process. */
export function createPool(options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl(),
    max: POOL_SIZE,
    application_name: 'perchoir',
    ...LIMITS,
    ...options,
  });
  const ignore = () => undefined;
  // Without a listener a dropped connection is an uncaught error; the next query reports it anyway.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

const global = globalThis as { __perchoir?: { pool?: pg.Pool; db?: Db } };
global.__perchoir ??= {};
const kept = global.__perchoir;

function livePool(): pg.Pool {
  kept.pool ??= createPool();
  return kept.pool;
}

/** The process's one pool, made at the first query, for libraries that want one. */
export const pool = new Proxy({} as pg.Pool, {
  get(_, property) {
    const value = Reflect.get(livePool(), property);
    return typeof value === 'function' ? value.bind(livePool()) : value;
  },
});

kept.db ??= new Kysely<Database>({
  dialect: new PostgresDialect({ pool: async () => preparing(livePool()) }),
});

/** The process's one database; connects at the first query. */
export const db: Db = kept.db;

/**
 * PostgreSQL gave up one of two that waited for each other, or could not order them, or a table has changed under a
 * prepared statement: nothing of it was done.
 */
const isReplayable = (error: unknown) =>
  ['40P01', '40001', '0A000'].includes((error as { code?: string }).code ?? '');
const MOST_TRIES = 4;

/**
 * Runs `work` in the transaction already open, or in one of its own: commands compose through it. One that
 * lost a deadlock is run again from its beginning, so `work` touches nothing but the database.
 */
export async function withTransaction<T>(db: Db | Trx, work: (trx: Trx) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db as Trx);
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (tries >= MOST_TRIES || !isReplayable(error)) throw error;
    }
  }
}
