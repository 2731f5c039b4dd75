import { z } from 'zod';

/** What a picture is of; it says how it is cut and, with whatever shows it, who may see it. */
export const MEDIA_KINDS = ['portrait', 'community', 'testimonial'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** `s` for lists, `l` for the page a picture is on. */
export const SIZES = ['s', 'l'] as const;
export type Size = (typeof SIZES)[number];

/** The longer side of each size, in pixels; portraits are square. */
export const EDGES: Record<MediaKind, Record<Size, number>> = {
  portrait: { s: 160, l: 640 },
  community: { s: 640, l: 1600 },
  testimonial: { s: 640, l: 1600 },
};

/** Bytes of a picture as it is brought; a form with it may weigh a little more. */
export const MOST_PICTURE_BYTES = 9 * 1_048_576;
/** Width times height: a telephone's best, and no picture made to fill the memory (ASVS 5.0 5.2.6). */
export const MOST_PIXELS = 50_000_000;
/** What browsers are asked for; what comes is judged by its first bytes. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/avif,image/gif';

/** The address of a picture; it may still be hidden from who asks. */
export const mediaPath = (id: string, size: Size): string => `/media/${id}.${size}.webp`;

const share = z.coerce.number().min(0).max(1);

/** The square somebody chose of their picture, in shares of its shorter side; without one the liveliest square is taken. */
export const cropInput = z.object({
  /** Of the upright picture's width and height, from its left upper corner. */
  cropX: share,
  cropY: share,
  /** Of the shorter side. */
  cropSize: share.min(0.05),
});
export type Crop = z.output<typeof cropInput>;

/** A picture whose files are kept, and that no row speaks of yet. */
export interface KeptPicture {
  id: string;
  kind: MediaKind;
  width: number;
  height: number;
  /** Of all its files. */
  bytes: number;
  /** A few pixels as a data address, for the moment before it is there. */
  blur: string;
}
