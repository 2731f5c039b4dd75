import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { exactly, isBehind, type Keyset, pageOf } from '../keyset.server';
import type { Self } from '../members/rules';
import { wants } from '../members/wishes.server';
import { FRESH_DAYS } from './rules';

/** What a community told its members, for its members: the caller has asked. */
export interface Announcement {
  id: string;
  title: string;
  text: string;
  writtenAt: string;
  /** Null for who has left since. */
  author: { handle: string; name: string } | null;
}

const announcements = (db: Db | Trx) =>
  db
    .selectFrom('community_announcements as a')
    .leftJoin('members as m', (join) => join.onRef('m.id', '=', 'a.author_id').on('m.leaving_at', 'is', null))
    .select(['a.id', 'a.title', 'a.text', 'a.created_at', 'm.handle', 'm.public_name'])
    .where('a.removed_at', 'is', null)
    .orderBy('a.created_at', 'desc')
    .orderBy('a.id', 'desc');

interface Read {
  id: string;
  title: string;
  text: string;
  created_at: Date;
  handle: string | null;
  public_name: string | null;
}

const present = ({ id, title, text, created_at, handle, public_name }: Read): Announcement => ({
  id,
  title,
  text,
  writtenAt: created_at.toISOString(),
  author: handle ? { handle, name: public_name ?? handle } : null,
});

/** A community's announcements, the latest first. */
export async function listAnnouncements(
  db: Db,
  communityId: string,
  { after, limit = 20 }: { after?: Keyset; limit?: number } = {},
): Promise<{ announcements: Announcement[]; next: string | null }> {
  let query = announcements(db)
    .select(exactly('a.created_at').as('exactly'))
    .where('a.community_id', '=', communityId)
    .limit(limit + 1);
  if (after) query = query.where(isBehind(after, 'a.created_at', 'a.id', 'desc'));
  const { page, next } = pageOf(await query.execute(), limit);
  return { announcements: page.map(present), next };
}

const isFresh = sql<boolean>`a.created_at > now() - make_interval(days => ${sql.lit(FRESH_DAYS)})`;

/** The latest announcement of a community, while it is fresh. */
export async function findFreshAnnouncement(db: Db, communityId: string): Promise<Announcement | undefined> {
  const row = await announcements(db)
    .where('a.community_id', '=', communityId)
    .where(isFresh)
    .limit(1)
    .executeTakeFirst();
  return row && present(row);
}

/** What a member's communities told them lately, the latest first. */
export function listFreshFor(
  db: Db,
  self: Self,
  limit = 3,
): Promise<{ id: string; title: string; tag: string; community: string }[]> {
  return db
    .selectFrom('community_announcements as a')
    .innerJoin('memberships as mine', (join) =>
      join.onRef('mine.community_id', '=', 'a.community_id').on('mine.member_id', '=', self.id),
    )
    .innerJoin('communities as c', 'c.id', 'a.community_id')
    .innerJoin('hashtags as h', 'h.tag', 'c.hashtag')
    .select(['a.id', 'a.title', 'c.hashtag as tag', 'h.display as community'])
    .where('a.removed_at', 'is', null)
    .where(isFresh)
    .orderBy('a.created_at', 'desc')
    .limit(limit)
    .execute();
}

/** Members with an address that an announcement by this one goes to by letter: `c`, their contact, and `m`. */
export const readersOf = (db: Db | Trx, communityId: string, authorId: string | null) =>
  db
    .selectFrom('memberships')
    .innerJoin('members as m', 'm.id', 'memberships.member_id')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .where('memberships.community_id', '=', communityId)
    .where('m.suspended_at', 'is', null)
    .where('m.leaving_at', 'is', null)
    .where('c.suppressed_at', 'is', null)
    .where(sql<boolean>`m.id is distinct from ${authorId}::uuid`)
    .where(wants('c', 'announcements', communityId));

/** How many would get an announcement by letter, and how many members there are beside its author. */
export async function countReaders(
  db: Db,
  self: Self,
  communityId: string,
): Promise<{ byLetter: number; members: number }> {
  const [{ byLetter }, { members }] = await Promise.all([
    readersOf(db, communityId, self.id)
      .select(sql<number>`count(*)::int`.as('byLetter'))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('memberships')
      .select(sql<number>`count(*)::int`.as('members'))
      .where('community_id', '=', communityId)
      .where('member_id', '!=', self.id)
      .executeTakeFirstOrThrow(),
  ]);
  return { byLetter, members };
}
