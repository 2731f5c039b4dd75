import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Role } from '#db/schema';
import type { Self, Viewer } from '../members/rules';
import { visibleTo } from './queries.server';

/** A community that somebody's page may name. */
export interface Belonging {
  tag: string;
  name: string;
  roles: Role[];
  /** The viewer is in it as well. */
  shared: boolean;
}

/**
 * The communities of a member that this viewer may know of: where they wear a role, for everybody who may open the
 * community; the others for its members, where they agreed to be in its directory. To themselves, all.
 * @param asClose a member looks at their own as all their communities together would
 */
export async function listCommunitiesOf(
  db: Db,
  viewer: Viewer,
  memberId: string,
  { asClose = false }: { asClose?: boolean } = {},
): Promise<Belonging[]> {
  const me = viewer.member?.id ?? null;
  const isShared = sql<boolean>`exists (
    select from memberships mine where mine.community_id = communities.id and mine.member_id = ${me})`;
  return db
    .selectFrom('communities')
    .innerJoin('memberships', 'memberships.community_id', 'communities.id')
    .innerJoin('hashtags', 'hashtags.tag', 'communities.hashtag')
    .select([
      'communities.hashtag as tag',
      'hashtags.display as name',
      'memberships.roles',
      isShared.as('shared'),
    ])
    .where('memberships.member_id', '=', memberId)
    .where(visibleTo(viewer))
    .where((eb) =>
      eb.or([
        sql<boolean>`cardinality(memberships.roles) > 0`,
        eb.and([eb('memberships.in_directory', '=', true), isShared]),
        ...(asClose ? [] : [eb('memberships.member_id', '=', me)]),
      ]),
    )
    .orderBy(isShared, 'desc')
    .orderBy('communities.members', 'desc')
    .orderBy('communities.hashtag')
    .limit(12)
    .execute();
}

/** Every community a member is in, by name: where they may start something. */
export function listOwnCommunities(db: Db, self: Self): Promise<{ id: string; tag: string; name: string }[]> {
  return db
    .selectFrom('communities')
    .innerJoin('memberships', 'memberships.community_id', 'communities.id')
    .innerJoin('hashtags', 'hashtags.tag', 'communities.hashtag')
    .select(['communities.id', 'communities.hashtag as tag', 'hashtags.display as name'])
    .where('memberships.member_id', '=', self.id)
    .orderBy('communities.hashtag')
    .execute();
}
