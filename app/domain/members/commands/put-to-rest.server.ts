import { sql } from 'kysely';
import { type Db, withTransaction } from '#db/client';
import { recordAct } from '../../acts/commands.server';
import { type Refusal, refuse } from '../../rules';
import { ensureContact } from '../contacts.server';
import { AT_THEIR_REQUEST, type Self } from '../rules';

/** Nothing is ever written to this address again, at its owner's request. The log keeps no address. */
export function putToRest(db: Db, self: Self, email: string): Promise<{ ok: true } | Refusal<'notSteward'>> {
  return withTransaction(db, async (trx) => {
    if (!self.steward) return refuse('notSteward');
    const { id } = await ensureContact(trx, { email });
    await trx
      .updateTable('contacts')
      .set({ suppressed_at: sql<Date>`coalesce(suppressed_at, now())`, suppressed_reason: AT_THEIR_REQUEST })
      .where('id', '=', id)
      .execute();
    await recordAct(trx, { kind: 'address-suppressed', communityId: null, actorId: self.id });
    return { ok: true };
  });
}
