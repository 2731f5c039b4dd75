import { sql } from 'kysely';
import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../notices/announce.server';
import { lockHashtag } from '../hashtags/commands.server';
import type { Self } from '../members/rules';
import { type Refusal, refuse } from '../rules';
import { rolesIn } from './queries.server';
import {
  canEditCommunity,
  canHandOutRoles,
  type communityEdit,
  type communityInput,
  type Role,
} from './rules';

/** Makes a community around a hashtag nobody owns yet; its creator keeps it and may call meetups. */
export function createCommunity(
  db: Db | Trx,
  self: Self,
  input: z.output<typeof communityInput>,
): Promise<{ ok: true; tag: string; id: string } | Refusal<'hashtagOwned' | 'hashtagInUse'>> {
  return withTransaction(db, async (trx) => {
    const hashtag = await lockHashtag(trx, input.hashtag);
    if (hashtag.community_id) return refuse('hashtagOwned', 'hashtag');
    if (await isOthersEvening(trx, self, hashtag.tag)) return refuse('hashtagInUse', 'hashtag');
    const { description, city } = input;
    const { id } = await trx
      .insertInto('communities')
      .values({ hashtag: hashtag.tag, description, city, created_by: self.id })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('hashtags')
      .set({ community_id: id, display: input.hashtag })
      .where('tag', '=', hashtag.tag)
      .execute();
    await trx
      .insertInto('memberships')
      .values({ community_id: id, member_id: self.id, roles: ['keeper', 'organizer'] })
      .execute();
    return { ok: true, tag: hashtag.tag, id };
  });
}

/** Whether evenings stand under a tag that none of this member's communities called: their page would be taken. */
async function isOthersEvening(trx: Trx, self: Self, tag: string): Promise<boolean> {
  const evening = await trx
    .selectFrom('events as e')
    .select('e.id')
    .where('e.hashtag', '=', tag)
    .where('e.status', '<>', 'draft')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('memberships as m')
            .select('m.member_id')
            .whereRef('m.community_id', '=', 'e.community_id')
            .where('m.member_id', '=', self.id)
            .where(sql<boolean>`m.roles && '{organizer,keeper}'`),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return evening !== undefined;
}

export async function editCommunity(
  db: Db,
  self: Self,
  communityId: string,
  input: z.output<typeof communityEdit>,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  if (!canEditCommunity(await rolesIn(db, { member: self, keys: [] }, communityId)))
    return refuse('notYours');
  await db.updateTable('communities').set(input).where('id', '=', communityId).execute();
  return { ok: true };
}

export async function joinCommunity(db: Db | Trx, self: Self, communityId: string): Promise<void> {
  await db
    .insertInto('memberships')
    .values({ community_id: communityId, member_id: self.id })
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Leaves; refused to the only keeper of a community that others are in. */
export function leaveCommunity(
  db: Db,
  self: Self,
  communityId: string,
): Promise<{ ok: true } | Refusal<'lastKeeper'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (await isOnlyKeeper(trx, communityId, self.id)) return refuse('lastKeeper');
    await trx
      .deleteFrom('memberships')
      .where('community_id', '=', communityId)
      .where('member_id', '=', self.id)
      .execute();
    await announceAccess(trx, communityId);
    return { ok: true };
  });
}

/** Open streams of the community's hashtags ask again who may follow them. */
async function announceAccess(trx: Trx, communityId: string): Promise<void> {
  const owned = await trx
    .selectFrom('hashtags')
    .select('tag')
    .where('community_id', '=', communityId)
    .execute();
  await announce(trx, { kind: 'hashtag-access-changed', hashtags: owned.map(({ tag }) => tag) });
}

/** Gives a member these roles and no others. A community is never left without a keeper. */
export function setRoles(
  db: Db | Trx,
  self: Self,
  communityId: string,
  { handle, roles }: { handle: string; roles: Role[] },
): Promise<{ ok: true } | Refusal<'notYours' | 'notAMember' | 'lastKeeper'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (!canHandOutRoles(await rolesIn(trx, { member: self, keys: [] }, communityId)))
      return refuse('notYours');
    const member = await trx
      .selectFrom('memberships')
      .innerJoin('members', 'members.id', 'memberships.member_id')
      .select('members.id')
      .where('memberships.community_id', '=', communityId)
      .where(sql`lower(members.handle)`, '=', handle.toLowerCase())
      .executeTakeFirst();
    if (!member) return refuse('notAMember', 'handle');
    if (!roles.includes('keeper') && (await isOnlyKeeper(trx, communityId, member.id))) {
      return refuse('lastKeeper', 'roles');
    }
    await trx
      .updateTable('memberships')
      .set({ roles })
      .where('community_id', '=', communityId)
      .where('member_id', '=', member.id)
      .execute();
    return { ok: true };
  });
}

/** Holds a community's memberships still, so that two keepers cannot both be the last to go. */
async function lockCommunity(trx: Trx, communityId: string): Promise<void> {
  await trx
    .selectFrom('communities')
    .select('id')
    .where('id', '=', communityId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Whether others would be left without a keeper if this member stopped being one. */
async function isOnlyKeeper(trx: Trx, communityId: string, memberId: string): Promise<boolean> {
  const isKeeper = sql<boolean>`roles @> array['keeper']`;
  const { mine, others, company } = await trx
    .selectFrom('memberships')
    .select([
      sql<boolean>`coalesce(bool_or(${isKeeper}) filter (where member_id = ${memberId}), false)`.as('mine'),
      sql<boolean>`coalesce(bool_or(${isKeeper}) filter (where member_id <> ${memberId}), false)`.as(
        'others',
      ),
      sql<boolean>`count(*) > 1`.as('company'),
    ])
    .where('community_id', '=', communityId)
    .executeTakeFirstOrThrow();
  return mine && company && !others;
}
