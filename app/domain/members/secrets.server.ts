import { createHash, randomBytes } from 'node:crypto';
import type { Db, Trx } from '#db/client';
import type { Database, Row } from '#db/schema';
import { SECRET_HOURS } from './rules';

type Purpose = Database['secrets']['purpose'];

export const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');

/** 160 random bits for a cookie or a link. */
export const randomToken = (): string => randomBytes(20).toString('base64url');

/**
 * Makes a one-time secret, bound to an address, a purpose and (where there is one) an object; only its
 * hash is kept. Letters mint theirs when they are rendered, so that no queue holds one.
 */
export async function mintSecret(
  db: Db | Trx,
  secret: { purpose: Purpose; email: string; object?: string },
): Promise<string> {
  const token = randomToken();
  await db
    .insertInto('secrets')
    .values({
      ...secret,
      hash: sha256(token),
      expires_at: new Date(Date.now() + SECRET_HOURS[secret.purpose] * 3_600_000),
    })
    .execute();
  return token;
}

const usable = (db: Db | Trx, token: string, purpose: Purpose) =>
  db
    .selectFrom('secrets')
    .selectAll()
    .where('hash', '=', sha256(token))
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', new Date());

/** Looks at a secret without using it: what the page behind a link does. */
export function findSecret(db: Db | Trx, token: string, purpose: Purpose) {
  return usable(db, token, purpose).executeTakeFirst();
}

/** Uses a secret up: of twenty who try at once, one gets it. */
export function consumeSecret(
  trx: Trx,
  token: string,
  purpose: Purpose,
): Promise<Row<'secrets'> | undefined> {
  return trx
    .updateTable('secrets')
    .set({ consumed_at: new Date() })
    .where('hash', '=', sha256(token))
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', new Date())
    .returningAll()
    .executeTakeFirst();
}
