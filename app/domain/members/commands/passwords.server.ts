import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { type Refusal, refuse } from '../../rules';
import { verifyContact } from '../contacts.server';
import { hashPassword } from '../passwords.server';
import { consumeSecret } from '../secrets.server';
import { endSessions } from './sessions.server';

/** Asks for a letter with a reset link. The answer is the same for every address. */
export async function requestPasswordReset(db: Db, email: string): Promise<void> {
  await withTransaction(db, (trx) => announce(trx, { kind: 'password-reset-requested', email }));
}

/** Sets a new password with the link from the letter, and ends every session of the member. */
export async function resetPassword(
  db: Db,
  token: string,
  password: string,
): Promise<{ ok: true; memberId: string } | Refusal<'linkUsed'>> {
  const password_hash = await hashPassword(password);
  return withTransaction(db, async (trx) => {
    const secret = await consumeSecret(trx, token, 'reset-password');
    if (!secret?.object) return refuse('linkUsed');
    const member = await trx
      .updateTable('members')
      .set({ password_hash })
      .where('id', '=', secret.object)
      .where('suspended_at', 'is', null)
      .where('contact_id', 'is not', null)
      .returning(['id', 'contact_id'])
      .$narrowType<{ contact_id: string }>()
      .executeTakeFirst();
    if (!member) return refuse('linkUsed');
    await verifyContact(trx, member.contact_id);
    // Other letters asked for meanwhile open nothing any more.
    await trx
      .updateTable('secrets')
      .set({ consumed_at: new Date() })
      .where('purpose', '=', 'reset-password')
      .where('object', '=', member.id)
      .where('consumed_at', 'is', null)
      .execute();
    await endSessions(trx, member.id, 'all');
    await announce(trx, { kind: 'password-changed', member: member.id });
    return { ok: true, memberId: member.id };
  });
}
