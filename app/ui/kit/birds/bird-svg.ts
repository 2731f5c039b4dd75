// Birds as plain SVG text, for pictures made on the server: portraits, the perch of a letter, covers.
import { PALETTES, type Theme } from '../palette';
import { flatInks, type Inks, inksOf, outlineInks, printed } from './ink';
import { type Look, lookOf } from './looks';
import { SEAT_BODY, SEAT_EDGES, SEAT_PLUS } from './seat';
import { SPECIES } from './species';
import { OWL_GLASSES, placeOf, WEAR } from './wear';

export type BirdSvgOptions = {
  theme?: Theme;
  variant?: 'inked' | 'outlined' | 'silhouette';
  look?: Look;
  /** colour behind the bird, for outlined ones and for portraits; the theme's ground by default */
  ground?: string;
  /** legs and toes; the theme's wire by default */
  wire?: string;
};

function dressed(look: Look): string {
  const { species, wear } = look;
  if (!wear) return SPECIES[species].drawing;
  const thing = wear === 'glasses' && species === 'owl' ? OWL_GLASSES : WEAR[wear];
  return `${SPECIES[species].drawing}<g transform="${placeOf(wear, species)}">${thing}</g>`;
}

/** The bird alone, in its box of 80 × 104 (wire at y = 80), to be nested in a drawing. */
export function birdInner(seed: string, options: BirdSvgOptions = {}): string {
  const { theme = 'light', variant = 'inked', wire } = options;
  const palette = PALETTES[theme];
  const look = options.look ?? lookOf(seed);
  const mirror = look.flip ? ' transform="matrix(-1 0 0 1 80 0)"' : '';
  const group = (inks: Inks, drawing: string, stroke = '') =>
    `<g${mirror}${stroke}>${printed(drawing, inks)}</g>`;
  if (variant === 'silhouette') return group(flatInks(palette.shade), SPECIES[look.species].drawing);
  if (variant === 'outlined') {
    const stroke = ` stroke="${palette.wire2}" stroke-width="2" stroke-linejoin="round"`;
    return group(outlineInks(palette.wire2, options.ground ?? palette.ground), dressed(look), stroke);
  }
  const inks = inksOf(look.ink, look.dye, theme);
  const edge = look.ink === 'white' && theme === 'light' ? ` stroke="${inks.l}" stroke-width=".9"` : '';
  return group(wire ? { ...inks, leg: wire } : inks, dressed(look), edge);
}

/** An empty seat, in the same box. */
export function seatInner(theme: Theme = 'light', plus = false): string {
  const amber = PALETTES[theme].actText;
  const cross = plus ? `<path d="${SEAT_PLUS}" stroke-width="3.5"/>` : '';
  return `<g fill="none" stroke="${amber}" stroke-width="2.4" stroke-linecap="round"><path stroke-dasharray="5 5" d="${SEAT_BODY}"/><path stroke-dasharray="5 5" d="${SEAT_EDGES}"/>${cross}</g>`;
}

/** A portrait: a square picture of the bird, on the theme's ground unless told otherwise. */
export function birdSvg(seed: string, { size = 112, ...options }: BirdSvgOptions & { size?: number } = {}) {
  const ground = options.ground ?? PALETTES[options.theme ?? 'light'].ground;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="-16 -8 112 112"><rect x="-16" y="-8" width="112" height="112" fill="${ground}"/>${birdInner(seed, options)}</svg>`;
}
