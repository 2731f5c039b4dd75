import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { origin } from '#app/config.server';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { remindOfComingEvents } from '#app/domain/events/commands/remind.server';
import { editEvent } from '#app/domain/events/commands/write-event.server';
import {
  remindSilent,
  revokeInvitation,
  sendInvitations,
} from '#app/domain/invitations/commands/send-invitations.server';
import { findInvitationByToken, listInvitations } from '#app/domain/invitations/queries.server';
import { chooseLanguage, unsubscribeContact } from '#app/domain/members/contacts.server';
import type { Self } from '#app/domain/members/rules';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { addPerson, removePerson } from '#app/domain/rsvps/commands/door.server';
import { confirmRsvp, requestRsvp } from '#app/domain/rsvps/commands/guest-rsvp.server';
import { findRsvpByToken } from '#app/domain/rsvps/queries.server';
import { composeLetters } from '#app/notices/compose.server';
import { expandNotice } from '#app/notices/expansion.server';
import { recipientsOf } from '#app/notices/readers.server';
import { db } from '#db/client';
import type { Mail } from '#emails/mail';
import { aCommunity, aGuest, aMember, anEvent, asViewer, beginsIn, evening, joins } from '../support/people';

let organizer: Self;
let community: { id: string; tag: string };

beforeAll(async () => {
  organizer = await aMember('Zoé Perchet');
  community = await aCommunity(organizer);
});

// What a test left unsent is not the next one's.
beforeEach(async () => {
  await post();
});

/** Makes the letters of every notice so far and writes them; by address, the dropped ones by why. */
async function post(): Promise<{ mails: Mail[]; dropped: string[] }> {
  const notices = await db
    .selectFrom('notices')
    .select('id')
    .where('expanded_at', 'is', null)
    .orderBy('id')
    .execute();
  for (const { id } of notices) await expandNotice(db, id, recipientsOf, origin());
  const letters = await db
    .updateTable('letters')
    .set({ state: 'sent' })
    .where('state', '=', 'queued')
    .returningAll()
    .execute();
  const composed = await composeLetters(db, letters);
  const mails: Mail[] = [];
  const dropped: string[] = [];
  for (const written of composed.values()) {
    if ('mail' in written) mails.push(written.mail);
    else dropped.push(written.drop);
  }
  return { mails, dropped };
}

const people = (...emails: string[]) => emails.map((email) => ({ email, name: email.split('@')[0] ?? '' }));
const tokenIn = (mail: Mail | undefined, path: string) =>
  new RegExp(`${path}/([\\w-]{20,50})`).exec(mail?.text ?? '')?.[1] ?? '';

test('an invitation carries a link of its own, the inviter’s word and a calendar request, in the language chosen', async () => {
  const event = await anEvent(organizer, community, { title: 'Soupe & poèmes' });
  await sendInvitations(db, organizer, event.id, {
    people: people('wafa@example.org', 'sami@example.org'),
    message: 'Viens, je te garde la banquette.',
    language: 'en',
  });
  const { mails } = await post();
  expect(mails.map((mail) => mail.to.address).sort()).toEqual(['sami@example.org', 'wafa@example.org']);
  for (const mail of mails) {
    expect(mail.language).toBe('en');
    expect(mail.text).toContain('je te garde la banquette');
    expect(mail.calendar?.method).toBe('REQUEST');
    expect(mail.calendar?.content).not.toContain(mails.find((other) => other !== mail)?.to.address);
    expect(mail.unsubscribeUrl).toMatch(/\/unsubscribe\/[\w-]{43}$/);
  }
  const tokens = mails.map((mail) => tokenIn(mail, '/i'));
  expect(new Set(tokens).size).toBe(2);
  expect(await findInvitationByToken(db, tokens[0] ?? '')).toMatchObject({ slug: event.slug });
});

