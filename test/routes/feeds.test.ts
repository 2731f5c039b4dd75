import { setTimeout as sleep } from 'node:timers/promises';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { calendarToken, renewCalendar } from '#app/domain/members/calendar.server';
import { startLeaving } from '#app/domain/members/commands/leave.server';
import type { Self } from '#app/domain/members/rules';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { removePerson } from '#app/domain/rsvps/commands/door.server';
import * as calendarPage from '#app/routes/settings_.calendar';
import { titled } from '#app/ui/site/title';
import { db } from '#db/client';
import { startHttp, type TestHttp } from '../support/http-server';
import { aCommunity, aMember, anEvent, beginsIn, joins } from '../support/people';
import { cookieOf, visit } from '../support/visit';
import { parseXml } from '../support/xml';

let http: TestHttp;
let keeper: Self;
let member: Self;

beforeAll(async () => {
  http = await startHttp([]);
  [keeper, member] = [await aMember('Zoé'), await aMember('Maud')];
});
afterAll(() => http.close());

const KINDS = ['calendar.ics', 'feed.atom', 'feed.json'] as const;
const unfolded = (text: string) => text.replaceAll('\r\n ', '');

function entriesOf(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    calendar,
    entries: new Map(
      calendar.getAllSubcomponents('vevent').map((entry) => {
        const said = (name: string) => String(entry.getFirstPropertyValue(name));
        return [said('summary'), said];
      }),
    ),
  };
}

