import { sql } from 'kysely';
import type { Db } from '#db/client';

/** Months a letter's trace is kept: who was written to, and what became of it. */
const LETTER_MONTHS = 12;
/** Days the letters of an instance without SMTP can be read there. */
const OUTBOX_DAYS = 90;

/** What the clock does: forgets old letters and the notices nobody waits for. */
export async function purgeLetters(db: Db): Promise<void> {
  await db
    .updateTable('letters')
    .set({ raw: null })
    .where('raw', 'is not', null)
    .where('created_at', '<', sql<Date>`now() - make_interval(days => ${sql.lit(OUTBOX_DAYS)})`)
    .execute();
  await db
    .deleteFrom('notices')
    .where('expanded_at', 'is not', null)
    .where('created_at', '<', sql<Date>`now() - make_interval(months => ${sql.lit(LETTER_MONTHS)})`)
    .execute();
}
