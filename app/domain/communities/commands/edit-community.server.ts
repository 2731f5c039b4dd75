import type { z } from 'zod';
import { type Db, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { lockCommunity } from '../lock.server';
import { rolesIn } from '../queries.server';
import { canEditCommunity, type communityEdit } from '../rules';
import { announceAccess } from './announce-access.server';

/**
 * Writes the presentation and the doors anew. Hidden, it keeps its members and no follower: nobody follows what they
 * may not open. A hidden one is made public only by who says to be `sure`: what was said there among members is read
 * by everybody from then on.
 */
export function editCommunity(
  db: Db,
  self: Self,
  communityId: string,
  { sure, ...input }: z.input<typeof communityEdit>,
): Promise<{ ok: true } | Refusal<'notYours' | 'sureToOpen'>> {
  return withTransaction(db, async (trx) => {
    const before = await lockCommunity(trx, communityId);
    if (!before || !canEditCommunity(await rolesIn(trx, { member: self, keys: [] }, communityId)))
      return refuse('notYours');
    const opens = before.visibility === 'hidden' && input.visibility === 'public';
    if (opens && sure !== 'on') return refuse('sureToOpen', 'sure');
    const after = await trx
      .updateTable('communities')
      .set(input)
      .where('id', '=', communityId)
      .returningAll()
      .executeTakeFirstOrThrow();
    const changed = (['description', 'city', 'admission', 'visibility'] as const).filter(
      (field) => before[field] !== after[field],
    );
    if (changed.length === 0) return { ok: true };
    const { admission, visibility } = after;
    const by = { communityId, actorId: self.id };
    if (opens) await recordAct(trx, { kind: 'community-opened', ...by });
    if (!opens || changed.length > 1) {
      await recordAct(trx, { kind: 'community-edited', ...by, details: { changed, admission, visibility } });
    }
    if (changed.includes('visibility')) {
      if (visibility === 'hidden')
        await trx.deleteFrom('follows').where('community_id', '=', communityId).execute();
      await announceAccess(trx, communityId);
    }
    return { ok: true };
  });
}
