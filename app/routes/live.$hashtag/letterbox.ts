import type { PostView } from '../../domain/posts/queries.server';
import type { Kept, Outcome } from '../../live/outbox';

/*
 * What an open page sends and asks for by itself. Not through Remix's fetchers: when the network is away they
 * put an error page in this page's place, which has to live through tunnels.
 */

/** The answer to something sent. */
export interface Sent {
  /** What was posted, as everybody sees it. */
  post?: PostView;
  /** Why not, as a key under `problems`. */
  problem?: string;
}

export interface OlderPosts {
  posts: PostView[];
  /** For the next of them, or null. */
  older: string | null;
  thanked: string[];
}

/** @param display the hashtag with its sign: its first post decides how it is written */
export const pageAt = (display: string): string => `/live/${encodeURIComponent(display.slice(1))}`;
export const letterbox = (display: string): string => `${pageAt(display)}/posts`;

/** How long an answer is waited for, in milliseconds: a phone may be on a network that only looks alive. */
const PATIENCE = 15_000;

/** Sends something that was written, and hands the post it became to `arrived`. */
export async function send(kept: Kept, arrived: (post: PostView) => void): Promise<Outcome> {
  if (!navigator.onLine) return 'later';
  const { client_key, ...fields } = kept.fields;
  const answer = await fetch(kept.to, {
    method: 'POST',
    body: new URLSearchParams(fields.intent ? fields : { ...fields, key: client_key ?? kept.key }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  // The words for it stay with the reader's page; what will pass is tried again.
  if (answer.status === 429) return laterThan(answer.headers.get('Retry-After'));
  if (answer.status >= 500) return 'later';
  const { post, problem = 'pageClosed' } = (await answer.json().catch(() => ({}))) as Sent;
  if (!answer.ok) return { refused: problem };
  if (post) arrived(post);
  return 'accepted';
}

/** @param retryAfter a number of seconds; a date, as a proxy may give (RFC 9110 §10.2.3), is not waited for */
function laterThan(retryAfter: string | null): Outcome {
  const seconds = Number(retryAfter);
  return seconds > 0 ? { notBefore: Date.now() + seconds * 1_000 } : 'later';
}

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
