import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** Seconds a code is for, and steps a phone's clock may be off either way (RFC 6238 section 5.2). */
const PERIOD = 30;
const WINDOW = 1;

/** As long as the hash, as RFC 4226 section 4 asks. */
export const newTotpSecret = (): Buffer => randomBytes(20);

// What authenticator applications all understand: SHA-1, six digits, thirty seconds.
const totp = (secret: Buffer, named: { issuer?: string; label?: string } = {}) =>
  new TOTP({
    ...named,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    digits: 6,
    period: PERIOD,
  });

/** What an authenticator application scans, and what is typed into it instead, in groups of four. */
export function provisioning(secret: Buffer, issuer: string, label: string): { uri: string; typed: string } {
  const one = totp(secret, { issuer, label });
  return { uri: one.toString(), typed: one.secret.base32.replace(/.{4}(?=.)/g, '$& ') };
}

/** The time step a code is of; undefined where it is of none near enough. */
export function stepOf(secret: Buffer, code: string, now = new Date()): number | undefined {
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token: code, window: WINDOW, timestamp });
  return delta === null ? undefined : Math.floor(timestamp / 1_000 / PERIOD) + delta;
}
