import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { eventCalendar, eventUid, feedCalendar, invitationCalendar } from '#emails/calendar';
import type { EventFacts } from '#emails/mail';
import type { LetterProps } from '#emails/props';
import { writeLetter } from '#emails/render';
import { bytesOf, openPost } from '#emails/send';
import { event, letterhead, SAMPLES, writeSample } from './samples';
import { parse } from './smtp';

const invitation = SAMPLES.invitation![1] as LetterProps['invitation'];

function invite(
  props: Partial<LetterProps['invitation']>,
  to = { name: 'Wafa', address: 'wafa@example.org' },
) {
  const envelope = { to, messageId: '<hostile@perchoir.example>' };
  return writeLetter('invitation', 'fr', { ...invitation, ...props }, envelope, letterhead);
}

const NAMES = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'O\'Brien & "Sons"',
  '$& $1 $` $$',
  '&amp; &lt;b&gt;',
  '{{inviter}} $t(brand)',
  'name',
  'Œdipe 🐦‍⬛ é́',
  '\\u003cscript\\u003e',
];

describe('a name', () => {
  it.each(NAMES)('%s is shown as it was typed, and is nothing but text', async (name) => {
    const mail = await invite({ name });
    expect(mail.text).toContain(`Bonjour ${name}, Zoé`);
    const html = mail.html;
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/<img src=x/);
    const shown = /Bonjour (.*?), Zoé/.exec(html.replace(/<!-- -->/g, ''))![1]!;
    const decoded = shown.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, entity: string) => {
      return { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }[entity]!;
    });
    expect(decoded).toBe(name);
  });

  it('is not read as a phrase to translate, whoever’s it is', async () => {
    const mail = await invite({ inviterName: '{{name}} $t(brand)' });
    expect(mail.text).toContain('Bonjour Wafa, {{name}} $t(brand) vous invite');
  });

  it('cannot be a blank of the template', async () => {
    const clean = await invite({ name: 'Wafa' });
    // Whatever marks the blanks is random, so the best guess is the name of another prop.
    const mail = await invite({ name: 'answerUrl-' });
    expect(mail.text).toContain('Bonjour answerUrl-, Zoé');
    expect(mail.html).not.toMatch(/blank[0-9a-f]{16}/);
    expect(clean.html).not.toContain('answerUrl-');
  });

  it.each(['a\r\nBcc: evil@example.org', 'a\nb', 'a\u0000b', 'a\u2028b', 'a\u0085b'])(
    '%j stays on one line',
    async (name) => {
      const mail = await invite({ name, inviterName: name }, { name, address: 'wafa@example.org' });
      for (const line of [mail.subject, mail.to.name, mail.fromName!])
        expect(line).not.toMatch(/[\p{Cc}\u2028]/u);
      const parsed = await parse(await bytesOf(mail, letterhead.from));
      expect(parsed.bcc).toBeUndefined();
    },
  );

  it('does not turn the reading order of what follows', async () => {
    const mail = await invite({ name: 'a\u202Eb' });
    expect(mail.text).toContain('Bonjour ab, Zoé');
  });

  it('that is an address to click greets nobody: anyone can sign a stranger up', async () => {
    for (const name of ['https://evil.example', 'Win at www.evil', 'go to evil.com now']) {
      expect((await invite({ name })).text).toContain('Bonjour, Zoé vous invite');
    }
    expect((await invite({ name: 'J. R. Tolkien' })).text).toContain('Bonjour J. R. Tolkien, Zoé');
  });
});

