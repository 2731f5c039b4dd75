import { randomUUID } from 'node:crypto';
import { db } from '#db/client';
import { listUnseen } from '../../domain/members/blocks.server';
import type { Self } from '../../domain/members/rules';
import { findHead, listMessages } from '../../domain/topics/messages.server';
import { listPeople, mayFollow, type TopicView } from '../../domain/topics/queries.server';
import { cursorAt } from '../../live/cursor';

/** Messages of a page, and how many of those already read stand above the first unread one. */
const PAGE = 50;
const CONTEXT = 8;

/** Where a page begins: what an address asks for, else where the reader left, else the latest. */
function startOf(topic: TopicView, asked: { before?: string; from?: string }) {
  if (asked.before || asked.from) return asked;
  const unread = topic.unread ?? 0;
  if (unread <= PAGE - CONTEXT || topic.readUpTo === '0') return {};
  return { from: String(Math.max(1, Number(topic.readUpTo) - CONTEXT + 1)) };
}

/** What a topic's page shows to who may read it. */
export async function findTopicPage(self: Self, topic: TopicView, asked: { before?: string; from?: string }) {
  // Before the messages are read: what comes between is then told twice rather than never.
  const [{ stream, seq }, follows] = await Promise.all([
    findHead(db, topic.id),
    mayFollow(db, self, topic.id),
  ]);
  const start = startOf(topic, asked);
  const [{ messages, more }, people, unseen] = await Promise.all([
    listMessages(db, self, topic.id, { ...start, limit: PAGE }),
    listPeople(db, self, topic.id),
    listUnseen(db, { member: self, keys: [] }),
  ]);
  const isOldestFirst = start.from !== undefined;
  const first = messages[0]?.position;
  return {
    messages,
    /** Behind which there are older ones; null where these are the first. */
    older: isOldestFirst ? (first && first !== '1' ? first : null) : more && first ? first : null,
    /** From which on there are newer ones than these; null where these are the latest. */
    newer: isOldestFirst && more ? String(Number(messages.at(-1)?.position) + 1) : null,
    isLatest: asked.before === undefined && !(isOldestFirst && more),
    people,
    unseen,
    since: cursorAt(stream, seq),
    follows,
    key: randomUUID(),
    now: new Date().toISOString(),
  };
}

export type TopicPage = Awaited<ReturnType<typeof findTopicPage>>;
