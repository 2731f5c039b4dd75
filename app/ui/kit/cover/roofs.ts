import { pick } from '../seeded';
import { disc, line, n, overprint, type Print, type Sheet, wireAcross } from './sheet';

/** A row of houses along the bottom: the outline, and the windows that light up. */
export function skyline(sheet: Sheet, from: number, depth: number): { roofs: string; windows: string } {
  const { width, height, unit, dice, plates } = sheet;
  let roofs = '';
  let windows = '';
  let x = -20;
  while (x < width) {
    const house = unit * (0.16 + dice() * 0.2);
    const top = height * (from + dice() * depth);
    roofs += dice() < 0.5 ? mansard(x, top, house, sheet) : gable(x, top, house, sheet);
    const chimneys = 1 + Math.floor(dice() * 3);
    for (let chimney = 0; chimney < chimneys; chimney++) {
      const stack = x + house * (0.22 + chimney * 0.2);
      roofs += `M${n(stack)} ${n(top + unit * 0.04)}V${n(top - unit * 0.055)}h${n(unit * 0.028)}V${n(top + unit * 0.04)}z`;
    }
    for (let y = top + unit * 0.11; y < height - 20; y += unit * 0.1) {
      for (let column = x + house * 0.18; column < x + house * 0.8; column += house * 0.28) {
        if (dice() > 0.62) continue;
        const fill = sheet.theme === 'dark' || dice() < 0.4 ? lit(sheet) : plates.paper;
        windows += `<rect x="${n(column)}" y="${n(y)}" width="${n(house * 0.13)}" height="${n(unit * 0.055)}" fill="${fill}"/>`;
      }
    }
    x += house * 0.94;
  }
  return { roofs, windows };
}

function lit({ theme, plates }: Sheet): string {
  return theme === 'dark' ? plates.lamp : plates.first;
}

function mansard(x: number, top: number, house: number, { height, unit }: Sheet): string {
  return `M${n(x)} ${height + 10}V${n(top + unit * 0.05)}L${n(x + house * 0.14)} ${n(top)}H${n(x + house * 0.86)}L${n(x + house)} ${n(top + unit * 0.05)}V${height + 10}z`;
}

function gable(x: number, top: number, house: number, { height, unit }: Sheet): string {
  return `M${n(x)} ${height + 10}V${n(top + unit * 0.07)}L${n(x + house / 2)} ${n(top)}L${n(x + house)} ${n(top + unit * 0.07)}V${height + 10}z`;
}

/** Wires over roofs. */
export function roofs(sheet: Sheet): Print {
  const { width, height, unit, dice, plates, theme } = sheet;
  const moon = disc(width * (0.5 + dice() * 0.2), height * 0.4, unit * (0.33 + dice() * 0.08), plates.first);
  const houses = skyline(sheet, 0.66, 0.16);
  const wires = [
    wireAcross(width, height * 0.24, height * 0.34, height * 0.06),
    wireAcross(width, height * 0.36, height * 0.46, height * 0.055),
  ];
  let key = `${houses.windows}${wires.map((wire) => line(wire.d, plates.key, unit * 0.006)).join('')}`;
  const birds = 4 + Math.floor(dice() * 3);
  for (let bird = 0; bird < birds; bird++) {
    const x = width * (0.16 + ((bird + dice() * 0.5) / birds) * 0.74);
    key += sheet.bird(x, pick(dice, wires).at(x), unit / 400);
  }
  return {
    spots: moon + overprint(theme, `<path d="${houses.roofs}" fill="${plates.second}"/>`),
    key,
  };
}
