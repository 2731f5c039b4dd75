import { z } from 'zod';
import { isEmailAddress, language, normalizeAddress, problem, text } from '../rules';

/** The most addresses one sending may have. */
export const MOST_ADDRESSES = 5000;

/** Hours before the silent may be reminded again. */
export const REMINDER_PAUSE_HOURS = 48;

export const invitationInput = z.object({
  addresses: z.string({ error: problem('required') }).max(500_000, problem('tooLong', { max: 500_000 })),
  message: text(2000).default(''),
  language,
});

export interface Invitee {
  email: string;
  name: string;
}

export interface AddressList {
  people: Invitee[];
  /** What looks meant as an address and is none, as typed. */
  broken: string[];
  duplicates: number;
}

const ANGLED = /^(.*?)<([^<>]*)>$/;
const HEADING = /^(e-?mail|courriel|adresse|address|mail)s?$/i;

/**
 * Reads addresses as people paste them: one a line, separated by commas, semicolons, tabs or blanks;
 * with names (`Zoé <zoe@example.org>`), or as CSV with the name in a column before or behind the address.
 */
export function readAddresses(pasted: string): AddressList {
  const found = new Map<string, Invitee>();
  const broken: string[] = [];
  let duplicates = 0;
  for (const row of pasted.normalize('NFC').split(/[\r\n]+/)) {
    const cells = row
      .split(/[,;\t]/)
      .map(unquote)
      .filter(Boolean);
    if (cells.some((cell) => HEADING.test(cell))) continue;
    const read = readRow(cells);
    broken.push(...read.broken);
    for (const invitee of read.people) {
      const key = invitee.email.toLowerCase();
      if (found.has(key)) duplicates++;
      else found.set(key, invitee);
    }
  }
  return { people: [...found.values()], broken, duplicates };
}

const unquote = (cell: string) =>
  cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();

function readRow(cells: string[]): { people: Invitee[]; broken: string[] } {
  const people: Invitee[] = [];
  const broken: string[] = [];
  // Cells without an address before one with an address are the person's name.
  let name: string[] = [];
  for (const cell of cells.flatMap(splitBlanks)) {
    const angled = ANGLED.exec(cell);
    if (!angled && !cell.includes('@')) {
      name.push(cell);
      continue;
    }
    const email = normalizeAddress((angled?.[2] ?? cell).replace(/^mailto:/i, ''));
    const called = cleanName(angled?.[1] || name.join(' '));
    if (isEmailAddress(email)) people.push({ email, name: called });
    else broken.push(cell);
    name = [];
  }
  const [only] = people;
  if (name.length > 0 && only && people.length === 1 && only.name === '')
    only.name = cleanName(name.join(' '));
  else if (name.length > 0 && people.length === 0 && broken.length === 0) broken.push(name.join(', '));
  return { people, broken };
}

/** `a@x.org b@y.org` are two addresses; `Zoé Martin <z@x.org>` is one. */
function splitBlanks(cell: string): string[] {
  const words = cell.split(/\s+/);
  return !cell.includes('<') && words.filter((word) => word.includes('@')).length > 1 ? words : [cell];
}

const cleanName = (name: string) =>
  unquote(name.replace(/[\p{Cc}<>]/gu, ' ').replace(/\s+/g, ' ')).slice(0, 80);

/** What became of an invitation, in the order that matters to who invites. */
export type InvitationStatus = 'revoked' | 'answered' | 'opened' | 'failed' | 'sent' | 'queued';
