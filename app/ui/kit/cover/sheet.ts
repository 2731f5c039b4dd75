// What a cover is printed on and with: one sheet, two spot inks and a key, and the few gestures all compositions share.
import { birdInner } from '../birds/bird-svg';
import { type Ink, lookOf } from '../birds/looks';
import type { SpeciesName } from '../birds/species';
import type { Theme } from '../palette';
import { type Dice, diceFor, pick } from '../seeded';

export type Plates = {
  readonly paper: string;
  readonly key: string;
  readonly first: string;
  readonly second: string;
  /** what a window is by day, and at night */
  readonly lamp: string;
};

type SpotInk = Exclude<Ink, 'white' | 'key'>;

const SPOTS: Readonly<Record<Theme, Readonly<Record<SpotInk, string>>>> = {
  light: { amber: '#f7b433', rose: '#ee6584', leaf: '#5fae78', mist: '#a9b4e0', clay: '#e0673a' },
  dark: { amber: '#f2ae35', rose: '#d9547a', leaf: '#4c9a70', mist: '#5a67b4', clay: '#d05c33' },
};

const STOCK: Readonly<Record<Theme, { paper: string; key: string; lamp: string }>> = {
  light: { paper: '#fbf3e0', key: '#151a3a', lamp: '#151a3a' },
  dark: { paper: '#222862', key: '#f4eedf', lamp: '#f9be4c' },
};

const PALE_LAMP = '#fff3cf';

/** Pairs that overprint into a third colour worth seeing. */
const PAIRS: readonly (readonly [SpotInk, SpotInk])[] = [
  ['amber', 'rose'],
  ['amber', 'mist'],
  ['rose', 'mist'],
  ['leaf', 'amber'],
  ['mist', 'clay'],
  ['leaf', 'rose'],
];

export type BirdOnSheet = { seed?: string; ink?: Ink; species?: SpeciesName; bare?: boolean };

export type Sheet = {
  /** the hashtag, folded, without its sign */
  readonly word: string;
  readonly width: number;
  readonly height: number;
  /** the short side: drawings scale with it */
  readonly unit: number;
  readonly theme: Theme;
  readonly plates: Plates;
  readonly dice: Dice;
  /** the spot inks, the key and white: what this sheet's birds are printed with */
  readonly birdInks: readonly Ink[];
  /** a bird whose feet are at x, y */
  bird(x: number, y: number, scale: number, as?: BirdOnSheet): string;
};

/** A drawing in two passes: `spots` take the grain of the paper, `key` is printed last, sharp. */
export type Print = { spots: string; key: string };

export function sheetFor(word: string, width: number, height: number, theme: Theme): Sheet {
  const dice = diceFor(`cover ${word}`);
  const [first, second] = pick(dice, PAIRS);
  const spots = SPOTS[theme];
  const { paper, key, lamp } = STOCK[theme];
  // a lamp would not show on an amber house
  const shining = theme === 'dark' && second === 'amber' ? PALE_LAMP : lamp;
  const plates = { paper, key, lamp: shining, first: spots[first], second: spots[second] };
  const birdInks: readonly Ink[] = [first, second, 'key', 'key', 'white'];
  let birds = 0;

  function bird(x: number, y: number, scale: number, as: BirdOnSheet = {}): string {
    const seed = as.seed ?? `${word} ${birds++}`;
    const look = lookOf(seed, { ink: as.ink ?? pick(dice, birdInks) });
    const dressed = { ...look, species: as.species ?? look.species, wear: as.bare ? null : look.wear };
    const drawing = birdInner(seed, { theme, look: dressed, wire: plates.key });
    return `<g transform="translate(${n(x - 40 * scale)} ${n(y - 80 * scale)}) scale(${scale.toFixed(3)})">${drawing}</g>`;
  }

  return { word, width, height, unit: Math.min(width, height), theme, plates, dice, birdInks, bird };
}

/** A coordinate, to the tenth: a picture has no use for more. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** By day the second ink lets the first through, as on a press; at night inks are opaque. */
export function overprint(theme: Theme, drawing: string): string {
  return theme === 'light' ? `<g style="mix-blend-mode:multiply">${drawing}</g>` : drawing;
}

export function disc(x: number, y: number, radius: number, fill: string): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}"/>`;
}

export function line(d: string, colour: string, width: number): string {
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round"/>`;
}

export type Wire = { d: string; at(x: number): number };

/** A wire across the sheet, sagging; `at` says its height above any point, for who sits on it. */
export function wireAcross(width: number, from: number, to: number, sag: number): Wire {
  return {
    d: `M-10 ${n(from)}Q${n(width / 2)} ${n((from + to) / 2 + sag * 2)} ${width + 10} ${n(to)}`,
    at(x) {
      const part = (x + 10) / (width + 20);
      return from + (to - from) * part + sag * 4 * part * (1 - part);
    },
  };
}
