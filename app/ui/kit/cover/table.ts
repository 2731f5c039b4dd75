import type { SpeciesName } from '../birds/species';
import { pick } from '../seeded';
import { disc, line, n, overprint, type Print, type Sheet } from './sheet';

type Plate = { x: number; y: number; radius: number };

/** Those that look well at the edge of a table. */
const DINERS: readonly SpeciesName[] = ['duck', 'heron', 'wren', 'duck', 'tit'];
/** High enough for the guests to be seen in the widest cut. */
const EDGE = 0.77;

function plates({ width, height, unit, dice }: Sheet): Plate[] {
  const laid: Plate[] = [];
  for (let tries = 0; laid.length < 6 && tries < 300; tries++) {
    const plate = {
      x: width * (0.02 + dice() * 0.96),
      y: height * (0.02 + dice() * 0.5),
      radius: unit * (0.17 + dice() * 0.13),
    };
    const apart = (other: Plate) =>
      Math.hypot(other.x - plate.x, other.y - plate.y) > (other.radius + plate.radius) * 0.72;
    if (laid.every(apart)) laid.push(plate);
  }
  return laid;
}

/** A table seen from above, plates overlapping, and its guests along the edge. */
export function table(sheet: Sheet): Print {
  const { width, height, unit, dice, theme } = sheet;
  const { first, second, key: ink, paper, lamp } = sheet.plates;
  const laid = plates(sheet);
  const one = laid.filter((_, index) => index % 2 === 0);
  const other = laid.filter((_, index) => index % 2 === 1);
  const glasses = laid.filter((_, index) => index === 2 || index === 4);
  const spots =
    one.map(({ x, y, radius }) => disc(x, y, radius, first)).join('') +
    overprint(
      theme,
      other.map(({ x, y, radius }) => disc(x, y, radius, second)).join('') +
        glasses
          .map(({ x, y, radius }) => disc(x + radius * 0.9, y + radius * 0.5, radius * 0.62, second))
          .join(''),
    );
  let key = laid.map((plate, index) => keyLines(plate, index, ink, unit)).join('');
  key += `<rect x="-4" y="${n(height * EDGE)}" width="${width + 8}" height="${n(height)}" fill="${ink}"/>`;
  const guests = 4 + Math.floor(dice() * 2);
  for (let guest = 0; guest < guests; guest++) {
    const x = width * (0.1 + (0.84 * (guest + 0.25 + dice() * 0.4)) / guests);
    key += sheet.bird(x, height * EDGE, unit / 310, { species: pick(dice, DINERS) });
    if (guest > 0 && theme === 'dark')
      key += candle(x - (width * 0.42) / guests, height * EDGE, unit, paper, lamp);
  }
  return { spots, key };
}

/** The rim, then by turns a fork and a knife, or what is left of a sauce. */
function keyLines({ x, y, radius }: Plate, index: number, ink: string, unit: number): string {
  const rim = `<circle cx="${n(x - 4)}" cy="${n(y - 3)}" r="${n(radius * 0.66)}" fill="none" stroke="${ink}" stroke-width="${n(unit * 0.004)}"/>`;
  if (index % 3 === 0) {
    const fork = `M${n(x - radius * 1.16)} ${n(y - radius * 0.7)}v${n(radius * 1.4)}m-6 ${n(-radius * 1.4)}v${n(radius * 0.45)}q6 8 12 0v${n(-radius * 0.45)}`;
    return (
      rim +
      line(`M${n(x + radius * 1.16)} ${n(y - radius * 0.7)}v${n(radius * 1.4)}${fork}`, ink, unit * 0.005)
    );
  }
  if (index % 3 === 2) return rim;
  const sauce = `M${n(x - radius * 0.4)} ${n(y + radius * 0.1)}q${n(radius * 0.2)} ${n(-radius * 0.4)} ${n(radius * 0.4)} 0t${n(radius * 0.4)} 0`;
  return rim + line(sauce, ink, unit * 0.004);
}

function candle(x: number, y: number, unit: number, wax: string, flame: string): string {
  const tall = unit * 0.09;
  return `<rect x="${n(x - 4)}" y="${n(y - tall)}" width="8" height="${n(tall)}" fill="${wax}"/><path transform="translate(${n(x)} ${n(y - tall)})" d="M0-24c8 11 6 20 0 22-6-2-8-11 0-22z" fill="${flame}"/>`;
}