test('is in the reader’s own language once they chose one', async () => {
  const event = await anEvent(organizer, community);
  await sendInvitations(db, organizer, event.id, {
    people: people('ada@example.org'),
    message: '',
    language: 'en',
  });
  await post();
  const contact = await db
    .selectFrom('contacts')
    .select('id')
    .where('email', '=', 'ada@example.org')
    .executeTakeFirstOrThrow();
  await chooseLanguage(db, contact.id, 'fr');
  await answerEvent(db, { eventId: event.id, contactId: contact.id, answer: 'going' });
  const { mails } = await post();
  expect(mails.map((mail) => mail.language)).toEqual(['fr']);
});

test('nobody is invited twice, nobody who asked for peace is invited at all, a revoked link is dead', async () => {
  const event = await anEvent(organizer, community);
  const send = (...emails: string[]) =>
    sendInvitations(db, organizer, event.id, { people: people(...emails), message: '', language: 'fr' });
  expect(await send('a@example.org', 'b@example.org')).toMatchObject({ sent: 2, known: 0 });
  const { mails } = await post();
  await db
    .insertInto('contacts')
    .values({ email: 'quiet@example.org', language: null, unsubscribed_at: new Date() })
    .execute();
  expect(await send('A@EXAMPLE.org', 'c@example.org', 'quiet@example.org')).toMatchObject({
    sent: 1,
    known: 1,
    unwilling: 1,
  });
  const token = tokenIn(
    mails.find((mail) => mail.to.address === 'a@example.org'),
    '/i',
  );
  const invited = await findInvitationByToken(db, token);
  await revokeInvitation(db, organizer, event.id, invited?.id ?? '');
  expect(await findInvitationByToken(db, token)).toBeUndefined();
  expect(await send('a@example.org')).toMatchObject({ sent: 1 });
  expect(await findInvitationByToken(db, token)).toBeUndefined();
});

test('who asked for peace is not written to because an organizer added them, only once they answer', async () => {
  const event = await anEvent(organizer, community);
  const { id: contactId, email } = await aGuest();
  await unsubscribeContact(db, contactId);
  await addPerson(db, organizer, event.id, { name: 'Sami', email });
  expect(await post()).toMatchObject({ mails: [], dropped: [expect.stringContaining('no letters')] });
  await answerEvent(db, { eventId: event.id, contactId, answer: 'remote' });
  const { mails } = await post();
  expect(mails).toMatchObject([{ to: { name: 'Sami', address: email } }]);
});

test('a letter still queued when the invitation is revoked is not written', async () => {
  const event = await anEvent(organizer, community);
  await sendInvitations(db, organizer, event.id, {
    people: people('late@example.org'),
    message: '',
    language: 'fr',
  });
  const { id } = await db
    .selectFrom('invitations')
    .select('id')
    .where('event_id', '=', event.id)
    .executeTakeFirstOrThrow();
  await revokeInvitation(db, organizer, event.id, id);
  expect(await post()).toMatchObject({ mails: [], dropped: ['the invitation was taken back'] });
});

test('only the silent are reminded, and not twice in two days', async () => {
  const event = await anEvent(organizer, community);
  await sendInvitations(db, organizer, event.id, {
    people: people('says@example.org', 'silent@example.org'),
    message: '',
    language: 'fr',
  });
  await db
    .updateTable('invitations')
    .set({ created_at: new Date(Date.now() - 7_200_000) })
    .execute();
  const contact = await db
    .selectFrom('contacts')
    .select('id')
    .where('email', '=', 'says@example.org')
    .executeTakeFirstOrThrow();
  await answerEvent(db, { eventId: event.id, contactId: contact.id, answer: 'maybe' });
  await post();
  expect(await remindSilent(db, organizer, event.id)).toMatchObject({ reminded: 1 });
  expect(await remindSilent(db, organizer, event.id)).toMatchObject({ reminded: 0 });
  const { mails } = await post();
  expect(mails.map((mail) => mail.to.address)).toEqual(['silent@example.org']);
});

