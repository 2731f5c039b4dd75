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
import { takeOffList } from './take-off-list.server';

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
    const rsvp = await trx
      .selectFrom('rsvps')
      .select('contact_id')
      .where('id', '=', rsvpId)
      .where('event_id', '=', eventId)
      .executeTakeFirst();
    if (rsvp && (await takeOffList(trx, event, rsvp.contact_id)))
      await announce(trx, { kind: 'rsvp-removed', event: eventId, rsvp: rsvpId });
    return { ok: true };
  });
}