describe('a community’s calendar and feeds', () => {
  test('tell everybody what everybody may find, and nothing else', async () => {
    const community = await aCommunity(keeper);
    await joins(member, community);
    await anEvent(keeper, community, {
      title: 'Ouverte',
      address: '9 bis',
      onlineUrl: 'https://visio.example/canari',
    });
    await anEvent(keeper, community, { title: 'Discrète', addressVisibility: 'going', address: 'canari' });
    await anEvent(keeper, community, { title: 'Canari entre nous', visibility: 'community' });
    await anEvent(keeper, community, { title: 'Canari par lien', visibility: 'link' });
    const old = await anEvent(keeper, community, { title: 'Canari ancienne' });
    const past = await anEvent(keeper, community, { title: 'Passée' });
    await beginsIn(old.id, -24 * 100);
    await beginsIn(past.id, -24 * 60);
    const off = await anEvent(keeper, community, { title: 'Annulée' });
    await cancelEvent(db, keeper, off.id, 'La cave a pris l’eau');
    const cookie = await cookieOf(member);
    for (const kind of KINDS) {
      const path = `/c/${community.tag}/${kind}`;
      for (const headers of [{ Cookie: '' }, { Cookie: cookie }] as Record<string, string>[]) {
        const { status, text } = await http.send(path, { headers: { ...headers, 'Accept-Language': 'fr' } });
        expect(status).toBe(200);
        expect(unfolded(text)).not.toMatch(/canari/i);
        for (const title of ['Ouverte', 'Discrète', 'Passée', 'Annulée']) expect(text).toContain(title);
      }
    }
    const { text, headers } = await http.send(`/c/${community.tag}/calendar.ics`);
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'public, max-age=0, must-revalidate',
    });
    const { calendar, entries } = entriesOf(text);
    const said = (name: string) => String(calendar.getFirstPropertyValue(name));
    expect([said('method'), said('x-wr-calname'), said('refresh-interval')]).toEqual([
      'PUBLISH',
      `#${community.tag}`,
      'PT1H',
    ]);
    expect(entries.get('Annulée')?.('status')).toBe('CANCELLED');
    expect(entries.get('Ouverte')?.('location')).toBe('La Cave, 9 bis');
    expect(entries.get('Discrète')?.('location')).toBe('La Cave');
  });

  test('are well formed: Atom and JSON Feed 1.1', async () => {
    const community = await aCommunity(keeper);
    const event = await anEvent(keeper, community, { title: 'Été & <cœur>' });
    const { published_at, updated_at } = await db
      .selectFrom('events')
      .select(['published_at', 'updated_at'])
      .where('id', '=', event.id)
      .executeTakeFirstOrThrow();
    const said = await db
      .insertInto('testimonials')
      .values({
        community_id: community.id,
        author_id: member.id,
        title: 'Un an déjà',
        text: 'Merci',
        state: 'published',
        published_at: new Date(Date.now() + 1_000),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const page = `http://localhost:3000/c/${community.tag}`;

    const atom = await http.send(`/c/${community.tag}/feed.atom`);
    expect(atom.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    const feed = parseXml(atom.text);
    expect([feed.name, feed.attributes.xmlns]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
    const child = (of: typeof feed, name: string) => of.children.find((one) => one.name === name);
    const entries = feed.children.filter(({ name }) => name === 'entry');
    expect(entries.map((entry) => child(entry, 'title')?.text)).toEqual(['Un an déjà', 'Été & <cœur>']);
    const told = entries[1] as typeof feed;
    expect(child(told, 'link')?.attributes.href).toBe(`http://localhost:3000/events/${event.slug}`);
    expect(child(told, 'published')?.text).toBe(published_at?.toISOString());
    expect(child(told, 'updated')?.text).toBe(updated_at.toISOString());
    expect(child(told, 'id')?.text).toBe(`urn:uuid:${event.id}`);

    const json = await http.send(`/c/${community.tag}/feed.json`);
    expect(json.headers['content-type']).toBe('application/feed+json; charset=utf-8');
    expect(JSON.parse(json.text)).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: page,
      feed_url: `${page}/feed.json`,
      items: [
        { id: `urn:uuid:${said.id}`, url: `${page}/testimonials/${said.id}`, authors: [{ name: 'Maud' }] },
        { title: 'Été & <cœur>', date_published: published_at?.toISOString(), authors: [{ name: 'Zoé' }] },
      ],
    });
  });

  test('of a hidden one are nobody’s, like those of none', async () => {
    const hidden = await aCommunity(keeper);
    await db.updateTable('communities').set({ visibility: 'hidden' }).where('id', '=', hidden.id).execute();
    const said = (text: string) => text.replace(/<small>.*?<\/small>/, '');
    for (const kind of KINDS) {
      const none = await http.send(`/c/personne/${kind}`);
      for (const Cookie of ['', await cookieOf(keeper)]) {
        const { status, text } = await http.send(`/c/${hidden.tag}/${kind}`, { headers: { Cookie } });
        expect([status, said(text)]).toEqual([404, said(none.text)]);
      }
    }
  });

  test('are not sent again to who has them, until something changes', async () => {
    const community = await aCommunity(keeper);
    for (const kind of KINDS) {
      const path = `/c/${community.tag}/${kind}`;
      const etag = String((await http.send(path)).headers.etag);
      for (const Cookie of ['', await cookieOf(member)]) {
        const known = String((await http.send(path, { headers: { Cookie } })).headers.etag);
        const again = await http.send(path, { headers: { Cookie, 'If-None-Match': known } });
        expect([again.status, again.text]).toEqual([304, '']);
      }
      await anEvent(keeper, community, { title: `Nouvelle ${kind}` });
      const asked = Date.now();
      let answer = await http.send(path, { headers: { 'If-None-Match': etag } });
      while (answer.status === 304 && Date.now() - asked < 1_500) {
        await sleep(20);
        answer = await http.send(path, { headers: { 'If-None-Match': etag } });
      }
      expect(answer.text).toContain(`Nouvelle ${kind}`);
    }
  });

  test('are named in the head of its pages', () => {
    const matches = [{ data: null }, { data: { feeds: '/c/612' } }];
    const head = titled({ data: { title: 'x' }, matches } as never) as { rel?: string; href?: string }[];
    expect(head.filter(({ rel }) => rel === 'alternate').map(({ href }) => href)).toEqual([
      '/c/612/feed.atom',
      '/c/612/feed.json',
      '/c/612/calendar.ics',
    ]);
  });
});

