import type { Trx } from '#db/client';
import type { Row } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import { settleSeats } from './settle-seats.server';

/**
 * Takes somebody off an event's list, their invitation with it: the seat goes to the next in line, they cannot answer
 * again, only be added. The caller holds the event's row.
 * @returns the answer it was; undefined where there was none
 */
export async function takeOffList(
  trx: Trx,
  event: Row<'events'>,
  contactId: string,
): Promise<string | undefined> {
  const removed = await trx
    .updateTable('rsvps')
    .set({ answer: 'declined', seat: null, waiting_no: null, offered_until: null, removed_at: new Date() })
    .where('event_id', '=', event.id)
    .where('contact_id', '=', contactId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  const revoked = await trx
    .updateTable('invitations')
    .set((eb) => ({ revoked_at: new Date(), version: eb('version', '+', 1) }))
    .where('event_id', '=', event.id)
    .where('contact_id', '=', contactId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!removed && !revoked) return undefined;
  await announce(trx, { kind: 'hashtag-access-changed', hashtags: [event.hashtag] });
  if (removed) await settleSeats(trx, event);
  return removed?.id;
}
