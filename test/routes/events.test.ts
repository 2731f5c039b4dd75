import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { createEvent } from '#app/domain/events/commands/write-event.server';
import type { EventForm } from '#app/domain/events/rules';
import { sendInvitations } from '#app/domain/invitations/commands/send-invitations.server';
import type { Self } from '#app/domain/members/rules';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { removePerson } from '#app/domain/rsvps/commands/door.server';
import * as home from '#app/routes/_index/route';
import * as list from '#app/routes/events._index/route';
import * as page from '#app/routes/events.$event/route';
import { db } from '#db/client';
import { aCommunity, aGuest, aMember, anEvent, beginsIn, eventForm, joins } from '../support/people';
import { render } from '../support/render';
import { cookieOf, visit } from '../support/visit';

const SECRETS = { address: '9 bis, rue Cachée', onlineUrl: 'https://visio.example.org/secret' };

let organizer: Self;
let member: Self;
let outsider: Self;
let community: { id: string; tag: string };
let cookies: { organizer: string; member: string; outsider: string };

beforeAll(async () => {
  [organizer, member, outsider] = [await aMember('Zoé'), await aMember('Maud'), await aMember('Ailleurs')];
  community = await aCommunity(organizer);
  await joins(member, community);
  await aCommunity(outsider);
  cookies = {
    organizer: await cookieOf(organizer),
    member: await cookieOf(member),
    outsider: await cookieOf(outsider),
  };
});

const at = (event: { slug: string }) => `/events/${event.slug}`;
const see = (event: { slug: string }, cookie?: string, query = '') =>
  visit(page.loader, at(event) + query, { params: { event: event.slug }, cookie });
const press = (event: { slug: string }, cookie: string | undefined, form: Record<string, string>) =>
  visit(page.action, at(event), { params: { event: event.slug }, cookie, form });
const rsvps = (eventId: string) =>
  db.selectFrom('rsvps').selectAll().where('event_id', '=', eventId).orderBy('created_at').execute();
const goes = async (eventId: string) => {
  const { id } = await aGuest();
  const answered = await answerEvent(db, { eventId, contactId: id, answer: 'going' });
  if (!answered.ok) throw new Error(answered.reason);
  return answered;
};

describe('who may open an event', () => {
  const everybody = async (event: { slug: string }) =>
    Promise.all(
      [undefined, cookies.outsider, cookies.member, cookies.organizer].map(
        async (cookie) => (await see(event, cookie)).status,
      ),
    );

  test('public: everybody', async () => {
    expect(await everybody(await anEvent(organizer, community))).toEqual([200, 200, 200, 200]);
  });

  test('of its community: its members, and the others meet the page of no event at all', async () => {
    const event = await anEvent(organizer, community, { visibility: 'community' });
    expect(await everybody(event)).toEqual([404, 404, 200, 200]);
    const none = await see({ slug: 'no-such-event' });
    const closed = await see(event);
    expect([closed.status, closed.data]).toEqual([none.status, none.data]);
    expect((await press(event, cookies.outsider, { answer: 'going' })).status).toBe(404);
    expect(await rsvps(event.id)).toEqual([]);
  });

  test('a draft: its organizers', async () => {
    const made = await createEvent(db, organizer, eventForm(community));
    if (!made.ok) throw new Error('no draft');
    expect(await everybody(made)).toEqual([404, 404, 404, 200]);
  });
});

