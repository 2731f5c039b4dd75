import { type Db, withTransaction } from '#db/client';
import { announceMemberAccess } from '../../../notices/announce.server';
import { type Refusal, refuse } from '../../rules';
import type { BlockKind } from '../blocks.server';
import type { Self } from '../rules';

/**
 * Mutes or blocks a member, or ends it (null). The other one is told nothing, and whoever they blocked can block them:
 * the answer is the same.
 */
export function setBlock(
  db: Db,
  self: Self,
  handle: string,
  kind: BlockKind | null,
): Promise<{ ok: true; handle: string } | Refusal<'notAMember'>> {
  return withTransaction(db, async (trx) => {
    const other = await trx
      .selectFrom('members')
      .select(['id', 'handle'])
      .where((eb) => eb(eb.fn('lower', ['handle']), '=', handle.toLowerCase()))
      .where('former', '=', false)
      .executeTakeFirst();
    if (!other || other.id === self.id) return refuse('notAMember', 'handle');
    if (kind === null) {
      await trx
        .deleteFrom('blocks')
        .where('member_id', '=', self.id)
        .where('other_id', '=', other.id)
        .execute();
    } else {
      await trx
        .insertInto('blocks')
        .values({ member_id: self.id, other_id: other.id, kind })
        .onConflict((on) => on.columns(['member_id', 'other_id']).doUpdateSet({ kind }))
        .execute();
    }
    await announceMemberAccess(trx, self.id);
    await announceMemberAccess(trx, other.id);
    return { ok: true, handle: other.handle };
  });
}