describe('a link', () => {
  it('stays within its attribute', async () => {
    const mail = await invite({ answerUrl: 'https://perchoir.example/i/"onmouseover="alert(1)' });
    expect(mail.html).not.toContain('"onmouseover=');
    expect(mail.html).toContain('https://perchoir.example/i/&quot;onmouseover=&quot;alert(1)?answer=going');
  });

  it('is said to be online where it has a link, and nowhere where it has neither place nor link', async () => {
    const placeless = async (isOnline: boolean) =>
      (await invite({ event: { ...event, place: '', address: null, isOnline } })).html;
    expect(await placeless(true)).toContain('En ligne');
    expect(await placeless(false)).not.toContain('En ligne');
  });

  it('an organizer typed is offered only where it is one of the web', async () => {
    const online = async (onlineUrl: string) => (await invite({ event: { ...event, onlineUrl } })).html;
    expect(await online('javascript:alert(1)')).not.toContain('javascript:');
    expect(await online('https://meet.example/perchoir')).toContain('href="https://meet.example/perchoir"');
  });
});

describe('what a person typed', () => {
  it('keeps its line breaks and nothing else', async () => {
    const mail = await invite({ message: 'Un\n<b>deux</b>\n\n«\u00a0trois\u00a0»' });
    expect(mail.html).toContain('&lt;b&gt;deux&lt;/b&gt;');
    expect(mail.text).toContain('Un\n<b>deux</b>');
  });

  it('in a title is no header and no HTML', async () => {
    const title = '</h1><script>x</script>\r\nBcc: evil@example.org';
    const mail = await invite({ event: { ...event, title } });
    expect(mail.html).not.toContain('<script');
    const parsed = await parse(await bytesOf(mail, letterhead.from));
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.headers.get('bcc')).toBeUndefined();
  });
});

it('two readers of one template get each their own', async () => {
  const wafa = await invite({ name: 'Wafa', answerUrl: 'https://perchoir.example/i/one' });
  const max = await invite(
    { name: 'Max', answerUrl: 'https://perchoir.example/i/two' },
    { name: 'Max', address: 'max@example.org' },
  );
  expect(wafa.html).toContain('/i/one?answer=going');
  expect(wafa.html).not.toContain('/i/two');
  expect(max.html).toContain('/i/two?answer=going');
  expect(`${max.html}${max.text}${max.calendar!.content}`).not.toMatch(/Wafa|\/i\/one/);
  const { calendar } = max;
  expect(calendar!.content.replace(/\r\n /g, '')).toContain('https://perchoir.example/i/two');
});

it('renders once for thousands', async () => {
  await invite({ name: 'first' });
  const began = process.cpuUsage();
  for (let i = 0; i < 500; i++) {
    await invite({ name: `Guest ${i}`, answerUrl: `https://perchoir.example/i/${i}` });
  }
  // React would take seconds for as many.
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(1500);
});

it('a header that holds a line break is refused, and blames no address', async () => {
  const mail = await writeSample('test', 'fr');
  const post = openPost({ smtpUrl: 'smtp://127.0.0.1:9', from: letterhead.from });
  for (const broken of [
    { ...mail, subject: 'a\r\nBcc: evil@example.org' },
    { ...mail, to: { name: 'a\nb', address: 'wafa@example.org' } },
    { ...mail, to: { name: '', address: 'wafa@example.org\r\nRCPT TO:<evil@example.org>' } },
    { ...mail, messageId: '<a@b>\r\nX: y' },
    { ...mail, unsubscribeUrl: 'https://perchoir.example/\r\nX: y' },
  ]) {
    expect(await post.send(broken)).toMatchObject({ state: 'refused-letter' });
    await expect(async () => bytesOf(broken, letterhead.from)).rejects.toThrow('control characters');
  }
  post.close();
});

