import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { areApart } from '../../members/blocks.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { lockReadable } from '../lock.server';
import { EDIT_MINUTES, type messageInput } from '../rules';

/**
 * Says something in a topic. Sent twice with one key it is one message; its position is taken under the topic's lock, so
 * that messages are read in the order they were committed.
 * @param at the moment it is dated, where it is not now (a sample's past)
 */
export function writeMessage(
  db: Db | Trx,
  self: Self,
  topicId: string,
  { text, key = randomUUID(), replyTo }: z.output<typeof messageInput>,
  at?: Date,
): Promise<{ ok: true; id: string } | Refusal<'notFound'>> {
  return withTransaction(db, async (trx) => {
    const topic = await lockReadable(trx, self, topicId);
    if (!topic) return refuse('notFound');
    const position = String(BigInt(topic.messages) + 1n);
    const message = await trx
      .insertInto('messages')
      .values({
        topic_id: topicId,
        position,
        author_id: self.id,
        client_key: key,
        text,
        reply_to: replyTo ? await answerable(trx, self, topicId, replyTo) : null,
        created_at: at,
      })
      .onConflict((on) => on.columns(['author_id', 'client_key']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!message) return sentBefore(trx, self, topicId, key);
    await trx
      .updateTable('topics')
      .set({ messages: position, latest_at: at ?? sql<Date>`now()` })
      .where('id', '=', topicId)
      .execute();
    await readBy(trx, self, topicId, position);
    await announce(trx, { kind: 'message-added', message: message.id, topic: topicId });
    return { ok: true, id: message.id };
  });
}

/** A key belongs to one topic: what was said in another is not found by it. */
async function sentBefore(
  trx: Trx,
  self: Self,
  topicId: string,
  key: string,
): Promise<{ ok: true; id: string } | Refusal<'notFound'>> {
  const known = await trx
    .selectFrom('messages')
    .select('id')
    .where('author_id', '=', self.id)
    .where('client_key', '=', key)
    .where('topic_id', '=', topicId)
    .executeTakeFirst();
  return known ? { ok: true, id: known.id } : refuse('notFound');
}

/** A reply is to a message of the same topic; where one blocked the other it stands by itself, and nobody is told why. */
async function answerable(trx: Trx, self: Self, topicId: string, replyTo: string): Promise<string | null> {
  const row = await trx
    .selectFrom('messages')
    .select('id')
    .where('id', '=', replyTo)
    .where('topic_id', '=', topicId)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`not ${areApart({ member: self, keys: [] }, sql.ref('author_id'))}`)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Changes the words of one's own message, for half an hour; that it was changed is shown. */
export function editMessage(
  db: Db,
  self: Self,
  messageId: string,
  { text }: Pick<z.output<typeof messageInput>, 'text'>,
): Promise<{ ok: true } | Refusal<'notYours' | 'tooLate'>> {
  return withTransaction(db, async (trx) => {
    const message = await ownMessage(trx, self, messageId);
    if (!message) return refuse('notYours');
    if (message.created_at.getTime() < Date.now() - EDIT_MINUTES * 60_000) return refuse('tooLate');
    if (message.text === text) return { ok: true };
    await trx
      .updateTable('messages')
      .set({ text, edited_at: new Date() })
      .where('id', '=', messageId)
      .execute();
    await announce(trx, { kind: 'message-changed', message: messageId, topic: message.topic_id });
    return { ok: true };
  });
}

/** Takes one's own message back: its words are gone from the topic and from the database. */
export function removeMessage(
  db: Db,
  self: Self,
  messageId: string,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const message = await ownMessage(trx, self, messageId);
    if (!message) return refuse('notYours');
    await trx
      .updateTable('messages')
      .set({ text: '', removed_at: new Date() })
      .where('id', '=', messageId)
      .execute();
    // That something was said there stays.
    await announce(trx, { kind: 'message-changed', message: messageId, topic: message.topic_id });
    return { ok: true };
  });
}

/** Somebody's own message that is still there, its topic held; also after they left. */
async function ownMessage(trx: Trx, self: Self, messageId: string) {
  return trx
    .selectFrom('messages')
    .innerJoin('topics', 'topics.id', 'messages.topic_id')
    .select(['messages.topic_id', 'messages.text', 'messages.created_at'])
    .where('messages.id', '=', messageId)
    .where('messages.author_id', '=', self.id)
    .where('messages.removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Remembers how far somebody has read: only ever further. */
export function readTopic(
  db: Db,
  self: Self,
  topicId: string,
  upTo: string,
): Promise<{ ok: true } | Refusal<'notFound'>> {
  return withTransaction(db, async (trx) => {
    const topic = await lockReadable(trx, self, topicId);
    if (!topic) return refuse('notFound');
    await readBy(trx, self, topicId, BigInt(upTo) > BigInt(topic.messages) ? topic.messages : upTo);
    return { ok: true };
  });
}

/** An evening's topic has no list of its people: the row is made when it is first needed. */
async function readBy(trx: Trx, self: Self, topicId: string, position: string): Promise<void> {
  await sql`
    insert into topic_members (topic_id, member_id, read_up_to) values (${topicId}, ${self.id}, ${position})
    on conflict (topic_id, member_id) do update
      set read_up_to = greatest(topic_members.read_up_to, excluded.read_up_to)`.execute(trx);
}
