import type { Db, Trx } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { stepOf } from '../authenticator.server';
import { findActive } from '../factors.server';
import { isPassword } from '../passwords.server';
import { recoveryHash } from '../recovery-codes.server';

const CODE = /^\d{6}$/;

/** Takes a code of the member's authenticator. Its time step and those before are spent: of twenty at once, one passes. */
export async function takeCode(
  db: Db | Trx,
  memberId: string,
  typed: string,
  now = new Date(),
): Promise<boolean> {
  const code = typed.replace(/\s/g, '');
  if (!CODE.test(code)) return false;
  const known = await db
    .selectFrom('authenticators')
    .select('secret')
    .where('member_id', '=', memberId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  const step = known && stepOf(known.secret, code, now);
  if (step === undefined) return false;
  const { numUpdatedRows } = await db
    .updateTable('authenticators')
    .set({ last_step: String(step) })
    .where('member_id', '=', memberId)
    .where('secret', '=', known!.secret)
    .where('last_step', '<', String(step))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Uses a recovery code up, and tells the member by letter. */
export async function takeRecoveryCode(trx: Trx, memberId: string, typed: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('recovery_codes')
    .set({ used_at: new Date() })
    .where('member_id', '=', memberId)
    .where('hash', '=', recoveryHash(memberId, typed))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await announce(trx, { kind: 'security-changed', member: memberId, what: 'recovery-used' });
  return true;
}

/** Whether who asks is the member, and not only somebody before their open session: by password, or by a code. */
export async function isProven(db: Db, memberId: string, proof: string): Promise<boolean> {
  if (await takeCode(db, memberId, proof)) return true;
  const member = await findActive(db, memberId);
  return isPassword(member?.passwordHash, proof);
}
