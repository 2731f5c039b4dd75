import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { topicStream } from '../../notices/catalogue';
import { type Segment, segmentsOf } from '../hashtags/text.server';
import { isUnseen } from '../members/blocks.server';
import type { MemberCard } from '../members/queries.server';
import type { Self } from '../members/rules';
import { publicCard } from '../members/visibility.server';

/** A message as everybody in its topic sees it: the same on a page and in a stream. */
export interface MessageView {
  id: string;
  /** In the topic's order. */
  position: string;
  at: string;
  author: MemberCard;
  segments: Segment[];
  edited: boolean;
  /** Taken back: of it there is only that it was. */
  removed: boolean;
  replyTo: { id: string; handle: string; text: string } | null;
}

const NOBODY: MemberCard = { handle: '', name: '', portrait: null };

/** Characters of what a reply quotes. */
const QUOTED = 120;

const isHeard = (self: Self | undefined, author: string) =>
  sql<boolean>`not ${isUnseen({ member: self ?? null, keys: [] }, sql.ref(author))}`;

/** @param self who reads; without, as those read who see everybody there */
const messageRows = (db: Db | Trx, topicId: string, self?: Self) =>
  db
    .selectFrom('messages')
    .innerJoin('members as m', 'm.id', 'messages.author_id')
    .leftJoin('messages as q', (join) =>
      join
        .onRef('q.id', '=', 'messages.reply_to')
        .on('q.removed_at', 'is', null)
        .on(isHeard(self, 'q.author_id')),
    )
    .leftJoin('members as qm', 'qm.id', 'q.author_id')
    .select([
      'messages.id',
      'messages.position',
      'messages.text',
      'messages.created_at',
      'messages.edited_at',
    ])
    .select(['messages.removed_at', 'q.id as reply_id', ...publicCard('m')])
    .select([
      sql<boolean>`m.leaving_at is not null`.as('leaving'),
      sql<string>`case when qm.leaving_at is null then qm.handle else '' end`.as('reply_handle'),
      sql<string>`left(q.text, ${sql.lit(QUOTED)})`.as('reply_text'),
    ])
    .where('messages.topic_id', '=', topicId)
    .where('m.suspended_at', 'is', null)
    .where(isHeard(self, 'messages.author_id'));
type Read = Awaited<ReturnType<ReturnType<typeof messageRows>['executeTakeFirstOrThrow']>>;

const present = (row: Read): MessageView => ({
  id: row.id,
  position: row.position,
  at: row.created_at.toISOString(),
  author: row.leaving ? NOBODY : { handle: row.handle, name: row.name, portrait: row.portrait },
  segments: segmentsOf(row.text),
  edited: row.edited_at !== null,
  removed: row.removed_at !== null,
  replyTo: row.reply_id ? { id: row.reply_id, handle: row.reply_handle, text: row.reply_text } : null,
});

/**
 * A page of what was said, in its order: the latest, those before a position, or those from one on. None by whom the
 * reader does not see. The caller has asked whether they may read the topic.
 */
export async function listMessages(
  db: Db,
  self: Self,
  topicId: string,
  { before, from, limit = 50 }: { before?: string; from?: string; limit?: number } = {},
): Promise<{ messages: MessageView[]; more: boolean }> {
  let query = messageRows(db, topicId, self)
    .orderBy('messages.position', from ? 'asc' : 'desc')
    .limit(limit + 1);
  if (before) query = query.where('messages.position', '<', before);
  if (from) query = query.where('messages.position', '>=', from);
  const rows = await query.execute();
  const page = rows.slice(0, limit).map(present);
  return { messages: from ? page : page.reverse(), more: rows.length > limit };
}

/** Messages of a stream by their ids, as everybody in the topic sees them. */
export async function loadMessages(
  db: Db | Trx,
  topicId: string,
  ids: string[],
): Promise<Map<string, MessageView>> {
  if (ids.length === 0) return new Map();
  const rows = await messageRows(db, topicId).where('messages.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, present(row)]));
}

/** The stream that tells what happens in a topic, and the number in it that a page drawn now is up to. */
export async function findHead(db: Db, topicId: string): Promise<{ stream: string; seq: number }> {
  const stream = topicStream(topicId);
  const row = await db.selectFrom('streams').select('seq').where('stream', '=', stream).executeTakeFirst();
  return { stream, seq: Number(row?.seq ?? 0) };
}

/** One's own message as it was typed, to be changed. */
export async function findOwnMessage(
  db: Db,
  self: Self,
  topicId: string,
  id: string,
): Promise<{ id: string; text: string } | null> {
  const row = await db
    .selectFrom('messages')
    .select(['id', 'text'])
    .where('id', '=', id)
    .where('topic_id', '=', topicId)
    .where('author_id', '=', self.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}
