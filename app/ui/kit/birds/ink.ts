// The inks as plain colours, for pictures drawn on the server. app/styles/birds.css says the same with variables.
import type { Theme } from '../palette';
import { PALETTES } from '../palette';
import type { Dye, Ink } from './looks';

export type Inks = Readonly<Record<string, string>>;

const BODIES: Readonly<Record<Theme, Readonly<Record<Ink, string>>>> = {
  light: {
    amber: '#f5ae2b',
    rose: '#e9587c',
    leaf: '#4e9e68',
    mist: '#a9b4e0',
    clay: '#d4542b',
    white: '#fffbf1',
    key: '#2a3072',
  },
  dark: {
    amber: '#fbbb45',
    rose: '#f0718f',
    leaf: '#6dbb86',
    mist: '#9aa7dd',
    clay: '#e27144',
    white: '#fffbf1',
    key: '#efe5d0',
  },
};

const WINGS: Readonly<Record<Exclude<Ink, 'key'>, string>> = {
  amber: '#e2702a',
  rose: '#b7334f',
  leaf: '#2b6b4a',
  mist: '#6b78be',
  clay: '#93331f',
  white: '#efc36c',
};

const BEAKS: Partial<Record<Ink, string>> = { amber: '#d9486c', mist: '#e9587c', white: '#e0672f' };

const DYED: Readonly<Record<Dye, string>> = {
  rose: '#e9587c',
  amber: '#f5ae2b',
  mist: '#6b78be',
  leaf: '#2f7d52',
};

const KEYED: Readonly<Record<Theme, Inks>> = {
  light: { o: '#e9587c', l: '#fffbf1', p: '#151a3a', cap: '#e9587c' },
  dark: { o: '#c9b78f', l: '#151a3a', p: '#fffbf1', cap: '#e9587c' },
};

/** What each of the drawing's ink names is printed with. */
export function inksOf(ink: Ink, dye: Dye, theme: Theme): Inks {
  const body = BODIES[theme][ink];
  const base = {
    c: body,
    b: BEAKS[ink] ?? '#f5ae2b',
    l: '#151a3a',
    p: '#fffbf1',
    cap: theme === 'light' ? '#151a3a' : '#5663b5',
    crest: body,
    leg: PALETTES[theme].wire,
    green: BODIES[theme].leaf,
    w: DYED[dye],
  };
  return ink === 'key' ? { ...base, ...KEYED[theme] } : { ...base, o: WINGS[ink] };
}

/** From afar: the line only, on whatever ground it stands. */
export function outlineInks(line: string, under: string): Inks {
  const paper = { c: under, o: under, b: under, p: under, cap: under, w: under, green: under };
  return { ...paper, l: line, leg: line, crest: line };
}

export function flatInks(shade: string): Inks {
  const names = ['c', 'o', 'b', 'p', 'l', 'cap', 'crest', 'leg', 'w', 'green'];
  return Object.fromEntries(names.map((name) => [name, shade]));
}

/** Prints a drawing: every named ink becomes its colour. */
export function printed(drawing: string, inks: Inks): string {
  return drawing.replace(/var\(--([a-z]+)\)/g, (_, name: string) => inks[name] ?? 'none');
}
