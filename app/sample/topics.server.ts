import { sql } from 'kysely';
import type { Trx } from '#db/client';
import { findCommunity } from '../domain/communities/queries.server';
import type { Self } from '../domain/members/rules';
import { startTopic } from '../domain/topics/commands/start-topic.server';
import { inviteToTopic, joinTopic } from '../domain/topics/commands/take-part.server';
import { writeMessage } from '../domain/topics/commands/write-message.server';
import { type SampleTopic, topics } from './topics';

type Member = (handle: string) => Self;

function must<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  if (!result.ok) throw new Error(`the sample could not: ${JSON.stringify(result)}`);
  return result as Extract<T, { ok: true }>;
}

/** Topics with what was said in them; of one the visitor has not read the end. */
export async function holdTopics(trx: Trx, member: Member, visitor: Self): Promise<void> {
  for (const topic of topics) await holdOne(trx, member, visitor, topic);
}

async function holdOne(trx: Trx, member: Member, visitor: Self, topic: SampleTopic): Promise<void> {
  const { people, said, unread = 0, days = null, confidential = false, ...form } = topic;
  const [first, ...others] = people.map(member) as [Self, ...Self[]];
  const community = await findCommunity(trx, { member: first, keys: [] }, topic.community);
  if (!community) throw new Error(`the sample has no #${topic.community}`);
  const { id } = must(await startTopic(trx, first, community.id, { ...form, confidential, days }));
  for (const one of others) {
    must(await inviteToTopic(trx, first, id, one.handle));
    must(await joinTopic(trx, one, id, { promises: confidential }));
  }
  const ids: string[] = [];
  for (const [who, minutesAgo, text, answers] of said) {
    const at = new Date(Date.now() - minutesAgo * 60_000);
    const replyTo = answers === undefined ? undefined : ids[answers];
    ids.push(must(await writeMessage(trx, member(who), id, { text, key: undefined, replyTo }, at)).id);
  }
  await trx
    .updateTable('topic_members')
    .set({ read_up_to: sql<string>`greatest(0, ${said.length} - ${unread}::int)` })
    .where('topic_id', '=', id)
    .where('member_id', '=', visitor.id)
    .execute();
}
