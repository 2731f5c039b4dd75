import { sql } from 'kysely';
import type { Db } from '#db/client';
import { idInToken, isGenuine, linkToken } from './links.server';
import { findSelf } from './queries.server';
import type { Self } from './rules';

const versionOf = (db: Db, memberId: string) =>
  db
    .selectFrom('members')
    .select('calendar_version as version')
    .where('id', '=', memberId)
    .executeTakeFirst();

/** The secret part of the address of a member's own calendar. */
export async function calendarToken(db: Db, self: Self): Promise<string> {
  const { version = 1 } = (await versionOf(db, self.id)) ?? {};
  return linkToken(db, 'calendar', { id: self.id, version });
}

/** Whose calendar an address is; undefined once it was changed, or its member is suspended or on their way out. */
export async function findCalendarOwner(db: Db, token: string): Promise<Self | undefined> {
  const id = idInToken(token);
  const member = id && (await versionOf(db, id));
  if (!member || !(await isGenuine(db, token, 'calendar', { id, version: member.version }))) return undefined;
  return findSelf(db, id);
}

/** Gives a member's calendar another address; the old one leads nowhere any more. */
export async function renewCalendar(db: Db, self: Self): Promise<void> {
  await db
    .updateTable('members')
    .set({ calendar_version: sql`calendar_version + 1` })
    .where('id', '=', self.id)
    .execute();
}
