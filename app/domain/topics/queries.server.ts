import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { isUnseen } from '../members/blocks.server';
import type { MemberCard } from '../members/queries.server';
import type { Self, Viewer } from '../members/rules';
import { cardFor } from '../members/visibility.server';
import type { Level } from './rules';
import { isIn, listedTo, readableBy, visibleTo } from './visibility.server';

/** A topic in a list, and what of it waits for this viewer. */
export interface TopicCard {
  id: string;
  title: string;
  /** The hashtag of its community, as displayed; null where it is of its people alone. */
  community: { tag: string; name: string } | null;
  event: { slug: string; title: string } | null;
  confidential: boolean;
  /** Of a temporary one. */
  endsAt: string | null;
  /** How many messages came since they read it; null for who is not in it. */
  unread: number | null;
  invited: boolean;
  isIn: boolean;
  latestAt: string;
}

export interface TopicView extends TopicCard {
  communityId: string | null;
  purpose: string;
  /** Whether they may read what is said, and say something. */
  readable: boolean;
  /** In a confidential one without the promise. */
  promiseDue: boolean;
  isKeeper: boolean;
  level: Level;
  /** The position of the last message they saw. */
  readUpTo: string;
}

const topicRows = (db: Db | Trx, self: Self) =>
  db
    .selectFrom('topics')
    .leftJoin('communities as c', 'c.id', 'topics.community_id')
    .leftJoin('hashtags as h', 'h.tag', 'c.hashtag')
    .leftJoin('events as e', 'e.id', 'topics.event_id')
    .leftJoin('topic_members as own', (join) =>
      join.onRef('own.topic_id', '=', 'topics.id').on('own.member_id', '=', self.id),
    )
    .select([
      'topics.id',
      'topics.title',
      'topics.purpose',
      'topics.community_id',
      'c.hashtag as tag',
      'h.display as name',
      'e.slug',
      'e.title as event_title',
      'topics.confidential',
      'topics.ends_at',
      'topics.latest_at',
      'own.keeper',
      'own.level',
      'own.read_up_to',
    ])
    .select([
      isIn(self.id, self.contactId).as('present'),
      readableBy(self).as('readable'),
      sql<boolean>`exists (select from topic_invitations
        where topic_id = topics.id and member_id = ${self.id})`.as('invited'),
      sql<number>`(select count(*)::int from messages unread
        where unread.topic_id = topics.id and unread.position > coalesce(own.read_up_to, 0)
          and unread.removed_at is null and unread.author_id <> ${self.id}
          and not ${isUnseen({ member: self, keys: [] }, sql.ref('unread.author_id'))})`.as('unread'),
    ]);
type Read = Awaited<ReturnType<ReturnType<typeof topicRows>['executeTakeFirstOrThrow']>>;

const present = (row: Read): TopicView => ({
  id: row.id,
  title: row.title,
  purpose: row.purpose,
  communityId: row.community_id,
  community: row.tag && row.name ? { tag: row.tag, name: row.name } : null,
  event: row.slug && row.event_title ? { slug: row.slug, title: row.event_title } : null,
  confidential: row.confidential,
  endsAt: row.ends_at?.toISOString() ?? null,
  unread: row.readable ? row.unread : null,
  invited: row.invited && !row.present,
  isIn: row.present,
  latestAt: row.latest_at.toISOString(),
  readable: row.readable,
  promiseDue: row.present && !row.readable,
  isKeeper: row.keeper ?? false,
  level: row.level ?? 'all',
  readUpTo: row.read_up_to ?? '0',
});

/** The topics a member may find, the ones something was said in last first: of a community, or all of theirs. */
export async function listTopics(
  db: Db,
  viewer: Viewer,
  { communityId, limit = 100 }: { communityId?: string; limit?: number } = {},
): Promise<TopicView[]> {
  const { member } = viewer;
  if (!member) return [];
  let query = topicRows(db, member)
    .where(listedTo(viewer))
    .orderBy('topics.latest_at', 'desc')
    .orderBy('topics.id')
    .limit(limit);
  if (communityId) query = query.where('topics.community_id', '=', communityId);
  return (await query.execute()).map(present);
}

