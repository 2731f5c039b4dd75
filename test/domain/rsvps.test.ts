import { beforeEach, describe, expect, test } from 'vitest';
import { banMember, liftBan } from '#app/domain/communities/commands/ban.server';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { editEvent } from '#app/domain/events/commands/write-event.server';
import type { Self } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { addPerson, removePerson } from '#app/domain/rsvps/commands/door.server';
import { confirmRsvp, requestRsvp } from '#app/domain/rsvps/commands/guest-rsvp.server';
import { settleLapsedOffers } from '#app/domain/rsvps/commands/settle-seats.server';
import type { Answer } from '#app/domain/rsvps/rules';
import { db } from '#db/client';
import { aCommunity, aGuest, aMember, anEvent, beginsIn, noticesOf } from '../support/people';

let organizer: Self;
let community: { id: string; tag: string };

beforeEach(async () => {
  organizer = await aMember('Zoé');
  community = await aCommunity(organizer);
});

const says = (eventId: string, contactId: string, answer: Answer) =>
  answerEvent(db, { eventId, contactId, answer });

async function goes(eventId: string): Promise<{ contact: string; rsvp: string; seat: string | null }> {
  const { id: contact } = await aGuest();
  const answered = await says(eventId, contact, 'going');
  if (!answered.ok) throw new Error(answered.reason);
  return { contact, rsvp: answered.rsvpId, seat: answered.seat };
}

const seatOf = async (rsvp: string) =>
  db.selectFrom('rsvps').select(['answer', 'seat']).where('id', '=', rsvp).executeTakeFirstOrThrow();

describe('capacity', () => {
  test('sixty at once for ten seats: ten in, the others in line, numbered as they came', async () => {
    const event = await anEvent(organizer, community, { capacity: 10 });
    const guests = await Promise.all(Array.from({ length: 60 }, () => aGuest()));
    const answers = await Promise.all(guests.map((guest) => says(event.id, guest.id, 'going')));
    expect(answers.filter((answer) => answer.ok && answer.seat === 'held')).toHaveLength(10);
    expect(answers.filter((answer) => answer.ok && answer.seat === 'waiting')).toHaveLength(50);
    const line = await db
      .selectFrom('rsvps')
      .select('waiting_no')
      .where('event_id', '=', event.id)
      .where('seat', '=', 'waiting')
      .orderBy('waiting_no')
      .execute();
    expect(line.map((row) => Number(row.waiting_no))).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(await noticesOf('rsvp-answered')).toHaveLength(60);
  });

  test('one person who presses twenty times has one seat', async () => {
    const event = await anEvent(organizer, community, { capacity: 5 });
    const guest = await aGuest();
    await Promise.all(Array.from({ length: 20 }, () => says(event.id, guest.id, 'going')));
    const rows = await db.selectFrom('rsvps').select('seat').where('event_id', '=', event.id).execute();
    expect(rows).toEqual([{ seat: 'held' }]);
  });

  test('holds for organizers too: whom they add beyond it waits', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    await goes(event.id);
    const added = await addPerson(db, organizer, event.id, { name: 'Kofi', email: 'kofi@example.org' });
    expect(added).toMatchObject({ ok: true, seat: 'waiting' });
  });

  test('cannot be set below the seats that are taken', async () => {
    const event = await anEvent(organizer, community, { capacity: 3 });
    await goes(event.id);
    await goes(event.id);
    const edited = await editEvent(db, organizer, event.id, { ...event.form, capacity: 1 });
    expect(edited).toEqual({ ok: false, problems: { capacity: 'capacityBelowHeld?held=2' } });
  });
});

describe('a seat given back', () => {
  test('goes to the next in line, who is told; who gave it back is not in line again', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    const first = await goes(event.id);
    const second = await goes(event.id);
    const third = await goes(event.id);
    await says(event.id, first.contact, 'declined');
    expect(await seatOf(first.rsvp)).toEqual({ answer: 'declined', seat: null });
    expect(await seatOf(second.rsvp)).toMatchObject({ seat: 'held' });
    expect(await seatOf(third.rsvp)).toMatchObject({ seat: 'waiting' });
    expect(await noticesOf('seat-given')).toContainEqual({ event: event.id, rsvp: second.rsvp });

    await says(event.id, second.contact, 'remote');
    await says(event.id, third.contact, 'maybe');
    expect(await seatOf(first.rsvp)).toMatchObject({ seat: null });
  });

  test('and asked for again: at the end of the line', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    const first = await goes(event.id);
    await goes(event.id);
    await says(event.id, first.contact, 'declined');
    await says(event.id, first.contact, 'going');
    expect(await seatOf(first.rsvp)).toMatchObject({ seat: 'waiting' });
  });

  test('by a removal goes on too, and the removed cannot come back by themselves', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    const first = await goes(event.id);
    const second = await goes(event.id);
    await removePerson(db, organizer, event.id, first.rsvp);
    expect(await seatOf(second.rsvp)).toMatchObject({ seat: 'held' });
    expect(await says(event.id, first.contact, 'going')).toMatchObject({ ok: false, reason: 'removed' });
    expect(await noticesOf('rsvp-removed')).toContainEqual({ event: event.id, rsvp: first.rsvp });
  });

  test('by a larger capacity: as many as fit, in order', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    const people = [await goes(event.id), await goes(event.id), await goes(event.id), await goes(event.id)];
    await editEvent(db, organizer, event.id, { ...event.form, capacity: 3 });
    const seats = await Promise.all(people.map(async ({ rsvp }) => (await seatOf(rsvp)).seat));
    expect(seats).toEqual(['held', 'held', 'held', 'waiting']);
  });

  test('never after the start', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    const first = await goes(event.id);
    const second = await goes(event.id);
    await beginsIn(event.id, -1);
    await says(event.id, first.contact, 'declined');
    expect(await seatOf(second.rsvp)).toMatchObject({ seat: 'waiting' });
  });
});

