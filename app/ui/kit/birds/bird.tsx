import { type Look, lookOf } from './looks';
import { SEAT_BODY, SEAT_EDGES, SEAT_PLUS } from './seat';
import { SPECIES, SPECIES_NAMES, type SpeciesName } from './species';
import { OWL_GLASSES, placeOf, WEAR, WEAR_NAMES, type Wear } from './wear';

/** The bird's box: 80 × 104 with a margin for hats and beaks. The wire passes at 86 of 112 from the top. */
const BOX = '-4 -6 88 112';
const MIRROR = 'matrix(-1 0 0 1 80 0)';

/** A photo becomes the body; a circle, so that the face need not be mirrored with the tail and the beak. */
const PHOTO_BODY = { cx: 40, cy: 47, r: 31 };

function symbols(): string {
  const box = 'viewBox="0 0 80 104" overflow="visible"';
  const species = SPECIES_NAMES.map(
    (name) => `<symbol id="b-${name}" ${box}>${SPECIES[name].drawing}</symbol>`,
  );
  const wear = WEAR_NAMES.map((name) => `<g id="w-${name}">${WEAR[name]}</g>`);
  return `<defs>${species.join('')}${wear.join('')}<g id="w-owl">${OWL_GLASSES}</g><clipPath id="photo"><circle cx="${PHOTO_BODY.cx}" cy="${PHOTO_BODY.cy}" r="${PHOTO_BODY.r - 1.5}"/></clipPath></defs>`;
}

const SYMBOLS = symbols();

/** Every species and thing, once per page: a bird is then a hundred bytes of `<use>`. Rendered by root. */
export function BirdSprite() {
  return (
    <svg
      className="sprite"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: SYMBOLS }}
    />
  );
}

export type BirdSize = 's' | 'm' | 'l' | 'xl';

export type BirdProps = {
  /** the handle; for someone who chose not to be seen, anything that tells nothing */
  seed: string;
  size?: BirdSize;
  /** which way it looks; from the seed unless told */
  flip?: boolean;
  /** from afar: the line only */
  outlined?: boolean;
  silhouette?: boolean;
  photoUrl?: string | null;
  /** the look a group agreed on (`looksOf`), instead of the seed's own */
  look?: Look;
  className?: string;
};

/** A portrait. Decorative: the name beside it says who it is. */
export function Bird({ seed, size = 'm', flip, outlined, silhouette, photoUrl, look, className }: BirdProps) {
  const own = look ?? lookOf(seed);
  const turned = flip ?? own.flip;
  const classes = ['bird', `ink-${own.ink}`, `wear-${own.dye}`];
  if (size !== 'm') classes.push(size);
  if (outlined) classes.push('outlined');
  else if (silhouette) classes.push('silhouette');
  if (className) classes.push(className);
  const drawing =
    photoUrl && !outlined && !silhouette
      ? withPhoto(photoUrl, turned)
      : drawn(own.species, silhouette ? null : own.wear, turned);
  return (
    <svg
      className={classes.join(' ')}
      viewBox={BOX}
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: drawing }}
    />
  );
}

/* As text: a page has a hundred birds, and React would take each for six elements. */

const group = (turned: boolean, drawing: string) =>
  `<g${turned ? ` transform="${MIRROR}"` : ''}>${drawing}</g>`;

const drawings = new Map<string, string>();

/** Twelve species with seven wardrobes, each looking two ways. */
function drawn(species: SpeciesName, wear: Wear | null, turned: boolean): string {
  const key = `${species} ${wear} ${turned}`;
  let drawing = drawings.get(key);
  if (drawing === undefined) {
    const thing = wear === 'glasses' && species === 'owl' ? 'owl' : wear;
    const worn = wear ? `<use href="#w-${thing}" transform="${placeOf(wear, species)}"/>` : '';
    drawing = group(turned, `<use href="#b-${species}" width="80" height="104"/>${worn}`);
    drawings.set(key, drawing);
  }
  return drawing;
}

/** What stays of the bird around a photo: tail, feet, beak, and a ring of its ink. */
function withPhoto(url: string, turned: boolean): string {
  const { cx, cy, r } = PHOTO_BODY;
  const plumage = `<path fill="var(--c)" d="M18 62 2 90l10 6 22-22zM70 40l12 6-12 6z"/><path fill="none" stroke="var(--leg)" stroke-width="2" d="M35 76v3M46 76v3"/><path fill="none" stroke="var(--leg)" stroke-width="2.2" stroke-linecap="round" d="M31 82q1-4 4-4t4 4M42 82q1-4 4-4t4 4"/><circle fill="var(--c)" cx="${cx}" cy="${cy}" r="${r}"/>`;
  const href = url.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return `${group(turned, plumage)}<image href="${href}" x="${cx - r}" y="${cy - r}" width="${r * 2}" height="${r * 2}" preserveAspectRatio="xMidYMid slice" clip-path="url(#photo)"/>`;
}

/** The seat that waits, dashed; amber, like the one action. */
export function EmptySeat({ plus = false, className = '' }: { plus?: boolean; className?: string }) {
  return (
    <svg className={`bird seat ${className}`} viewBox={BOX} aria-hidden="true" focusable="false">
      <path strokeDasharray="5 5" d={SEAT_BODY} />
      <path strokeDasharray="5 5" d={SEAT_EDGES} />
      {plus && <path strokeWidth="3.5" d={SEAT_PLUS} />}
    </svg>
  );
}
