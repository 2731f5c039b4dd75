import { beforeAll, describe, expect, test } from 'vitest';
import { MOST_ADDRESSES } from '#app/domain/addresses/rules';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { createEvent } from '#app/domain/events/commands/write-event.server';
import { findEvent } from '#app/domain/events/queries.server';
import type { EventForm } from '#app/domain/events/rules';
import { listInvitations } from '#app/domain/invitations/queries.server';
import { ensureContact, unsubscribeContact } from '#app/domain/members/contacts.server';
import type { Self } from '#app/domain/members/rules';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { listAttendees } from '#app/domain/rsvps/queries.server';
import * as attendees from '#app/routes/events.$event_.attendees/route';
import * as cancel from '#app/routes/events.$event_.cancel';
import * as edit from '#app/routes/events.$event_.edit/route';
import * as invitations from '#app/routes/events.$event_.invitations/route';
import * as letter from '#app/routes/events.$event_.letter';
import * as publish from '#app/routes/events.$event_.publish';
import * as create from '#app/routes/events.new/route';
import { db } from '#db/client';
import {
  aCommunity,
  aGuest,
  aMember,
  anEvent,
  asViewer,
  evening,
  eventForm,
  joins,
  noticesOf,
} from '../support/people';
import { cookieOf, visit } from '../support/visit';

let organizer: Self;
let member: Self;
let as: { organizer: string; member: string };
let community: { id: string; tag: string };

beforeAll(async () => {
  organizer = await aMember('Zoé Perchet');
  member = await aMember('Farid Alaoui');
  community = await aCommunity(organizer, 'Sansonnets');
  await joins(member, community);
  as = { organizer: await cookieOf(organizer), member: await cookieOf(member) };
});

/** The form as a browser posts it. */
const typed = (more: Partial<Record<keyof EventForm | 'act', string>> = {}): Record<string, string> => {
  const { startsFold, endsFold, capacity, ...form } = eventForm(community);
  return { ...form, capacity: '', title: 'Soupe et poèmes', ...more };
};
const post = (form: Record<string, string>, cookie = as.organizer) =>
  visit(create.action, '/events/new', { cookie, form });
const slugIn = (location: string | null) => /^\/events\/([^/?]+)/.exec(location ?? '')?.[1] ?? '';
const rowOf = (slug: string) =>
  db.selectFrom('events').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow();
