// A perch as one SVG text, for what cannot have a page: the picture in a letter, made a PNG by sharp.
import { birdInner, seatInner } from './birds/bird-svg';
import { looksOf } from './birds/looks';
import { PALETTES, type Theme } from './palette';

export type PerchSvgSeat = { seed: string; silhouette?: boolean };

export type PerchSvgOptions = {
  seats: readonly PerchSvgSeat[];
  free?: number;
  /** the first empty seat carries a plus: it is the reader's own */
  you?: boolean;
  far?: boolean;
  theme?: Theme;
  /** width in px; birds and wires scale with it */
  width?: number;
  perRow?: number;
  ground?: string;
};

const ROW = 118;
const WIRE = 92;
const SAG = 14;
const COLUMN = 88;
/** room for beaks at both ends, and for the last row's tails */
const SIDE = 14;
const BELOW = 26;

/** How far the wire has come down at a place, as a quadratic curve sags: nothing at both ends, SAG in the middle. */
function sagAt(part: number): number {
  return SAG * 4 * part * (1 - part);
}

export function perchSvg(options: PerchSvgOptions): string {
  const { seats, free = 0, you = false, far = false, theme = 'light', perRow = 8 } = options;
  const palette = PALETTES[theme];
  const ground = options.ground ?? palette.ground;
  const places = Math.max(seats.length + free, 1);
  const rows = Math.ceil(places / perRow);
  const width = perRow * COLUMN + SIDE * 2;
  const height = rows * ROW + BELOW;
  const looks = looksOf(seats.map((seat) => seat.seed));

  const sitterAt = (place: number): string => {
    const seat = seats[place];
    if (!seat) return seatInner(theme, you && place === seats.length);
    const variant = far ? 'outlined' : seat.silhouette ? 'silhouette' : 'inked';
    return birdInner(seat.seed, { theme, variant, look: looks[place], ground });
  };

  const stroke = far
    ? `stroke="${palette.wire2}" stroke-width="3.4" stroke-linecap="round" stroke-dasharray=".1 10"`
    : `stroke="${palette.wire}" stroke-width="2.4"`;
  const wires = Array.from({ length: rows }, (_, row) => {
    const y = row * ROW + WIRE;
    return `<path d="M0 ${y}Q${width / 2} ${y + SAG * 2} ${width} ${y}" fill="none" ${stroke}/>`;
  });
  const sitters = Array.from({ length: seats.length + free }, (_, place) => {
    const column = place % perRow;
    const x = SIDE + column * COLUMN + (COLUMN - 80) / 2;
    const y = Math.floor(place / perRow) * ROW + WIRE - 80 + sagAt((column + 0.5) / perRow);
    return `<g transform="translate(${x} ${y.toFixed(1)})">${sitterAt(place)}</g>`;
  });
  const shown = options.width ?? width;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${shown}" height="${Math.round((shown * height) / width)}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${ground}"/>${wires.join('')}${sitters.join('')}</svg>`;
}
