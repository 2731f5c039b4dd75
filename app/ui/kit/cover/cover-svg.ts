// A hashtag draws its own cover: two spot inks and a key, in one of six compositions. Plain SVG text with plain colours,
// to be drawn once and kept as a picture: its grain is costly on a phone.
import type { Theme } from '../palette';
import { diceFor, hashOf, pick } from '../seeded';
import { branch } from './branch';
import { canSpell, letters } from './letters';
import { roofs } from './roofs';
import { type Print, type Sheet, sheetFor } from './sheet';
import { stave } from './stave';
import { table } from './table';
import { windows } from './windows';

export const COMPOSITIONS = { roofs, stave, letters, table, branch, windows } as const;
export type CompositionName = keyof typeof COMPOSITIONS;

const NAMES = Object.keys(COMPOSITIONS) as CompositionName[];

/** The word all spellings of a hashtag share: the cover is the same wherever it is written, and however. */
export function coverWord(tag: string): string {
  return tag
    .trim()
    .replace(/^[#＃]/u, '')
    .normalize('NFKC')
    .toLowerCase();
}

export function compositionOf(tag: string): CompositionName {
  const word = coverWord(tag);
  const drawn = pick(diceFor(`composition ${word}`), NAMES);
  return drawn === 'letters' && !canSpell(word) ? 'stave' : drawn;
}

export type CoverSvgOptions = {
  width?: number;
  height?: number;
  theme?: Theme;
  /** another composition than the hashtag's own, for specimens */
  composition?: CompositionName;
};

export function coverSvg(tag: string, options: CoverSvgOptions = {}): string {
  const { width = 960, height = 720, theme = 'light' } = options;
  const word = coverWord(tag);
  const sheet: Sheet = sheetFor(word, width, height, theme);
  const print: Print = COMPOSITIONS[options.composition ?? compositionOf(word)](sheet);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<defs>${grain(hashOf(word) % 99)}</defs>` +
    `<rect width="${width}" height="${height}" fill="${sheet.plates.paper}"/>` +
    `<g filter="url(#grain)">${print.spots}</g><g>${print.key}</g></svg>`
  );
}

/**
 * Specks where the ink did not take: noise, thresholded, cut out of the spot plates. Coarse and sparse, because twice
 * the specks are twice the weight (as it is, 45 kB of WebP at quality 50 and 960 px).
 */
function grain(seed: number): string {
  return (
    `<filter id="grain" x="0" y="0" width="100%" height="100%">` +
    `<feTurbulence type="fractalNoise" baseFrequency=".5" numOctaves="2" seed="${seed}" result="noise"/>` +
    `<feColorMatrix in="noise" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -8 6.6" result="holes"/>` +
    `<feComposite in="SourceGraphic" in2="holes" operator="in"/></filter>`
  );
}
