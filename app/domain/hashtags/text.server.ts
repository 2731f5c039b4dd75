import twitter from 'twitter-text';
import { displayTag, isTag, normalizeTag } from './rules';

/** A stretch of a post or message: plain, or leading somewhere. */
export interface Segment {
  text: string;
  hashtag?: string;
  handle?: string;
  url?: string;
}

// An all-digit word behind a #, where twitter-text (rightly, for Twitter) sees none.
const DIGITS = /(^|[^\p{L}\p{N}_&/#])#(\p{N}{1,100})(?![\p{L}\p{M}\p{N}_])/gu;

/**
 * The hashtags of a text in order, as displayed; a tag once, however often it is written.
 * All-digit ones are included: whether they count is for who knows which communities own one.
 */
export function hashtagsIn(text: string): string[] {
  const found = [
    ...twitter.extractHashtags(text),
    ...[...text.matchAll(DIGITS)].map((match) => match[2] ?? ''),
  ];
  const unique = new Map(found.map((tag) => [normalizeTag(tag), displayTag(tag)]));
  return [...unique].filter(([tag]) => isTag(tag)).map(([, display]) => display);
}

interface Entity {
  indices: [number, number];
  hashtag?: string;
  screenName?: string;
  url?: string;
}

/** A text cut at its hashtags, mentions and links. `known` are the all-digit tags that are hashtags here. */
export function segmentsOf(text: string, known: ReadonlySet<string> = new Set()): Segment[] {
  const entities = twitter.extractEntitiesWithIndices(text) as Entity[];
  for (const match of text.matchAll(DIGITS)) {
    const start = match.index + (match[1]?.length ?? 0);
    if (known.has(match[2] ?? ''))
      entities.push({ indices: [start, match.index + match[0].length], hashtag: match[2] });
  }
  entities.sort((a, b) => a.indices[0] - b.indices[0]);
  const segments: Segment[] = [];
  let at = 0;
  for (const { indices, hashtag, screenName, url } of entities) {
    const [start, end] = indices;
    if (start < at) continue;
    if (start > at) segments.push({ text: text.slice(at, start) });
    segments.push(leading(text.slice(start, end), { hashtag, screenName, url }));
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at) });
  return segments;
}

function leading(text: string, { hashtag, screenName, url }: Omit<Entity, 'indices'>): Segment {
  if (hashtag !== undefined) return { text, hashtag: normalizeTag(hashtag) };
  if (screenName !== undefined) return { text, handle: screenName };
  return /^https?:\/\//i.test(url ?? '') ? { text, url } : { text };
}
