import { type Db, withTransaction } from '#db/client';
import { type Refusal, refuse } from '../../rules';
import { newTotpSecret, stepOf } from '../authenticator.server';
import { findPendingAuthenticator } from '../factors.server';
import { credentialsChanged } from './credentials.server';

type Done<Reason extends string> = Promise<{ ok: true } | Refusal<Reason>>;

/** Makes the secret that an application is to share; it counts for nothing until a code of it came back. */
export async function prepareAuthenticator(db: Db, memberId: string): Done<'authenticatorOn'> {
  const secret = newTotpSecret();
  const created_at = new Date();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('authenticators')
    .values({ member_id: memberId, secret, created_at })
    .onConflict((on) =>
      on
        .column('member_id')
        .doUpdateSet({ secret, created_at })
        .where('authenticators.confirmed_at', 'is', null),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n ? { ok: true } : refuse('authenticatorOn');
}

/** Turns the authenticator on with its first code, which is spent by it. */
export async function confirmAuthenticator(
  db: Db,
  memberId: string,
  typed: string,
  now = new Date(),
): Done<'code' | 'linkUsed'> {
  return withTransaction(db, async (trx) => {
    const pending = await findPendingAuthenticator(trx, memberId);
    if (!pending) return refuse('linkUsed');
    const step = stepOf(pending.secret, typed.replace(/\s/g, ''), now);
    if (step === undefined) return refuse('code', 'code');
    const { numUpdatedRows } = await trx
      .updateTable('authenticators')
      .set({ confirmed_at: now, last_step: String(step) })
      .where('member_id', '=', memberId)
      .where('secret', '=', pending.secret)
      .where('confirmed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return refuse('linkUsed');
    await credentialsChanged(trx, memberId, 'authenticator-on');
    return { ok: true };
  });
}

export async function removeAuthenticator(db: Db, memberId: string): Promise<void> {
  await withTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('authenticators')
      .where('member_id', '=', memberId)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst();
    if (numDeletedRows === 1n) await credentialsChanged(trx, memberId, 'authenticator-off');
  });
}
