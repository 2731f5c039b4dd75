import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { hasSecondFactor } from './trust.server';

export interface PasskeyLine {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** What a member signs in with, beside the password. */
export interface Factors {
  /** Since when codes of an application are asked for. */
  authenticatorSince: Date | null;
  passkeys: PasskeyLine[];
  /** Recovery codes made, and not used yet. */
  recovery: { made: number; left: number };
}

export async function findFactors(db: Db | Trx, memberId: string): Promise<Factors> {
  const authenticator = await db
    .selectFrom('authenticators')
    .select('confirmed_at')
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  const passkeys = await db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('member_id', '=', memberId)
    .orderBy('created_at')
    .execute();
  return {
    authenticatorSince: authenticator?.confirmed_at ?? null,
    passkeys,
    recovery: await countRecoveryCodes(db, memberId),
  };
}

export function countRecoveryCodes(db: Db | Trx, memberId: string): Promise<{ made: number; left: number }> {
  return db
    .selectFrom('recovery_codes')
    .select([
      sql<number>`count(*)::int`.as('made'),
      sql<number>`(count(*) filter (where used_at is null))::int`.as('left'),
    ])
    .where('member_id', '=', memberId)
    .executeTakeFirstOrThrow();
}

/** Whether a password, a link or a reset opens the door by itself, or the second one has to be passed as well. */
export async function needsSecondFactor(db: Db | Trx, memberId: string): Promise<boolean> {
  const { needs } = await db
    .selectNoFrom(
      sql<boolean>`(select ${hasSecondFactor('m.id')} from members m where m.id = ${memberId})`.as('needs'),
    )
    .executeTakeFirstOrThrow();
  return needs;
}

/** A member who may come in: not suspended, and not gone; who is on their way out may come back. */
export const findActive = (db: Db | Trx, memberId: string) =>
  accounts(db, memberId).where('m.suspended_at', 'is', null).executeTakeFirst();

/** The same, or one who is suspended: who proved who they are is told so. */
export const findProven = (db: Db | Trx, memberId: string) =>
  accounts(db, memberId).select('m.suspended_at as suspendedAt').executeTakeFirst();

function accounts(db: Db | Trx, memberId: string) {
  return db
    .selectFrom('members as m')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .select([
      'm.id',
      'm.handle',
      'm.password_hash as passwordHash',
      'c.id as contactId',
      'c.email',
      'c.language',
    ])
    .where('m.id', '=', memberId)
    .where((eb) => eb.or([eb('m.leaving_at', 'is', null), eb('m.leaving_at', '>', new Date())]));
}

/** Minutes for which a secret that is being set up is shown. */
const SETTING_UP_MINUTES = 15;

/** The authenticator a member is setting up and has not confirmed; undefined where there is none, or it is old. */
export function findPendingAuthenticator(db: Db | Trx, memberId: string) {
  return db
    .selectFrom('authenticators')
    .select('secret')
    .where('member_id', '=', memberId)
    .where('confirmed_at', 'is', null)
    .where('created_at', '>', sql<Date>`now() - make_interval(mins => ${sql.lit(SETTING_UP_MINUTES)})`)
    .executeTakeFirst();
}
