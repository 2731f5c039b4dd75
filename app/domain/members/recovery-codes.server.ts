import { randomInt } from 'node:crypto';
import { sha256 } from './secrets.server';

export const RECOVERY_CODES = 10;
// Without 0, o, 1, i, l and u: what is written by hand must be read by hand. 57 bits a code.
const LETTERS = 'abcdefghjkmnpqrstvwxyz23456789';
const LENGTH = 12;

/** Ten codes in groups of four. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)])
      .join('')
      .replace(/.{4}(?=.)/g, '$&-'),
  );

/** What is kept of a code; spaces, dashes and capitals do not count. */
export const recoveryHash = (memberId: string, typed: string): string =>
  sha256(`${memberId} ${typed.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
