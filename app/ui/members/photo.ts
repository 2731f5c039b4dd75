/**
 * Where a portrait is, for a bird to wear; `s` for lists, `l` where it is the subject. The rule is `mediaPath` of the
 * media, which the browser does not have.
 */
export const photoUrl = (portrait: string | null | undefined, size: 's' | 'l' = 's'): string | null =>
  portrait ? `/media/${portrait}.${size}.webp` : null;
