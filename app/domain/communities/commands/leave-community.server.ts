import { type Db, withTransaction } from '#db/client';
import type { Self } from '../../members/rules';
import { giveBackSeat } from '../../rsvps/commands/answer-event.server';
import { type Refusal, refuse } from '../../rules';
import { partWithTopics } from '../../topics/commands/part-with-topics.server';
import { listComingEvenings } from '../evenings.server';
import { isOnlyKeeper, lockCommunity } from '../lock.server';
import { announceAccess } from './announce-access.server';

/**
 * Leaves: lays down whatever hats one wore, and gives back one's seats at evenings that only members may open. Refused to
 * the only keeper of a community that others are in.
 */
export function leaveCommunity(
  db: Db,
  self: Self,
  communityId: string,
): Promise<{ ok: true } | Refusal<'lastKeeper'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (await isOnlyKeeper(trx, communityId, self.id)) return refuse('lastKeeper');
    for (const eventId of await listComingEvenings(trx, communityId, 'inside')) {
      await giveBackSeat(trx, eventId, self.contactId);
    }
    await trx
      .deleteFrom('memberships')
      .where('community_id', '=', communityId)
      .where('member_id', '=', self.id)
      .execute();
    await partWithTopics(trx, communityId, self.id);
    await announceAccess(trx, communityId);
    return { ok: true };
  });
}
