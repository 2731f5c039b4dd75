export type CoverProps = {
  /** the hashtag, with or without its sign, in any case: the same cover */
  tag: string;
  /** the cut; the picture is 4 × 3 and is cropped around its middle. fill: as high as its box */
  ratio?: '16x9' | '3x2' | '4x3' | '2x1' | '5x2' | '4x5' | '1x1' | 'fill';
  /** decorative unless it stands alone */
  alt?: string;
  /** the first picture of a page must not wait */
  eager?: boolean;
  className?: string;
};

/** What covers are drawn at, once, before being kept as pictures. */
export const COVER_WIDTH = 960;
export const COVER_HEIGHT = 720;

/** The address of a cover, for one theme. */
export function coverUrl(tag: string, theme: 'light' | 'dark'): string {
  const word = tag.normalize('NFKC').toLowerCase().replace(/^#/, '');
  return `/covers/${encodeURIComponent(word)}.${theme}.webp`;
}

/** A hashtag's face. */
export function Cover({ tag, ratio = '16x9', alt = '', eager, className = '' }: CoverProps) {
  const cut = ratio === '16x9' ? 'poster' : `poster r-${ratio}`;
  return (
    <picture className={`block ${cut} ${className}`}>
      <source media="(prefers-color-scheme: dark)" srcSet={coverUrl(tag, 'dark')} />
      <img
        src={coverUrl(tag, 'light')}
        width={COVER_WIDTH}
        height={COVER_HEIGHT}
        alt={alt}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
      />
    </picture>
  );
}
