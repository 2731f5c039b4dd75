import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import { endSessions } from '../../members/commands/sessions.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';

/**
 * Suspends a member: their sessions and streams end, their page and words are gone for everybody, and no way in is
 * open to them. Nothing of theirs is deleted. The caller has asked who may, and tells them why.
 */
export async function suspendMember(trx: Trx, self: Self, memberId: string, reason: string): Promise<void> {
  const suspended = await trx
    .updateTable('members')
    .set({ suspended_at: new Date(), suspended_reason: reason })
    .where('id', '=', memberId)
    .where('suspended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!suspended) return;
  await endSessions(trx, memberId, 'all');
  await recordAct(trx, {
    kind: 'member-suspended',
    communityId: null,
    actorId: self.id,
    subjectId: memberId,
  });
}

/** Lifts a suspension: they may sign in again, and what they wrote is back. */
export function liftSuspension(
  db: Db,
  self: Self,
  handle: string,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    if (!self.steward) return refuse('notYours');
    const lifted = await trx
      .updateTable('members')
      .set({ suspended_at: null, suspended_reason: '' })
      .where((eb) => eb(eb.fn('lower', ['handle']), '=', handle.toLowerCase()))
      .where('suspended_at', 'is not', null)
      .returning('id')
      .executeTakeFirst();
    if (!lifted) return { ok: true };
    const subjectId = lifted.id;
    await recordAct(trx, { kind: 'suspension-lifted', communityId: null, actorId: self.id, subjectId });
    await announce(trx, { kind: 'suspension-lifted', member: subjectId });
    return { ok: true };
  });
}
