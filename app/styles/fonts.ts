// The two files every page needs for its first paint; root preloads them. Same files as fonts.css, so the same hashed URL.
import text from './fonts/atkinson.woff2?url';
import head from './fonts/bricolage.woff2?url';

export const preloadedFonts: readonly string[] = [head, text];
