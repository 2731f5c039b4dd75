import { isIP } from 'node:net';
import type { Db, Trx } from '#db/client';
import { mintSecret } from './secrets.server';

/** Who a passkey is made for: its browser gives it to no other site (WebAuthn section 5.1.3). */
export interface RelyingParty {
  /** A host name. */
  id: string;
  origin: string;
}

/**
 * The relying party at an address of ours: APP_URL's where it is set, else what the reader typed. Null where there can be
 * none: browsers want a name, not a number, and https beyond the machine itself.
 */
export function relyingPartyAt(url: string): RelyingParty | null {
  const { hostname, origin, protocol } = new URL(url);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (isIP(hostname.replace(/^\[|\]$/g, '')) || (protocol !== 'https:' && !isLocal)) return null;
  return { id: hostname, origin };
}

/**
 * A question that one passkey answers once, within minutes.
 * @param memberId whose new passkey it is for; none where a known one is asked for
 */
export const newChallenge = (db: Db | Trx, memberId?: string): Promise<string> =>
  mintSecret(db, { purpose: 'passkey', email: '', ...(memberId && { object: memberId }) });

/** The challenge an answer is to, as we minted it; undefined where the answer is none. */
export function challengeIn(answer: unknown): string | undefined {
  try {
    const { response } = answer as { response: { clientDataJSON: string } };
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString());
    return Buffer.from(challenge, 'base64url').toString();
  } catch {
    return undefined;
  }
}
