import type { Db, Trx } from '#db/client';
import type { Self } from '../../members/rules';

/** Lets the other members find one in the directory, or no longer. */
export async function showInDirectory(
  db: Db | Trx,
  self: Self,
  communityId: string,
  shown: boolean,
): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ in_directory: shown })
    .where('community_id', '=', communityId)
    .where('member_id', '=', self.id)
    .execute();
}
