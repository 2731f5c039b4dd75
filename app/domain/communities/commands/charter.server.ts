import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { findCharter, latestCharter } from '../charters.server';
import { lockCommunity } from '../lock.server';
import { rolesIn } from '../queries.server';
import { canEditCommunity } from '../rules';

/**
 * A new version of the charter, in force from now on: whoever comes accepts it, and the members are asked again. Its
 * author accepts what they wrote. The same words make no version, and none is `written`.
 */
export function writeCharter(
  db: Db | Trx,
  self: Self,
  communityId: string,
  text: string,
): Promise<{ ok: true; version: number; written: boolean } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (!canEditCommunity(await rolesIn(trx, { member: self, keys: [] }, communityId)))
      return refuse('notYours');
    const before = await findCharter(trx, communityId);
    if (before?.text === text) return { ok: true, version: before.version, written: false };
    const version = (before?.version ?? 0) + 1;
    await trx
      .insertInto('charters')
      .values({ community_id: communityId, version, text, written_by: self.id })
      .execute();
    await note(trx, self, communityId, version);
    await recordAct(trx, {
      kind: 'charter-changed',
      communityId,
      actorId: self.id,
      details: { version },
    });
    return { ok: true, version, written: true };
  });
}

/** Accepts a version; refused where another is in force by now, for nobody accepts what they have not read. */
export function acceptCharter(
  db: Db | Trx,
  self: Self,
  communityId: string,
  version: number,
): Promise<{ ok: true } | Refusal<'charterChanged'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if ((await latestCharter(trx, communityId)) !== version) return refuse('charterChanged');
    await note(trx, self, communityId, version);
    return { ok: true };
  });
}

async function note(trx: Trx, self: Self, communityId: string, version: number): Promise<void> {
  await trx
    .updateTable('memberships')
    .set({ charter_version: version, charter_accepted_at: sql`now()` })
    .where('community_id', '=', communityId)
    .where('member_id', '=', self.id)
    .execute();
}
