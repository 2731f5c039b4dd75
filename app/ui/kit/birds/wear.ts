// Six things to wear. Each is drawn once around 0,0 and put on a species at its own anchors.
// --w is the thing's colour; the twig is always itself.
import { type Anchors, SPECIES, type SpeciesName } from './species';

export const WEAR = {
  hat: '<path d="M-13 4C-13-9-6-14 0-14S13-9 13 4z" fill="var(--w)"/><path d="M-15 1h30v6h-30z" fill="var(--leg)"/><circle cy="-15" r="4.5" fill="var(--leg)"/>',
  beret:
    '<path d="M-18 1C-18-8-8-11 1-11S19-7 18 0C12 5-10 6-18 1z" fill="var(--w)"/><path d="M0-11v-4" stroke="var(--w)" stroke-width="2.5" stroke-linecap="round"/>',
  glasses:
    '<g fill="none" stroke="var(--l)" stroke-width="2"><circle r="7.5"/><path d="M-7.5-1-20-4M7.5-1h4"/></g>',
  scarf:
    '<path d="M-20-3q20 7 40 0v7q-20 7-40 0z" fill="var(--w)"/><path d="M8 5l4 17h8l-3-19z" fill="var(--w)"/><path d="M13 17h7" stroke="var(--p)" stroke-width="1.6"/>',
  twig: '<path d="M-4 0q8 6 16-6" fill="none" stroke="var(--leg)" stroke-width="1.8" stroke-linecap="round"/><path d="M5 1q1 5 6 4q0-5-6-4zM8-2q5 2 7-3q-5-2-7 3z" fill="var(--green)"/>',
  bow: '<path d="M0 0-9-6v12zM0 0 9-6v12z" fill="var(--w)"/><circle r="2.6" fill="var(--l)"/>',
} as const;

export type Wear = keyof typeof WEAR;
export const WEAR_NAMES = Object.keys(WEAR) as Wear[];

/** The owl looks straight at us: its glasses hang below its two eyes. */
export const OWL_GLASSES =
  '<path d="M-20 0a10 10 0 0 0 20 0a10 10 0 0 0 20 0" fill="none" stroke="var(--w)" stroke-width="3"/>';

const PLACES: Readonly<Record<Wear, (anchors: Anchors) => string>> = {
  hat: ({ top: [x, y] }) => `translate(${x} ${y + 4})`,
  beret: ({ top: [x, y] }) => `translate(${x} ${y + 2}) rotate(-8)`,
  glasses: ({ eye: [x, y] }) => `translate(${x} ${y})`,
  scarf: ({ neck: [x, y, half] }) => `translate(${x} ${y}) rotate(-14) scale(${half / 20})`,
  twig: ({ beak: [x, y] }) => `translate(${x - 3} ${y + 1})`,
  bow: ({ neck: [x, y, half] }) => `translate(${Math.round(x + half * 0.35)} ${y + 2})`,
};

/** The SVG transform that puts a thing on a bird. */
export function placeOf(wear: Wear, species: SpeciesName): string {
  return PLACES[wear](SPECIES[species].anchors);
}
