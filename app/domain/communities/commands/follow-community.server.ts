import { type Db, type Trx, withTransaction } from '#db/client';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { lockCommunity } from '../lock.server';

/** Follows a public community from outside, or no longer. Nobody sees who follows. */
export function followCommunity(
  db: Db | Trx,
  self: Self,
  communityId: string,
  follow: boolean,
): Promise<{ ok: true } | Refusal<'unknown' | 'banned'>> {
  return withTransaction(db, async (trx) => {
    const of = { community_id: communityId, member_id: self.id };
    const mine = (table: 'follows' | 'bans' | 'memberships') =>
      trx
        .selectFrom(table)
        .select('member_id')
        .where('community_id', '=', communityId)
        .where('member_id', '=', self.id)
        .executeTakeFirst();
    if (!follow) {
      await trx
        .deleteFrom('follows')
        .where('community_id', '=', communityId)
        .where('member_id', '=', self.id)
        .execute();
      return { ok: true };
    }
    const community = await lockCommunity(trx, communityId);
    if (community?.visibility !== 'public') return refuse('unknown');
    if (await mine('bans')) return refuse('banned');
    if (!(await mine('memberships')))
      await trx
        .insertInto('follows')
        .values(of)
        .onConflict((on) => on.doNothing())
        .execute();
    return { ok: true };
  });
}
