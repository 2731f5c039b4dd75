/*
 * E-mail addresses, as they are spelt and as they are pasted. No zod here: the invitation form counts
 * along while addresses are pasted, and a page should not weigh more for it.
 */

import type { Language } from '../rules';

// What mail servers accept in practice (RFC 5321 4.1.2 without quoted strings and address literals).
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

export function isEmailAddress(address: string): boolean {
  return address.length <= 254 && ADDRESS.test(address) && !/^\.|\.\.|\.@/.test(address);
}

export function normalizeAddress(typed: string): string {
  const address = typed.normalize('NFKC').trim();
  const at = address.lastIndexOf('@');
  return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
}

/** The most addresses one sending may have. */
export const MOST_ADDRESSES = 5000;

/** The most characters one paste may have. */
export const MOST_PASTED = 500_000;

export interface Invitee {
  email: string;
  name: string;
}

/** What an invitation by mail takes, to an evening or to a community. */
export interface Sending<Person = Invitee> {
  people: Person[];
  message: string;
  language: Language;
}

export interface Sent {
  ok: true;
  sent: number;
  /** Who needs no other: invited already, and to an evening, with an answer. */
  known: number;
  /** Addresses that asked not to be written to, or that refuse mail. */
  unwilling: number;
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
  const rows = pasted
    .normalize('NFC')
    .split(/[\r\n]+/)
    .filter((row) => row.trim() !== '');
  for (const row of rows) {
    const cells = cellsOf(row);
    if (!row.includes('@') && cells.some((cell) => HEADING.test(cell))) continue;
    const read = readRow(cells, hasNames(row, cells, rows.length));
    for (const typed of read.broken) broken.push(typed);
    for (const invitee of read.people) {
      const key = invitee.email.toLowerCase();
      if (found.has(key)) duplicates++;
      else found.set(key, invitee);
    }
  }
  return { people: [...found.values()], broken, duplicates };
}

// A separator within quotes belongs to a name: `"Martin, Zoé" <zoe@example.org>`.
const SEPARATED = /(?:"[^"]*"|[^,;\t"]|")+/g;

const cellsOf = (row: string): string[] => (row.match(SEPARATED) ?? []).map(unquote).filter(Boolean);

const unquote = (cell: string) =>
  cell
    .trim()
    .replace(/^"([^"]*)"$/, '$1')
    .trim();

// `marie.example.org`: more likely an address that lost its @ than a name.
const LOST_AT = /^[^\s@]+\.[a-z]{2,}$/;

/**
 * Whether what stands alone between the separators of a row names the people beside it, as in a table; in a list of
 * addresses it is meant as one more. A table has one address a row, or tabs; a single row is one with the name first.
 */
function hasNames(row: string, cells: string[], rows: number): boolean {
  const addressed = cells.map((cell) => cell.includes('@'));
  if (row.includes('\t')) return true;
  if (addressed.filter(Boolean).length === 1) return rows > 1 || addressed.at(-1) === true;
  // `Zoé, zoe@example.org, Farid, farid@example.org`
  return addressed.every((is, at) => is === (at % 2 === 1));
}

function readRow(cells: string[], hasNames: boolean): { people: Invitee[]; broken: string[] } {
  if (!cells.some((cell) => cell.includes('@')))
    return { people: [], broken: cells.length > 0 ? [cells.join(', ')] : [] };
  const people: Invitee[] = [];
  const broken: string[] = [];
  // Cells without an address before one with an address are the person's name.
  let name: string[] = [];
  for (const cell of cells) {
    if (!cell.includes('@') && (!hasNames || LOST_AT.test(cell))) broken.push(cell);
    else for (const part of splitBlanks(cell)) take(part);
  }
  const [only] = people;
  if (name.length > 0 && only && people.length === 1 && only.name === '')
    only.name = cleanName(name.join(' '));
  else if (name.length > 0 && people.length > 1) broken.push(name.join(' '));
  return { people, broken };

  function take(part: string) {
    const angled = ANGLED.exec(part);
    if (!angled && !part.includes('@')) {
      name.push(part);
      return;
    }
    const email = normalizeAddress((angled?.[2] ?? part).replace(/^mailto:/i, ''));
    const called = cleanName(angled?.[1] || name.join(' '));
    if (isEmailAddress(email)) people.push({ email, name: called });
    else broken.push(part);
    name = [];
  }
}

/** `a@x.org b@y.org` are two addresses, `z@x.org Zoé Martin` one and its name; `Zoé Martin <z@x.org>` is whole. */
function splitBlanks(cell: string): string[] {
  if (cell.includes('<')) return [cell];
  const words = cell.split(/\s+/);
  const addresses = words.filter((word) => word.includes('@'));
  if (addresses.length > 1) return words;
  return addresses.length === 1 && words.length > 1
    ? [words.filter((word) => !word.includes('@')).join(' '), ...addresses]
    : [cell];
}

const cleanName = (name: string) =>
  unquote(name.replace(/[\p{Cc}<>]/gu, ' ').replace(/\s+/g, ' ')).slice(0, 80);
