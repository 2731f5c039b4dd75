import { disc, line, n, overprint, type Print, type Sheet, wireAcross } from './sheet';

/** Letters by how often French uses them: neighbours on the stave are then rarely the same. */
const BY_FREQUENCY = 'eaisnrtoludcmpgbvhfqyxjkwz';
const WIRES = 5;
const TAG_ROOM = 24;

function wireOf(letter: string): number {
  const rank = BY_FREQUENCY.indexOf(letter.normalize('NFD')[0] ?? '');
  return (rank < 0 ? (letter.codePointAt(0) ?? 0) : rank) % WIRES;
}

/** Five wires are a stave: each letter of the hashtag is a bird, its height says which; digits are stars. */
export function stave(sheet: Sheet): Print {
  const { word, width, height, unit, dice, plates, theme } = sheet;
  const tilt = (dice() - 0.5) * unit * 0.14;
  const wires = Array.from({ length: WIRES }, (_, index) => {
    const y = height * (0.3 + index * 0.125);
    const lean = tilt * (1 - index * 0.15);
    return wireAcross(width, y - lean, y + lean, unit * (0.025 + dice() * 0.02));
  });
  const moonX = width * (0.3 + dice() * 0.4);
  const moonY = height * (0.36 + dice() * 0.16);
  const radius = unit * (0.34 + dice() * 0.08);
  const spots =
    disc(moonX, moonY, radius, plates.first) +
    overprint(theme, disc(moonX + radius * 0.9, moonY + radius * 0.45, radius * 0.8, plates.second));

  let key = wires.map((wire) => line(wire.d, plates.key, unit * 0.005)).join('');
  const letters = [...word].slice(0, TAG_ROOM);
  const step = width / (letters.length + 1);
  const scale = Math.min(unit / 480, step / 46);
  letters.forEach((letter, index) => {
    const x = step * (index + 1);
    if (/\d/.test(letter))
      key += star(x, height * (0.08 + Number(letter) * 0.014), unit * 0.035, plates.lamp);
    else key += sheet.bird(x, wires[wireOf(letter)]!.at(x), scale, { seed: `${letter} ${word}` });
  });
  return { spots, key };
}

function star(x: number, y: number, size: number, fill: string): string {
  return `<path transform="translate(${n(x)} ${n(y)}) scale(${n(size)})" d="M0-1Q0 0 1 0 0 0 0 1 0 0-1 0 0 0 0-1z" fill="${fill}"/>`;
}
