import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { TEMPLATE } from './template';
import { startTestPostgres } from './test-postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** For creating and dropping databases. */
    adminUrl: string;
  }
}

/** Once a run: a server, and in it a migrated database that every test file gets a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  const adminUrl = server.url('postgres');
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${TEMPLATE}`);
    process.env.DATABASE_URL = server.url(TEMPLATE);
    const { db } = await import('#db/client');
    const { migrateToLatest } = await import('#db/migrate');
    await migrateToLatest(db);
    await db.destroy();
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    delete process.env.DATABASE_URL;
    await admin.end();
  }
  project.provide('adminUrl', adminUrl);
  return () => server.stop();
}
