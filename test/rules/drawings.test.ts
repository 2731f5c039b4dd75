import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { birdSvg } from '#app/ui/kit/birds/bird-svg';
import { inksOf } from '#app/ui/kit/birds/ink';
import { INKS, lookOf, looksOf } from '#app/ui/kit/birds/looks';
import { COMPOSITIONS, type CompositionName, compositionOf, coverSvg } from '#app/ui/kit/cover/cover-svg';
import { moonPath, moonPhaseName } from '#app/ui/kit/moon';
import { DARK, LIGHT, type Theme } from '#app/ui/kit/palette';
import { perchSvg } from '#app/ui/kit/perch-svg';
import { pulsePath } from '#app/ui/kit/pulse';

const THEMES: readonly Theme[] = ['light', 'dark'];
const TAGS = [
  '#612rencontres',
  '#SoupeEtPoèmes',
  '#612',
  '#été',
  '#東京の夜',
  '#un_très_long_mot_dièse_de_quarante_lettres',
];
const FORTY = Array.from({ length: 40 }, (_, index) => `member_${index * 7}`);

/** Every tag opened is closed, in order; enough for markup we write ourselves. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, , selfClosing] of svg.matchAll(
    /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (closing) {
      if (open.pop() !== name) return false;
    } else if (!selfClosing) open.push(name!);
  }
  const leftOver = svg.replace(/<\/?[a-zA-Z]+(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/g, '');
  return open.length === 0 && !/[<>]/.test(leftOver);
}

function expectDrawable(svg: string): void {
  expect(svg).not.toMatch(/NaN|undefined|Infinity|var\(--/);
  expect(isWellFormed(svg)).toBe(true);
}

test('a handle always draws the same bird, whatever its case', () => {
  expect(birdSvg('maudauclair')).toBe(birdSvg('maudauclair'));
  expect(birdSvg('MaudAuclair')).toBe(birdSvg('maudauclair'));
  expect(birdSvg('maudauclair')).not.toBe(birdSvg('farid'));
});

test('no two people of a group of forty look the same', () => {
  for (const group of [FORTY, FORTY.map((seed) => `${seed}x`), FORTY.map((seed) => `zoé${seed}`)]) {
    const faces = looksOf(group).map(
      ({ species, ink, wear, dye }) => `${species} ${ink} ${wear} ${wear && dye}`,
    );
    expect(new Set(faces).size).toBe(40);
  }
});

test('in a group everyone keeps their own species and ink', () => {
  looksOf(FORTY).forEach((look, index) => {
    const own = lookOf(FORTY[index]!);
    expect([look.species, look.ink]).toEqual([own.species, own.ink]);
  });
});

test('the same person listed twice is the same bird twice', () => {
  const [first, , again] = looksOf(['zoe', 'farid', 'zoe']);
  expect(again).toEqual(first);
});

test('birds are drawable in every guise', () => {
  for (const theme of THEMES) {
    for (const variant of ['inked', 'outlined', 'silhouette'] as const) {
      for (const seed of FORTY) expectDrawable(birdSvg(seed, { theme, variant }));
    }
  }
});

test('a perch draws every seat, and an empty one draws its wire', () => {
  const seats = FORTY.slice(0, 9).map((seed, index) => ({ seed, silhouette: index % 3 === 0 }));
  for (const theme of THEMES) {
    const svg = perchSvg({ seats, free: 3, you: true, theme });
    expectDrawable(svg);
    expect(svg.match(/<g transform="translate/g)?.length).toBeGreaterThanOrEqual(12);
  }
  expectDrawable(perchSvg({ seats: [] }));
});

test('a hashtag has one cover, however it is written', () => {
  expect(coverSvg('#612Rencontres')).toBe(coverSvg('612rencontres'));
  expect(coverSvg('#612rencontres')).not.toBe(coverSvg('#lyonlittard'));
});

test.each(Object.keys(COMPOSITIONS) as CompositionName[])(
  'the %s composition draws any hashtag, without text',
  (composition) => {
    for (const tag of TAGS) {
      // letters are only ever chosen for words they can spell
      if (composition === 'letters' && tag === '#東京の夜') continue;
      for (const theme of THEMES) {
        const svg = coverSvg(tag, { composition, theme });
        expectDrawable(svg);
        expect(svg).not.toContain('<text');
      }
    }
  },
);

test('a word the letters cannot spell gets another composition, and all six are used', () => {
  const foreign = Array.from({ length: 60 }, (_, index) => compositionOf(`#東京${index}`));
  expect(foreign).not.toContain('letters');
  const drawn = new Set(Array.from({ length: 120 }, (_, index) => compositionOf(`#soirée${index}`)));
  expect([...drawn].sort()).toEqual(Object.keys(COMPOSITIONS).sort());
});

test('the moon turns through its phases', () => {
  expect([0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1].map(moonPhaseName)).toEqual([
    'new',
    'waxing-crescent',
    'first-quarter',
    'waxing-gibbous',
    'full',
    'waning-gibbous',
    'last-quarter',
    'waning-crescent',
    'new',
  ]);
  expect(moonPath(0.1)).not.toBe(moonPath(0.9));
});

test('the pulse is a still wire when nothing was said', () => {
  expect(pulsePath([])).toBe('M0 32H1000');
  expect(pulsePath([0, 0])).not.toMatch(/-\d/);
  expect(pulsePath([1, 4, 2])).not.toContain('NaN');
});

// The tokens: what the style sheet says is what the eye gets, and what pictures are printed with.

const css = readFileSync(new URL('../../app/styles/tokens.css', import.meta.url), 'utf8');

function tokensIn(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  );
}

const TOKENS = { light: tokensIn('[data-theme="light"]'), dark: tokensIn('\n[data-theme="dark"]') };

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

const TEXT = 4.5;
const GRAPHIC = 3;
const PAIRS: readonly (readonly [ink: string, under: string, least: number])[] = [
  ...['ground', 'raised'].flatMap((under) =>
    ['ink', 'ink-2', 'ink-3', 'act-text', 'danger', 'going'].map((ink) => [ink, under, TEXT] as const),
  ),
  ...['ground', 'raised'].flatMap((under) =>
    ['edge', 'act-edge'].map((ink) => [ink, under, GRAPHIC] as const),
  ),
  ...['live', 'maybe'].map((ink) => [ink, 'ground', TEXT] as const),
  ...['wire', 'wire-2', 'focus', 'shade'].map((ink) => [ink, 'ground', GRAPHIC] as const),
  ['on-act', 'act', TEXT],
  ['on-act', 'act-hover', TEXT],
  ['on-live', 'live-fill', TEXT],
  ['ground', 'ink', TEXT],
  ['ink', 'danger-wash', TEXT],
  ['ink', 'going-wash', TEXT],
  ['ink', 'pressed', TEXT],
  ['ink', 'sunk', TEXT],
  ['ink', 'scribe', TEXT],
  ['ink-2', 'scribe', TEXT],
  ['act-text', 'scribe', TEXT],
  ['wire', 'scribe', GRAPHIC],
];

test.each(PAIRS)('%s on %s keeps its contrast, night and noon', (ink, under, least) => {
  for (const theme of THEMES) {
    const ratio = contrast(TOKENS[theme][ink]!, TOKENS[theme][under]!);
    expect(ratio, `${theme}: ${ratio.toFixed(2)}`).toBeGreaterThanOrEqual(least);
  }
});

test('the night is the same whether the system asks for it or a test forces it', () => {
  expect(tokensIn(':root:not([data-theme])')).toEqual(TOKENS.dark);
  expect(Object.keys(TOKENS.dark).sort()).toEqual(Object.keys(TOKENS.light).sort());
});

test('pictures are printed with the tokens', () => {
  const kebab = (role: string) =>
    role.replace(/([A-Z])/g, (letter) => `-${letter.toLowerCase()}`).replace(/(\d)/, '-$1');
  for (const [theme, palette] of [
    ['light', LIGHT],
    ['dark', DARK],
  ] as const) {
    for (const [role, colour] of Object.entries(palette))
      expect(TOKENS[theme][kebab(role)], role).toBe(colour);
    for (const ink of INKS) expect(inksOf(ink, 'rose', theme).c).toBe(TOKENS[theme][`bird-${ink}`]);
  }
});
