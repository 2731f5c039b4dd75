import { sql } from 'kysely';
import { type Db, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';

/** Makes a member a steward as well. */
export function nameSteward(
  db: Db,
  self: Self,
  handle: string,
): Promise<{ ok: true } | Refusal<'notSteward' | 'noSuchMember'>> {
  return withTransaction(db, async (trx) => {
    if (!self.steward) return refuse('notSteward');
    const named = await trx
      .updateTable('members')
      .set({ steward: true })
      .where(sql`lower(handle)`, '=', handle.toLowerCase())
      .where('suspended_at', 'is', null)
      .where('leaving_at', 'is', null)
      .where('former', '=', false)
      .where('steward', '=', false)
      .returning('id')
      .executeTakeFirst();
    if (!named) return refuse('noSuchMember', 'handle');
    await recordAct(trx, { kind: 'steward-named', communityId: null, actorId: self.id, subjectId: named.id });
    return { ok: true };
  });
}

/** Lays one's own stewardship down; refused to the last one. Nobody takes another's. */
export function layStewardshipDown(
  db: Db,
  self: Self,
): Promise<{ ok: true } | Refusal<'notSteward' | 'lastSteward'>> {
  return withTransaction(db, async (trx) => {
    if (!self.steward) return refuse('notSteward');
    // Held by who leaves as well, so that two who go at once are not both the last but one.
    await trx.selectFrom('instance').select('only_one').forUpdate().execute();
    const stewards = await trx
      .selectFrom('members')
      .select(['id', 'suspended_at', 'leaving_at'])
      .where('steward', '=', true)
      .orderBy('id')
      .forUpdate()
      .execute();
    const others = stewards.filter(
      ({ id, suspended_at, leaving_at }) => id !== self.id && !suspended_at && !leaving_at,
    );
    if (others.length === 0) return refuse('lastSteward');
    await trx.updateTable('members').set({ steward: false }).where('id', '=', self.id).execute();
    await recordAct(trx, { kind: 'steward-laid-down', communityId: null, actorId: self.id });
    return { ok: true };
  });
}
