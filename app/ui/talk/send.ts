import type { Kept, Outcome } from '../../live/outbox';

/*
 * What an open page sends by itself. Not through Remix's fetchers: when the network is away they put an error page in
 * this page's place, which has to live through tunnels.
 */

/** The answer to something sent. */
export interface Sent<Said> {
  /** What was said, as everybody sees it. */
  said?: Said;
  /** Why not, as a key under `problems`. */
  problem?: string;
}

/** How long an answer is waited for, in milliseconds: a phone may be on a network that only looks alive. */
export const PATIENCE = 15_000;

/** Sends something that was written, and hands what it became to `arrived`. */
export async function send<Said>(kept: Kept, arrived: (said: Said) => void): Promise<Outcome> {
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
  const { said, problem = 'pageClosed' } = (await answer.json().catch(() => ({}))) as Sent<Said>;
  if (!answer.ok) return { refused: problem };
  if (said) arrived(said);
  return 'accepted';
}

/** @param retryAfter a number of seconds; a date, as a proxy may give (RFC 9110 §10.2.3), is not waited for */
function laterThan(retryAfter: string | null): Outcome {
  const seconds = Number(retryAfter);
  return seconds > 0 ? { notBefore: Date.now() + seconds * 1_000 } : 'later';
}
