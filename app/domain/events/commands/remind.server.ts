import { sql } from 'kysely';
import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';

/** A reminder goes out this long before the start; an event published later than that needs none. */
const REMINDER_HOURS = 24;

/** What the clock does: reminds the people of every event that begins within a day, once. */
export async function remindOfComingEvents(db: Db): Promise<void> {
  await withTransaction(db, async (trx) => {
    const near = sql<Date>`now() + make_interval(hours => ${sql.lit(REMINDER_HOURS)})`;
    const events = await trx
      .updateTable('events')
      .set({ reminded_at: new Date() })
      .where('status', '=', 'published')
      .where('reminded_at', 'is', null)
      .where('starts_at', '<=', near)
      .where('starts_at', '>', sql<Date>`now()`)
      .returning(['id', 'published_at', 'starts_at'])
      .execute();
    for (const { id, published_at, starts_at } of events) {
      const known = published_at ? starts_at.getTime() - published_at.getTime() : 0;
      if (known > REMINDER_HOURS * 3_600_000) await announce(trx, { kind: 'event-near', event: id });
    }
  });
}