describe('in a calendar', () => {
  const hostile: EventFacts = {
    ...event,
    title: 'Virgule, point-virgule; barre \\ et "guillemets"\r\nDTSTART:19700101T000000Z',
    place: 'Là\u0000-haut 🐦'.repeat(12),
    accessNotes: 'Un\nDeux\r\nBEGIN:VALARM\rTrois; quatre, cinq',
  };
  const attendee = {
    name: 'Jean "Jo" ^Dupont^; Ça: va, bien\r\nX:y',
    address: 'jo@example.org',
    standing: 'invited' as const,
    changeUrl: 'https://perchoir.example/i/token',
  };

  async function read(content: string) {
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of content.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/\uFFFD/);
      // No character is cut in two: each line is whole UTF-8 by itself.
      expect(Buffer.from(line, 'utf8').toString('utf8')).toBe(line);
    }
    const calendar = new ICAL.Component(ICAL.parse(content));
    return { calendar, entry: calendar.getFirstSubcomponent('vevent')! };
  }

  it('text is text', async () => {
    const content = await invitationCalendar(hostile, attendee, 'REQUEST', letterhead, 'fr');
    const { calendar, entry } = await read(content);
    expect(calendar.getAllSubcomponents()).toHaveLength(1);
    expect(entry.getAllSubcomponents()).toHaveLength(0);
    expect(entry.getAllProperties('dtstart')).toHaveLength(1);
    expect(entry.getAllProperties('x')).toHaveLength(0);
    expect(entry.getFirstPropertyValue('summary')).toBe(
      'Virgule, point-virgule; barre \\ et "guillemets" DTSTART:19700101T000000Z',
    );
    expect(entry.getFirstPropertyValue('description')).toContain(
      'Un\nDeux\nBEGIN:VALARM\nTrois; quatre, cinq',
    );
    expect(content).not.toContain('\0');
    const [invited] = entry.getAllProperties('attendee');
    expect(invited!.getFirstValue()).toBe('mailto:jo@example.org');
    // RFC 6868: a quote in a parameter is ^', a caret ^^.
    expect(content.replace(/\r\n /g, '')).toContain(`CN="Jean ^'Jo^' ^^Dupont^^; Ça: va, bien X:y"`);
  });

  it('an update keeps the identity and the organizer, a cancellation too', async () => {
    const request = await read(await invitationCalendar(event, attendee, 'REQUEST', letterhead, 'fr'));
    const cancel = await read(
      await invitationCalendar({ ...event, sequence: 4 }, attendee, 'CANCEL', letterhead, 'en'),
    );
    for (const property of ['uid', 'organizer'] as const) {
      expect(cancel.entry.getFirstPropertyValue(property)).toBe(
        request.entry.getFirstPropertyValue(property),
      );
    }
    expect(cancel.entry.getFirstPropertyValue('sequence')).toBe(4);
    expect(cancel.entry.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(cancel.calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  });

  it('the organizer is the community by name where nobody hosts', async () => {
    const nobodys = { ...event, organizers: [] };
    const { entry } = await read(await eventCalendar(nobodys, letterhead, 'en'));
    expect(entry.getFirstProperty('organizer')!.getParameter('cn')).toBe('The #612rencontres community');
  });

  it('what is published invites nobody', async () => {
    const { calendar, entry } = await read(await eventCalendar(event, letterhead, 'fr'));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(entry.getAllProperties('attendee')).toHaveLength(0);
    expect(entry.getFirstPropertyValue('url')).toBe(event.url);
  });

  it('a feed holds every event, the cancelled ones marked', async () => {
    const events = [event, { ...event, uid: 'b@perchoir.example', cancelled: true }];
    const content = await feedCalendar('#612; rencontres,\r\nX:y', events, letterhead, 'en');
    const { calendar } = await read(content);
    const entries = calendar.getAllSubcomponents('vevent');
    expect(entries.map((one) => one.getFirstPropertyValue('status'))).toEqual(['CONFIRMED', 'CANCELLED']);
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toContain('#612');
    expect(calendar.getAllProperties('x')).toHaveLength(0);
    expect(
      (await read(await feedCalendar('vide', [], letterhead, 'fr'))).calendar.getAllSubcomponents(),
    ).toEqual([]);
  });

  it('an event’s identity is its own and its host’s', () => {
    expect(eventUid('abc', 'https://perchoir.example:8443')).toBe('abc@perchoir.example');
  });

  it('an online event is where its link is', async () => {
    const online = { ...event, place: '', address: null, onlineUrl: 'https://meet.example/a,b' };
    const { entry } = await read(await eventCalendar(online, letterhead, 'fr'));
    expect(entry.getFirstPropertyValue('location')).toBe('https://meet.example/a,b');
  });
});
