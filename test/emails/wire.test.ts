import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '#app/locales/i18n';
import { bytesOf, openPost, type Post } from '#emails/send';
import { event, letterhead, SAMPLES, writeSample } from './samples';
import { parse, partsOf, startSmtp } from './smtp';

let smtp: Awaited<ReturnType<typeof startSmtp>>;
let post: Post;

beforeAll(async () => {
  smtp = await startSmtp();
  post = openPost({ smtpUrl: smtp.url, from: letterhead.from });
});
afterAll(async () => {
  post.close();
  await smtp.close();
});

/** Sends a sample for real, and returns what arrived. */
async function sent(name: string, language: 'fr' | 'en') {
  const mail = await writeSample(name, language);
  expect(await post.send(mail)).toEqual({ state: 'accepted' });
  const taken = smtp.taken.find(({ raw }) => raw.includes(mail.messageId))!;
  return { mail, taken, wire: taken.raw.toString('latin1'), parsed: await parse(taken.raw) };
}

const CALENDARS: Record<string, [method: string, status: string, partstat: string | undefined]> = {
  invitation: ['REQUEST', 'CONFIRMED', 'NEEDS-ACTION'],
  reminder: ['REQUEST', 'CONFIRMED', 'NEEDS-ACTION'],
  going: ['REQUEST', 'CONFIRMED', 'ACCEPTED'],
  waiting: ['REQUEST', 'TENTATIVE', 'TENTATIVE'],
  offered: ['REQUEST', 'TENTATIVE', 'NEEDS-ACTION'],
  maybe: ['REQUEST', 'CONFIRMED', 'TENTATIVE'],
  remote: ['REQUEST', 'CONFIRMED', 'ACCEPTED'],
  declined: ['CANCEL', 'CANCELLED', undefined],
  'seat-given': ['REQUEST', 'CONFIRMED', 'ACCEPTED'],
  'seat-offered': ['REQUEST', 'TENTATIVE', 'NEEDS-ACTION'],
  'offer-lapsed': ['REQUEST', 'TENTATIVE', 'TENTATIVE'],
  'rsvp-removed': ['CANCEL', 'CANCELLED', undefined],
  'event-changed': ['REQUEST', 'CONFIRMED', 'ACCEPTED'],
  'event-cancelled': ['CANCEL', 'CANCELLED', undefined],
  'event-near': ['REQUEST', 'CONFIRMED', 'ACCEPTED'],
};
const REFUSABLE = [
  'join-requested',
  'community-invitation',
  'invitation',
  'reminder',
  'announcement',
  'event-near',
  'evening-called',
  'community-announcement',
];

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(Object.keys(SAMPLES))('%s arrives whole', async (name) => {
    const { mail, taken, wire, parsed } = await sent(name, language);

    // One message to one recipient, from us.
    expect(taken.from).toBe('lettres@perchoir.example');
    expect(taken.to).toEqual(['wafa@example.org']);
    expect(wire.match(/^(To|Cc|Bcc):/gim)).toEqual(['To:']);
    expect(parsed.subject).toBe(mail.subject);
    expect(parsed.messageId).toBe(mail.messageId);
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.headers.get('content-language')).toBe(language);

    // RFC 5322 section 2.1.1, and nothing but ASCII on the wire.
    for (const line of wire.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
    expect(wire.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(/[\u0080-\u00ff]/.test(wire)).toBe(false);

    // Words are all there, and in both parts.
    const html = String(parsed.html);
    for (const part of [parsed.subject!, parsed.text!, html.replace(/base64,[^"]+/g, '')]) {
      expect(part).not.toMatch(/letters\.|undefined|\[object|NaN|null|Invalid|\{\{|blank[0-9a-f]{16}/);
    }
    expect(html).toContain(`lang="${language}"`);
    expect(html).toContain('name="color-scheme" content="light dark"');
    // At night the ground goes dark wherever it was painted: no band of day is left beside the paper.
    const painted = [...html.matchAll(/<[^>]*background-color:#f7f1e5[^>]*>/g)].map(([tag]) => tag);
    expect(painted.length).toBeGreaterThan(0);
    for (const tag of painted) expect(tag).toContain('class="ground"');
    expect(parsed.text).toContain(language === 'fr' ? 'Vous recevez cette lettre' : 'You get this letter');
    if (language === 'fr') expect(parsed.text).not.toMatch(/ [?!;:»]|« /);
    expect(html).not.toContain('data-text');

    // Nothing is fetched from anywhere: mailparser has put the parts' own pictures in place.
    const pictures = [...html.matchAll(/<img[^>]*>/g)].map(([img]) => img);
    for (const img of pictures) {
      expect(img).toMatch(/src="data:image\/png;base64,/);
      expect(img).toMatch(/alt="[^"]+"/);
    }
    expect(parsed.attachments.filter((part) => part.contentType === 'image/png')).toHaveLength(
      pictures.length,
    );
    expect(html).not.toMatch(/<link|<script|@import|url\(/);

    // Every link of the HTML is in the text too.
    for (const [, href] of html.matchAll(/href="([^"]+)"/g)) {
      expect(parsed.text).toContain(href!.replaceAll('&amp;', '&'));
    }
  });

  it.each(Object.keys(SAMPLES))('%s is text, HTML and calendar, in that order', async (name) => {
    const { wire, mail } = await sent(name, language);
    const root = partsOf(wire);
    const calendar = CALENDARS[name];
    expect(root.type).toBe('multipart/alternative');
    const html = mail.images.length > 0 ? 'multipart/related' : 'text/html';
    expect(root.parts.map((part) => part.type)).toEqual(
      calendar ? ['text/plain', html, 'text/calendar'] : ['text/plain', html],
    );
    if (mail.images.length > 0) {
      expect(root.parts[1]!.parts.map((part) => part.type)).toEqual([
        'text/html',
        ...mail.images.map(() => 'image/png'),
      ]);
    }
    if (calendar) {
      expect(root.parts[2]!.headers).toMatch(
        new RegExp(`Content-Type: text/calendar; charset=UTF-8; method=${calendar[0]}`, 'i'),
      );
      expect(root.parts[2]!.headers).not.toMatch(/attachment/i);
    }
    expect(wire).not.toMatch(/application\/ics/);
  });

  it.each(Object.entries(CALENDARS))('%s tells the calendar', async (name, [method, status, partstat]) => {
    const { parsed } = await sent(name, language);
    const part = parsed.attachments.find(({ contentType }) => contentType === 'text/calendar')!;
    const content = part.content.toString('utf8');
    expect(content.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of content.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const calendar = new ICAL.Component(ICAL.parse(content));
    expect(calendar.getFirstPropertyValue('method')).toBe(method);
    const entry = calendar.getFirstSubcomponent('vevent')!;
    expect(entry.getFirstProperty('method')).toBeNull();
    expect(entry.getFirstPropertyValue('uid')).toBe(event.uid);
    expect(entry.getFirstPropertyValue('sequence')).toBe(3);
    expect(entry.getFirstPropertyValue('status')).toBe(status);
    expect(content).toContain('\r\nDTSTART:20270121T183000Z\r\n');
    expect(content).toContain('\r\nDTEND:20270121T223000Z\r\n');
    const stamped = (entry.getFirstPropertyValue('dtstamp') as ICAL.Time).toJSDate().getTime();
    expect(Math.abs(Date.now() - stamped)).toBeLessThan(60_000);
    expect(entry.getFirstPropertyValue('organizer')).toBe('mailto:lettres@perchoir.example');
    expect(entry.getFirstProperty('organizer')!.getParameter('cn')).toBe(
      language === 'fr' ? 'Zoé et Karim (#612rencontres)' : 'Zoé and Karim (#612rencontres)',
    );
    const attendees = entry.getAllProperties('attendee');
    expect(attendees.map((attendee) => attendee.getFirstValue())).toEqual(['mailto:wafa@example.org']);
    expect(attendees[0]!.getParameter('partstat')).toBe(partstat);
    expect(entry.getFirstPropertyValue('summary')).toBe(event.title);
    expect(entry.getFirstPropertyValue('location')).toBe(`${event.place}, ${event.address}`);
  });
});

it.each(Object.keys(SAMPLES))('%s can be stopped in one click where it may be', async (name) => {
  const { parsed, wire } = await sent(name, 'fr');
  if (REFUSABLE.includes(name)) {
    expect(wire).toMatch(/^List-Unsubscribe: <https:\/\/perchoir\.example\/unsubscribe\/stop-token>\r$/m);
    expect(wire).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(parsed.text).toContain('https://perchoir.example/unsubscribe/stop-token');
  } else {
    expect(wire).not.toMatch(/^List-Unsubscribe/im);
  }
});

it('puts the writer before the instance, and the instance’s address behind both', async () => {
  const { parsed } = await sent('invitation', 'fr');
  expect(parsed.from!.value).toEqual([{ name: 'Zoé via Perchoir', address: 'lettres@perchoir.example' }]);
  expect((await sent('going', 'fr')).parsed.from!.value[0]!.name).toBe('Perchoir');
});

it('says the hour in the event’s zone, as its language writes it', async () => {
  const french = (await sent('invitation', 'fr')).parsed;
  expect(french.subject).toBe('Zoé vous invite, jeudi 21\u00a0janvier à 19\u00a0h\u00a030');
  expect(french.text).toContain('jeudi 21\u00a0janvier 2027, 19\u00a0h\u00a030 – 23\u00a0h\u00a030, Paris');
  const english = (await sent('invitation', 'en')).parsed;
  expect(english.subject).toBe('Zoé invites you, Thursday 21\u00a0January at 7:30\u00a0pm');
  expect(english.text).toContain('Thursday 21\u00a0January 2027, 7:30\u00a0pm – 11:30\u00a0pm, Paris');
});

it('offers each answer as a link to a page, in the language of the letter', async () => {
  const { parsed } = await sent('invitation', 'fr');
  for (const answer of ['going', 'remote', 'maybe', 'declined']) {
    expect(parsed.html).toContain(
      `href="https://perchoir.example/i/answer-token?answer=${answer}&amp;lng=fr"`,
    );
    expect(parsed.text).toContain(`https://perchoir.example/i/answer-token?answer=${answer}&lng=fr`);
  }
});

it('keeps the same bytes where there is no server to send them', async () => {
  const mail = await writeSample('invitation', 'fr');
  const parsed = await parse(await bytesOf(mail, letterhead.from));
  expect(parsed.subject).toBe(mail.subject);
  expect(partsOf((await bytesOf(mail, letterhead.from)).toString('latin1')).parts).toHaveLength(3);
});
