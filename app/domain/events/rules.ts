import { z } from 'zod';
import { hashtagInput, isTag, normalizeTag } from '../hashtags/rules';
import { line, problem, someLine, someText, text, timeZone } from '../rules';

export const VISIBILITIES = ['public', 'community', 'link'] as const;
export type Visibility = (typeof VISIBILITIES)[number];
export type Status = 'draft' | 'published' | 'cancelled';

/** Where an event stands, for who reads now. */
export type Phase = 'draft' | 'coming' | 'on' | 'past' | 'cancelled';

export function phaseOf(event: { status: Status; startsAt: Date; endsAt: Date }, now = new Date()): Phase {
  if (event.status !== 'published') return event.status;
  if (now >= event.endsAt) return 'past';
  return now >= event.startsAt ? 'on' : 'coming';
}

/** Seats that a change of plans frees less than this long before the start may be offered, not given. */
export const LATE_HOURS = 24;
/** How long an offered seat waits for its person. */
export const OFFER_HOURS = 3;

const localTime = z
  .string({ error: problem('required') })
  .trim()
  .min(1, problem('required'))
  .max(30, problem('dateUnreadable'));
const choice = { error: problem('choice') };

/** Which of two hours is meant where clocks go back; anything else says nothing. */
export const fold = z.enum(['earlier', 'later']).optional().catch(undefined);

/** The event form as typed: local times, read in `timezone` once the zone is known. */
export const eventForm = z.object({
  title: someLine(120),
  hashtag: hashtagInput,
  community: z
    .string({ error: problem('required') })
    .overwrite(normalizeTag)
    .refine(isTag, problem('communityNotYours')),
  starts: localTime,
  startsFold: fold,
  ends: localTime,
  endsFold: fold,
  timezone: timeZone,
  place: line(120).default(''),
  address: line(300).default(''),
  addressVisibility: z.enum(['everyone', 'going'], choice).default('everyone'),
  accessNotes: text(1000).default(''),
  onlineUrl: line(500)
    .default('')
    .refine((url) => url === '' || isWebAddress(url), problem('url')),
  visibility: z.enum(VISIBILITIES, choice).default('public'),
  capacity: z
    .string(choice)
    .trim()
    .default('')
    .refine((typed) => typed === '' || /^\d{1,6}$/.test(typed), problem('number'))
    .transform((typed) => (typed === '' ? null : Number(typed)))
    .refine((seats) => seats === null || (seats >= 1 && seats <= 100_000), problem('capacity')),
  rsvpDeadline: z.string(choice).trim().max(30, problem('dateUnreadable')).default(''),
  lateSeats: z.enum(['give', 'offer'], choice).default('offer'),
  description: text(20_000).default(''),
  agenda: text(4000).default(''),
});

export type EventForm = z.output<typeof eventForm>;

/** The same as it is typed and shown again. */
export type WrittenForm = { [Field in keyof EventForm]-?: string };

function isWebAddress(url: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

export const SEGMENTS = ['going', 'waiting', 'maybe', 'remote', 'silent'] as const;
export type Segment = (typeof SEGMENTS)[number];

export const cancellationInput = z.object({ note: text(2000).default(''), title: line(120) });

/** Whether a title was copied: apostrophes, quotes, blanks and capitals are the keyboard's affair. */
export const isSameTitle = (copied: string, title: string): boolean => plain(copied) === plain(title);

const plain = (title: string) =>
  title
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .replace(/[«»“”„"]/g, '')
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

export const announcementInput = z.object({
  text: someText(5000),
  segment: z.enum(SEGMENTS, choice).default('going'),
});

export interface AgendaItem {
  time: string | null;
  text: string;
}

// `19:30 Accueil`, `19h30 : accueil`, `21 h Poèmes`
// Each blank is one: what people type more of is folded first, so that no line takes long to read.
const AGENDA_LINE = /^([01]?\d|2[0-3]) ?[:hH] ?([0-5]\d)? ?[-–:.]? (\S.*)$/;

/** The agenda as written, a line an item; a line that begins with no time belongs to none. */
export function readAgenda(agenda: string): AgendaItem[] {
  const lines = agenda.split(/[\n\u2028\u2029]/).map((written) => written.replace(/\s+/g, ' ').trim());
  return lines.filter(Boolean).map((written) => {
    const match = AGENDA_LINE.exec(written);
    if (!match) return { time: null, text: written };
    return { time: `${match[1]?.padStart(2, '0')}:${match[2] ?? '00'}`, text: match[3] ?? '' };
  });
}
