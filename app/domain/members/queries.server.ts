import type { Db, Trx } from '#db/client';
import type { Self, Viewer } from './rules';

/** What others see of a member. */
export interface MemberCard {
  handle: string;
  name: string;
}

export interface MemberProfile extends MemberCard {
  bio: string;
  city: string;
  since: string;
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
      'm.timezone',
      'm.steward',
      'c.email',
      'c.language',
    ]);

/** A member as known to themselves. */
export function findSelf(db: Db | Trx, memberId: string): Promise<Self | undefined> {
  return selfColumns(db).where('m.id', '=', memberId).where('m.suspended_at', 'is', null).executeTakeFirst();
}

/** What signing in needs to know about an address. */
export function findCredentials(db: Db | Trx, email: string) {
  return db
    .selectFrom('members as m')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .select(['m.id', 'm.password_hash as passwordHash', 'm.suspended_at as suspendedAt', 'c.language'])
    .where((eb) => eb(eb.fn('lower', ['c.email']), '=', email.toLowerCase()))
    .executeTakeFirst();
}

/** The page at `/@handle`: what this viewer may see of a member. */
export async function findProfile(
  db: Db,
  _viewer: Viewer,
  handle: string,
): Promise<(MemberProfile & { id: string }) | undefined> {
  const row = await db
    .selectFrom('members as m')
    .select(['m.id', 'm.handle', 'm.name', 'm.bio', 'm.city', 'm.created_at'])
    .where((eb) => eb(eb.fn('lower', ['m.handle']), '=', handle.toLowerCase()))
    .where('m.suspended_at', 'is', null)
    .executeTakeFirst();
  return row && { ...row, since: row.created_at.toISOString() };
}

/** A member's own profile, for its form. */
export function getOwnProfile(db: Db, self: Self) {
  return db
    .selectFrom('members')
    .select(['bio', 'city', 'timezone'])
    .where('id', '=', self.id)
    .executeTakeFirstOrThrow();
}

export async function hasMembers(db: Db): Promise<boolean> {
  return (await db.selectFrom('members').select('id').limit(1).executeTakeFirst()) !== undefined;
}
