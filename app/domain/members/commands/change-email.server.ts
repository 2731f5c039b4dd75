import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import type { Row } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import { type Refusal, refuse } from '../../rules';
import { findActive } from '../factors.server';
import { isPassword } from '../passwords.server';
import { EMAIL_CHANGE, type Self } from '../rules';
import { consumeSecret } from '../secrets.server';
import { adoptContact } from './adopt-contact.server';
import { isTakenError } from './handles.server';
import { takeCode, takeRecoveryCode } from './proofs.server';
import { endSessions } from './sessions.server';
import { voidSecrets } from './sign-in.server';

const DAY_MS = 86_400_000;

export interface EmailChangeInput {
  email: string;
  password: string;
  /** Where the old address is lost: a code of the second factor, which lets its silence be waited out. */
  lostCode?: string;
}

/**
 * Asks both addresses. The answer is the same whether the new one is anybody's; its letter differs. Until both have said
 * yes nothing changes; one that is asked for later takes its place.
 */
export async function requestEmailChange(
  db: Db,
  self: Self,
  { email, password, lostCode }: EmailChangeInput,
): Promise<{ ok: true } | Refusal<'passwordWrong' | 'code' | 'addressSame'>> {
  if (email.toLowerCase() === self.email.toLowerCase()) return refuse('addressSame', 'email');
  const member = await findActive(db, self.id);
  if (!(await isPassword(member?.passwordHash, password))) return refuse('passwordWrong', 'password');
  return withTransaction(db, async (trx) => {
    if (lostCode !== undefined && !(await takeEither(trx, self.id, lostCode))) return refuse('code', 'code');
    const now = Date.now();
    const days = EMAIL_CHANGE.days + (lostCode === undefined ? 0 : EMAIL_CHANGE.waitDays);
    const change = {
      email,
      released_at: lostCode === undefined ? null : new Date(now + EMAIL_CHANGE.waitDays * DAY_MS),
      taken_at: null,
      created_at: new Date(now),
      expires_at: new Date(now + days * DAY_MS),
    };
    // A new id: what letters about the one before carry opens nothing any more.
    await trx.deleteFrom('email_changes').where('member_id', '=', self.id).execute();
    const { id } = await trx
      .insertInto('email_changes')
      .values({ ...change, member_id: self.id })
      .returning('id')
      .executeTakeFirstOrThrow();
    await announce(trx, { kind: 'address-change-requested', change: id });
    return { ok: true };
  });
}

const takeEither = async (trx: Trx, memberId: string, typed: string) =>
  (await takeCode(trx, memberId, typed)) || (await takeRecoveryCode(trx, memberId, typed));

export async function cancelEmailChange(db: Db | Trx, memberId: string): Promise<void> {
  await db.deleteFrom('email_changes').where('member_id', '=', memberId).execute();
}

type End = 'leave-address' | 'take-address';
type Answered = Promise<{ ok: true; applied: boolean; memberId: string } | Refusal<'linkUsed'>>;

/** What the button in the letter to the old address, or to the new one, says: yes. */
export function agreeToChange(db: Db, token: string, end: End): Answered {
  return overAgain(() =>
    withTransaction(db, async (trx) => {
      const change = await takeChange(trx, token, end);
      if (!change) return refuse('linkUsed');
      const said = end === 'leave-address' ? { released_at: new Date() } : { taken_at: new Date() };
      await trx.updateTable('email_changes').set(said).where('id', '=', change.id).execute();
      const applied = await applyWhenAgreed(trx, { ...change, ...said });
      return applied === 'taken' ? refuse('linkUsed') : { ok: true, applied, memberId: change.member_id };
    }),
  );
}

/** Whoever reads the old address did not ask for it: nothing changes, and who asked is shown the door. */
export async function stopEmailChange(db: Db, token: string): Promise<{ ok: true } | Refusal<'linkUsed'>> {
  return withTransaction(db, async (trx) => {
    const change = await takeChange(trx, token, 'leave-address');
    if (!change) return refuse('linkUsed');
    await trx.deleteFrom('email_changes').where('id', '=', change.id).execute();
    await voidSecrets(trx, change.member_id, ['second-factor']);
    await endSessions(trx, change.member_id, 'all');
    return { ok: true };
  });
}

/** What the clock does: applies changes whose old address has kept silent long enough, and forgets those that are over. */
export async function applyWaitedChanges(db: Db): Promise<void> {
  const due = await db
    .selectFrom('email_changes')
    .select('id')
    .where('taken_at', 'is not', null)
    .where('released_at', '<=', new Date())
    .execute();
  for (const { id } of due) {
    await overAgain(() =>
      withTransaction(db, async (trx) => {
        const change = await lockChange(trx, id);
        if (change) await applyWhenAgreed(trx, change);
      }),
    );
  }
  await db.deleteFrom('email_changes').where('expires_at', '<=', new Date()).execute();
}

const lockChange = (trx: Trx, id: string) =>
  trx
    .selectFrom('email_changes')
    .selectAll()
    .where('id', '=', id)
    .where('expires_at', '>', new Date())
    .forUpdate()
    .executeTakeFirst();

async function takeChange(trx: Trx, token: string, end: End) {
  const secret = await consumeSecret(trx, token, end);
  const change = secret?.object ? await lockChange(trx, secret.object) : undefined;
  if (!change) return undefined;
  const member = await findActive(trx, change.member_id);
  const bound = end === 'leave-address' ? member?.email : change.email;
  return bound?.toLowerCase() === secret?.email.toLowerCase() ? change : undefined;
}

/** Gives the member the new address once both ends agree. `taken`: it became another member's meanwhile. */
async function applyWhenAgreed(trx: Trx, change: Row<'email_changes'>): Promise<boolean | 'taken'> {
  const { member_id, email, released_at, taken_at } = change;
  if (!taken_at || !released_at || released_at > new Date()) return false;
  const member = await findActive(trx, member_id);
  if (!member) return false;
  await trx.deleteFrom('email_changes').where('id', '=', change.id).execute();
  const known = await trx
    .selectFrom('contacts as c')
    .leftJoin('members as m', 'm.contact_id', 'c.id')
    .select(['c.id', 'm.id as member'])
    .where((eb) => eb(eb.fn('lower', ['c.email']), '=', email.toLowerCase()))
    .executeTakeFirst();
  if (known?.member) return 'taken';
  if (known) await adoptContact(trx, { from: known.id, into: member.contactId });
  await trx
    .updateTable('contacts')
    .set({ email, verified_at: new Date(), suppressed_at: null, suppressed_reason: null })
    .where('id', '=', member.contactId)
    .execute();
  await voidSecrets(trx, member_id, ['sign-in', 'reset-password', 'second-factor']);
  await voidLinks(trx, member.contactId);
  await endSessions(trx, member_id, 'all');
  await announce(trx, { kind: 'security-changed', member: member_id, what: 'email', before: member.email });
  return true;
}

/** Answers and invitations that letters to the old address carry open nothing there any more; later letters carry new ones. */
async function voidLinks(trx: Trx, contactId: string): Promise<void> {
  for (const table of ['rsvps', 'invitations', 'community_invitations'] as const)
    await trx
      .updateTable(table)
      .set({ version: sql`version + 1` })
      .where('contact_id', '=', contactId)
      .execute();
}

/** Somebody wrote to the new address for the first time in the same moment: the second look finds them. */
async function overAgain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isTakenError(error)) return work();
    throw error;
  }
}
