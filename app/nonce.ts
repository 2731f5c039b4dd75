import { createContext, useContext } from 'react';

/** The value of this response's `script-src 'nonce-…'`; in the browser there is none to know. */
export const NonceContext = createContext<string | undefined>(undefined);

/** For `nonce={useNonce()}` on every inline script and on Remix's <Scripts> and <ScrollRestoration>. */
export function useNonce(): string | undefined {
  return useContext(NonceContext);
}
