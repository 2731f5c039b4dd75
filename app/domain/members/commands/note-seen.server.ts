import { sql } from 'kysely';
import type { Db } from '#db/client';

/** Notes that a member was here, once a day at most: accounts nobody uses are deleted one day. */
export async function noteSeen(db: Db, memberId: string): Promise<void> {
  await db
    .updateTable('members')
    .set({ seen_at: new Date() })
    .where('id', '=', memberId)
    .where('leaving_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('seen_at', '<', sql<Date>`now() - interval '1 day'`),
        eb('warned_at', '>=', eb.ref('seen_at')),
      ]),
    )
    .execute();
}
