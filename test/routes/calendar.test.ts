import { setTimeout as sleep } from 'node:timers/promises';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { editEvent } from '#app/domain/events/commands/write-event.server';
import type { Self } from '#app/domain/members/rules';
import { answerEvent } from '#app/domain/rsvps/commands/answer-event.server';
import { rsvpToken } from '#app/domain/rsvps/queries.server';
import { db } from '#db/client';
import { startHttp, type TestHttp } from '../support/http-server';
import { aCommunity, aGuest, aMember, anEvent } from '../support/people';
import { cookieOf } from '../support/visit';

let http: TestHttp;
let organizer: Self;
let member: Self;
let community: { id: string; tag: string };

beforeAll(async () => {
  http = await startHttp([]);
  organizer = await aMember('Zoé');
  member = await aMember('Maud');
  community = await aCommunity(organizer);
});
afterAll(() => http.close());

const HIDDEN = {
  addressVisibility: 'going',
  address: '9 bis, rue Cachée',
  onlineUrl: 'https://visio.example.org/secret',
} as const;

const get = (event: { slug: string }, headers: Record<string, string> = {}, query = '') =>
  http.send(`/events/${event.slug}.ics${query}`, { headers });

/** The next calendar behind the one somebody has, which must come within a second. */
async function laterThan(event: { slug: string }, etag: string) {
  const asked = Date.now();
  for (;;) {
    const answer = await get(event, { 'If-None-Match': etag });
    if (answer.status !== 304) return answer;
    expect(Date.now() - asked).toBeLessThan(1_000);
    await sleep(20);
  }
}

function entryIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const entry = calendar.getFirstSubcomponent('vevent');
  if (!entry) throw new Error('no event in the calendar');
  const said = (name: string) => String(entry.getFirstPropertyValue(name));
  return { method: String(calendar.getFirstPropertyValue('method')), said, entry };
}

describe('an event for a calendar', () => {
  test('is published, with an identity for life', async () => {
    const event = await anEvent(organizer, community, { title: 'Été, cœur ; 612' });
    const { status, headers, text } = await get(event);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(headers['content-disposition']).toBe(`attachment; filename="${event.slug}.ics"`);
    expect(headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    const { method, said, entry } = entryIn(text);
    expect(method).toBe('PUBLISH');
    expect([said('summary'), said('sequence'), said('location')]).toEqual([
      'Été, cœur ; 612',
      '0',
      'La Cave, 9 bis, rue du Vieux-Puits',
    ]);
    expect(said('uid')).toBe(`${event.id}@localhost`);
    expect(entry.getAllProperties('attendee')).toEqual([]);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  test('is not sent again to who has it, until it changes', async () => {
    const event = await anEvent(organizer, community);
    const first = await get(event);
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const again = await get(event, { 'If-None-Match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await get(event)).text).toBe(first.text);
    await editEvent(db, organizer, event.id, { ...event.form, place: 'Le Bec Salé' });
    const changed = await laterThan(event, etag);
    expect(entryIn(changed.text).said('sequence')).toBe('1');
    expect(entryIn(changed.text).said('uid')).toBe(entryIn(first.text).said('uid'));
    await cancelEvent(db, organizer, event.id, '');
    const cancelled = await laterThan(event, String(changed.headers.etag));
    expect(entryIn(cancelled.text).said('status')).toBe('CANCELLED');
  });

  test('answers HEAD with its headers alone', async () => {
    const event = await anEvent(organizer, community);
    const { status, headers, text } = await http.send(`/events/${event.slug}.ics`, { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
    expect(headers.etag).toBe((await get(event)).headers.etag);
  });

  test('speaks the reader’s language', async () => {
    const event = await anEvent(organizer, community);
    const fr = await get(event, { 'Accept-Language': 'fr' });
    const en = await get(event, { 'Accept-Language': 'en' });
    expect(fr.text).toContain('La page');
    expect(en.text).not.toContain('La page');
    expect(fr.headers.etag).not.toBe(en.headers.etag);
  });
});

describe('only what everybody may know is kept', () => {
  test('an event by link is read anew each time, for whoever has its address', async () => {
    const event = await anEvent(organizer, community, { visibility: 'link' });
    const first = await get(event);
    expect([first.status, first.headers['cache-control']]).toEqual([200, 'private, no-store']);
    await editEvent(db, organizer, event.id, { ...event.form, place: 'Le Bec Salé' });
    expect(entryIn((await get(event)).text).said('location')).toContain('Le Bec Salé');
  });

  test('one that closes is gone for strangers within a second', async () => {
    const event = await anEvent(organizer, community);
    const etag = String((await get(event)).headers.etag);
    await db.updateTable('events').set({ visibility: 'community' }).where('id', '=', event.id).execute();
    expect((await laterThan(event, etag)).status).toBe(404);
  });

  test('a member is answered from the event as it is', async () => {
    const event = await anEvent(organizer, community);
    const cookie = await cookieOf(member);
    await get(event);
    await editEvent(db, organizer, event.id, { ...event.form, place: 'Le Bec Salé' });
    const mine = await get(event, { Cookie: cookie });
    expect(entryIn(mine.text).said('location')).toContain('Le Bec Salé');
    const known = { Cookie: cookie, 'If-None-Match': String(mine.headers.etag) };
    expect((await get(event, known)).status).toBe(304);
  });
});

describe('what is kept for those going', () => {
  test('is in theirs and in nobody else’s, and no shared cache keeps it', async () => {
    const event = await anEvent(organizer, community, HIDDEN);
    const cookie = await cookieOf(member);
    for (const seen of [await get(event), await get(event, { Cookie: cookie })]) {
      expect(seen.text.replaceAll('\r\n ', '')).not.toMatch(/Cachée|secret/);
    }
    await answerEvent(db, { eventId: event.id, contactId: member.contactId, answer: 'going' });
    const mine = await get(event, { Cookie: cookie });
    expect(entryIn(mine.text).said('location')).toBe('La Cave, 9 bis, rue Cachée');
    expect(mine.headers['cache-control']).toBe('private, no-store');
  });

  test('comes to a guest by the token of their own page', async () => {
    const event = await anEvent(organizer, community, { ...HIDDEN, visibility: 'community' });
    const { id } = await aGuest();
    const answered = await answerEvent(db, { eventId: event.id, contactId: id, answer: 'going' });
    if (!answered.ok) throw new Error(answered.reason);
    const key = await rsvpToken(db, answered.rsvpId);
    const seen = await get(event, {}, `?key=${key}`);
    expect(entryIn(seen.text).said('location')).toContain('rue Cachée');
    expect(seen.headers['cache-control']).toBe('private, no-store');
    expect((await get(event, {}, `?key=A${key.slice(1)}`)).status).toBe(404);
    const other = await anEvent(organizer, community, { ...HIDDEN, visibility: 'community' });
    expect((await get(other, {}, `?key=${key}`)).status).toBe(404);
  });

  test('an event one may not open is no calendar, like none at all', async () => {
    const event = await anEvent(organizer, community, { visibility: 'community' });
    const closed = await get(event);
    const none = await get({ slug: 'no-such-event' });
    // all but the reference of the request
    const said = (text: string) => text.replace(/<small>.*?<\/small>/, '');
    expect([closed.status, said(closed.text)]).toEqual([404, said(none.text)]);
    expect((await get(event, { Cookie: await cookieOf(organizer) })).status).toBe(200);
  });
});
