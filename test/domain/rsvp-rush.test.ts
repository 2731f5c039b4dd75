import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { db } from '#db/client';
import { aCommunity, aGuest, aMember, anEvent, noticesOf } from '../support/people';

const anEvening = async (capacity: number | null) => {
  const organizer = await aMember();
  return anEvent(organizer, await aCommunity(organizer), { capacity });
};

test('an answer that cannot be written does not take those beside it along', async () => {
  const event = await anEvening(null);
  const guests = await Promise.all(Array.from({ length: 8 }, () => aGuest()));
  const contacts = guests.map(({ id }) => id);
  contacts.splice(4, 0, randomUUID());
  const answers = await Promise.allSettled(
    contacts.map((contactId) => answerEvent(db, { eventId: event.id, contactId, answer: 'going' })),
  );
  expect(answers.map(({ status }) => status === 'fulfilled')).toEqual(contacts.map((_, n) => n !== 4));
  expect(await noticesOf('rsvp-answered')).toHaveLength(8);
});

test('first answers, second thoughts and a seat given back, all at once, are taken in their order', async () => {
  const event = await anEvening(1);
  const [first, second, third] = await Promise.all([aGuest(), aGuest(), aGuest()]);
  const says = (contactId: string, answer: 'going' | 'declined' | 'remote') =>
    answerEvent(db, { eventId: event.id, contactId, answer });
  const answers = await Promise.all([
    says(third.id, 'remote'),
    says(first.id, 'going'),
    says(second.id, 'going'),
    says(first.id, 'declined'),
    says(third.id, 'going'),
  ]);
  expect(answers.map((answer) => answer.ok && answer.seat)).toEqual([
    null,
    'held',
    'waiting',
    null,
    'waiting',
  ]);
  const seats = await db
    .selectFrom('rsvps')
    .select(['contact_id', 'seat'])
    .where('event_id', '=', event.id)
    .execute();
  expect(Object.fromEntries(seats.map((row) => [row.contact_id, row.seat]))).toEqual({
    [first.id]: null,
    [second.id]: 'held',
    [third.id]: 'waiting',
  });
});

test('those who come in the same moment stand in the order they came', async () => {
  const event = await anEvening(2);
  const guests = await Promise.all(Array.from({ length: 30 }, () => aGuest()));
  await Promise.all(
    guests.map(({ id }) => answerEvent(db, { eventId: event.id, contactId: id, answer: 'going' })),
  );
  const rows = await db
    .selectFrom('rsvps')
    .select(['contact_id', 'waiting_no'])
    .where('event_id', '=', event.id)
    .orderBy('created_at')
    .execute();
  expect(rows.map((row) => row.contact_id)).toEqual(guests.map(({ id }) => id));
  expect(rows.map((row) => row.waiting_no && Number(row.waiting_no))).toEqual(
    guests.map((_, n) => (n < 2 ? null : n - 1)),
  );
});
