import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/client';
import { exactly, isBehind, type Keyset, pageOf } from '../keyset.server';
import type { Viewer } from '../members/rules';
import { cardFor, listedTo, nameFor } from '../members/visibility.server';
import { membersOf } from './queries.server';
import type { Role } from './rules';

/** A member as the others find them: each field only where its owner shows it to their communities. */
export interface Listed {
  handle: string;
  name: string;
  portrait: string | null;
  city: string;
  interests: string[];
  roles: Role[];
}

export interface DirectoryPage {
  people: Listed[];
  next: string | null;
}

const PAGE = 60;
/** Words of a search; more make it no finer. */
const MOST_WORDS = 6;

/**
 * The directory of a community, for its members: those who chose to be in it, in the order they came, but who blocked
 * the reader or was blocked. With words, those whose handle, name, city or interests have each of them, however
 * accented and if need be misspelt; what its owner shows to nobody is not searched.
 */
export async function listDirectory(
  db: Db,
  viewer: Viewer,
  communityId: string,
  { called = '', after, limit = PAGE }: { called?: string; after?: Keyset; limit?: number } = {},
): Promise<DirectoryPage> {
  const shown = (field: 'city' | 'interests') => sql`members.${sql.ref(`${field}_seen_by`)} <> 'nobody'`;
  let query = db
    .selectFrom('memberships')
    .innerJoin('members', 'members.id', 'memberships.member_id')
    .select(cardFor(viewer))
    .select([
      sql<string>`case when ${shown('city')} then members.city else '' end`.as('city'),
      sql<string[]>`case when ${shown('interests')} then members.interests else '{}' end`.as('interests'),
      'memberships.roles',
      'memberships.member_id as id',
      exactly('memberships.joined_at').as('exactly'),
    ])
    .where('memberships.community_id', '=', communityId)
    .where('memberships.in_directory', '=', true)
    .where(listedTo(viewer))
    .orderBy('memberships.joined_at')
    .orderBy('memberships.member_id')
    .limit(limit + 1);
  if (after) query = query.where(isBehind(after, 'memberships.joined_at', 'memberships.member_id', 'asc'));
  if (called !== '') query = query.where(hasWords(called));
  const { page, next } = pageOf(await query.execute(), limit);
  return { people: page.map(({ id: _id, exactly: _exactly, ...person }) => person), next };
}

/**
 * Who has each of these words, whole, begun or with a letter amiss (`typed_keys`, migration 0013): looked up in an index
 * of the instance's members. They are gathered first: the planner would else walk a whole community in its order, in hope
 * of an early page. The keys are a `select` of their own, so that it cannot know them: it thinks comparing two
 * lists costs next to nothing, and for a common word would compare everybody's.
 */
function hasWords(called: string) {
  const all = allIn(called, sql`m.directory_keys`);
  return sql<boolean>`memberships.member_id = any(array(select m.id from members m where ${all}))`;
}

/** The same of what this viewer calls them alone: of who blocked them, not the name. */
function isCalled(called: string, viewer: Viewer) {
  const shown = sql`public.directory_keys(array[members.handle, ${nameFor(viewer)}])`;
  return sql<boolean>`(${hasWords(called)} and ${allIn(called, shown)})`;
}

/** Whether keys have each of the words typed; none has nothing. */
function allIn(called: string, keys: RawBuilder<unknown>) {
  const words = called
    .normalize('NFKC')
    .split(/[\s\p{P}\p{S}]+/u)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
  if (words.length === 0) return sql<boolean>`false`;
  const each = words.map((word) => sql`${keys} && (select public.typed_keys(public.folded(${word})))`);
  return sql<boolean>`(${sql.join(each, sql` and `)})`;
}

/** Those who are members and in no directory: they are only counted. */
export async function countDiscreet(db: Db, communityId: string): Promise<number> {
  const { count } = await db
    .selectFrom('communities')
    .select((eb) =>
      sql<number>`communities.members - ${eb
        .selectFrom('memberships')
        .select(sql`count(*)`.as('listed'))
        .whereRef('memberships.community_id', '=', 'communities.id')
        .where('memberships.in_directory', '=', true)}`.as('count'),
    )
    .where('communities.id', '=', communityId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A member as who looks after the community has them before them: all of them, in the directory or not. */
export interface Kept {
  handle: string;
  name: string;
  portrait: string | null;
  roles: Role[];
}

/** Its members for who looks after it, in the order they came; with `called`, those whose handle, or name as they see it, has it. */
export async function listMembers(
  db: Db,
  viewer: Viewer,
  communityId: string,
  { called = '', after, limit = PAGE }: { called?: string; after?: Keyset; limit?: number } = {},
): Promise<{ people: Kept[]; next: string | null }> {
  let query = membersOf(db, viewer, communityId)
    .select(['memberships.member_id as id', exactly('memberships.joined_at').as('exactly')])
    .orderBy('memberships.joined_at')
    .orderBy('memberships.member_id')
    .limit(limit + 1);
  if (after) query = query.where(isBehind(after, 'memberships.joined_at', 'memberships.member_id', 'asc'));
  if (called !== '') query = query.where(isCalled(called, viewer));
  const { page, next } = pageOf(await query.execute(), limit);
  return { people: page.map(({ id: _id, exactly: _exactly, ...person }) => person), next };
}

/** One of its members, for who looks after it. */
export function findMember(
  db: Db,
  viewer: Viewer,
  communityId: string,
  handle: string,
): Promise<Kept | undefined> {
  return membersOf(db, viewer, communityId)
    .where((eb) => eb(eb.fn('lower', ['members.handle']), '=', handle.toLowerCase()))
    .executeTakeFirst();
}
