import { makeWorkerUtils } from 'graphile-worker';
import { type Kysely, type Migration, Migrator } from 'kysely';
import { createPool, type Db } from './client';

/** In order of their names; a migration that has been released is never edited. */
const migrations = import.meta.glob<Migration>('./migrations/*.ts', { eager: true });

function migratorFor(db: Db): Migrator {
  const named = Object.fromEntries(
    Object.entries(migrations).map(([path, migration]) => [path.replace(/^.*\/|\.ts$/g, ''), migration]),
  );
  // biome-ignore lint/suspicious/noExplicitAny: migrations run before and after the schema they describe
  return new Migrator({ db: db as Kysely<any>, provider: { getMigrations: async () => named } });
}

/**
 * Brings the database to the newest migration, or to the one named; the job queue's own tables too.
 * Safe to run from several processes at once: Kysely holds a lock.
 * @throws the error of the migration that failed; what came before it stays.
 */
export async function migrateToLatest(db: Db, target?: string): Promise<void> {
  const migrator = migratorFor(db);
  const { error } = target ? await migrator.migrateTo(target) : await migrator.migrateToLatest();
  if (error) throw error;
  const pool = createPool({ max: 1 });
  try {
    const worker = await makeWorkerUtils({ pgPool: pool });
    await worker.migrate();
    await worker.release();
  } finally {
    await pool.end();
  }
}
