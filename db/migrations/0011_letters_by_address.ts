import { type Kysely, sql } from 'kysely';

/** How many letters an address had of late is asked before each that an organizer causes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index letters_by_address on letters (lower(email), created_at)`.execute(db);
}
