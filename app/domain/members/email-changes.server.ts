import type { Db, Trx } from '#db/client';
import { findSecret } from './secrets.server';

/** A change of address that is under way; undefined where there is none. */
export function findEmailChange(db: Db | Trx, memberId: string) {
  return db
    .selectFrom('email_changes')
    .select(['id', 'email', 'released_at as releasedAt', 'taken_at as takenAt'])
    .where('member_id', '=', memberId)
    .where('expires_at', '>', new Date())
    .executeTakeFirst();
}

/** The change a letter's link speaks of, for the page that asks; undefined where the link is used, or it is over. */
export async function findChangeBehind(db: Db | Trx, token: string, end: 'leave-address' | 'take-address') {
  const secret = await findSecret(db, token, end);
  if (!secret?.object) return undefined;
  return db
    .selectFrom('email_changes as e')
    .innerJoin('members as m', 'm.id', 'e.member_id')
    .select(['m.handle', 'e.email', 'e.released_at as releasedAt'])
    .where('e.id', '=', secret.object)
    .where('e.expires_at', '>', new Date())
    .executeTakeFirst();
}
