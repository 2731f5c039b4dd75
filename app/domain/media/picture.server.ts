import sharp, { type Region, type Sharp } from 'sharp';
import { type Refusal, refuse } from '../rules';
import { type Crop, EDGES, type MediaKind, MOST_PICTURE_BYTES, MOST_PIXELS, SIZES, type Size } from './rules';

/** A picture drawn anew from its pixels: what else a file carries (EXIF, XMP, a place, another file) is gone. */
export interface Redrawn {
  files: Record<Size, Buffer>;
  width: number;
  height: number;
  blur: string;
}

type Unusable = Refusal<'pictureMissing' | 'pictureHeavy' | 'pictureFormat' | 'pictureBroken'>;

/** First bytes of the formats we take. SVG is none of them: it is a program. */
const MAGIC: readonly RegExp[] = [
  /^\xff\xd8\xff/,
  /^\x89PNG\r\n.\n/s,
  /^RIFF.{4}WEBP/s,
  /^GIF8[79]a/,
  /^.{4}ftypavi[fs]/s,
];

const isPicture = (bytes: Buffer) => MAGIC.some((magic) => magic.test(bytes.toString('latin1', 0, 16)));

// One at a time: a large photo takes two hundred megabytes of memory while it is open.
let turn: Promise<unknown> = Promise.resolve();

/** Reads a picture somebody brought and draws it anew in its sizes, upright, as WebP. */
export function redraw(
  bytes: Buffer,
  kind: MediaKind,
  crop?: Crop,
): Promise<{ ok: true; picture: Redrawn } | Unusable> {
  if (bytes.length === 0) return Promise.resolve(refuse('pictureMissing', 'picture'));
  if (bytes.length > MOST_PICTURE_BYTES) return Promise.resolve(refuse('pictureHeavy', 'picture'));
  if (!isPicture(bytes)) return Promise.resolve(refuse('pictureFormat', 'picture'));
  const drawn = turn.then(() => draw(bytes, kind, crop));
  turn = drawn.catch(() => undefined);
  return drawn.then(
    (picture) => ({ ok: true, picture }),
    () => refuse('pictureBroken', 'picture'),
  );
}

async function draw(bytes: Buffer, kind: MediaKind, crop?: Crop): Promise<Redrawn> {
  const open = () =>
    sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false }).autoOrient();
  const { width, height } = await open()
    .metadata()
    .then(({ autoOrient }) => autoOrient);
  const cut = kind === 'portrait' && crop ? squareOf(crop, width, height) : undefined;
  const sized = (edge: number): Sharp => {
    const picture = cut ? open().extract(cut) : open();
    return kind === 'portrait'
      ? picture.resize(edge, edge, { fit: 'cover', position: sharp.strategy.attention })
      : picture.resize(edge, edge, { fit: 'inside', withoutEnlargement: true });
  };
  const files = {} as Record<Size, Buffer>;
  for (const size of SIZES) files[size] = await sized(EDGES[kind][size]).webp({ quality: 80 }).toBuffer();
  const shown = await sharp(files.l).metadata();
  const blur = await sharp(files.s).resize(12, 12, { fit: 'inside' }).webp({ quality: 40 }).toBuffer();
  return {
    files,
    width: shown.width,
    height: shown.height,
    blur: `data:image/webp;base64,${blur.toString('base64')}`,
  };
}

/** The square in pixels, kept inside the picture. */
function squareOf({ cropX, cropY, cropSize }: Crop, width: number, height: number): Region {
  const side = Math.max(1, Math.round(cropSize * Math.min(width, height)));
  const within = (share: number, length: number) =>
    Math.max(0, Math.min(Math.round(share * length), length - side));
  return { left: within(cropX, width), top: within(cropY, height), width: side, height: side };
}
