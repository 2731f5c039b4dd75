import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { coverSvg } from '#app/ui/kit/cover/cover-svg';
import { LIGHT } from '#app/ui/kit/palette';
import { perchSvg } from '#app/ui/kit/perch-svg';
import type { Picture } from './mail';

/** Mail is read 600 px wide; twice that keeps drawings sharp on phones. */
const WIDTH = 1200;
const COVER_HEIGHT = 560;

/** Places on the wire of a letter: more would be too small to tell apart on a phone. */
const PLACES = 8;

/** Inks that show on white paper and at night alike: a letter has one drawing for both. */
const WIRE = '#737bb0';
const SEAT = '#b36f00';

const kept = new Map<string, Promise<Picture>>();
const KEPT = 64;

/** The same drawing has the same content id, so that letters about one event share it. */
function draw(svg: string): Promise<Picture> {
  const id = createHash('sha256').update(svg).digest('hex').slice(0, 24);
  let picture = kept.get(id);
  if (!picture) {
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
    picture = rasterise(svg, id);
    kept.set(id, picture);
    // A drawing that failed is tried anew by the next letter.
    picture.catch(() => kept.delete(id));
  }
  return picture;
}

async function rasterise(svg: string, id: string): Promise<Picture> {
  // Few flat inks: a palette makes them a quarter of the size.
  const png = await sharp(Buffer.from(svg)).png({ palette: true, effort: 7 }).toBuffer();
  return { cid: `${id}@perchoir`, png };
}

/** A hashtag's cover: the same everywhere, its windows lit in the evening. */
export function drawCover(hashtag: string, evening: boolean): Promise<Picture> {
  const svg = coverSvg(hashtag, { width: WIDTH, height: COVER_HEIGHT, theme: evening ? 'dark' : 'light' });
  // The grain of the paper would weigh ten times what is printed on it.
  return draw(svg.replace(' filter="url(#grain)"', ''));
}

/** Who is going, as nameless birds, and the seat that waits for the reader. */
export function drawPerch(seed: string, going: number, room: boolean): Promise<Picture> {
  const free = room ? 1 : 0;
  const seats = Array.from({ length: Math.min(going, PLACES - free) }, (_, place) => ({
    seed: `${seed} ${place}`,
  }));
  const svg = perchSvg({ seats, free, you: true, width: WIDTH, ground: 'none' });
  const wire = (ink: string) => `stroke="${ink}" stroke-width="2.4"`;
  return draw(svg.replaceAll(wire(LIGHT.wire), wire(WIRE)).replaceAll(LIGHT.actText, SEAT));
}
