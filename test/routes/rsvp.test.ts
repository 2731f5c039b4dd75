import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { revokeInvitation, sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import { linkToken } from '#app/domain/members/links.server';
import type { Self } from '#app/domain/members/rules';
import { mintSecret } from '#app/domain/members/secrets.server';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { rsvpToken } from '#app/domain/rsvps/queries.server';
import { forgetAttempts } from '#app/http/limits.server';
import * as eventPage from '#app/routes/events.$event/route';
import * as guest from '#app/routes/events.$event_.guest';
import * as invitation from '#app/routes/i.$token';
import * as opened from '#app/routes/i.$token_.opened';
import * as language from '#app/routes/language';
import * as own from '#app/routes/rsvp.$token';
import * as confirm from '#app/routes/rsvp.confirm.$token';
import { db } from '#db/client';
import { aCommunity, aGuest, aMember, anEvent, beginsIn } from '../support/people';
import { render } from '../support/render';
import { cookieOf, visit } from '../support/visit';

let organizer: Self;
let community: { id: string; tag: string };

beforeAll(async () => {
  organizer = await aMember('Zoé');
  community = await aCommunity(organizer);
});

type Event = { id: string; slug: string };

const rsvps = (event: Event) =>
  db.selectFrom('rsvps').selectAll().where('event_id', '=', event.id).orderBy('created_at').execute();

let invited = 0;
async function invite(event: Event, message = 'Viens, il y aura du gâteau.') {
  invited += 1;
  const email = `invited${invited}@example.org`;
  await sendInvitations(db, organizer, event.id, {
    people: [{ email, name: 'Josette' }],
    message,
    language: 'fr',
  });
  const row = await db
    .selectFrom('invitations as i')
    .innerJoin('contacts as c', 'c.id', 'i.contact_id')
    .selectAll('i')
    .where('c.email', '=', email)
    .executeTakeFirstOrThrow();
  return { ...row, token: await linkToken(db, 'invitation', row) };
}

const openInvitation = (token: string, query = '', cookie?: string) =>
  visit(invitation.loader, `/i/${token}${query}`, { params: { token }, cookie });
const answerInvitation = (token: string, form: Record<string, string>, query = '', cookie?: string) =>
  visit(invitation.action, `/i/${token}${query}`, { params: { token }, form, cookie });
const openOwn = (token: string, query = '') =>
  visit(own.loader, `/rsvp/${token}${query}`, { params: { token } });
const change = (token: string, form: Record<string, string>) =>
  visit(own.action, `/rsvp/${token}`, { params: { token }, form });

async function seated(event: Event, answer: 'going' | 'remote' = 'going') {
  const { id, name } = await aGuest('Albert');
  const answered = await answerEvent(db, { eventId: event.id, contactId: id, name, answer });
  if (!answered.ok) throw new Error(answered.reason);
  return { contact: id, rsvp: answered.rsvpId, token: await rsvpToken(db, answered.rsvpId) };
}

/** Everything the database holds, as one figure. */
async function everything(): Promise<string> {
  const tables = [
    'contacts',
    'invitations',
    'rsvps',
    'rsvp_requests',
    'secrets',
    'events',
    'notices',
    'letters',
  ];
  const sums = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{ sum: string }>`
        select coalesce(md5(string_agg(t::text, '' order by t::text)), '') as sum from ${sql.table(table)} t`.execute(
        db,
      );
      return rows[0]?.sum;
    }),
  );
  return sums.join();
}

