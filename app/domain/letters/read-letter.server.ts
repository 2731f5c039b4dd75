import type { AddressObject } from 'mailparser';

/** What a letter's calendar part asks of a calendar. Times as iCalendar wrote them, in UTC. */
export interface CalendarPart {
  method: string;
  summary: string;
  location: string;
  status: string;
  uid: string;
  sequence: number;
  starts: Date | null;
  ends: Date | null;
}

/** A kept letter, taken apart for reading. */
export interface ReadLetter {
  from: string;
  to: string;
  subject: string;
  date: Date | null;
  text: string;
  /** Its pictures are data: URLs; undefined where the letter has no such part. */
  html: string | undefined;
  calendar: CalendarPart | undefined;
}

/** Takes the bytes of a letter apart. */
export async function readLetter(raw: Buffer): Promise<ReadLetter> {
  // Taken in when the first letter is read: most processes never read one, and it is large.
  const { simpleParser } = await import('mailparser');
  // Pictures that travel in the letter (cid:) become data: URLs; nothing is fetched.
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipTextLinks: true });
  const calendar = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
  return {
    from: mail.from?.text ?? '',
    to: [mail.to ?? []]
      .flat()
      .map((one: AddressObject) => one.text)
      .join(', '),
    subject: mail.subject ?? '',
    date: mail.date ?? null,
    text: mail.text ?? '',
    html: mail.html || undefined,
    calendar: calendar && readCalendar(calendar.content.toString('utf8')),
  };
}

/** The properties of a calendar's first entry; those of its zones come before it and are passed over. */
export function readCalendar(content: string): CalendarPart {
  // RFC 5545 section 3.1: a line that begins with a blank goes on with the one before.
  const unfolded = content.replace(/\r?\n[ \t]/g, '');
  const entry = /BEGIN:VEVENT\r?\n([\s\S]*?)END:VEVENT/.exec(unfolded)?.[1] ?? '';
  const value = (name: string, within = entry) =>
    unescaped(new RegExp(`^${name}(?:;[^:\\r\\n]*)?:(.*)$`, 'm').exec(within)?.[1]?.trim() ?? '');
  return {
    method: value('METHOD', unfolded),
    summary: value('SUMMARY'),
    location: value('LOCATION'),
    status: value('STATUS'),
    uid: value('UID'),
    sequence: Number(value('SEQUENCE')) || 0,
    starts: utc(value('DTSTART')),
    ends: utc(value('DTEND')),
  };
}

/** RFC 5545 section 3.3.11. */
const unescaped = (text: string) =>
  text.replace(/\\([nN,;\\])/g, (_, what: string) => (/n/i.test(what) ? '\n' : what));

function utc(stamp: string): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
