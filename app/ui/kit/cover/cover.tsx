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

/** What covers are drawn at, once, before being kept as pictures: a composition that is cropped far loses its birds. */
export const CUTS = { plain: [960, 720], wide: [1600, 560], tall: [768, 864] } as const;
export type Cut = keyof typeof CUTS;

/** The address of a cover, for one theme. */
export function coverUrl(tag: string, theme: 'light' | 'dark', cut: Cut = 'plain'): string {
  const word = tag.normalize('NFKC').toLowerCase().replace(/^#/, '');
  return `/covers/${encodeURIComponent(word)}.${cut === 'plain' ? '' : `${cut}.`}${theme}.webp`;
}

const cutOf = (ratio: CoverProps['ratio']): Cut => {
  if (ratio === '2x1' || ratio === '5x2') return 'wide';
  return ratio === '4x5' ? 'tall' : 'plain';
};

/** A hashtag's face. */
export function Cover({ tag, ratio = '16x9', alt = '', eager, className = '' }: CoverProps) {
  const shape = ratio === '16x9' ? 'poster' : `poster r-${ratio}`;
  const cut = cutOf(ratio);
  const [width, height] = CUTS[cut];
  return (
    <picture className={`block ${shape} ${className}`}>
      {/* what fills its box is a banner on a phone and a column on a desktop */}
      {ratio === 'fill' && (
        <>
          <source
            media="(min-width: 1024px) and (prefers-color-scheme: dark)"
            srcSet={coverUrl(tag, 'dark', 'tall')}
          />
          <source media="(min-width: 1024px)" srcSet={coverUrl(tag, 'light', 'tall')} />
        </>
      )}
      <source media="(prefers-color-scheme: dark)" srcSet={coverUrl(tag, 'dark', cut)} />
      <img
        src={coverUrl(tag, 'light', cut)}
        width={width}
        height={height}
        alt={alt}
        loading={eager ? 'eager' : 'lazy'}
        // React 18 knows it by the name HTML gives it, its types do not
        {...(eager && { fetchpriority: 'high' })}
        decoding="async"
      />
    </picture>
  );
}
