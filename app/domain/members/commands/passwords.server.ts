import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { type Refusal, refuse } from '../../rules';
import { verifyContact } from '../contacts.server';
import { findActive, findProven } from '../factors.server';
import { hashPassword, isPassword } from '../passwords.server';
import { consumeSecret } from '../secrets.server';
import { cancelEmailChange } from './change-email.server';
import { endSessions } from './sessions.server';
import { voidSecrets } from './sign-in.server';

/** Asks for a letter with a reset link. The answer is the same for every address. */
export async function requestPasswordReset(db: Db, email: string): Promise<void> {
  await withTransaction(db, (trx) => announce(trx, { kind: 'password-reset-requested', email }));
}

/** Sets a new password in place of the one that is known, and ends every session of the member. */
export async function changePassword(
  db: Db,
  memberId: string,
  old: string,
  password: string,
): Promise<{ ok: true } | Refusal<'passwordWrong'>> {
  const member = await findActive(db, memberId);
  if (!member || !(await isPassword(member.passwordHash, old))) return refuse('passwordWrong', 'old');
  const password_hash = await hashPassword(password);
  return withTransaction(db, async (trx) => {
    await trx.updateTable('members').set({ password_hash }).where('id', '=', memberId).execute();
    await voidSecrets(trx, memberId, ['reset-password', 'second-factor']);
    await cancelEmailChange(trx, memberId);
    await endSessions(trx, memberId, 'all');
    await announce(trx, { kind: 'password-changed', member: memberId });
    return { ok: true };
  });
}

/** Sets a new password with the link from the letter, and ends every session of the member. */
export async function resetPassword(
  db: Db,
  token: string,
  password: string,
): Promise<{ ok: true; memberId: string } | Refusal<'linkUsed' | 'suspended'>> {
  const password_hash = await hashPassword(password);
  return withTransaction(db, async (trx) => {
    const secret = await consumeSecret(trx, token, 'reset-password');
    if (!secret?.object) return refuse('linkUsed');
    if ((await findProven(trx, secret.object))?.suspendedAt) return refuse('suspended');
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
    // Other letters asked for meanwhile open nothing any more; and one that wants the password meant the one before.
    await voidSecrets(trx, member.id, ['reset-password', 'sign-in', 'second-factor', 'reset-factors']);
    // Whoever knew the old password may have asked for another address.
    await cancelEmailChange(trx, member.id);
    await endSessions(trx, member.id, 'all');
    await announce(trx, { kind: 'password-changed', member: member.id });
    return { ok: true, memberId: member.id };
  });
}
