import type { Db, Trx } from '#db/client';
import type { Self } from '../../members/rules';
import { managedBy } from '../visibility.server';

/** Whether an event is a member's to manage. */
export async function isManager(db: Db | Trx, self: Self, eventId: string): Promise<boolean> {
  const own = await db
    .selectFrom('events')
    .select('id')
    .where('id', '=', eventId)
    .where(managedBy({ member: self, keys: [] }))
    .executeTakeFirst();
  return own !== undefined;
}
