import { type Db, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import { addMedia, dropMedia } from '../../media/commands.server';
import type { KeptPicture } from '../../media/rules';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { lockCommunity } from '../lock.server';
import { rolesIn } from '../queries.server';
import { canEditCommunity } from '../rules';

/** Gives a community its picture, another one, or none; the one before is given up. */
export function setCommunityPicture(
  db: Db,
  self: Self,
  communityId: string,
  { picture, alt }: { picture: KeptPicture | null; alt: string },
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const community = await lockCommunity(trx, communityId);
    if (!community || !canEditCommunity(await rolesIn(trx, { member: self, keys: [] }, communityId)))
      return refuse('notYours');
    const picture_id = picture && (await addMedia(trx, self.id, picture));
    await trx
      .updateTable('communities')
      .set({ picture_id, picture_alt: alt })
      .where('id', '=', communityId)
      .execute();
    await dropMedia(trx, community.picture_id);
    await recordAct(trx, {
      kind: 'community-edited',
      communityId,
      actorId: self.id,
      details: { changed: ['picture'] },
    });
    return { ok: true };
  });
}