describe('a member’s own calendar', () => {
  const own = async (self: Self, headers: Record<string, string> = {}) =>
    http.send(`/calendar/${await calendarToken(db, self)}.ics`, { headers });

  test('holds what they answered, as they answered it, with what they may see', async () => {
    const community = await aCommunity(keeper);
    const secret = { addressVisibility: 'going', address: '9 bis, rue Cachée' } as const;
    const events = {
      going: await anEvent(keeper, community, { title: 'Viens', ...secret, visibility: 'community' }),
      maybe: await anEvent(keeper, community, { title: 'Peut-être', ...secret }),
      remote: await anEvent(keeper, community, {
        title: 'De loin',
        ...secret,
        onlineUrl: 'https://visio.example/salle',
      }),
      declined: await anEvent(keeper, community, { title: 'Sans moi' }),
    };
    const self = await aMember('Agenda');
    await joins(self, community);
    for (const [answer, { id }] of Object.entries(events)) {
      await answerEvent(db, { eventId: id, contactId: self.contactId, answer: answer as 'going' });
    }
    const full = await anEvent(keeper, community, { title: 'Complète', capacity: 1 });
    for (const { contactId } of [keeper, self]) {
      await answerEvent(db, { eventId: full.id, contactId, answer: 'going' });
    }
    await anEvent(keeper, community, { title: 'Jamais répondu' });
    const off = await anEvent(keeper, community, { title: 'Annulée' });
    await answerEvent(db, { eventId: off.id, contactId: self.contactId, answer: 'going' });
    await cancelEvent(db, keeper, off.id, '');

    const { status, headers, text } = await own(self);
    expect(status).toBe(200);
    expect(headers['cache-control']).toMatch(/private/);
    const { entries } = entriesOf(text);
    const told = [...entries].map(([title, said]) => [title, said('status'), said('transp')]);
    expect(Object.fromEntries(told.map(([title, ...rest]) => [title, rest]))).toEqual({
      Viens: ['CONFIRMED', 'OPAQUE'],
      'Peut-être': ['TENTATIVE', 'TRANSPARENT'],
      'De loin': ['CONFIRMED', 'TRANSPARENT'],
      Complète: ['TENTATIVE', 'TRANSPARENT'],
      Annulée: ['CANCELLED', 'OPAQUE'],
    });
    expect(entries.get('Viens')?.('location')).toBe('La Cave, 9 bis, rue Cachée');
    expect(entries.get('Peut-être')?.('location')).toBe('La Cave');
    expect(entries.get('De loin')?.('description')).toContain('https://visio.example/salle');

    // Asked anew each time: who was taken off the list has nothing of it any more.
    const { id } = await db
      .selectFrom('rsvps')
      .select('id')
      .where('event_id', '=', events.going.id)
      .where('contact_id', '=', self.contactId)
      .executeTakeFirstOrThrow();
    await removePerson(db, keeper, events.going.id, id);
    expect(unfolded((await own(self)).text)).not.toMatch(/Viens|Cachée/);
    const known = String((await own(self)).headers.etag);
    expect((await own(self, { 'If-None-Match': known })).status).toBe(304);
  });

  test('is found by its address alone, which may be changed and ends with the account', async () => {
    const self = await aMember('Secrète');
    const cookie = await cookieOf(self);
    const { data } = await visit(calendarPage.loader, '/settings/calendar', { cookie });
    const path = new URL(data.address).pathname;
    expect(data.subscribe).toBe(`webcal://localhost:3000${path}`);
    const status = async (at = path) => (await http.send(at)).status;
    expect(await status()).toBe(200);
    expect(await status(path.replace(/.\.ics$/, (end) => (end[0] === 'A' ? 'Q.ics' : 'A.ics')))).toBe(404);
    expect((await visit(calendarPage.action, '/settings/calendar', { cookie, form: {} })).status).toBe(303);
    expect(await status()).toBe(404);
    expect((await own(self)).status).toBe(200);

    await db.updateTable('members').set({ suspended_at: new Date() }).where('id', '=', self.id).execute();
    expect((await own(self)).status).toBe(404);
    await db.updateTable('members').set({ suspended_at: null }).where('id', '=', self.id).execute();
    await startLeaving(db, self.id, 'erase');
    expect((await own(self)).status).toBe(404);
    await renewCalendar(db, self);
    expect((await own(self)).status).toBe(404);
  });

  test('is for members to ask for', async () => {
    expect((await visit(calendarPage.loader, '/settings/calendar')).location).toMatch(/^\/login/);
  });
});
