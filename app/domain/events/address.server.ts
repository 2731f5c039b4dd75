import { randomInt } from 'node:crypto';
import type { Visibility } from './rules';

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

// 32 letters: 6 keep two events of one title apart; 26 are 130 bits, past guessing.
const TAIL = { public: 6, community: 6, link: 26 } as const;

const random = (length: number) =>
  Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** An event's address: its title, readable aloud, and a tail that an event by link makes unguessable. */
export function newSlug(title: string, visibility: Visibility): string {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return [words, random(TAIL[visibility])].filter(Boolean).join('-');
}

/** Whether an address is as hard to guess as its event asks for. */
export const isSlugFit = (slug: string, visibility: Visibility): boolean =>
  visibility !== 'link' || (slug.split('-').at(-1)?.length ?? 0) >= TAIL.link;
