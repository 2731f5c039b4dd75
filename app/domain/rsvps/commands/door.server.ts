import type { z } from 'zod';
import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { isManager } from '../../events/commands/is-manager.server';
import { lockEvent } from '../../events/lock.server';
import { ensureContact } from '../../members/contacts.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import type { addPersonInput } from '../rules';
import { type Answered, answerEvent } from './answer-event.server';
import { settleSeats } from './settle-seats.server';

/** Adds somebody who said yes elsewhere. Capacity holds for organizers too: beyond it they wait in line. */
export function addPerson(
  db: Db,
  self: Self,
  eventId: string,
  { name, email }: z.output<typeof addPersonInput>,
): Promise<Answered | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    // The event first, then contacts: whoever holds both takes them in this order.
    await lockEvent(trx, eventId);
    if (!(await isManager(trx, self, eventId))) return refuse('notYours');
    const contact = await ensureContact(trx, { email });
    return answerEvent(trx, {
      eventId,
      contactId: contact.id,
      name,
      answer: 'going',
      by: 'organizer',
      addedBy: self.id,
    });
  });
}

/** Takes somebody off the list; their seat goes to the next in line. They cannot answer again, only be added. */
export function removePerson(
  db: Db,
  self: Self,
  eventId: string,
  rsvpId: string,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const event = await lockEvent(trx, eventId);
    if (!event || !(await isManager(trx, self, eventId))) return refuse('notYours');
    const removed = await trx
      .updateTable('rsvps')
      .set({ answer: 'declined', seat: null, waiting_no: null, offered_until: null, removed_at: new Date() })
      .where('id', '=', rsvpId)
      .where('event_id', '=', eventId)
      .where('removed_at', 'is', null)
      .returning(['id', 'contact_id'])
      .executeTakeFirst();
    if (removed) {
      await trx
        .updateTable('invitations')
        .set((eb) => ({ revoked_at: new Date(), version: eb('version', '+', 1) }))
        .where('event_id', '=', eventId)
        .where('contact_id', '=', removed.contact_id)
        .where('revoked_at', 'is', null)
        .execute();
      await announce(trx, { kind: 'rsvp-removed', event: eventId, rsvp: rsvpId });
      await announce(trx, { kind: 'hashtag-access-changed', hashtags: [event.hashtag] });
      await settleSeats(trx, event);
    }
    return { ok: true };
  });
}
