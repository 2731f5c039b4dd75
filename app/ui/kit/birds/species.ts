// Twelve species, cut like paper. Each is drawn in a box of 80 × 104, facing right; the wire passes at y = 80 and tails
// may hang below it. Shapes name their ink, they never hold a colour: --c body, --o overprint (wing), --l line, --b beak,
// --p paper, --leg, --cap, --crest, --green; birds.css answers on pages, ink.ts in pictures.

export type Anchors = {
  /** glasses */
  eye: readonly [x: number, y: number];
  /** hats */
  top: readonly [x: number, y: number];
  /** scarf and bow tie: centre and half the neck's width */
  neck: readonly [x: number, y: number, half: number];
  /** tip of the beak */
  beak: readonly [x: number, y: number];
};

export type Species = { readonly anchors: Anchors; readonly drawing: string };

const BODY = 'fill="var(--c)"';
const WING = 'fill="var(--o)"';
const BEAK = 'fill="var(--b)"';
const PAPER = 'fill="var(--p)"';
const LINE =
  'fill="none" stroke="var(--l)" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"';

function eye(x: number, y: number, radius = 2.7): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="var(--l)"/><circle cx="${x + 0.9}" cy="${y - 0.9}" r=".8" ${PAPER} stroke="none"/>`;
}

/** Two legs down to the wire, and the toes that hold it. */
function legs(first: number, second: number, from = 72): string {
  return `<path d="M${first} ${from}V79M${second} ${from}V79" stroke="var(--leg)" stroke-width="2" fill="none"/><path d="M${first - 4} 82q1-4 4-4t4 4M${second - 4} 82q1-4 4-4t4 4" stroke="var(--leg)" stroke-width="2.2" fill="none" stroke-linecap="round"/>`;
}

const robin: Species = {
  anchors: { eye: [54, 37], top: [46, 20], neck: [46, 52, 22], beak: [76, 40] },
  drawing: `<path ${BODY} d="M22 62 4 90l10 6 20-22z"/>${legs(38, 48)}<path ${BODY} d="M14 56C12 34 26 19 45 19c15 0 24 11 23 26-1 20-13 33-29 33-14 0-24-9-25-22z"/><path ${WING} d="M68 42c1 19-9 33-24 35.5C45 60 54 46 68 42z"/><path ${LINE} d="M19 50c6-8 20-7 26 4-5 11-17 15-27 9M24 58c5 2 10 1 14-2"/><path ${BEAK} d="m66 35 11 5-11 4.5z"/>${eye(54, 37)}`,
};

const blackbird: Species = {
  anchors: { eye: [58, 28], top: [56, 17], neck: [53, 42, 19], beak: [80, 30] },
  drawing: `<path ${BODY} d="M24 66 4 98l8 5 24-27z"/>${legs(36, 45)}<path ${BODY} d="M57 16c12 0 17 10 13 23-5 20-15 37-33 40-12 2-19-5-17-17 3-20 20-46 37-46z"/><path ${WING} d="M46 38c4 12-2 30-20 36-8-12 4-30 20-36z"/><path ${LINE} d="M42 46c1 9-3 18-12 23M38 45c0 7-3 13-8 17"/><path ${BEAK} d="m69 25 12 5-12 4z"/><circle cx="58" cy="28" r="4.2" ${BEAK}/>${eye(58, 28, 2.3)}`,
};

const owl: Species = {
  anchors: { eye: [41, 38], top: [41, 22], neck: [41, 56, 25], beak: [41, 52] },
  drawing: `<path ${BODY} d="M34 70 30 97h22l-4-27z"/><path ${BODY} d="M17 20c5 6 11 4 16 2 6-2 11-2 16 0 5 2 11 4 16-2 3 12 3 26 1 38-3 14-13 21-25 21S19 72 16 58c-2-12-2-26 1-38z"/><path ${WING} d="M16 50c6 4 8 14 6 22-5-5-7-14-6-22zM66 50c-6 4-8 14-6 22 5-5 7-14 6-22z"/><circle cx="31" cy="38" r="10" ${PAPER}/><circle cx="51" cy="38" r="10" ${PAPER}/><circle cx="32" cy="38" r="4.6" fill="var(--l)"/><circle cx="50" cy="38" r="4.6" fill="var(--l)"/><circle cx="33.5" cy="36.5" r="1.3" ${PAPER}/><circle cx="51.5" cy="36.5" r="1.3" ${PAPER}/><path ${BEAK} d="m41 42 4.5 5-4.5 7-4.5-7z"/><path ${LINE} d="m29 60 4 3 4-3M45 60l4 3 4-3M33 68l4 3 4-3 4 3 4-3"/>${legs(35, 47, 77)}`,
};

const hoopoe: Species = {
  anchors: { eye: [54, 31], top: [46, 20], neck: [48, 45, 18], beak: [82, 36] },
  drawing: `<path d="M48 22 34 2M50 21 43 0M52 20 53 0M46 25 26 8M44 29 20 18" stroke="var(--crest)" stroke-width="5" stroke-linecap="round"/><path d="M34 2l3 4M43 0l2 4M53 0v4M26 8l4 3M20 18l5 2" stroke="var(--leg)" stroke-width="5" stroke-linecap="round"/><path ${WING} d="M24 64 8 98l10 4 18-27z"/>${legs(36, 45)}<path ${BODY} d="M52 20c10 0 14 8 12 18-4 22-14 38-28 41-11 2-18-6-16-17 3-20 16-42 32-42z"/><path ${WING} d="M42 42c6 10 0 28-18 34-6-12 2-30 18-34z"/><path d="M40 47 26 54M42 54 24 62M41 61 24 69" stroke="var(--l)" stroke-width="2.4" stroke-linecap="round"/><path d="M62 30c8-1 15 2 20 8" fill="none" stroke="var(--leg)" stroke-width="3" stroke-linecap="round"/>${eye(54, 31)}`,
};

const swallow: Species = {
  anchors: { eye: [57, 29], top: [53, 19], neck: [51, 42, 19], beak: [76, 31] },
  drawing: `<path ${BODY} d="M28 62 2 103l16-15 2 15 18-30z"/>${legs(38, 46)}<path ${BODY} d="M55 18c11 0 15 9 12 20-4 20-15 38-30 41-10 2-15-5-13-15 4-21 16-46 31-46z"/><path ${PAPER} d="M66 44c-3 18-14 32-27 35-4-10 6-28 27-35z"/><path ${WING} d="M68 34c-2 8-7 13-15 14-2-8 4-15 15-14z"/><path ${LINE} d="M30 58C20 70 12 80 6 92M36 62c-4 6-8 12-12 18"/><path ${BEAK} d="m67 28 9 3-9 3z"/>${eye(57, 28)}`,
};

const pigeon: Species = {
  anchors: { eye: [55, 23], top: [52, 12], neck: [51, 37, 17], beak: [74, 27] },
  drawing: `<path ${BODY} d="M24 66 0 88l6 10 30-22z"/>${legs(38, 48)}<path ${BODY} d="M52 12c9 0 14 6 13 14-1 7 5 12 6 22 2 19-12 31-30 31-15 0-27-7-22-17 5-12 20-18 23-32 1-10 2-18 10-18z"/><path ${WING} d="M43 32c6 5 16 5 23 1 3 4 4 8 5 13-10 6-24 4-31-4z"/><path ${LINE} d="M16 64c10-12 26-12 34-2-6 10-20 14-32 10M28 64h14M24 70h12"/><path ${BEAK} d="m64 22 10 5-10 3z"/><circle cx="55" cy="23" r="4" ${BEAK}/>${eye(55, 23, 2.2)}`,
};

const wren: Species = {
  anchors: { eye: [54, 45], top: [48, 31], neck: [48, 57, 21], beak: [76, 45] },
  drawing: `<path ${WING} d="M26 52 6 22l12-4 20 28z"/><path d="m12 24 4 6M20 22l4 6" stroke="var(--l)" stroke-width="1.6" stroke-linecap="round"/>${legs(40, 50)}<path ${BODY} d="M18 58c0-16 12-28 28-28 14 0 23 9 22 22-1 17-12 27-27 27-14 0-23-8-23-21z"/><path ${LINE} d="M22 58c7-7 18-5 22 4-5 8-14 10-21 6M50 40c4-3 9-3 13-1M30 64h6M48 66l3 2M54 62l3 2M46 72l3 2"/><path ${BEAK} d="m66 43 11 2-11 4z"/>${eye(54, 45)}`,
};

const parakeet: Species = {
  anchors: { eye: [52, 25], top: [48, 11], neck: [47, 40, 21], beak: [66, 31] },
  drawing: `<path ${WING} d="M26 66 14 104h9l15-28z"/>${legs(36, 45)}<path ${BODY} d="M47 10c13 0 19 9 18 21-2 24-10 44-26 48-12 3-21-4-20-18 1-22 12-51 28-51z"/><path ${WING} d="M38 38c8 10 4 30-14 38-9-12-2-30 14-38z"/><path ${LINE} d="M36 46c2 5 2 10 0 15M31 50c2 5 1 9-1 13M26 56c1 4 0 7-2 10"/><path ${BEAK} d="M62 22c9 0 12 7 7 15-2-4-5-6-9-6z"/><circle cx="50" cy="34" r="3.6" ${WING}/>${eye(52, 24)}`,
};

const heron: Species = {
  anchors: { eye: [57, 10], top: [54, 3], neck: [45, 30, 9], beak: [84, 13] },
  drawing: `<path d="M34 58V79M41 58l3 21" stroke="var(--leg)" stroke-width="2.2" fill="none"/><path d="M30 82q1-4 4-4t4 4M40 82q1-4 4-4t4 4" stroke="var(--leg)" stroke-width="2.2" fill="none" stroke-linecap="round"/><path ${BODY} d="M55 2c8 0 11 5 9 10-2 6-12 7-12 15 0 6 6 8 5 18-1 12-11 18-24 18-9 0-18 5-25 8 1-14 12-28 27-31 8-2 9-8 9-14 0-12 2-24 11-24z"/><path ${WING} d="M44 40c0 12-14 18-34 26 2-14 16-28 34-26z"/><path d="M50 4C42 2 36 3 28 8" fill="none" stroke="var(--leg)" stroke-width="2.2" stroke-linecap="round"/><path ${BEAK} d="m63 8 22 5-22 3z"/><path ${LINE} d="M38 46c-6 6-12 9-20 12"/>${eye(57, 9, 2.2)}`,
};

const tit: Species = {
  anchors: { eye: [53, 38], top: [46, 21], neck: [46, 54, 21], beak: [74, 42] },
  drawing: `<path ${WING} d="M22 62 6 92l9 5 19-23z"/>${legs(38, 48)}<path ${BODY} d="M16 57c-2-21 11-37 30-37 14 0 22 10 21 25-1 20-12 34-28 34-13 0-22-9-23-22z"/><path fill="var(--cap)" d="M26 34c4-10 12-15 22-14 10 0 16 6 18 16-12 2-26 2-40-2z"/><path ${PAPER} d="M40 38c8 2 17 2 24-1 2 8-4 15-13 14-7-1-11-6-11-13z"/><path fill="none" stroke="var(--cap)" stroke-width="5" d="M54 53c-2 9-4 17-9 25"/><path ${LINE} d="M18 56c6-7 18-5 22 4-5 8-14 11-21 7"/><path ${BEAK} d="m65 37 9 4-9 4z"/><circle cx="54" cy="35" r="2.6" ${PAPER}/><circle cx="54.5" cy="35" r="1.7" fill="var(--l)"/>`,
};

const toucan: Species = {
  anchors: { eye: [47, 26], top: [43, 13], neck: [42, 44, 18], beak: [84, 34] },
  drawing: `<path ${BODY} d="M20 64 8 100l12 3 16-28z"/>${legs(34, 43)}<path ${BODY} d="M42 12c13 0 18 9 16 21-3 26-10 42-23 46-12 3-20-5-18-19 3-22 10-48 25-48z"/><path ${PAPER} d="M58 32c-1 12-6 18-14 18-6-6-4-20 0-24 6-4 14-2 14 6z"/><path ${BEAK} d="M56 18c16-6 29 3 28 18-7-6-16-7-28-3z"/><path ${WING} d="M74 18c7 3 11 9 10 18-3-3-6-4.5-9-5.500z"/><path ${LINE} d="M56 26c10-3 18-2 25 3M20 52c5-5 12-4 16 3-2 10-9 15-17 15"/><circle cx="47" cy="26" r="4.6" ${BEAK}/>${eye(47, 26, 2.4)}`,
};

const duck: Species = {
  anchors: { eye: [57, 31], top: [54, 20], neck: [52, 47, 16], beak: [80, 38] },
  drawing: `<path ${BODY} d="M6 52c4 2 8 4 14 2 10-3 22-4 25-10 2-6-2-10 1-17 3-6 8-8 13-7 9 1 12 9 9 17-2 6-2 9-1 16 1 16-12 26-30 26C18 79 8 70 6 52z"/><path ${WING} d="M46 27c3-6 8-8 13-7 9 1 12 9 9 17-7 5-20 2-22-10z"/><path ${LINE} d="M22 60c8-6 20-5 26 2-6 9-18 12-27 7M26 64c5-2 10-2 14 0"/><path ${BEAK} d="M66 32c6 0 10 3 15 5-3 5-9 6-16 3z"/>${legs(36, 46, 77)}${eye(57, 30)}`,
};

export const SPECIES = {
  robin,
  blackbird,
  owl,
  hoopoe,
  swallow,
  pigeon,
  wren,
  parakeet,
  heron,
  tit,
  toucan,
  duck,
} as const;

export type SpeciesName = keyof typeof SPECIES;
export const SPECIES_NAMES = Object.keys(SPECIES) as SpeciesName[];
