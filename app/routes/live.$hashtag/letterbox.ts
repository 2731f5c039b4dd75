import type { PostView } from '../../domain/posts/queries.server';
import { PATIENCE } from '../../ui/talk/send';

export interface OlderPosts {
  posts: PostView[];
  /** For the next of them, or null. */
  older: string | null;
  thanked: string[];
}

/** @param display the hashtag with its sign: its first post decides how it is written */
export const pageAt = (display: string): string => `/live/${encodeURIComponent(display.slice(1))}`;
export const letterbox = (display: string): string => `${pageAt(display)}/posts`;

/**
 * @param query what names the older ones, as in their link
 * @throws where there is no network, or no such page any more
 */
export async function fetchOlder(display: string, query: string): Promise<OlderPosts> {
  const answer = await fetch(letterbox(display) + query, {
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  return (await answer.json()) as OlderPosts;
}
