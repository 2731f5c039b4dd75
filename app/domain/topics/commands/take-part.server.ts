import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce, announceMemberAccess } from '../../../notices/announce.server';
import { areApart } from '../../members/blocks.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { lockTopic } from '../lock.server';
import { isIn, visibleTo } from '../visibility.server';
import { settleKeepers } from './part-with-topics.server';

/**
 * Comes into a topic that stands open to its community, or to which one is invited.
 * @param promises what a confidential one asks on entry: nothing leaves it
 */
export function joinTopic(
  db: Db | Trx,
  self: Self,
  topicId: string,
  { promises = false }: { promises?: boolean } = {},
): Promise<{ ok: true } | Refusal<'notFound' | 'promiseFirst'>> {
  return withTransaction(db, async (trx) => {
    const topic = await lockTopic(trx, topicId);
    if (!topic || !(await isOpenTo(trx, self, topicId))) return refuse('notFound');
    if (topic.confidential && !promises) return refuse('promiseFirst', 'promise');
    const promisedAt = topic.confidential ? new Date() : null;
    await trx
      .insertInto('topic_members')
      .values({ topic_id: topicId, member_id: self.id, promised_at: promisedAt })
      .onConflict((on) =>
        on.columns(['topic_id', 'member_id']).doUpdateSet((eb) => ({
          promised_at: eb.fn.coalesce('topic_members.promised_at', 'excluded.promised_at'),
        })),
      )
      .execute();
    await trx
      .deleteFrom('topic_invitations')
      .where('topic_id', '=', topicId)
      .where('member_id', '=', self.id)
      .execute();
    // Somebody there may have blocked them: streams that carry the same to all are asked anew.
    await announce(trx, { kind: 'topic-access-changed', topic: topicId });
    return { ok: true };
  });
}

/** Asks somebody in: of its community, or, among a few people, somebody the asking member may write to. */
export function inviteToTopic(
  db: Db | Trx,
  self: Self,
  topicId: string,
  handle: string,
): Promise<{ ok: true } | Refusal<'notFound' | 'notAMember'>> {
  return withTransaction(db, async (trx) => {
    const topic = await lockTopic(trx, topicId);
    if (!topic || topic.event_id || !(await isPresent(trx, self, topicId))) return refuse('notFound');
    const viewer = { member: self, keys: [] };
    const other = await trx
      .selectFrom('members')
      .select(['id', areApart(viewer, sql.ref('members.id')).as('apart')])
      .where((eb) => eb(eb.fn('lower', ['handle']), '=', handle.toLowerCase()))
      .where('former', '=', false)
      .where('suspended_at', 'is', null)
      .where('leaving_at', 'is', null)
      .where(sharesACircle(self, topic.community_id))
      .executeTakeFirst();
    if (!other || other.id === self.id) return refuse('notAMember', 'handle');
    // Nobody is told that they are blocked: it looks sent.
    if (other.apart) return { ok: true };
    await sql`
      insert into topic_invitations (topic_id, member_id, invited_by)
      select ${topicId}, ${other.id}, ${self.id}
      where not exists (select from topic_members where topic_id = ${topicId} and member_id = ${other.id})
      on conflict do nothing`.execute(trx);
    return { ok: true };
  });
}

/** In the topic's community, or in any that both are in. */
const sharesACircle = (self: Self, communityId: string | null) => sql<boolean>`exists (
  select from memberships theirs join memberships mine on mine.community_id = theirs.community_id
  where theirs.member_id = members.id and mine.member_id = ${self.id}
    and (${communityId}::uuid is null or theirs.community_id = ${communityId}))`;

/**
 * Goes out of a topic, and hears nothing of it any more. Where its only keeper goes, who has been there longest looks
 * after it; whom nobody is left in is ended.
 */
export function leaveTopic(db: Db | Trx, self: Self, topicId: string): Promise<{ ok: true }> {
  return withTransaction(db, async (trx) => {
    await lockTopic(trx, topicId);
    for (const table of ['topic_members', 'topic_invitations'] as const) {
      await trx.deleteFrom(table).where('topic_id', '=', topicId).where('member_id', '=', self.id).execute();
    }
    await settleKeepers(trx, [topicId]);
    await announceMemberAccess(trx, self.id);
    return { ok: true };
  });
}

/** Takes somebody out, as its keeper. */
export function removeFromTopic(
  db: Db | Trx,
  self: Self,
  topicId: string,
  handle: string,
): Promise<{ ok: true } | Refusal<'notYours' | 'notAMember'>> {
  return withTransaction(db, async (trx) => {
    const other = await whomAsKeeper(trx, self, topicId, handle);
    if ('ok' in other) return other;
    await trx
      .deleteFrom('topic_members')
      .where('topic_id', '=', topicId)
      .where('member_id', '=', other.id)
      .execute();
    await announceMemberAccess(trx, other.id);
    return { ok: true };
  });
}

/** Hands the topic over: the other one looks after it from now on, and oneself no more. */
export function handOverTopic(
  db: Db | Trx,
  self: Self,
  topicId: string,
  handle: string,
): Promise<{ ok: true } | Refusal<'notYours' | 'notAMember'>> {
  return withTransaction(db, async (trx) => {
    const other = await whomAsKeeper(trx, self, topicId, handle);
    if ('ok' in other) return other;
    await sql`
      update topic_members set keeper = (member_id = ${other.id})
      where topic_id = ${topicId} and member_id in (${self.id}, ${other.id})`.execute(trx);
    return { ok: true };
  });
}

/** Somebody else in the topic, if this member looks after it. */
async function whomAsKeeper(
  trx: Trx,
  self: Self,
  topicId: string,
  handle: string,
): Promise<{ id: string } | Refusal<'notYours' | 'notAMember'>> {
  await lockTopic(trx, topicId);
  const people = await trx
    .selectFrom('topic_members as tm')
    .innerJoin('members as m', 'm.id', 'tm.member_id')
    .select(['m.id', 'tm.keeper'])
    .select((eb) =>
      eb(eb.fn('lower', ['m.handle']), '=', handle.toLowerCase())
        .$castTo<boolean>()
        .as('named'),
    )
    .where('tm.topic_id', '=', topicId)
    .where((eb) =>
      eb.or([eb('m.id', '=', self.id), eb(eb.fn('lower', ['m.handle']), '=', handle.toLowerCase())]),
    )
    .execute();
  if (!people.some(({ id, keeper }) => id === self.id && keeper)) return refuse('notYours');
  const other = people.find(({ id, named }) => named && id !== self.id);
  return other ? { id: other.id } : refuse('notAMember', 'handle');
}

const isOpenTo = async (trx: Trx, self: Self, topicId: string): Promise<boolean> =>
  (await trx
    .selectFrom('topics')
    .select('id')
    .where('id', '=', topicId)
    .where(visibleTo({ member: self, keys: [] }))
    .executeTakeFirst()) !== undefined;

const isPresent = async (trx: Trx, self: Self, topicId: string): Promise<boolean> =>
  (await trx
    .selectFrom('topics')
    .select('id')
    .where('id', '=', topicId)
    .where(isIn(self.id, self.contactId))
    .executeTakeFirst()) !== undefined;
