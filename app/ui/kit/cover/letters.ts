import { pick } from '../seeded';
import { CAP_HEIGHT, EM, LETTERFORMS } from './letterforms';
import { disc, n, overprint, type Print, type Sheet } from './sheet';

/** Whether every letter of the word has a form: other alphabets get another composition. */
export function canSpell(word: string): boolean {
  return [...word].every((letter) => letter in LETTERFORMS);
}

function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (LETTERFORMS[letter]?.[0] ?? 0), 0) / EM;
}

/** Where a line may end: before a consonant that a vowel follows, as syllables do, and as near as can be to the wish. */
function breakNear(text: string, wish: number): number {
  const places = [...text.matchAll(/(?<=[^#].)(?=[^aeiouyàâäéèêëîïôöùûüœæ\d#_][aeiouyàâäéèêëîïôöùûüœæ])/g)];
  const inside = places.map((place) => place.index).filter((at) => at > 2 && at < text.length - 2);
  return inside.sort((a, b) => Math.abs(a - wish) - Math.abs(b - wish))[0] ?? Math.ceil(wish);
}

/** Digits on their own line, then one line, or two of about equal length. */
export function linesOf(word: string): string[] {
  const [, digits = '', rest = ''] = /^(\d+)?(.*)$/.exec(word) ?? [];
  const head = digits ? [`#${digits}`] : [];
  const text = digits ? rest : `#${rest}`;
  if (text === '' || text.length <= 7) return [...head, text].filter(Boolean);
  const at = breakNear(text, text.length / 2);
  return [...head, text.slice(0, at), text.slice(at)];
}

function outlines(text: string, x: number, y: number, size: number, fill: string): string {
  const scale = size / EM;
  let advance = 0;
  let paths = '';
  for (const letter of text) {
    const [width, outline] = LETTERFORMS[letter] ?? [0, ''];
    paths += `<path transform="translate(${advance} 0)" d="${outline}"/>`;
    advance += width;
  }
  return `<g transform="translate(${n(x)} ${n(y)}) scale(${scale.toFixed(3)})" fill="${fill}">${paths}</g>`;
}

/** The hashtag itself, drawn in two plates a little out of register, with birds on its tallest letters. */
export function letters(sheet: Sheet): Print {
  const { word, width, height, unit, dice, plates, theme } = sheet;
  const lines = linesOf(word);
  const size = Math.min(
    (height * 0.86) / (lines.length * 0.84 + 0.1),
    ...lines.map((text) => (width * 0.9) / widthOf(text)),
  );
  const leading = size * 0.84;
  // a little low: birds stand on the first line
  const top = height * 0.54 - (leading * lines.length) / 2 + size * 0.72;
  const widest = Math.max(...lines.map((text) => widthOf(text))) * size;
  const left = Math.max(width * 0.05, (width - widest) * 0.36);
  const place = lines.map((text, index) => {
    const room = Math.min(width * 0.18, Math.max(0, widest - widthOf(text) * size));
    return { text, x: left + (index % 2 ? room * dice() : room * 0.1 * dice()), y: top + leading * index };
  });

  const sun = disc(width * (0.62 + dice() * 0.16), height * (0.34 + dice() * 0.3), unit * 0.38, plates.first);
  const shadow = place.map(({ text, x, y }) =>
    outlines(text, x + unit * 0.016, y + unit * 0.012, size, plates.second),
  );
  let key = place.map(({ text, x, y }) => outlines(text, x, y, size, plates.key)).join('');
  const first = place[0];
  if (first) key += sittersOn(sheet, first, size);
  if (theme === 'dark') key += nightStars(sheet);
  return { spots: sun + overprint(theme, shadow.join('')), key };
}

type Place = { text: string; x: number; y: number };

function sittersOn(sheet: Sheet, { text, x, y }: Place, size: number): string {
  const scale = Math.min(sheet.unit / 560, size / 210);
  const cap = (CAP_HEIGHT / EM) * size;
  let advance = 0;
  let birds = '';
  for (const letter of text) {
    const width = ((LETTERFORMS[letter]?.[0] ?? 0) / EM) * size;
    const tall = /[\d#bdfhklt]/.test(letter);
    const ink = pick(
      sheet.dice,
      sheet.birdInks.filter((each) => each !== 'key'),
    );
    if (tall && sheet.dice() < 0.6)
      birds += sheet.bird(x + advance + width / 2, y - cap * 1.02, scale, { ink });
    advance += width;
  }
  return birds;
}

function nightStars({ width, height, unit, dice, plates }: Sheet): string {
  return Array.from({ length: 7 }, () =>
    disc(width * dice(), height * dice(), unit * 0.006, plates.lamp),
  ).join('');
}