describe('a guest from the event’s page', () => {
  test('takes no seat before confirming, then has a page of their own', async () => {
    const event = await anEvent(organizer, community, { capacity: 1, addressVisibility: 'going' });
    await requestRsvp(db, event.id, { email: 'kim@example.org', name: 'Kim', answer: 'going' }, 'en');
    expect(await db.selectFrom('rsvps').select('id').where('event_id', '=', event.id).execute()).toEqual([]);
    const confirm = (await post()).mails[0];
    expect(confirm?.language).toBe('en');
    expect(confirm?.text).not.toContain('rue du Vieux-Puits');
    const token = tokenIn(confirm, '/rsvp/confirm');
    const tries = await Promise.all(Array.from({ length: 20 }, () => confirmRsvp(db, token)));
    expect(tries.filter((tried) => tried.ok)).toHaveLength(1);
    const going = (await post()).mails[0];
    expect(going?.calendar?.method).toBe('REQUEST');
    expect(going?.text).toContain('rue du Vieux-Puits');
    expect(await findRsvpByToken(db, tokenIn(going, '/rsvp'))).toMatchObject({
      answer: 'going',
      seat: 'held',
    });
  });
});

describe('letters about an answer', () => {
  test('tell no stale news: who withdrew before the letter left gets one letter, of the withdrawal', async () => {
    const event = await anEvent(organizer, community);
    const member = await aMember('Rapide');
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'going' });
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'declined' });
    const { mails, dropped } = await post();
    expect(mails.map((mail) => mail.calendar?.method)).toEqual(['CANCEL']);
    expect(dropped).toEqual(['their answer changed meanwhile']);
  });

  test('a change and a cancellation carry the same UID and a higher SEQUENCE', async () => {
    const event = await anEvent(organizer, community);
    const member = await aMember('Fidèle');
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'going' });
    const first = (await post()).mails[0];
    await editEvent(db, organizer, event.id, { ...event.form, starts: evening(10, '20:00') });
    const changed = (await post()).mails[0];
    await cancelEvent(db, organizer, event.id, 'La cave est inondée.');
    const cancelled = (await post()).mails[0];
    const property = (mail: Mail | undefined, name: string) =>
      new RegExp(`^${name}:(.*)$`, 'm')
        .exec(mail?.calendar?.content.replace(/\r\n /g, '') ?? '')?.[1]
        ?.trim();
    const all = [first, changed, cancelled];
    expect(all.map((mail) => property(mail, 'METHOD'))).toEqual(['REQUEST', 'REQUEST', 'CANCEL']);
    expect(new Set(all.map((mail) => property(mail, 'UID'))).size).toBe(1);
    expect(all.map((mail) => Number(property(mail, 'SEQUENCE')))).toEqual([0, 1, 2]);
    expect(property(changed, 'DTSTART')).not.toBe(property(first, 'DTSTART'));
    expect(cancelled?.text).toContain('La cave est inondée.');
  });

  test('one reminder the day before, to who comes, once, whoever asks', async () => {
    const event = await anEvent(organizer, community);
    const member = await aMember('Distraite');
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'going' });
    const no = await aMember('Absent');
    await answerEvent(db, { eventId: event.id, contactId: no.contactId, answer: 'declined' });
    await post();
    await db
      .updateTable('events')
      .set({ published_at: new Date(Date.now() - 5 * 86_400_000) })
      .where('id', '=', event.id)
      .execute();
    await remindOfComingEvents(db);
    expect((await post()).mails).toEqual([]);
    await beginsIn(event.id, 20);
    await Promise.all([remindOfComingEvents(db), remindOfComingEvents(db)]);
    expect((await post()).mails.map((mail) => mail.to.address)).toEqual([member.email]);
  });
});

