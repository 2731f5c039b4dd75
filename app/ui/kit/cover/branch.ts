import { disc, line, n, overprint, type Print, type Sheet } from './sheet';

type Point = readonly [x: number, y: number];

const LEAVES = 26;

function pointOn([p0, p1, p2, p3]: readonly [Point, Point, Point, Point], t: number): Point {
  const m = 1 - t;
  const along = (axis: 0 | 1) =>
    m ** 3 * p0[axis] + 3 * m * m * t * p1[axis] + 3 * m * t * t * p2[axis] + t ** 3 * p3[axis];
  return [along(0), along(1)];
}

/** A branch that crosses the moon, in leaf. */
export function branch(sheet: Sheet): Print {
  const { width, height, unit, dice, plates, theme } = sheet;
  const curve: readonly [Point, Point, Point, Point] = [
    [-10, height * 0.74],
    [width * 0.3, height * 0.7],
    [width * 0.55, height * 0.5],
    [width + 10, height * 0.44],
  ];
  const [start, ...rest] = curve.map(([x, y]) => `${n(x)} ${n(y)}`);
  const moon = disc(width * (0.3 + dice() * 0.4), height * 0.42, unit * 0.32, plates.first);
  let spots = '';
  let key = '';
  for (let leaf = 0; leaf < LEAVES; leaf++) {
    const [x, y] = pointOn(curve, 0.03 + (leaf / LEAVES) * 0.95);
    const side = dice() < 0.5 ? -1 : 1;
    const length = unit * (0.1 + dice() * 0.13);
    const turn = side * (28 + dice() * 55);
    const fill = leaf % 3 ? plates.second : plates.first;
    spots += `<path transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)})" d="${leafShape(length)}" fill="${fill}"/>`;
    // the vein is a little out of register, as a second plate always is
    key += `<path transform="translate(${n(x - 3)} ${n(y - 2)}) rotate(${n(turn)})" d="M0 0Q${n(length * 0.5)} ${n(-length * 0.04)} ${n(length * 0.86)} 0" fill="none" stroke="${plates.key}" stroke-width="${n(unit * 0.003)}"/>`;
  }
  key += line(`M${start}C${rest.join(' ')}`, plates.key, unit * 0.016);
  const birds = 3 + Math.floor(dice() * 3);
  for (let bird = 0; bird < birds; bird++) {
    const [x, y] = pointOn(curve, 0.14 + ((bird + dice() * 0.5) / birds) * 0.76);
    key += sheet.bird(x, y - unit * 0.006, unit / 350);
  }
  if (theme === 'dark') key += fireflies(sheet);
  return { spots: moon + overprint(theme, spots), key };
}

function leafShape(length: number): string {
  const at = (part: number) => n(length * part);
  return `M0 0C${at(0.3)} ${at(-0.34)} ${at(0.8)} ${at(-0.3)} ${at(1)} 0C${at(0.75)} ${at(0.26)} ${at(0.3)} ${at(0.28)} 0 0z`;
}

function fireflies({ width, height, unit, dice, plates }: Sheet): string {
  return Array.from({ length: 9 }, () =>
    disc(width * dice(), height * (0.1 + dice() * 0.85), unit * (0.005 + dice() * 0.004), plates.lamp),
  ).join('');
}
