import { type Db, withTransaction } from '#db/client';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { isOnlyKeeper, lockCommunity } from '../lock.server';
import { announceAccess } from './announce-access.server';

/** Leaves, and lays down whatever hats one wore; refused to the only keeper of a community that others are in. */
export function leaveCommunity(
  db: Db,
  self: Self,
  communityId: string,
): Promise<{ ok: true } | Refusal<'lastKeeper'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (await isOnlyKeeper(trx, communityId, self.id)) return refuse('lastKeeper');
    await trx
      .deleteFrom('memberships')
      .where('community_id', '=', communityId)
      .where('member_id', '=', self.id)
      .execute();
    await announceAccess(trx, communityId);
    return { ok: true };
  });
}