test('a letter of an event by link names a hidden community to its members alone', async () => {
  const hidden = await aCommunity(organizer);
  await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', hidden.id).execute();
  const [insider, outsider] = [await aMember('Dedans'), await aMember('Dehors')];
  await joins(insider, hidden);
  const event = await anEvent(organizer, hidden, { visibility: 'link' });
  for (const { contactId } of [insider, outsider])
    await answerEvent(db, { eventId: event.id, contactId, answer: 'going' });
  const { mails } = await post();
  const names = mails.map((mail) => [mail.to.address, JSON.stringify(mail).includes(hidden.tag)]);
  expect(Object.fromEntries(names)).toEqual({ [insider.email]: true, [outsider.email]: false });
});

describe('what organizers cause to one address in a day', () => {
  const stateOf = async (email: string) => {
    const rows = await db.selectFrom('letters').select('state').where('email', '=', email).execute();
    const count = (state: string) => rows.filter((row) => row.state === state).length;
    return { sent: count('sent'), dropped: count('dropped') };
  };

  test('is six letters to who never answered them, whatever they press', async () => {
    const own = await aCommunity(organizer);
    const [event, another] = [await anEvent(organizer, own), await anEvent(organizer, own)];
    const { email } = await aGuest();
    const people = [{ email, name: '' }];
    for (let times = 0; times < 4; times += 1) {
      await sendInvitations(db, organizer, event.id, { people, message: '', language: 'fr' });
      await post();
      const [invited] = await listInvitations(db, asViewer(organizer), event.id);
      await revokeInvitation(db, organizer, event.id, invited?.id ?? '');
    }
    for (let times = 0; times < 4; times += 1) {
      const added = await addPerson(db, organizer, another.id, { name: 'Ada', email });
      await post();
      if (added.ok) await removePerson(db, organizer, another.id, added.rsvpId);
      await post();
    }
    expect(await stateOf(email)).toEqual({ sent: 6, dropped: 6 });
    await sendInvitations(db, organizer, event.id, { people, message: '', language: 'fr' });
    await post();
    expect(await listInvitations(db, asViewer(organizer), event.id)).toMatchObject([
      { status: 'failed', unsent: 'enough' },
    ]);
    // Another community's organizers have an allowance of their own.
    const elsewhere = await anEvent(organizer, await aCommunity(organizer));
    await sendInvitations(db, organizer, elsewhere.id, { people, message: '', language: 'fr' });
    await post();
    expect(await stateOf(email)).toEqual({ sent: 7, dropped: 7 });
  });

  test('is what a lively day takes to who answered, and never keeps a cancellation from them', async () => {
    const event = await anEvent(organizer, await aCommunity(organizer));
    const { id, email } = await aGuest();
    await answerEvent(db, { eventId: event.id, contactId: id, answer: 'going' });
    for (let times = 0; times < 25; times += 1) {
      await editEvent(db, organizer, event.id, { ...event.form, place: `Salle ${times}` });
      await post();
    }
    expect(await stateOf(email)).toEqual({ sent: 20, dropped: 6 });
    await cancelEvent(db, organizer, event.id, '');
    await post();
    expect(await stateOf(email)).toEqual({ sent: 21, dropped: 6 });
  });

  test('counts the seats of who is added and removed in turns', async () => {
    const event = await anEvent(organizer, await aCommunity(organizer), { capacity: 1 });
    const { email } = await aGuest();
    for (let times = 0; times < 4; times += 1) {
      const first = await addPerson(db, organizer, event.id, { name: 'A', email: (await aGuest()).email });
      const next = await addPerson(db, organizer, event.id, { name: 'B', email });
      await post();
      if (!first.ok || !next.ok) throw new Error('not added');
      await removePerson(db, organizer, event.id, first.rsvpId);
      await post();
      await removePerson(db, organizer, event.id, next.rsvpId);
      await post();
    }
    const given = await db
      .selectFrom('letters')
      .select('id')
      .where('email', '=', email)
      .where('kind', '=', 'seat-given')
      .execute();
    expect(given).toHaveLength(4);
    expect(await stateOf(email)).toEqual({ sent: 6, dropped: 6 });
  });

  test('is one reminder of an event, however often it is moved', async () => {
    const event = await anEvent(organizer, await aCommunity(organizer));
    const { id, email } = await aGuest();
    await answerEvent(db, { eventId: event.id, contactId: id, answer: 'going' });
    await post();
    await db
      .updateTable('events')
      .set({ published_at: new Date(Date.now() - 5 * 86_400_000) })
      .where('id', '=', event.id)
      .execute();
    for (let times = 0; times < 3; times += 1) {
      await editEvent(db, organizer, event.id, { ...event.form, ends: evening(10, `2${times}:45`) });
      await beginsIn(event.id, 20);
      await remindOfComingEvents(db);
      await post();
    }
    const reminders = await db
      .selectFrom('letters')
      .select('state')
      .where('email', '=', email)
      .where('kind', '=', 'event-near')
      .execute();
    expect(reminders.map(({ state }) => state).sort()).toEqual(['dropped', 'dropped', 'sent']);
  });

  test('tells of changes and cancellations only who answered or was really written to', async () => {
    const own = await aCommunity(organizer);
    const told = await anEvent(organizer, own);
    const [{ email }, willing] = [await aGuest(), await aGuest()];
    const people = [{ email, name: '' }];
    for (let times = 0; times < 6; times += 1) {
      await sendInvitations(db, organizer, told.id, { people, message: '', language: 'fr' });
      await post();
      const [invited] = await listInvitations(db, asViewer(organizer), told.id);
      if (times < 5) await revokeInvitation(db, organizer, told.id, invited?.id ?? '');
    }
    const untold = await anEvent(organizer, own);
    const added = await anEvent(organizer, own);
    await sendInvitations(db, organizer, untold.id, { people, message: '', language: 'fr' });
    await addPerson(db, organizer, added.id, { name: 'Ada', email });
    await answerEvent(db, { eventId: untold.id, contactId: willing.id, answer: 'maybe' });
    await post();
    // An answer whose letters are no longer kept is an answer all the same.
    await db.deleteFrom('letters').where('email', '=', willing.email).execute();
    for (const { id, form } of [untold, added])
      await editEvent(db, organizer, id, { ...form, place: 'Ailleurs' });
    await post();
    expect(await stateOf(email)).toEqual({ sent: 6, dropped: 4 });
    for (const { id } of [untold, added]) await cancelEvent(db, organizer, id, '');
    await post();
    expect(await stateOf(email)).toEqual({ sent: 6, dropped: 6 });
    expect(await stateOf(willing.email)).toEqual({ sent: 2, dropped: 0 });
    await cancelEvent(db, organizer, told.id, '');
    await post();
    expect(await stateOf(email)).toEqual({ sent: 7, dropped: 6 });
  });

  test('is twelve unasked letters of all communities together; what they answered themselves goes on', async () => {
    const { id, email } = await aGuest();
    const lively = await anEvent(organizer, await aCommunity(organizer));
    for (const answer of ['maybe', 'going'] as const) {
      await answerEvent(db, { eventId: lively.id, contactId: id, answer });
      await post();
    }
    for (let made = 0; made < 3; made += 1) {
      const own = await aCommunity(organizer);
      for (let times = 0; times < 5; times += 1) {
        const { id: eventId } = await anEvent(organizer, own);
        await sendInvitations(db, organizer, eventId, {
          people: [{ email, name: '' }],
          message: '',
          language: 'fr',
        });
        await post();
      }
    }
    expect(await stateOf(email)).toEqual({ sent: 2 + 12, dropped: 3 });
    await answerEvent(db, { eventId: lively.id, contactId: id, answer: 'declined' });
    await post();
    expect(await stateOf(email)).toEqual({ sent: 15, dropped: 3 });
  });
});
