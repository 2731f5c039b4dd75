import { type Db, type Trx, withTransaction } from '#db/client';
import type { Audience } from '#db/schema';
import { addMedia, dropMedia } from '../../media/commands.server';
import type { KeptPicture } from '../../media/rules';
import type { Self } from '../rules';

/** Gives a member a portrait whose files are kept; the one before it goes. */
export async function setPortrait(db: Db, self: Self, picture: KeptPicture, seenBy: Audience): Promise<void> {
  await withTransaction(db, async (trx) => {
    const before = await lockPortrait(trx, self.id);
    const portrait_id = await addMedia(trx, self.id, picture);
    await trx
      .updateTable('members')
      .set({ portrait_id, portrait_seen_by: seenBy })
      .where('id', '=', self.id)
      .execute();
    await dropMedia(trx, before);
  });
}

/** Whom a member's portrait is for. */
export async function showPortraitTo(db: Db, self: Self, seenBy: Audience): Promise<void> {
  await db.updateTable('members').set({ portrait_seen_by: seenBy }).where('id', '=', self.id).execute();
}

/** Back to the bird; the picture is given up for good. */
export async function removePortrait(db: Db, self: Self): Promise<void> {
  await withTransaction(db, async (trx) => dropMedia(trx, await lockPortrait(trx, self.id)));
}

/** Of two that are sent at once, the later one drops the earlier one's. */
async function lockPortrait(trx: Trx, memberId: string): Promise<string | null> {
  const { portrait_id } = await trx
    .selectFrom('members')
    .select('portrait_id')
    .where('id', '=', memberId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return portrait_id;
}
