import { sql } from 'kysely';
import type { Db } from '#db/client';
import { getSettings } from '../domain/instance/queries.server';

/** Days the letters of an instance without SMTP can be read there. */
const OUTBOX_DAYS = 90;

/** What the clock does: forgets old letters, the notices nobody waits for, and what stewards did long ago. */
export async function purgeLetters(db: Db): Promise<void> {
  const { logMonths } = await getSettings(db);
  const past = sql<Date>`now() - make_interval(months => ${logMonths})`;
  await db
    .updateTable('letters')
    .set({ raw: null })
    .where('raw', 'is not', null)
    .where('created_at', '<', sql<Date>`now() - make_interval(days => ${sql.lit(OUTBOX_DAYS)})`)
    .execute();
  await db
    .deleteFrom('notices')
    .where('expanded_at', 'is not', null)
    .where('created_at', '<', past)
    .execute();
  await db.deleteFrom('acts').where('community_id', 'is', null).where('at', '<', past).execute();
}