describe('what is kept for those going', () => {
  const hidden = (more: Partial<EventForm> = {}) =>
    anEvent(organizer, community, {
      ...SECRETS,
      addressVisibility: 'going',
      accessNotes: 'Code 612',
      ...more,
    });

  test('is neither in the page nor in its data for the others, and is for them', async () => {
    const event = await hidden();
    const html = async (cookie?: string) =>
      (await render({ path: 'events/:event', module: page }, at(event), cookie)).html;
    for (const cookie of [undefined, cookies.outsider, cookies.member]) {
      const seen = JSON.stringify((await see(event, cookie)).data) + (await html(cookie));
      for (const secret of [SECRETS.address, SECRETS.onlineUrl, 'Code 612'])
        expect(seen).not.toContain(secret);
      expect(seen).toContain('La Cave');
    }
    await press(event, cookies.member, { answer: 'going' });
    const seen = await html(cookies.member);
    expect(seen).toContain(SECRETS.address);
    expect(seen).toContain(SECRETS.onlineUrl);
    expect(seen).toContain('openstreetmap.org/search?query=9+bis%2C+rue+Cach%C3%A9e');
    expect(await html(cookies.organizer)).toContain(SECRETS.address);
  });

  test('the link is for those away too, the address is not', async () => {
    const event = await hidden();
    await press(event, cookies.member, { answer: 'remote' });
    const { event: seen } = (await see(event, cookies.member)).data;
    expect([seen.onlineUrl, seen.address, seen.kept]).toEqual([
      SECRETS.onlineUrl,
      null,
      { address: true, online: false },
    ]);
  });

  test('a name is shown to those its bearer chose; the others see a silhouette', async () => {
    const event = await anEvent(organizer, community);
    const names = async (cookie?: string) =>
      (await see(event, cookie)).data.event.seated.map((one: { name: string | null }) => one.name);
    await press(event, cookies.member, { answer: 'going' });
    expect(await names()).toEqual([null]);
    expect(await names(cookies.member)).toEqual(['Maud']);
    expect(await names(cookies.organizer)).toEqual(['Maud']);
    expect(JSON.stringify((await see(event)).data)).not.toContain(member.handle);
    expect((await press(event, cookies.member, { seenBy: 'going' })).location).toBe(at(event));
    expect(await names()).toEqual([null]);
    await press(event, cookies.outsider, { answer: 'going' });
    expect(await names(cookies.outsider)).toEqual(['Maud', 'Ailleurs']);
    await press(event, cookies.member, { seenBy: 'everyone' });
    expect(await names()).toEqual(['Maud', null]);
    expect((await rsvps(event.id)).map((row) => row.answer)).toEqual(['going', 'going']);
  });
});

describe('answering', () => {
  test('a member’s answer is taken and shown', async () => {
    const event = await anEvent(organizer, community);
    const answered = await press(event, cookies.member, { answer: 'going' });
    expect([answered.status, answered.location]).toEqual([303, at(event)]);
    const { event: seen } = (await see(event, cookies.member)).data;
    expect(seen).toMatchObject({ held: 1, own: { answer: 'going', seat: 'held', seenBy: 'organizers' } });
    expect(seen.seated).toMatchObject([{ me: true, name: 'Maud' }]);
  });

  test('an organizer may come as well, and nobody twice', async () => {
    const event = await anEvent(organizer, community);
    for (const answer of ['maybe', 'going', 'going']) await press(event, cookies.organizer, { answer });
    expect(await rsvps(event.id)).toHaveLength(1);
  });

  test('a session that ended loses no answer: it goes on as a guest’s', async () => {
    const event = await anEvent(organizer, community);
    const answered = await press(event, undefined, { answer: 'remote' });
    expect(answered.location).toBe(`${at(event)}/guest?answer=remote`);
    expect(await rsvps(event.id)).toEqual([]);
  });

  test('what is no answer is said to be none', async () => {
    const event = await anEvent(organizer, community);
    const forms: Record<string, string>[] = [{ answer: 'perhaps' }, {}, { seenBy: 'nobody' }];
    for (const form of forms) {
      const refused = await press(event, cookies.member, form);
      expect([refused.status, refused.data]).toEqual([400, { refused: 'answer' }]);
    }
    expect(await rsvps(event.id)).toEqual([]);
  });

  test('looking changes nothing, whatever the address preselects', async () => {
    const event = await anEvent(organizer, community);
    const { data } = await see(event, cookies.member, '?answer=going');
    expect(data.preselected).toBe('going');
    expect(await rsvps(event.id)).toEqual([]);
  });

  test('refused after the deadline, where a seat is asked for', async () => {
    const event = await anEvent(organizer, community);
    await db
      .updateTable('events')
      .set({ rsvp_deadline: new Date(Date.now() - 60_000) })
      .where('id', '=', event.id)
      .execute();
    expect((await see(event, cookies.member)).data.event).toMatchObject({ canGo: false, closed: null });
    const refused = await press(event, cookies.member, { answer: 'going' });
    expect([refused.status, refused.data]).toEqual([409, { refused: 'deadlinePassed' }]);
    expect((await press(event, cookies.member, { answer: 'remote' })).status).toBe(303);
  });

  test('refused where it is cancelled, which the page says with its organizer’s word', async () => {
    const event = await anEvent(organizer, community);
    await cancelEvent(db, organizer, event.id, 'La cave est inondée.');
    expect((await press(event, cookies.member, { answer: 'going' })).data).toEqual({ refused: 'cancelled' });
    const { status, html } = await render({ path: 'events/:event', module: page }, at(event));
    expect(status).toBe(200);
    expect(html).toContain('La cave est inondée.');
    expect(html).not.toContain('name="answer"');
  });

  test('refused once it is over, and to who was taken off the list', async () => {
    const past = await anEvent(organizer, community);
    await beginsIn(past.id, -5);
    expect((await press(past, cookies.member, { answer: 'going' })).data).toEqual({ refused: 'over' });
    const event = await anEvent(organizer, community);
    await press(event, cookies.member, { answer: 'going' });
    const [taken] = await rsvps(event.id);
    await removePerson(db, organizer, event.id, taken?.id ?? '');
    expect((await press(event, cookies.member, { answer: 'going' })).data).toEqual({ refused: 'removed' });
    expect((await see(event, cookies.member)).data.event.closed).toBe('removed');
  });
});

