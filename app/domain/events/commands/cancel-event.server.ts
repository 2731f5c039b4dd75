import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { lockEvent } from '../lock.server';
import { isManager } from './is-manager.server';

/**
 * Cancels a published event: it stays visible, labelled, and everybody who answered or was written to is
 * told. A draft is nobody's business yet and is simply deleted.
 */
export function cancelEvent(
  db: Db | Trx,
  self: Self,
  eventId: string,
  note: string,
): Promise<{ ok: true; deleted: boolean } | Refusal<'notYours' | 'alreadyOver'>> {
  return withTransaction(db, async (trx) => {
    const event = await lockEvent(trx, eventId);
    if (!event || !(await isManager(trx, self, eventId))) return refuse('notYours');
    if (event.status === 'draft') {
      await trx.deleteFrom('events').where('id', '=', eventId).execute();
      return { ok: true, deleted: true };
    }
    if (event.status === 'cancelled') return { ok: true, deleted: false };
    if (event.ends_at <= new Date()) return refuse('alreadyOver');
    await trx
      .updateTable('events')
      .set({
        status: 'cancelled',
        cancelled_at: new Date(),
        cancellation_note: note,
        sequence: event.sequence + 1,
      })
      .where('id', '=', eventId)
      .execute();
    await announce(trx, { kind: 'event-cancelled', event: eventId });
    return { ok: true, deleted: false };
  });
}
