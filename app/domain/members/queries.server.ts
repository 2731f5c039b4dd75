import type { Db, Trx } from '#db/client';
import type { Self } from './rules';
import { isTrusted } from './trust.server';

/** What others see of a member. */
export interface MemberCard {
  handle: string;
  /** Where its reader may see it; else the handle. */
  name: string;
  /** Id of a picture, where its reader may see it. */
  portrait: string | null;
}

/** Members as known to themselves: `m`, with their contact `c`. */
export const selfColumns = (db: Db | Trx) =>
  db
    .selectFrom('members as m')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .select([
      'm.id',
      'c.id as contactId',
      'm.handle',
      'm.name',
      'm.public_name as publicName',
      'm.portrait_id as portrait',
      'm.timezone',
      'm.steward',
      'c.email',
      'c.language',
    ])
    .select(isTrusted('m.id').as('trusted'));

/** A member as known to themselves. */
export function findSelf(db: Db | Trx, memberId: string): Promise<Self | undefined> {
  return selfColumns(db)
    .where('m.id', '=', memberId)
    .where('m.suspended_at', 'is', null)
    .where('m.leaving_at', 'is', null)
    .executeTakeFirst();
}

/** What signing in needs to know about an address. */
export function findCredentials(db: Db | Trx, email: string) {
  return (
    db
      .selectFrom('members as m')
      .innerJoin('contacts as c', 'c.id', 'm.contact_id')
      .select(['m.id', 'm.password_hash as passwordHash', 'm.suspended_at as suspendedAt', 'c.language'])
      .where((eb) => eb(eb.fn('lower', ['c.email']), '=', email.toLowerCase()))
      // Their days of grace over, they are as good as gone.
      .where((eb) => eb.or([eb('m.leaving_at', 'is', null), eb('m.leaving_at', '>', new Date())]))
      .executeTakeFirst()
  );
}

export async function hasMembers(db: Db | Trx): Promise<boolean> {
  const some = await db
    .selectFrom('members')
    .select('id')
    .where('former', '=', false)
    .limit(1)
    .executeTakeFirst();
  return some !== undefined;
}