describe('a full evening', () => {
  test('says so before one answers, then where one stands; a seat given back is the next one’s', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    const first = await goes(event.id);
    await goes(event.id);
    expect((await see(event, cookies.member)).data.event).toMatchObject({ free: 0, held: 1, waiting: 1 });
    await press(event, cookies.member, { answer: 'going' });
    expect((await see(event, cookies.member)).data.event.own).toMatchObject({ seat: 'waiting', position: 2 });
    const { contact_id } = await db
      .selectFrom('rsvps')
      .select('contact_id')
      .where('id', '=', first.rsvpId)
      .executeTakeFirstOrThrow();
    await answerEvent(db, { eventId: event.id, contactId: contact_id, answer: 'declined' });
    expect((await see(event, cookies.member)).data.event.own).toMatchObject({ seat: 'waiting', position: 1 });
  });

  test('an offered seat says until when, and is taken or left', async () => {
    const event = await anEvent(organizer, community, { capacity: 1, lateSeats: 'offer' });
    await beginsIn(event.id, 10);
    const first = await goes(event.id);
    await press(event, cookies.member, { answer: 'going' });
    const { contact_id } = await db
      .selectFrom('rsvps')
      .select('contact_id')
      .where('id', '=', first.rsvpId)
      .executeTakeFirstOrThrow();
    await answerEvent(db, { eventId: event.id, contactId: contact_id, answer: 'declined' });
    const { own, free } = (await see(event, cookies.member)).data.event;
    expect(own.seat).toBe('offered');
    expect(own.offeredUntil.hour).toMatch(/^\d{1,2}\u00a0h/);
    expect(free).toBe(0);
    await press(event, cookies.member, { answer: 'going' });
    expect((await see(event, cookies.member)).data.event.own.seat).toBe('held');
  });

  test('sixty members at once for ten seats: ten in, the others in line', async () => {
    const event = await anEvent(organizer, community, { capacity: 10 });
    const crowd = await Promise.all(Array.from({ length: 60 }, () => aMember()));
    const theirs = await Promise.all(crowd.map((one) => cookieOf(one)));
    const answers = await Promise.all(theirs.map((cookie) => press(event, cookie, { answer: 'going' })));
    expect(answers.map(({ status }) => status)).toEqual(Array(60).fill(303));
    const rows = await rsvps(event.id);
    expect(rows.filter(({ seat }) => seat === 'held')).toHaveLength(10);
    const line = rows.filter(({ seat }) => seat === 'waiting').map((row) => Number(row.waiting_no));
    expect(line.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const last = rows.find((row) => Number(row.waiting_no) === 1);
    const held = rows.find(({ seat }) => seat === 'held');
    const leaving = crowd.findIndex((one) => one.contactId === held?.contact_id);
    await press(event, theirs[leaving], { answer: 'declined' });
    const next = (await rsvps(event.id)).find((row) => row.id === last?.id);
    expect(next?.seat).toBe('held');
  }, 30_000);
});

