import { diceFor, pick } from '../seeded';
import { line, n, type Print, type Sheet } from './sheet';

/** What a window shows, by its draw: the first ink (curtains), a lamp, or an open window where birds come. */
const CURTAIN = 0.34;
const LAMP = 0.55;
const SHUTTERED = 0.68;

/** The front of a house: who is at the window, who has gone out. */
export function windows(sheet: Sheet): Print {
  const { word, width, height, unit, plates } = sheet;
  const columns = Math.max(4, Math.round((width / unit) * 3.6));
  const rows = Math.max(3, Math.round((height / unit) * 3));
  const across = width / (columns + 0.6);
  const down = (height * 0.96) / (rows + 0.2);
  const wide = across * 0.58;
  const tall = down * 0.72;
  const hatching = `<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-32)"><path d="M0 2h7" stroke="${plates.key}" stroke-width="1.7"/></pattern>`;
  let spots = `${hatching}<rect width="${width}" height="${height}" fill="${plates.second}"/>`;
  let key = '';

  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const name = `${word} ${column},${row}`;
      const dice = diceFor(name);
      const x = across * (column + 0.55);
      const y = down * (row + 0.28);
      const draw = dice();
      const arch = `M${n(x)} ${n(y + tall)}V${n(y + wide / 2)}a${n(wide / 2)} ${n(wide / 2)} 0 0 1 ${n(wide)} 0V${n(y + tall)}z`;
      const fill = draw < CURTAIN ? plates.first : draw < LAMP ? plates.lamp : plates.paper;
      spots += `<path d="${arch}" fill="${fill}"/>`;
      if (draw >= LAMP && draw < SHUTTERED) spots += `<path d="${arch}" fill="url(#hatch)"/>`;
      if (draw < CURTAIN && dice() < 0.4) {
        const cross = `M${n(x + wide / 2)} ${n(y + 2)}V${n(y + tall)}M${n(x)} ${n(y + tall * 0.55)}h${n(wide)}`;
        spots += line(cross, plates.key, unit * 0.004);
      }
      key += line(`M${n(x - wide * 0.12)} ${n(y + tall + 2)}h${n(wide * 1.24)}`, plates.key, unit * 0.007);
      const home = draw > SHUTTERED || (draw < CURTAIN && dice() < 0.35);
      if (home)
        key += sheet.bird(x + wide / 2, y + tall, tall / 112, {
          seed: name,
          ink: pick(dice, sheet.birdInks),
        });
    }
  }
  return { spots, key };
}
