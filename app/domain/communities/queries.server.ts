import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Database, Role } from '#db/schema';
import type { MemberCard } from '../members/queries.server';
import { stranger, type Viewer } from '../members/rules';
import { awakeRoles } from '../members/trust.server';
import { cardFor } from '../members/visibility.server';
import type { Admission, Roles } from './rules';

type In = ExpressionBuilder<Database, 'communities'>;

/** Who may open a community: everybody a public one, its members a hidden one. */
export const visibleTo =
  (viewer: Viewer) =>
  (eb: In): Expression<SqlBool> => {
    const open = eb('communities.visibility', '=', 'public');
    return viewer.member ? eb.or([open, isMember(eb, viewer.member.id)]) : open;
  };

/** Who may find it in a list: the same people, for a community has no unlisted state. */
export const listedTo = visibleTo;

const isMember = (eb: In, memberId: string) =>
  eb.exists(
    eb
      .selectFrom('memberships')
      .select('memberships.member_id')
      .whereRef('memberships.community_id', '=', 'communities.id')
      .where('memberships.member_id', '=', memberId),
  );

export interface Community {
  id: string;
  /** In addresses: lower case, without #. */
  tag: string;
  /** As displayed, without #. */
  name: string;
  description: string;
  city: string;
  hidden: boolean;
  admission: Admission;
  members: number;
  /** Its id; null where it has none. */
  picture: string | null;
  pictureAlt: string;
}

/** The fields a community has for those who may open it, or stand at its door. */
export const presentCommunities = (db: Db | Trx) =>
  db
    .selectFrom('communities')
    .innerJoin('hashtags', 'hashtags.tag', 'communities.hashtag')
    .select((eb) => [
      'communities.id',
      'communities.hashtag as tag',
      'hashtags.display as name',
      'communities.description',
      'communities.city',
      eb('communities.visibility', '=', 'hidden').$castTo<boolean>().as('hidden'),
      'communities.admission',
      'communities.members',
      'communities.picture_id as picture',
      'communities.picture_alt as pictureAlt',
    ]);

export function findCommunity(db: Db | Trx, viewer: Viewer, tag: string): Promise<Community | undefined> {
  return presentCommunities(db)
    .where('communities.hashtag', '=', tag)
    .where(visibleTo(viewer))
    .executeTakeFirst();
}

/** The communities a viewer may find, the liveliest first; with `called`, those with these words in their name or city. */
export function listCommunities(
  db: Db,
  viewer: Viewer,
  { called = '', limit = 60 }: { called?: string; limit?: number } = {},
): Promise<Community[]> {
  let rows = presentCommunities(db)
    .where(listedTo(viewer))
    .orderBy('members', 'desc')
    .orderBy('tag')
    .limit(limit);
  for (const word of called.replaceAll('#', ' ').split(/\s+/).filter(Boolean).slice(0, 8)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    rows = rows.where((eb) =>
      eb.or([eb('hashtags.display', 'ilike', pattern), eb('communities.city', 'ilike', pattern)]),
    );
  }
  return rows.execute();
}

/** The communities a member is in, with the roles they wear there and may use. */
export function listOwnCommunities(db: Db, memberId: string): Promise<(Community & { roles: Role[] })[]> {
  return presentCommunities(db)
    .innerJoin('memberships as mine', (join) =>
      join.onRef('mine.community_id', '=', 'communities.id').on('mine.member_id', '=', memberId),
    )
    .select(awakeRoles<Role>('mine.roles', 'mine.member_id').as('roles'))
    .orderBy('communities.hashtag')
    .execute();
}

/** The communities a member follows from outside. */
export function listFollowed(db: Db, memberId: string): Promise<Community[]> {
  return presentCommunities(db)
    .innerJoin('follows', (join) =>
      join.onRef('follows.community_id', '=', 'communities.id').on('follows.member_id', '=', memberId),
    )
    .where('communities.visibility', '=', 'public')
    .orderBy('communities.hashtag')
    .execute();
}

/** What a viewer is in a community, and may use of it; null for who is not in it. */
export async function rolesIn(db: Db | Trx, viewer: Viewer, communityId: string): Promise<Roles> {
  if (!viewer.member) return null;
  const row = await db
    .selectFrom('memberships')
    .select(awakeRoles<Role>('memberships.roles', 'memberships.member_id').as('roles'))
    .where('community_id', '=', communityId)
    .where('member_id', '=', viewer.member.id)
    .executeTakeFirst();
  return row?.roles ?? null;
}

/** The hats a member wears and where, asleep or not: to tell them that they sleep, never to open anything. */
export function listWorn(db: Db, memberId: string): Promise<{ communityId: string; roles: Role[] }[]> {
  return db
    .selectFrom('memberships')
    .select(['community_id as communityId', 'roles'])
    .where('member_id', '=', memberId)
    .execute();
}

export interface RoleHolder extends MemberCard {
  roles: Role[];
}

/** The people behind a community: whoever wears a role. */
export function listRoleHolders(db: Db, communityId: string): Promise<RoleHolder[]> {
  return membersOf(db, stranger, communityId)
    .where(sql<boolean>`cardinality(memberships.roles) > 0`)
    .orderBy(sql`members.public_name collate "fr-x-icu"`)
    .orderBy('members.handle')
    .execute();
}

/** Its members as the viewer may call them, who are neither suspended nor on their way out. */
export const membersOf = (db: Db, viewer: Viewer, communityId: string) =>
  db
    .selectFrom('memberships')
    .innerJoin('members', 'members.id', 'memberships.member_id')
    .select(cardFor(viewer))
    .select('memberships.roles')
    .where('memberships.community_id', '=', communityId)
    .where('members.suspended_at', 'is', null)
    .where('members.leaving_at', 'is', null);

/** What a community is called, where the viewer may open it. */
export async function findCommunityName(
  db: Db | Trx,
  viewer: Viewer,
  id: string,
): Promise<{ tag: string; name: string } | null> {
  const row = await presentCommunities(db)
    .where('communities.id', '=', id)
    .where(visibleTo(viewer))
    .executeTakeFirst();
  return row ? { tag: row.tag, name: row.name } : null;
}
