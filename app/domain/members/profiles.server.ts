import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#db/client';
import type { Audience } from '#db/schema';
import { LINK_KINDS, type ProfileInput, type ProfileLink, readLink, writeInterests } from './profile-rules';
import { isSeen, type Self, type Standing, type Viewer } from './rules';
import { standingOf, visibleTo } from './visibility.server';

/** A member's page, as far as its viewer may see it: what they may not is null, as what is empty. */
export interface Profile {
  handle: string;
  /** The handle, for who may not see the name. */
  name: string;
  /** Id of a picture. */
  portrait: string | null;
  bio: string | null;
  city: string | null;
  occupation: string | null;
  interests: string[];
  links: ProfileLink[];
  since: string;
}

const profileRows = (db: Db) =>
  db
    .selectFrom('members')
    .selectAll('members')
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('profile_links')
          .select(['kind', 'url', 'seen_by'])
          .whereRef('member_id', '=', 'members.id')
          .orderBy('position'),
      ).as('links'),
    );

type ProfileRow = Awaited<ReturnType<ReturnType<typeof profileRows>['executeTakeFirstOrThrow']>>;

/** Decides every field of a profile. */
function present(row: ProfileRow, standing: Standing): Profile {
  const seen = <Value>(audience: Audience, value: Value) => (isSeen(audience, standing) ? value : null);
  return {
    handle: row.handle,
    name: seen(row.name_seen_by, row.name) ?? row.handle,
    portrait: seen(row.portrait_seen_by, row.portrait_id),
    bio: seen(row.bio_seen_by, row.bio) || null,
    city: seen(row.city_seen_by, row.city) || null,
    occupation: seen(row.occupation_seen_by, row.occupation) || null,
    interests: seen(row.interests_seen_by, row.interests) ?? [],
    links: row.links
      .filter((link) => isSeen(link.seen_by, standing))
      .flatMap(({ kind, url }) => readLink(kind, url) ?? []),
    since: row.created_at.toISOString(),
  };
}

/**
 * The page at `/@handle`: what this viewer may see of a member.
 * @param as a member looks at their own as others would; it changes nothing for anybody else
 */
export async function findProfile(
  db: Db,
  viewer: Viewer,
  handle: string,
  as?: Standing,
): Promise<{ id: string; standing: Standing; profile: Profile } | undefined> {
  const row = await profileRows(db)
    .select(standingOf(viewer).as('standing'))
    .where((eb) => eb(eb.fn('lower', ['members.handle']), '=', handle.toLowerCase()))
    .where(visibleTo(viewer))
    .executeTakeFirst();
  if (!row) return undefined;
  const standing = row.standing;
  return { id: row.id, standing, profile: present(row, standing === 'self' && as ? as : standing) };
}

/** A member's own profile, as its form has it. */
export async function getOwnProfile(db: Db, self: Self): Promise<ProfileInput> {
  const row = await profileRows(db).where('id', '=', self.id).executeTakeFirstOrThrow();
  const links = LINK_KINDS.map((kind) => {
    const link = row.links.find((one) => one.kind === kind);
    const typed = link && (kind === 'site' ? link.url : (readLink(kind, link.url)?.label ?? link.url));
    return { [kind]: typed ?? '', [`${kind}SeenBy`]: link?.seen_by ?? 'communities' };
  });
  return Object.assign(
    {
      name: row.name,
      nameSeenBy: row.name_seen_by,
      occupation: row.occupation,
      occupationSeenBy: row.occupation_seen_by,
      city: row.city,
      citySeenBy: row.city_seen_by,
      bio: row.bio,
      bioSeenBy: row.bio_seen_by,
      interests: writeInterests(row.interests),
      interestsSeenBy: row.interests_seen_by,
    },
    ...links,
  ) as ProfileInput;
}

/** A member's own portrait, and whom it is for. */
export function getOwnPortrait(db: Db, self: Self) {
  return db
    .selectFrom('members')
    .select(['portrait_id as portrait', 'portrait_seen_by as seenBy'])
    .where('id', '=', self.id)
    .executeTakeFirstOrThrow();
}

/** Where a handle leads that somebody had within a year and nobody has now: to the one they have, for who may open it. */
export async function findSuccessor(db: Db, viewer: Viewer, handle: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('former_handles as f')
    .innerJoin('members', 'members.id', 'f.member_id')
    .select('members.handle')
    .where((eb) => eb(eb.fn('lower', ['f.handle']), '=', handle.toLowerCase()))
    .where('f.left_at', '>', sql<Date>`now() - interval '1 year'`)
    .where(visibleTo(viewer))
    .executeTakeFirst();
  return row?.handle;
}
