import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import { type Refusal, refuse } from '../../rules';
import { findActive } from '../factors.server';
import { isPassword } from '../passwords.server';
import type { Self } from '../rules';
import { consumeSecret, findSecret } from '../secrets.server';
import { credentialsChanged } from './credentials.server';
import { type Entrant, voidSecrets } from './sign-in.server';

/**
 * A steward lets a member who lost their phone and their recovery codes ask for the way in without them. Nothing changes
 * by it: the member gets a letter, and does the rest with its link and their password, so that a steward alone takes
 * over nobody's account. Who has no second factor gets no letter; the steward is not told.
 */
export function openFactorsReset(
  db: Db,
  self: Self,
  handle: string,
): Promise<{ ok: true } | Refusal<'notSteward' | 'noSuchMember'>> {
  return withTransaction(db, async (trx) => {
    if (!self.steward || !self.trusted) return refuse('notSteward');
    const member = await trx
      .selectFrom('members')
      .select('id')
      .where((eb) => eb(eb.fn('lower', ['handle']), '=', handle.toLowerCase()))
      .where('former', '=', false)
      .where('suspended_at', 'is', null)
      .executeTakeFirst();
    if (!member) return refuse('noSuchMember', 'handle');
    const { id } = member;
    // One letter counts, the last.
    await voidSecrets(trx, id, ['reset-factors']);
    await announce(trx, { kind: 'factors-reset-opened', member: id });
    await recordAct(trx, {
      kind: 'factors-reset-opened',
      communityId: null,
      actorId: self.id,
      subjectId: id,
    });
    return { ok: true };
  });
}

/** Whose second factor a letter's link would take away; undefined where it is used, over, or of an address left since. */
export async function findFactorsReset(db: Db, token: string) {
  const secret = await findSecret(db, token, 'reset-factors');
  const member = secret?.object ? await findActive(db, secret.object) : undefined;
  return member?.email.toLowerCase() === secret?.email.toLowerCase() ? member : undefined;
}

/** Takes every second factor of a member away, by the link of their letter and their password; all their sessions end. */
export async function resetFactors(
  db: Db,
  token: string,
  password: string,
): Promise<{ ok: true; member: Entrant } | Refusal<'linkUsed' | 'passwordWrong'>> {
  const member = await findFactorsReset(db, token);
  if (!member) return refuse('linkUsed');
  if (!(await isPassword(member.passwordHash, password))) return refuse('passwordWrong', 'password');
  return withTransaction(db, async (trx) => {
    if (!(await consumeSecret(trx, token, 'reset-factors'))) return refuse('linkUsed');
    for (const table of ['authenticators', 'passkeys', 'recovery_codes'] as const)
      await trx.deleteFrom(table).where('member_id', '=', member.id).execute();
    await voidSecrets(trx, member.id, ['reset-factors', 'second-factor', 'sign-in', 'reset-password']);
    await credentialsChanged(trx, member.id, 'factors-reset');
    await recordAct(trx, {
      kind: 'factors-reset',
      communityId: null,
      actorId: member.id,
      subjectId: member.id,
    });
    return { ok: true, member };
  });
}
