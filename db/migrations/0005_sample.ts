import { type Kysely, sql } from 'kysely';

/** When the sample community was loaded: what is older is the sample's, and slides to the day of each start. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table instance add column sample_loaded_at timestamptz`.execute(db);
}