describe('in the last day', () => {
  async function offered() {
    const event = await anEvent(organizer, community, { capacity: 1, lateSeats: 'offer' });
    const first = await goes(event.id);
    const second = await goes(event.id);
    const third = await goes(event.id);
    await beginsIn(event.id, 10);
    await says(event.id, first.contact, 'declined');
    return { event, second, third };
  }

  test('a seat is offered, counts as taken, and is accepted by saying going', async () => {
    const { event, second } = await offered();
    expect(await seatOf(second.rsvp)).toMatchObject({ seat: 'offered' });
    expect(await goes(event.id)).toMatchObject({ seat: 'waiting' });
    await says(event.id, second.contact, 'going');
    expect(await seatOf(second.rsvp)).toMatchObject({ seat: 'held' });
  });

  test('an offer that lapses passes on, once', async () => {
    const { event, second, third } = await offered();
    await db
      .updateTable('rsvps')
      .set({ offered_until: new Date(Date.now() - 1000) })
      .where('id', '=', second.rsvp)
      .execute();
    await Promise.all([settleLapsedOffers(db), settleLapsedOffers(db)]);
    expect(await seatOf(second.rsvp)).toEqual({ answer: 'maybe', seat: null });
    expect(await seatOf(third.rsvp)).toMatchObject({ seat: 'offered' });
    expect((await noticesOf('offer-lapsed')).filter((notice) => notice.event === event.id)).toHaveLength(1);
    expect((await noticesOf('seat-offered')).filter((notice) => notice.rsvp === third.rsvp)).toHaveLength(1);
  });
});

describe('an answer is refused', () => {
  test('for a seat after the deadline; a seat can still be given back', async () => {
    const event = await anEvent(organizer, community, { capacity: 5 });
    const guest = await goes(event.id);
    await db
      .updateTable('events')
      .set({ rsvp_deadline: new Date(Date.now() - 1000) })
      .where('id', '=', event.id)
      .execute();
    const late = await aGuest();
    expect(await says(event.id, late.id, 'going')).toMatchObject({ ok: false, reason: 'deadlinePassed' });
    expect(await says(event.id, late.id, 'remote')).toMatchObject({ ok: true });
    expect(await says(event.id, guest.contact, 'declined')).toMatchObject({ ok: true });
  });

  test('when the event is cancelled, and when it is over', async () => {
    const event = await anEvent(organizer, community);
    const guest = await aGuest();
    await cancelEvent(db, organizer, event.id, 'La cave est inondée.');
    expect(await says(event.id, guest.id, 'going')).toMatchObject({ ok: false, reason: 'cancelled' });
    const past = await anEvent(organizer, community);
    await beginsIn(past.id, -10);
    expect(await says(past.id, guest.id, 'going')).toMatchObject({ ok: false, reason: 'over' });
    expect(await db.selectFrom('rsvps').select('id').where('contact_id', '=', guest.id).execute()).toEqual(
      [],
    );
  });

  test('and a refused write leaves no notice', async () => {
    const event = await anEvent(organizer, community);
    await beginsIn(event.id, -10);
    const before = (await noticesOf('rsvp-answered')).length;
    await says(event.id, (await aGuest()).id, 'going');
    expect(await noticesOf('rsvp-answered')).toHaveLength(before);
  });

  test('of who is banned from its community, by whichever door; a seat can be given back', async () => {
    const event = await anEvent(organizer, community);
    const banned = await aMember('Igor');
    const went = await says(event.id, banned.contactId, 'going');
    await banMember(db, organizer, community.id, { handle: banned.handle, reason: 'Des insultes.' });
    // as if the ban had overlooked it
    if (went.ok)
      await db
        .updateTable('rsvps')
        .set({ removed_at: null, answer: 'going', seat: 'held' })
        .where('id', '=', went.rsvpId)
        .execute();
    const refused = { ok: false, reason: 'banned' };
    expect(await says(event.id, banned.contactId, 'remote')).toMatchObject(refused);
    expect(await says(event.id, banned.contactId, 'declined')).toMatchObject({ ok: true });
    expect(await says(event.id, banned.contactId, 'declined')).toMatchObject(refused);

    const other = await anEvent(organizer, community);
    const { contactId } = banned;
    expect(
      await answerEvent(db, { eventId: other.id, contactId, answer: 'maybe', byLink: true }),
    ).toMatchObject(refused);
    const { email } = banned;
    expect(await addPerson(db, organizer, other.id, { name: 'Igor', email })).toMatchObject(refused);
    await requestRsvp(db, other.id, { email, name: 'Igor', answer: 'going' }, 'fr');
    const { id: object } = await db
      .selectFrom('rsvp_requests')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const token = await mintSecret(db, { purpose: 'confirm-rsvp', email, object });
    expect(await confirmRsvp(db, token)).toMatchObject(refused);
    expect(await db.selectFrom('rsvps').select('id').where('event_id', '=', other.id).execute()).toEqual([]);

    await liftBan(db, organizer, community.id, banned.handle);
    expect(await says(other.id, contactId, 'going')).toMatchObject({ ok: true });
  });
});
