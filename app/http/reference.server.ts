import { randomInt } from 'node:crypto';

/** Without letters and digits that are taken for one another when read aloud. */
const ALPHABET = '23456789abcdefghjkmnpqrstvwxyz';

function word(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

const processWord = word(4);
let count = randomInt(ALPHABET.length ** 3);

/**
 * A name for one request, such as `k7qp-00a3`: the process, then a running number. Short enough to be
 * read to someone over the telephone; it is no secret and proves nothing.
 */
export function newReference(): string {
  count = (count + 1) % ALPHABET.length ** 4;
  let rest = count;
  let digits = '';
  for (let place = 0; place < 4; place += 1) {
    digits = ALPHABET[rest % ALPHABET.length] + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return `${processWord}-${digits}`;
}
