import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Db, Trx } from '#db/client';

type Purpose =
  | 'invitation'
  | 'rsvp'
  | 'unsubscribe'
  | 'calendar'
  | 'stop'
  | 'community'
  | 'community-invitation';

let secret: Promise<string> | undefined;

/** The instance's secret; read once a process. */
function instanceSecret(db: Db | Trx): Promise<string> {
  secret ??= db
    .selectFrom('instance')
    .select('secret')
    .executeTakeFirstOrThrow()
    .then((row) => row.secret)
    .catch((error) => {
      secret = undefined;
      throw error;
    });
  return secret;
}

// 16 bytes of id, then 16 of the code: 128 bits are enough against guessing (RFC 2104 section 5).
const CODE_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function code(key: string, purpose: Purpose, id: Buffer, version: number): Buffer {
  return createHmac('sha256', key)
    .update(`${purpose}\0${version}\0`)
    .update(id)
    .digest()
    .subarray(0, CODE_BYTES);
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');

/**
 * The token of a link that any later letter can carry again. It is derived, not stored; raising the
 * object's version revokes it.
 */
export async function linkToken(
  db: Db | Trx,
  purpose: Purpose,
  object: { id: string; version: number },
): Promise<string> {
  const id = bytesOf(object.id);
  const mac = code(await instanceSecret(db), purpose, id, object.version);
  return Buffer.concat([id, mac]).toString('base64url');
}

/** The id a token speaks of; whether it is genuine is known once the object's version is. */
export function idInToken(token: string): string | undefined {
  if (!TOKEN.test(token)) return undefined;
  const hex = Buffer.from(token, 'base64url').subarray(0, 16).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether the token was made for this object at its present version. */
export async function isGenuine(
  db: Db | Trx,
  token: string,
  purpose: Purpose,
  object: { id: string; version: number },
): Promise<boolean> {
  const expected = code(await instanceSecret(db), purpose, bytesOf(object.id), object.version);
  const given = Buffer.from(token, 'base64url').subarray(16);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
