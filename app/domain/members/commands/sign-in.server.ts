import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import type { Language } from '../../rules';
import { type Refusal, refuse } from '../../rules';
import { verifyContact } from '../contacts.server';
import { findActive, findProven } from '../factors.server';
import type { RelyingParty } from '../passkeys.server';
import { consumeSecret, findSecret, mintSecret } from '../secrets.server';
import { takePasskey } from './passkeys.server';
import { takeCode, takeRecoveryCode } from './proofs.server';

/** Who came in, and the language they chose. */
export interface Entrant {
  id: string;
  language: Language | null;
}
type Entered<Reason extends string> = Promise<{ ok: true; member: Entrant } | Refusal<Reason>>;

/** Characters of a path that a letter's link carries along. */
const LONGEST_PATH = 500;

/**
 * Asks for a letter with a link that signs in. The answer is the same for every address.
 * @param next the path of ours that its reader was going to
 */
export async function requestSignInLink(db: Db, email: string, next = '/'): Promise<void> {
  const going = next === '/' || next.length > LONGEST_PATH ? {} : { next };
  await withTransaction(db, (trx) => announce(trx, { kind: 'sign-in-requested', email, ...going }));
}

/** Uses the link of that letter; other links asked for meanwhile open nothing any more. */
export async function takeSignInLink(db: Db, token: string): Entered<'linkUsed' | 'suspended'> {
  return withTransaction(db, async (trx) => {
    const secret = await consumeSecret(trx, token, 'sign-in');
    const member = secret?.object && (await findProven(trx, secret.object));
    // Bound to the address it was sent to: one that is no longer the member's proves nothing.
    if (!member || member.email.toLowerCase() !== secret.email.toLowerCase()) return refuse('linkUsed');
    if (member.suspendedAt) return refuse('suspended');
    await verifyContact(trx, member.contactId);
    await voidSecrets(trx, member.id, ['sign-in']);
    return { ok: true, member };
  });
}

/** Letters sent before open nothing any more. */
export async function voidSecrets(
  trx: Trx,
  memberId: string,
  purposes: ('sign-in' | 'reset-password' | 'second-factor' | 'reset-factors')[],
): Promise<void> {
  await trx
    .updateTable('secrets')
    .set({ consumed_at: new Date() })
    .where('purpose', 'in', purposes)
    .where('object', '=', memberId)
    .where('consumed_at', 'is', null)
    .execute();
}

/** Half a session, after the first proof: it opens the page that asks for the second, and nothing else. */
export const beginSecondFactor = (db: Db, memberId: string): Promise<string> =>
  mintSecret(db, { purpose: 'second-factor', email: '', object: memberId });

/** Whose half a session is; undefined where it is used, or over. */
export async function findHalfway(db: Db | Trx, half: string) {
  const secret = half ? await findSecret(db, half, 'second-factor') : undefined;
  return secret?.object ? findActive(db, secret.object) : undefined;
}

export type SecondProof =
  | { kind: 'code' | 'recovery'; typed: string }
  | { kind: 'passkey'; rp: RelyingParty; answer: unknown };

/** Makes half a session whole, once. */
export async function passSecondFactor(
  db: Db,
  half: string,
  proof: SecondProof,
): Entered<'code' | 'recoveryCode' | 'passkey' | 'linkUsed'> {
  return withTransaction(db, async (trx) => {
    const member = await findHalfway(trx, half);
    if (!member) return refuse('linkUsed');
    if (!(await holds(trx, member.id, proof))) {
      return refuse(proof.kind === 'recovery' ? 'recoveryCode' : proof.kind);
    }
    if (!(await consumeSecret(trx, half, 'second-factor'))) return refuse('linkUsed');
    return { ok: true, member };
  });
}

async function holds(trx: Trx, memberId: string, proof: SecondProof): Promise<boolean> {
  switch (proof.kind) {
    case 'code':
      return takeCode(trx, memberId, proof.typed);
    case 'recovery':
      return takeRecoveryCode(trx, memberId, proof.typed);
    case 'passkey':
      return (await takePasskey(trx, proof.rp, proof.answer, false)) === memberId;
  }
}

/** Signs in with a passkey alone: it is the address, and both factors. */
export async function signInWithPasskey(
  db: Db,
  rp: RelyingParty,
  answer: unknown,
): Entered<'passkey' | 'suspended'> {
  return withTransaction(db, async (trx) => {
    const memberId = await takePasskey(trx, rp, answer, true);
    const member = memberId && (await findProven(trx, memberId));
    if (!member) return refuse('passkey');
    return member.suspendedAt ? refuse('suspended') : { ok: true, member };
  });
}