describe('a mailed link', () => {
  test('changes nothing when it is opened, by whatever opens every link of a letter', async () => {
    const event = await anEvent(organizer, community);
    const { token } = await invite(event);
    const { token: rsvp } = await seated(event);
    const request = await db
      .insertInto('rsvp_requests')
      .values({
        event_id: event.id,
        email: 'odile@example.org',
        name: 'Odile',
        answer: 'going',
        seen_by: 'everyone',
        language: 'fr',
        expires_at: new Date(Date.now() + 3_600_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const secret = await mintSecret(db, {
      purpose: 'confirm-rsvp',
      email: 'odile@example.org',
      object: request.id,
    });
    const before = await everything();
    const links = [
      [{ path: 'i/:token', module: invitation }, `/i/${token}?answer=going&lng=fr`],
      [{ path: 'rsvp/:token', module: own }, `/rsvp/${rsvp}?answer=declined`],
      [{ path: 'rsvp/confirm/:token', module: confirm }, `/rsvp/confirm/${secret}`],
      [{ path: 'events/:event', module: eventPage }, `/events/${event.slug}?answer=going`],
    ] as const;
    for (const [page, path] of links) {
      for (const method of ['GET', 'HEAD'] as const) {
        expect((await render(page, path, undefined, method)).status).toBe(200);
      }
    }
    expect(await everything()).toBe(before);
  });
});

describe('an invitation', () => {
  test('shows the event as its invitee may see it, with the inviter’s word', async () => {
    const event = await anEvent(organizer, community, {
      visibility: 'community',
      addressVisibility: 'going',
      address: '9 bis, rue Cachée',
    });
    const { token } = await invite(event);
    const { status, data } = await openInvitation(token, '?answer=remote');
    expect(status).toBe(200);
    expect(data).toMatchObject({ title: 'Le gâteau d’abord', unlisted: true });
    expect(data.page).toMatchObject({
      inviter: 'Zoé',
      message: 'Viens, il y aura du gâteau.',
      preselected: 'remote',
      event: { address: null, reader: { name: 'Josette' }, own: null },
    });
    expect(JSON.stringify(data)).not.toContain('rue Cachée');
    expect((await visit(eventPage.loader, '/', { params: { event: event.slug } })).status).toBe(404);
  });

  test('is answered in one press, as its contact, and goes on to their own page', async () => {
    const event = await anEvent(organizer, community);
    const { token, contact_id } = await invite(event);
    const answered = await answerInvitation(token, { answer: 'going' }, '?answer=going&lng=en');
    const [row] = await rsvps(event);
    expect(row).toMatchObject({ contact_id, answer: 'going', seat: 'held', seen_by: 'organizers' });
    expect([answered.status, answered.location]).toEqual([
      303,
      `/rsvp/${await rsvpToken(db, row?.id ?? '')}?lng=en`,
    ]);
    const contact = await db
      .selectFrom('contacts')
      .select('verified_at')
      .where('id', '=', contact_id)
      .executeTakeFirst();
    expect(contact?.verified_at).not.toBeNull();
  });

  test('speaks for its contact, whoever is signed in', async () => {
    const event = await anEvent(organizer, community);
    const { token, contact_id } = await invite(event);
    const other = await aMember('Autre');
    const cookie = await cookieOf(other);
    expect((await openInvitation(token, '', cookie)).data.page).toMatchObject({
      onBehalfOf: 'Josette',
      event: { reader: { name: 'Josette' } },
    });
    await answerInvitation(token, { answer: 'maybe' }, '', cookie);
    expect((await rsvps(event)).map((row) => row.contact_id)).toEqual([contact_id]);
  });

  test('taken back, over, or made up: a page that says so, and takes no answer', async () => {
    const event = await anEvent(organizer, community);
    const { id, token } = await invite(event);
    await revokeInvitation(db, organizer, event.id, id);
    const over = await anEvent(organizer, community);
    const late = await invite(over);
    await beginsIn(over.id, -40);
    for (const one of [token, late.token, 'A'.repeat(43), 'x', `${'A'.repeat(42)}%`]) {
      const { status, data } = await openInvitation(one);
      expect([status, data.page]).toEqual([410, null]);
      expect((await answerInvitation(one, { answer: 'going' })).location).toBe(`/i/${one}`);
    }
    expect(await rsvps(event)).toEqual([]);
  });

  test('is noted as opened by a touch of a person’s, and not by a made-up token', async () => {
    const event = await anEvent(organizer, community);
    const { id, token } = await invite(event);
    const touch = (one: string) =>
      visit(opened.action, `/i/${one}/opened`, { params: { token: one }, form: {} });
    const openedAt = async () =>
      (await db.selectFrom('invitations').select('opened_at').where('id', '=', id).executeTakeFirst())
        ?.opened_at;
    await openInvitation(token);
    expect((await touch('A'.repeat(43))).data).toEqual((await touch('B')).data);
    expect(await openedAt()).toBeNull();
    await touch(token);
    expect(await openedAt()).not.toBeNull();
  });

  test('to what is cancelled says so, and refuses an answer', async () => {
    const event = await anEvent(organizer, community);
    const { token } = await invite(event);
    await cancelEvent(db, organizer, event.id, 'Plus de gâteau.');
    expect((await openInvitation(token)).data.page.event).toMatchObject({
      phase: 'cancelled',
      closed: 'cancelled',
      cancellationNote: 'Plus de gâteau.',
    });
    expect((await answerInvitation(token, { answer: 'going' })).data).toEqual({ refused: 'cancelled' });
  });

  test('sixty at once for ten seats: ten in, the others in line', async () => {
    const event = await anEvent(organizer, community, { capacity: 10 });
    const tokens = [];
    for (let n = 0; n < 60; n += 1) tokens.push((await invite(event)).token);
    const answers = await Promise.all(tokens.map((token) => answerInvitation(token, { answer: 'going' })));
    expect(answers.every(({ status }) => status === 303)).toBe(true);
    const rows = await rsvps(event);
    expect(rows.filter(({ seat }) => seat === 'held')).toHaveLength(10);
    expect(new Set(rows.map((row) => row.waiting_no)).size).toBe(51);
  }, 30_000);
});

describe('one’s own page', () => {
  test('shows where one stands, and what is kept for those going', async () => {
    const event = await anEvent(organizer, community, {
      visibility: 'link',
      addressVisibility: 'going',
      address: '9 bis, rue Cachée',
    });
    const { token } = await seated(event);
    const { data } = await openOwn(token);
    expect(data.page.event).toMatchObject({
      address: '9 bis, rue Cachée',
      own: { answer: 'going', seat: 'held' },
      reader: { name: 'Albert' },
    });
    expect(data.page.calendarUrl).toBe(`/events/${event.slug}.ics?key=${token}`);
    expect(data.unlisted).toBe(true);
  });

  test('a seat is given back in one press, and is the next one’s', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    const first = await seated(event);
    const second = await seated(event);
    expect((await openOwn(second.token)).data.page.event.own).toMatchObject({ seat: 'waiting', position: 1 });
    const { status, data } = await openOwn(first.token, '?answer=declined');
    expect([status, data.page.preselected]).toEqual([200, 'declined']);
    expect((await change(first.token, { answer: 'declined' })).location).toBe(`/rsvp/${first.token}`);
    expect((await openOwn(second.token)).data.page.event.own).toMatchObject({ seat: 'held', position: null });
  });

  test('who sees them is one press, and theirs alone', async () => {
    const event = await anEvent(organizer, community);
    const { token, rsvp } = await seated(event);
    const other = await seated(event);
    await change(token, { seenBy: 'everyone' });
    const rows = await rsvps(event);
    expect(rows.find(({ id }) => id === rsvp)?.seen_by).toBe('everyone');
    expect(rows.find(({ id }) => id === other.rsvp)?.seen_by).toBe('organizers');
    const { data } = await visit(eventPage.loader, '/', { params: { event: event.slug } });
    expect(data.event.seated.map((one: { name: string | null }) => one.name)).toEqual(['Albert', null]);
  });

  test('a made-up, altered or outlived token is no page', async () => {
    const event = await anEvent(organizer, community);
    const { token } = await seated(event);
    const altered = (token.endsWith('A') ? 'Q' : 'A') + token.slice(1);
    const { token: invitationToken } = await invite(event);
    for (const one of ['x', altered, invitationToken]) expect((await openOwn(one)).status).toBe(410);
    await beginsIn(event.id, -24 * 40);
    expect((await openOwn(token)).status).toBe(410);
    await change(token, { answer: 'declined' });
    expect((await rsvps(event))[0]?.answer).toBe('going');
  });

  test('the language chosen there is its contact’s', async () => {
    const event = await anEvent(organizer, community);
    const { token, contact } = await seated(event);
    const chosen = await visit(language.action, '/language', {
      form: { language: 'en', next: `/rsvp/${token}?lng=fr` },
    });
    expect(chosen.location).toBe(`/rsvp/${token}?lng=fr`);
    const languageOf = async (id: string) =>
      (await db.selectFrom('contacts').select('language').where('id', '=', id).executeTakeFirst())?.language;
    expect(await languageOf(contact)).toBe('en');
    const { token: letter, contact_id } = await invite(event);
    await visit(language.action, '/language', { form: { language: 'en', next: `/i/${letter}` } });
    expect(await languageOf(contact_id)).toBe('en');
  });
});

describe('a guest', () => {
  const typed = (more: Record<string, string> = {}) => ({
    name: 'Élodie',
    email: 'elodie@example.org',
    answer: 'going',
    seenBy: 'everyone',
    ...more,
  });
  const post = (event: Event, form: Record<string, string>, ip?: string) =>
    visit(guest.action, `/events/${event.slug}/guest`, { params: { event: event.slug }, form, ip });

  async function secretOf(email: string): Promise<string> {
    const { id } = await db
      .selectFrom('rsvp_requests')
      .select('id')
      .where('email', '=', email)
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    return mintSecret(db, { purpose: 'confirm-rsvp', email, object: id });
  }

  test('has no seat before the address is confirmed, then a page of their own', async () => {
    const event = await anEvent(organizer, community);
    const sent = await post(event, typed());
    expect([sent.status, sent.location]).toEqual([303, `/events/${event.slug}/guest/sent`]);
    expect(await rsvps(event)).toEqual([]);
    const token = await secretOf('elodie@example.org');
    const shown = await visit(confirm.loader, `/rsvp/confirm/${token}`, { params: { token } });
    expect(shown.data.waiting).toMatchObject({ name: 'Élodie', answer: 'going', title: 'Le gâteau d’abord' });
    const press = () => visit(confirm.action, `/rsvp/confirm/${token}`, { params: { token }, form: {} });
    const confirmed = await press();
    const [row] = await rsvps(event);
    expect(row).toMatchObject({ answer: 'going', seat: 'held', seen_by: 'everyone' });
    expect(confirmed.location).toBe(`/rsvp/${await rsvpToken(db, row?.id ?? '')}`);
    expect((await press()).status).toBe(410);
    const again = await visit(confirm.loader, `/rsvp/confirm/${token}`, { params: { token } });
    expect([again.status, again.data.waiting]).toEqual([410, null]);
  });

  test('is asked to confirm twenty times a day at most, from wherever the address is typed', async () => {
    const event = await anEvent(organizer, community);
    const email = 'often@example.org';
    const ask = (ip: string) => post(event, typed({ email }), ip);
    const hour = async (answers: number, ip: string) => {
      await forgetAttempts('guestRsvp', email);
      const statuses: number[] = [];
      for (let times = 0; times < answers; times += 1) statuses.push((await ask(ip)).status);
      return statuses;
    };
    expect(await hour(10, '192.0.2.71')).toEqual(Array(10).fill(303));
    expect(await hour(12, '192.0.2.72')).toEqual([...Array(10).fill(303), 429, 429]);
  });

  test('is told the same, whether the address is a member’s, a guest’s or nobody’s', async () => {
    const event = await anEvent(organizer, community);
    const known = await aGuest();
    const answers = [];
    for (const email of [organizer.email, known.email, 'nobody@example.org']) {
      const { status, location, data } = await post(event, typed({ email }));
      answers.push([status, location, data]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('loses nothing that was typed to a mistake, which is said at its field', async () => {
    const event = await anEvent(organizer, community);
    const refused = await post(event, typed({ email: 'elodie', name: '' }));
    expect(refused.status).toBe(400);
    expect(refused.data.reply).toMatchObject({
      initialValue: { email: 'elodie', answer: 'going', seenBy: 'everyone' },
      error: { email: ['email'], name: ['required'] },
    });
    expect(
      await db.selectFrom('rsvp_requests').select('id').where('event_id', '=', event.id).execute(),
    ).toEqual([]);
  });

  test('is slowed down after a dozen tries for one address, and keeps what was typed', async () => {
    const event = await anEvent(organizer, community);
    const email = 'again@example.org';
    for (let n = 0; n < 12; n += 1) expect((await post(event, typed({ email }))).status).toBe(303);
    const slow = await post(event, typed({ email }));
    expect(slow.status).toBe(429);
    expect(slow.data.reply.initialValue).toMatchObject({ name: 'Élodie', email });
  });

  test('cannot answer what they may not open, nor what takes no answers', async () => {
    const closed = await anEvent(organizer, community, { visibility: 'community' });
    expect((await post(closed, typed())).status).toBe(404);
    const event = await anEvent(organizer, community);
    await cancelEvent(db, organizer, event.id, '');
    expect((await post(event, typed())).data).toMatchObject({ refused: 'cancelled' });
    const looked = await visit(guest.loader, '/', { params: { event: event.slug } });
    expect(looked.location).toBe(`/events/${event.slug}`);
  });

  test('whose evening filled up meanwhile stands in line', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    await post(event, typed({ email: 'late@example.org' }));
    await seated(event);
    const token = await secretOf('late@example.org');
    await visit(confirm.action, `/rsvp/confirm/${token}`, { params: { token }, form: {} });
    expect((await rsvps(event)).map(({ seat }) => seat)).toEqual(['held', 'waiting']);
  });
});