/** A topic, if the viewer may open it. */
export async function findTopic(db: Db | Trx, viewer: Viewer, id: string): Promise<TopicView | undefined> {
  const { member } = viewer;
  if (!member) return undefined;
  const row = await topicRows(db, member)
    .where('topics.id', '=', id)
    .where(visibleTo(viewer))
    .executeTakeFirst();
  return row && present(row);
}

/** Who is in a topic, in the order they came; the caller has asked whether the viewer may open it. */
export function listPeople(
  db: Db,
  self: Self,
  topicId: string,
): Promise<(MemberCard & { keeper: boolean })[]> {
  return db
    .selectFrom('topics')
    .innerJoin('members', (join) => join.on(isIn(sql.ref('members.id'), sql.ref('members.contact_id'))))
    .leftJoin('topic_members as own', (join) =>
      join.onRef('own.topic_id', '=', 'topics.id').onRef('own.member_id', '=', 'members.id'),
    )
    .select(cardFor({ member: self, keys: [] }))
    .select(sql<boolean>`coalesce(own.keeper, false)`.as('keeper'))
    .where('topics.id', '=', topicId)
    .where('members.suspended_at', 'is', null)
    .where('members.leaving_at', 'is', null)
    .orderBy(sql`own.joined_at nulls last`)
    .orderBy('members.handle')
    .execute();
}

/**
 * Whether a member may follow what is said as it is said: who reads a topic, and neither blocked nor was blocked by
 * anybody in it. A stream carries the same to all; the others' pages ask anew instead.
 */
export async function mayFollow(db: Db, self: Self, topicId: string): Promise<boolean> {
  const row = await db
    .selectFrom('topics')
    .select('id')
    .where('id', '=', topicId)
    .where(readableBy(self))
    .where(sql<boolean>`not exists (
      select from blocks join members other
        on other.id = case when blocks.member_id = ${self.id} then blocks.other_id else blocks.member_id end
      where blocks.kind = 'blocked' and ${self.id} in (blocks.member_id, blocks.other_id)
        and (${isIn(sql.ref('other.id'), sql.ref('other.contact_id'))}
          or exists (select from messages where topic_id = topics.id and author_id = other.id)))`)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many are in a topic: what is said of it at its door. */
export async function countPeople(db: Db, topicId: string): Promise<number> {
  const { count } = await db
    .selectFrom('topics')
    .innerJoin('members', (join) => join.on(isIn(sql.ref('members.id'), sql.ref('members.contact_id'))))
    .select(sql<number>`count(*)::int`.as('count'))
    .where('topics.id', '=', topicId)
    .where('members.suspended_at', 'is', null)
    .where('members.leaving_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** More unread messages of one topic than these are not counted: the figure has room for two digits. */
const MOST_COUNTED = 99;

/** How many messages wait for a member in the topics they are in: for the place in the bar, on every page. */
export async function countUnread(db: Db, self: Self): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select coalesce(sum(waiting.count), 0)::int as unread
    from topic_members own join topics on topics.id = own.topic_id
    cross join lateral (
      select count(*) from (
        select from messages m
        where m.topic_id = own.topic_id and m.position > own.read_up_to and m.removed_at is null
          and m.author_id <> own.member_id
          and not ${isUnseen({ member: self, keys: [] }, sql.ref('m.author_id'))}
        limit ${sql.lit(MOST_COUNTED)}) few
    ) waiting
    where own.member_id = ${self.id} and own.level <> 'none' and topics.messages > own.read_up_to
      and ${readableBy(self)}`.execute(db);
  return rows[0]?.unread ?? 0;
}
