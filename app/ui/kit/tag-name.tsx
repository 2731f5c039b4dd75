import { Fragment } from 'react';

// Words as they are run together in a hashtag: SoupeEtPoèmes, 612AuSansonnet.
const WORDS = /\d+|\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}\d]+/gu;

/** A hashtag where it may be set large: it breaks between its words, never within one. */
export function TagName({ tag }: { tag: string }) {
  const words = tag.match(WORDS) ?? [tag];
  return (
    <>
      #
      {words.map((word, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </>
  );
}
