import { sql } from 'kysely';
import type { Trx } from '#db/client';
import { announceMemberAccess } from '../../../notices/announce.server';

/** Takes somebody out of all the topics of a community they part with; who comes back comes in anew. */
export async function partWithTopics(trx: Trx, communityId: string, memberId: string): Promise<void> {
  for (const table of ['topic_invitations', 'topic_members'] as const) {
    const parted = await trx
      .deleteFrom(table)
      .using('topics')
      .whereRef('topics.id', '=', `${table}.topic_id`)
      .where('topics.community_id', '=', communityId)
      .where(`${table}.member_id`, '=', memberId)
      .returning('topics.id')
      .execute();
    await settleKeepers(
      trx,
      parted.map(({ id }) => id),
    );
  }
  await announceMemberAccess(trx, memberId);
}

/**
 * A topic with people has a keeper: where none is left, who has been there longest. One that nobody is left in is gone,
 * with all that was said there. An evening's has its evening's.
 */
export async function settleKeepers(trx: Trx, topicIds: string[]): Promise<void> {
  if (topicIds.length === 0) return;
  await sql`
    with heirs as (
      select distinct on (topic_id) topic_id, member_id from topic_members
      where topic_id = any(${topicIds}::uuid[])
        and topic_id not in (select topic_id from topic_members where keeper and topic_id = any(${topicIds}::uuid[]))
      order by topic_id, joined_at, member_id)
    update topic_members set keeper = true from heirs
    where topic_members.topic_id = heirs.topic_id and topic_members.member_id = heirs.member_id`.execute(trx);
  await sql`
    delete from topics where id = any(${topicIds}::uuid[]) and event_id is null
      and not exists (select from topic_members where topic_id = topics.id)`.execute(trx);
}
