import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { newRecoveryCodes, recoveryHash } from '../recovery-codes.server';

/**
 * Makes ten codes in place of those there were. They are told here and never again: only their hashes are kept.
 * Who has them needs the first proof as well, so sessions stay.
 */
export async function renewRecoveryCodes(db: Db, memberId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await withTransaction(db, async (trx) => {
    // Two at once would leave twenty; the member's row puts them in order.
    await trx.selectFrom('members').select('id').where('id', '=', memberId).forNoKeyUpdate().execute();
    await trx.deleteFrom('recovery_codes').where('member_id', '=', memberId).execute();
    await trx
      .insertInto('recovery_codes')
      .values(codes.map((code) => ({ member_id: memberId, hash: recoveryHash(memberId, code) })))
      .execute();
    await announce(trx, { kind: 'security-changed', member: memberId, what: 'recovery-renewed' });
  });
  return codes;
}
