import type { AppLoadContext } from '@remix-run/node';

/** What the HTTP side tells Remix about a request: the `context` of every loader and action. */
export interface RequestContext extends AppLoadContext {
  /** For inline scripts; see app/nonce.ts. */
  nonce?: string;
  /** Short and readable; in the logs, in `X-Request-Id`, and on the page that says something broke. */
  reference?: string;
  /** The reader's address, as far as TRUST_PROXY allows to know it. */
  ip?: string;
  /** Takes an error nobody expected. */
  reportError?: (error: unknown) => void;
}

/** The address to count limits by; tests of a loader give no context. */
export function addressOf(context: AppLoadContext): string {
  return (context as RequestContext).ip ?? 'unknown';
}

/** The reference to show on an error page; undefined in a test of a loader. */
export function referenceOf(context: AppLoadContext): string | undefined {
  return (context as RequestContext).reference;
}
