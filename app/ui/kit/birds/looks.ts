// Who looks like what. Pure: a handle always gives the same bird, and the people of one list never look the same.
import { type Dice, diceFor, pick } from '../seeded';
import { SPECIES_NAMES, type SpeciesName } from './species';
import { WEAR_NAMES, type Wear } from './wear';

export const INKS = ['amber', 'rose', 'leaf', 'mist', 'clay', 'white', 'key'] as const;
export type Ink = (typeof INKS)[number];

/** What things are dyed with; a bird never wears its own colour. */
const DYES = ['rose', 'amber', 'mist', 'leaf'] as const;
export type Dye = (typeof DYES)[number];

export type Look = {
  readonly species: SpeciesName;
  readonly ink: Ink;
  readonly flip: boolean;
  readonly wear: Wear | null;
  readonly dye: Dye;
};

/** Half of the birds wear something: more would be a costume party. */
const WEARING = 0.5;

function dyeFor(dice: Dice, ink: Ink): Dye {
  return pick(
    dice,
    DYES.filter((dye) => dye !== ink),
  );
}

export function lookOf(seed: string, given: Partial<Look> = {}): Look {
  const dice = diceFor(seed);
  const species = pick(dice, SPECIES_NAMES);
  const ink = given.ink ?? pick(dice, INKS);
  const flip = dice() < 0.42;
  const wear = dice() < WEARING ? pick(dice, WEAR_NAMES) : null;
  return { species, ink, flip, wear, dye: dyeFor(dice, ink), ...given };
}

function face(look: Look): string {
  return `${look.species} ${look.ink} ${look.wear} ${look.wear && look.dye}`;
}

/** Everything a bird may put on without ceasing to be recognised. */
function outfits(look: Look): Look[] {
  const dyes = DYES.filter((dye) => dye !== look.ink);
  return WEAR_NAMES.flatMap((wear) => dyes.map((dye) => ({ ...look, wear, dye })));
}

/**
 * The looks of people seen together, in their order. Twelve species and seven inks are not enough for forty people to
 * differ by luck: whoever comes second keeps species and ink, and puts on something else.
 */
export function looksOf(seeds: readonly string[]): Look[] {
  const taken = new Map<string, string>();
  return seeds.map((seed) => {
    const own = lookOf(seed);
    const free = [own, ...outfits(own)].find((look) => (taken.get(face(look)) ?? seed) === seed) ?? own;
    taken.set(face(free), seed);
    return free;
  });
}