const eventsCount = async () =>
  Number(
    (
      await db
        .selectFrom('events')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );
const aDraft = async (more: Partial<EventForm> = {}) => {
  const made = await createEvent(db, organizer, eventForm(community, more));
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made;
};

describe('calling a meetup', () => {
  test('asks a stranger to sign in, and who may call none to open a community', async () => {
    expect((await visit(create.loader, '/events/new')).location).toBe('/login?next=%2Fevents%2Fnew');
    const { data } = await visit(create.loader, '/events/new', { cookie: as.member });
    expect(data.communities).toEqual([]);
    const refused = await post(typed(), as.member);
    expect([refused.status, refused.data.error]).toEqual([422, { community: ['communityNotYours'] }]);
    expect(refused.data.initialValue.title).toBe('Soupe et poèmes');
  });

  test('begins with the reader’s zone and the community asked for', async () => {
    const second = await aCommunity(organizer, 'CaféDesTrains');
    const { data } = await visit(create.loader, '/events/new?community=CAFÉDESTRAINS', {
      cookie: as.organizer,
    });
    expect(data.written).toEqual({
      community: second.tag,
      hashtag: '#CaféDesTrains',
      timezone: 'Europe/Paris',
    });
    expect(data.zones).toContain('Europe/Paris');
  });

  test('makes a draft, which only its organizers see, and says nothing to anybody', async () => {
    const answer = await post(typed({ act: 'preview' }));
    expect(answer.status).toBe(303);
    const slug = slugIn(answer.location);
    expect(answer.location).toBe(`/events/${slug}`);
    expect((await rowOf(slug)).status).toBe('draft');
    expect(await findEvent(db, asViewer(member), slug)).toBeUndefined();
    const kept = await post(typed({ act: 'draft' }));
    expect(kept.location).toBe(`/events/${slugIn(kept.location)}/edit?kept`);
  });

  test('takes blanks for nothing where nothing is asked', async () => {
    const blank = {
      description: ' ',
      agenda: '\n',
      place: '  ',
      address: ' ',
      accessNotes: '\t',
      onlineUrl: ' ',
      capacity: ' ',
      rsvpDeadline: ' ',
    };
    const answer = await post(typed(blank));
    expect(answer.status).toBe(303);
    expect(await rowOf(slugIn(answer.location))).toMatchObject({ place: '', online_url: '', capacity: null });
  });

  test('publishes in one step', async () => {
    const answer = await post(typed({ act: 'publish', capacity: '24', visibility: 'link' }));
    const row = await rowOf(slugIn(answer.location));
    expect(row).toMatchObject({ status: 'published', capacity: 24, visibility: 'link' });
    expect(row.slug.length).toBeGreaterThan(26);
  });

  test('with what cannot be published leaves nothing behind', async () => {
    const before = await eventsCount();
    const answer = await post(typed({ act: 'publish', starts: evening(-3), ends: evening(-3, '23:30') }));
    expect([answer.status, answer.data.error]).toEqual([422, { starts: ['alreadyOver'] }]);
    expect(await eventsCount()).toBe(before);
  });

  test('finds the community by itself where there is but one', async () => {
    const alone = await aMember();
    const only = await aCommunity(alone, 'Seule');
    const form = typed();
    delete form.community;
    const answer = await post(form, await cookieOf(alone));
    expect((await rowOf(slugIn(answer.location))).community_id).toBe(only.id);
  });

  test('names every field to mend at once, and keeps everything typed', async () => {
    const wrong = typed({
      title: '',
      starts: evening(10, '19:00'),
      ends: evening(10, '18:00'),
      capacity: 'une douzaine',
      onlineUrl: 'javascript:alert(1)',
      visibility: 'privé',
    });
    const { status, data } = await post(wrong);
    expect(status).toBe(400);
    expect(data.error).toEqual({
      title: ['required'],
      ends: ['endsBeforeStart?end=18%3A00&suggestion=23%3A00'],
      capacity: ['number'],
      onlineUrl: ['url'],
      visibility: ['choice'],
    });
    const { title, ...kept } = wrong;
    expect(data.initialValue).toMatchObject(
      Object.fromEntries(Object.entries(kept).filter(([, value]) => value)),
    );
  });

  test('tells of dates together with a zone or a capacity that is none, each at its field', async () => {
    const wrong = { timezone: 'Europe/Pari', capacity: 'une douzaine' };
    const ends = ['endsBeforeStart?end=18%3A00&suggestion=23%3A00'];
    const backwards = { starts: evening(10, '19:00'), ends: evening(10, '18:00') };
    expect((await post(typed({ ...wrong, ...backwards }))).data.error).toEqual({
      timezone: ['timeZone'],
      capacity: ['number'],
      ends,
    });
    const late = { starts: '', ends: 'demain', rsvpDeadline: 'hier' };
    expect((await post(typed({ ...wrong, ...late }))).data.error).toEqual({
      timezone: ['timeZone'],
      capacity: ['number'],
      starts: ['required'],
      ends: ['dateUnreadable'],
      rsvpDeadline: ['dateUnreadable'],
    });
    // An hour that only some zones skip or double is not told of while no zone is known.
    const night = { starts: '2027-10-31T02:15', ends: '2027-10-31T05:00' };
    expect((await post(typed({ ...night, timezone: 'Europe/Pari' }))).data.error).toEqual({
      timezone: ['timeZone'],
    });
  });

  test.each([
    ['title', 'a'.repeat(1_000_000), 'tooLong?max=120'],
    ['description', 'é'.repeat(1_000_000), 'tooLong?max=20000'],
    ['title', '   ', 'required'],
    ['hashtag', ' # ', 'required'],
    ['starts', '  ', 'required'],
    ['title', 'Soupe\u0000', 'strangeCharacters'],
    ['place', 'ici\u202Egnp.exe', 'strangeCharacters'],
    ['community', 'a\u0000b', 'communityNotYours'],
    ['community', 'personne', 'communityNotYours'],
    ['timezone', 'Europe/Atlantis', 'timeZone'],
    ['starts', '2027-02-30T19:30', 'dateUnreadable'],
    ['starts', 'demain soir', 'dateUnreadable'],
    ['starts', '0207-01-21T19:30', 'dateFar'],
    ['ends', '', 'required'],
    ['rsvpDeadline', 'avant', 'dateUnreadable'],
    ['capacity', '0', 'capacity'],
    ['capacity', '1e3', 'number'],
    ['capacity', '-4', 'number'],
    ['hashtag', '#deux mots', 'hashtag'],
    ['lateSeats', 'jamais', 'choice'],
    ['addressVisibility', 'nobody', 'choice'],
  ])('refuses a bad %s (%#) at its field', async (field, value, reason) => {
    const before = await eventsCount();
    const { status, data } = await post(typed({ [field]: value, act: 'publish' }));
    expect([400, 422]).toContain(status);
    expect(data.error[field]).toEqual([reason]);
    if (value) expect(data.initialValue[field]).toBe(value);
    expect(await eventsCount()).toBe(before);
  });

  test('asks which of two hours is meant, and refuses one that does not exist', async () => {
    const night = { starts: '2027-10-31T02:15', ends: '2027-10-31T05:00' };
    const asked = await post(typed(night));
    expect(asked.data.error).toEqual({ starts: ['timeDoubled?time=02%3A15'] });
    const answered = await post({ ...typed(night), startsFold: 'later' });
    expect((await rowOf(slugIn(answered.location))).starts_at).toEqual(new Date('2027-10-31T01:15Z'));
    const skipped = await post(typed({ starts: '2027-03-28T02:30', ends: '2027-03-28T05:00' }));
    expect(skipped.data.error).toEqual({ starts: ['timeSkipped?time=02%3A30'] });
  });

  test('survives fields that are no text, twice the same, and buttons that do not exist', async () => {
    const form: [string, string][] = [
      ...Object.entries(typed({ act: 'launch' })),
      ['title', 'Encore'],
      ['__intent__', '{'],
      ['__state__', '{'],
    ];
    const answer = await visit(create.action, '/events/new', { cookie: as.organizer, form });
    expect(answer.status).toBe(400);
    expect(answer.data.error.title).toBeTruthy();
    for (const odd of ['starts[0]', '__proto__[x]']) {
      const refused = await visit(create.action, '/events/new', {
        cookie: as.organizer,
        form: [...form, [odd, 'x']],
      });
      expect(refused.status).toBe(400);
    }
  });

  test('is asked to slow down, with everything kept', async () => {
    const eager = await aMember();
    await aCommunity(eager, 'Pressés');
    const cookie = await cookieOf(eager);
    const form = { ...typed({ community: 'pressés' }) };
    for (let one = 0; one < 30; one += 1) await post(form, cookie);
    const answer = await post(form, cookie);
    expect(answer.status).toBe(429);
    expect(answer.data.initialValue).toMatchObject({ title: 'Soupe et poèmes', starts: form.starts });
  });
});

describe('the pages of who organizes', () => {
  const pages = () =>
    [
      [edit.loader, edit.action, 'edit'],
      [cancel.loader, cancel.action, 'cancel'],
      [publish.loader, publish.action, 'publish'],
      [invitations.loader, invitations.action, 'invitations'],
      [letter.loader, letter.action, 'letter'],
      [attendees.loader, attendees.action, 'attendees'],
    ] as const;

  test('do not exist for others, whether the event does or not', async () => {
    const event = await anEvent(organizer, community);
    for (const [loader, action, part] of pages()) {
      for (const slug of [event.slug, 'personne']) {
        const url = `/events/${slug}/${part}`;
        const params = { event: slug };
        const form = typed({ act: 'publish', title: event.form.title });
        expect((await visit(loader, url, { params, cookie: as.member })).status, part).toBe(404);
        expect((await visit(action, url, { params, cookie: as.member, form })).status, part).toBe(404);
        const stranger = await visit(loader, url, { params });
        if (part === 'attendees') expect(stranger.status).toBe(404);
        else expect(stranger.location).toBe(`/login?${new URLSearchParams({ next: url })}`);
      }
    }
    const row = await rowOf(event.slug);
    expect([row.title, row.status]).toEqual([event.form.title, 'published']);
    expect(await listInvitations(db, asViewer(organizer), event.id)).toEqual([]);
  });

  test('change nothing when looked at', async () => {
    const draft = await aDraft();
    const before = await rowOf(draft.slug);
    for (const [loader, , part] of pages()) {
      await visit(loader, `/events/${draft.slug}/${part}`, {
        params: { event: draft.slug },
        cookie: as.organizer,
      });
    }
    expect(await rowOf(draft.slug)).toEqual(before);
  });
});

describe('editing', () => {
  const send = (slug: string, form: Record<string, string>) =>
    visit(edit.action, `/events/${slug}/edit`, { params: { event: slug }, cookie: as.organizer, form });

  test('brings the form back as it was written, and tells of a change', async () => {
    const event = await anEvent(organizer, community, { capacity: 12, agenda: '19:30 Accueil' });
    const { data } = await visit(edit.loader, `/events/${event.slug}/edit`, {
      params: { event: event.slug },
      cookie: as.organizer,
    });
    expect(data.written).toMatchObject({
      title: event.form.title,
      starts: event.form.starts,
      capacity: '12',
      agenda: '19:30 Accueil',
    });
    const told = (await noticesOf('event-changed')).length;
    const { startsFold, endsFold, ...form } = data.written;
    const same = await send(event.slug, form);
    expect(same.location).toBe(`/events/${event.slug}`);
    expect(await noticesOf('event-changed')).toHaveLength(told);
    await send(event.slug, { ...form, place: 'Juste à côté' });
    expect(await noticesOf('event-changed')).toHaveLength(told + 1);
    expect(await rowOf(event.slug)).toMatchObject({ place: 'Juste à côté', sequence: 1 });
  });

  test('never goes below the seats taken', async () => {
    const event = await anEvent(organizer, community, { capacity: 3 });
    for (let one = 0; one < 2; one += 1) {
      const { id } = await aGuest();
      await answerEvent(db, { eventId: event.id, contactId: id, answer: 'going' });
    }
    const answer = await send(event.slug, typed({ capacity: '1', hashtag: event.form.hashtag }));
    expect([answer.status, answer.data.error]).toEqual([422, { capacity: ['capacityBelowHeld?held=2'] }]);
    expect((await rowOf(event.slug)).capacity).toBe(3);
  });

  test('keeps a cancelled event as it was', async () => {
    const event = await anEvent(organizer, community);
    await cancelEvent(db, organizer, event.id, '');
    const answer = await send(event.slug, typed({ title: 'Si, si' }));
    expect([answer.status, answer.data.error]).toEqual([422, { title: ['eventCancelled'] }]);
  });
});

describe('publishing a draft', () => {
  const send = (slug: string) =>
    visit(publish.action, `/events/${slug}/publish`, {
      params: { event: slug },
      cookie: as.organizer,
      form: {},
    });

  test('opens it, and does so once', async () => {
    const draft = await aDraft();
    expect((await send(draft.slug)).location).toBe(`/events/${draft.slug}`);
    expect((await rowOf(draft.slug)).status).toBe('published');
    expect((await send(draft.slug)).location).toBe(`/events/${draft.slug}`);
  });

  test('that cannot be leads to the field to mend', async () => {
    const draft = await aDraft({ starts: evening(-3), ends: evening(-3, '23:30') });
    const answer = await send(draft.slug);
    expect(answer.location).toBe(`/events/${draft.slug}/edit?starts=alreadyOver`);
    const { data } = await visit(edit.loader, answer.location ?? '', {
      params: { event: draft.slug },
      cookie: as.organizer,
    });
    expect(data.refused).toEqual({ starts: ['alreadyOver'] });
    const odd = await visit(edit.loader, `/events/${draft.slug}/edit?starts=whatever`, {
      params: { event: draft.slug },
      cookie: as.organizer,
    });
    expect(odd.data.refused).toBeNull();
  });
});

describe('cancelling', () => {
  const send = (slug: string, form: Record<string, string>) =>
    visit(cancel.action, `/events/${slug}/cancel`, { params: { event: slug }, cookie: as.organizer, form });

  test('asks for the title, and keeps the explanation while it differs', async () => {
    const event = await anEvent(organizer, community);
    const wrong = await send(event.slug, { title: 'Autre chose', note: 'La cave est inondée.' });
    expect([wrong.status, wrong.data.error]).toEqual([422, { title: ['titleDiffers'] }]);
    expect(wrong.data.initialValue.note).toBe('La cave est inondée.');
    expect((await rowOf(event.slug)).status).toBe('published');
    const done = await send(event.slug, { title: "le gâteau d'abord", note: 'La cave est inondée.' });
    expect(done.location).toBe(`/events/${event.slug}`);
    expect(await rowOf(event.slug)).toMatchObject({
      status: 'cancelled',
      cancellation_note: 'La cave est inondée.',
    });
  });

  test('throws a draft away', async () => {
    const draft = await aDraft({ title: 'Brouillon' });
    const done = await send(draft.slug, { title: 'Brouillon' });
    expect(done.location).toBe(`/c/${community.tag}/events`);
    expect(await findEvent(db, asViewer(organizer), draft.slug)).toBeUndefined();
  });

  test('says how many will be told', async () => {
    const event = await anEvent(organizer, community);
    await send(event.slug, {});
    const guest = await aGuest();
    await answerEvent(db, { eventId: event.id, contactId: guest.id, answer: 'going' });
    const { data } = await visit(cancel.loader, `/events/${event.slug}/cancel`, {
      params: { event: event.slug },
      cookie: as.organizer,
    });
    expect(data.told).toBe(1);
  });
});

describe('inviting', () => {
  const send = (slug: string, form: Record<string, string>, cookie = as.organizer) =>
    visit(invitations.action, `/events/${slug}/invitations`, { params: { event: slug }, cookie, form });
  const look = (slug: string, query = '') =>
    visit(invitations.loader, `/events/${slug}/invitations${query}`, {
      params: { event: slug },
      cookie: as.organizer,
    });

  test('sends each address its own invitation, and says what became of all of them', async () => {
    const event = await anEvent(organizer, community);
    const sour = await db.transaction().execute((trx) => ensureContact(trx, { email: 'stop@example.org' }));
    await unsubscribeContact(db, sour.id);
    const form = {
      addresses: 'Zoé <zoe@example.org>\nfarid@example.org, stop@example.org\nZOE@example.org',
      message: 'Venez !',
      language: 'fr',
      act: 'invite',
    };
    const answer = await send(event.slug, form);
    expect(answer.location).toBe(`/events/${event.slug}/invitations?sent=2&known=0&unwilling=1`);
    const again = await send(event.slug, form);
    expect(again.location).toBe(`/events/${event.slug}/invitations?sent=0&known=2&unwilling=1`);
    const { data } = await look(event.slug, '?sent=2&known=0&unwilling=1');
    expect(data.told.sent).toEqual({ sent: 2, known: 0, unwilling: 1 });
    expect(data.figures).toMatchObject({ invited: 2, silent: 2, answered: 0 });
    expect(
      data.invitations.map(({ email, status }: { email: string; status: string }) => [email, status]),
    ).toEqual([
      ['zoe@example.org', 'queued'],
      ['farid@example.org', 'queued'],
    ]);
  });

  test('stops at ten broken lines among a thousand, names them, and keeps every line', async () => {
    const event = await anEvent(organizer, community);
    const lines = Array.from({ length: 1000 }, (_, at) =>
      at % 100 === 7 ? `cassé numéro ${at}` : `p${at}@example.org`,
    );
    const form = { addresses: lines.join('\n'), message: 'Mot', language: 'en', act: 'invite' };
    const stopped = await send(event.slug, form);
    expect(stopped.status).toBe(422);
    const [problem = ''] = stopped.data.reply.error.addresses;
    expect(problem).toMatch(/^addressesBroken\?count=10&/);
    expect(new URLSearchParams(problem.split('?')[1]).get('some')).toContain(
      'cassé numéro 7 · cassé numéro 107',
    );
    expect(stopped.data.reply.initialValue).toMatchObject({ addresses: form.addresses, message: 'Mot' });
    expect(stopped.data.good).toBe(990);
    expect(await listInvitations(db, asViewer(organizer), event.id)).toHaveLength(0);

    const rest = await send(event.slug, { ...form, act: 'rest' });
    expect(rest.status).toBe(200);
    expect(rest.data.sent).toMatchObject({ sent: 990, kept: 10 });
    expect(rest.data.reply.initialValue.addresses.split('\n')).toHaveLength(10);
    expect(rest.data.reply.initialValue.message).toBe('Mot');
    expect(await listInvitations(db, asViewer(organizer), event.id)).toHaveLength(990);
  });

  test.each([
    ['', 'addressesNone'],
    ['  \n ,; ', 'addressesNone'],
    ['bonjour', 'addressesBroken?count=1&some=bonjour'],
    ['zoe@example.org\u0000', 'addressesBroken?count=1&some=zoe%40example.org%00'],
    [
      Array.from({ length: MOST_ADDRESSES + 1 }, (_, at) => `a${at}@x.org`).join(' '),
      'addressesMany?max=5000',
    ],
    ['x'.repeat(500_001), 'tooLong?max=500000'],
  ])('refuses what holds no address to write to (%#)', async (addresses, reason) => {
    const event = await anEvent(organizer, community);
    const answer = await send(event.slug, { addresses, message: '', language: 'fr' });
    expect([400, 422]).toContain(answer.status);
    const wrong = answer.data.reply.error.addresses[0];
    expect(wrong).toBe(reason === 'addressesNone' && addresses === '' ? 'required' : reason);
    expect(await listInvitations(db, asViewer(organizer), event.id)).toHaveLength(0);
  });

  test('waits for the event to be open', async () => {
    const draft = await aDraft();
    const form = { addresses: 'zoe@example.org', message: '', language: 'fr' };
    const early = await send(draft.slug, form);
    expect([early.status, early.data.reply.error]).toEqual([422, { '': ['notPublished'] }]);
    expect(early.data.reply.initialValue.addresses).toBe('zoe@example.org');
  });

  test('is limited by the number of letters, and keeps what was typed', async () => {
    const eager = await aMember();
    const own = await aCommunity(eager, 'Bavards');
    const event = await anEvent(eager, own);
    const cookie = await cookieOf(eager);
    const many = (from: number) =>
      Array.from({ length: 3000 }, (_, at) => `q${from + at}@example.org`).join('\n');
    expect((await send(event.slug, { addresses: many(0), message: '', language: 'fr' }, cookie)).status).toBe(
      303,
    );
    const answer = await send(event.slug, { addresses: many(3000), message: '', language: 'fr' }, cookie);
    expect(answer.status).toBe(429);
    expect(answer.data.reply.error.addresses[0]).toMatch(/^tooManyInvitations\?count=3000&hours=\d+$/);
    expect(answer.data.reply.initialValue.addresses).toHaveLength(many(3000).length);
  });

  test('takes an invitation back, and reminds only the silent', async () => {
    const event = await anEvent(organizer, community);
    await send(event.slug, {
      addresses: 'a1@example.org b1@example.org c1@example.org',
      message: '',
      language: 'fr',
    });
    const rows = await listInvitations(db, asViewer(organizer), event.id);
    const idOf = (email: string) => rows.find((row) => row.email === email)?.id ?? '';
    const revoked = await send(event.slug, { act: 'revoke', invitation: idOf('a1@example.org') });
    expect(revoked.location).toBe(`/events/${event.slug}/invitations?revoked`);
    await send(event.slug, { act: 'revoke', invitation: "' or 1=1" });
    const contact = await db.transaction().execute((trx) => ensureContact(trx, { email: 'b1@example.org' }));
    await answerEvent(db, { eventId: event.id, contactId: contact.id, answer: 'maybe' });
    expect((await look(event.slug)).data.remindable).toBe(0);
    await db
      .updateTable('invitations')
      .set({ created_at: new Date(Date.now() - 3 * 86_400_000) })
      .where('event_id', '=', event.id)
      .execute();
    expect((await look(event.slug)).data.remindable).toBe(1);
    expect((await send(event.slug, { act: 'remind' })).location).toContain('?reminded=1');
    expect((await send(event.slug, { act: 'remind' })).location).toContain('?reminded=0');
    const { data } = await look(event.slug);
    expect(data.figures).toMatchObject({ invited: 2, answered: 1, silent: 1 });
    expect((await noticesOf('invitations-reminded')).at(-1)?.invitations).toEqual([idOf('c1@example.org')]);
  });

  test('touches only invitations of its own event', async () => {
    const event = await anEvent(organizer, community);
    await send(event.slug, { addresses: 'd1@example.org', message: '', language: 'fr' });
    const [row] = await listInvitations(db, asViewer(organizer), event.id);
    const other = await aMember();
    const elsewhere = await anEvent(other, await aCommunity(other));
    await send(elsewhere.slug, { act: 'revoke', invitation: row?.id ?? '' }, await cookieOf(other));
    expect((await listInvitations(db, asViewer(organizer), event.id))[0]?.status).toBe('queued');
  });

  test('shows the letter as it will leave, with the word and nobody’s link, and writes nothing', async () => {
    const event = await anEvent(organizer, community);
    const options = { params: { event: event.slug }, cookie: as.organizer };
    const notices = await db.selectFrom('notices').select('id').execute();
    const form = { message: 'Avec <b>joie</b>', language: 'en', addresses: 'zoe@example.org' };
    const answer = await visit(letter.action, `/events/${event.slug}/letter`, { ...options, form });
    expect(answer.status).toBe(200);
    expect(answer.data).toContain('Subject: Zoé Perchet invites you');
    expect(answer.data).toContain('Avec &lt;b&gt;joie&lt;/b&gt;');
    // pictures are in it, and their letters may spell anything
    const words = answer.data.replace(/data:image[^"]*/g, '');
    expect(words).not.toMatch(/\/i\/|\/unsubscribe\/|cid:|<script/);
    expect(answer.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';.*sandbox$/);
    expect(answer.headers.get('X-Frame-Options')).toBe('SAMEORIGIN');
    expect(await db.selectFrom('notices').select('id').execute()).toEqual(notices);
    const plain = await visit(letter.loader, `/events/${event.slug}/letter?language=klingon`, options);
    expect(plain.data).toContain('Objet');
  });
});

describe('who comes', () => {
  const send = (slug: string, form: Record<string, string>, cookie = as.organizer) =>
    visit(attendees.action, `/events/${slug}/attendees`, { params: { event: slug }, cookie, form });
  const look = async (slug: string) =>
    (
      await visit(attendees.loader, `/events/${slug}/attendees`, {
        params: { event: slug },
        cookie: as.organizer,
      })
    ).data;
  const groups = async (slug: string) =>
    Object.fromEntries(
      (await look(slug)).groups.map(({ name, people }: { name: string; people: { name: string }[] }) => [
        name,
        people.map((one) => one.name),
      ]),
    );

  test('adds by hand, in line where all is taken; removes, and the next has the seat', async () => {
    const event = await anEvent(organizer, community, { capacity: 1 });
    const added = await send(event.slug, { act: 'add', name: 'Amina', email: 'amina@example.org' });
    expect(added.location).toContain(`/events/${event.slug}/attendees?added=held&name=Amina&`);
    const late = await send(event.slug, { act: 'add', name: 'Bruno', email: 'bruno@example.org' });
    expect(late.location).toContain('added=waiting');
    await send(event.slug, { act: 'add', name: 'Chloé', email: 'chloe@example.org' });
    expect(await groups(event.slug)).toEqual({ held: ['Amina'], waiting: ['Bruno', 'Chloé'] });
    const [amina] = await listAttendees(db, asViewer(organizer), event.id);
    const removed = await send(event.slug, { act: 'remove', rsvp: amina?.id ?? '' });
    expect(removed.location).toContain(`/events/${event.slug}/attendees?removed&`);
    expect(await groups(event.slug)).toEqual({ held: ['Bruno'], waiting: ['Chloé'], removed: ['Amina'] });
    expect((await send(event.slug, { act: 'remove', rsvp: 'nobody' })).status).toBe(303);
  });

  test('says at the field what is wrong with a person, and keeps the rest', async () => {
    const event = await anEvent(organizer, community);
    const wrong = await send(event.slug, { act: 'add', name: 'Amina', email: 'amina@' });
    expect(wrong.status).toBe(400);
    expect(wrong.data).toMatchObject({
      form: 'add',
      reply: { error: { email: ['email'] }, initialValue: { name: 'Amina', email: 'amina@' } },
    });
    const draft = await aDraft();
    const early = await send(draft.slug, { act: 'add', name: 'Amina', email: 'amina@example.org' });
    expect(early.data.reply.error).toEqual({ '': ['notPublished'] });
  });

  test('writes to one group, not to an empty one', async () => {
    const event = await anEvent(organizer, community);
    const nobody = await send(event.slug, { act: 'write', segment: 'waiting', text: 'Patience !' });
    expect([nobody.status, nobody.data.reply.error]).toEqual([422, { segment: ['segmentEmpty'] }]);
    expect(nobody.data.reply.initialValue.text).toBe('Patience !');
    await send(event.slug, { act: 'add', name: 'Amina', email: 'amina2@example.org' });
    expect((await look(event.slug)).counts).toMatchObject({ going: 1, waiting: 0, silent: 0 });
    const written = await send(event.slug, { act: 'write', segment: 'going', text: 'On est à côté.' });
    expect(written.location).toContain(`/events/${event.slug}/attendees?written&`);
    expect((await noticesOf('announcement-written')).at(-1)?.event).toBe(event.id);
    const empty = await send(event.slug, { act: 'write', segment: 'going', text: ' ' });
    expect(empty.data.reply.error).toEqual({ text: ['required'] });
    const odd = await send(event.slug, { act: 'write', segment: 'tous', text: 'x' });
    expect(odd.data.reply.error).toEqual({ segment: ['choice'] });
  });

  test('removes nobody from another event', async () => {
    const event = await anEvent(organizer, community);
    await send(event.slug, { act: 'add', name: 'Amina', email: 'amina3@example.org' });
    const [amina] = await listAttendees(db, asViewer(organizer), event.id);
    const other = await aMember();
    const elsewhere = await anEvent(other, await aCommunity(other));
    await send(elsewhere.slug, { act: 'remove', rsvp: amina?.id ?? '' }, await cookieOf(other));
    expect((await listAttendees(db, asViewer(organizer), event.id))[0]?.removed).toBe(false);
  });
});