describe('lists', () => {
  const titles = (data: { months: { rows: { title: string }[] }[] }) =>
    data.months.flatMap(({ rows }) => rows.map(({ title }) => title));

  test('show each reader what they may find', async () => {
    const title = (name: string) => `${name} ${community.tag}`;
    await anEvent(organizer, community, { title: title('Ouverte') });
    await anEvent(organizer, community, { title: title('Entre nous'), visibility: 'community' });
    const byLink = await anEvent(organizer, community, { title: title('Par lien'), visibility: 'link' });
    await answerEvent(db, { eventId: byLink.id, contactId: outsider.contactId, answer: 'going' });
    const found = async (cookie?: string) =>
      titles((await visit(list.loader, '/events', { cookie })).data).filter((one) =>
        one.endsWith(community.tag),
      );
    expect(await found()).toEqual([title('Ouverte')]);
    expect((await found(cookies.member)).sort()).toEqual([title('Entre nous'), title('Ouverte')]);
    expect((await found(cookies.outsider)).sort()).toEqual([title('Ouverte'), title('Par lien')]);
    const mine = await visit(list.loader, '/events?mine', { cookie: cookies.outsider });
    expect(titles(mine.data)).toContain(title('Par lien'));
    expect(titles(mine.data)).not.toContain(title('Ouverte'));
  });

  test('of one’s own are for members', async () => {
    expect((await visit(list.loader, '/events?mine')).location).toBe('/login?next=%2Fevents%3Fmine');
  });

  test('past ones are apart', async () => {
    const event = await anEvent(organizer, community, { title: `Hier ${community.tag}` });
    await beginsIn(event.id, -20);
    expect(titles((await visit(list.loader, '/events?past')).data)).toContain(`Hier ${community.tag}`);
    expect(titles((await visit(list.loader, '/events')).data)).not.toContain(`Hier ${community.tag}`);
  });
});

describe('home', () => {
  let reader: Self;
  let cookie: string;
  beforeEach(async () => {
    reader = await aMember('Lila');
    cookie = await cookieOf(reader);
  });
  const hers = async () => (await visit(home.loader, '/', { cookie })).data.member;

  test('a stranger is told what this is, and shown only what is public', async () => {
    const secret = await anEvent(organizer, community, { title: 'Secrète', visibility: 'community' });
    await beginsIn(secret.id, 1);
    const { data } = await visit(home.loader, '/');
    expect(data.member).toBeNull();
    expect(JSON.stringify(data.stranger)).not.toContain('Secrète');
    const { status, html } = await render({ path: '', module: home }, '/');
    expect(status).toBe(200);
    expect(html).toContain('/join');
  });

  test('a member begins with the seat that is held, then the answers they owe', async () => {
    expect((await hers()).feature).toBeNull();
    const invited = await anEvent(organizer, community, { title: 'On vous attend' });
    await sendInvitations(db, organizer, invited.id, {
      people: [{ email: reader.email, name: reader.name }],
      message: '',
      language: 'fr',
    });
    expect((await hers()).feature).toMatchObject({ kind: 'invited', inviter: 'Zoé' });
    const seat = await anEvent(organizer, community, { title: 'La place' });
    await press(seat, cookie, { answer: 'going' });
    const home = await hers();
    expect(home.feature).toMatchObject({ kind: 'seatHeld', event: { title: 'La place' } });
    expect(home.awaiting).toMatchObject([{ title: 'On vous attend', inviter: 'Zoé' }]);
    await press(invited, cookie, { answer: 'declined' });
    expect((await hers()).awaiting).toEqual([]);
  });
});
