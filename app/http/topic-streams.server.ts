import type { RequestHandler } from 'express';
import { registerStream } from '#app/live/hub.server';
import { topicStream } from '#app/notices/catalogue';
import { db } from '#db/client';
import { config } from '../config.server';
import { loadMessages } from '../domain/topics/messages.server';
import { mayFollow } from '../domain/topics/queries.server';
import { topicId } from '../domain/topics/rules';
import { streamRoutes } from './streams.server';
import { type Proven, sessionAsking, viewerBehind } from './viewer.server';

/** Tells the live hub what streams called `topic:…` carry, and to whom. */
export function registerTopicStreams(): void {
  registerStream<Proven>('topic', {
    async authorize(proven, id) {
      const member = (await viewerBehind(proven))?.member;
      return member ? mayFollow(db, member, id) : false;
    },
    memberOf: ({ session }) => session?.memberId ?? null,
    async load(source, entries, id) {
      const messages = await loadMessages(
        source,
        id,
        entries.map((entry) => entry.object),
      );
      return entries.map((entry) => messages.get(entry.object));
    },
  });
}

/** Streams one network address may hold open: members, some of them in one house. */
const PER_ADDRESS = 200;

/** `/topics/:topic/stream`. */
export function topicStreamRoutes(): RequestHandler {
  return streamRoutes({
    path: '/topics/:topic/stream',
    streamOf: (named) => (topicId.safeParse(named).success ? topicStream(named) : undefined),
    viewerOf: async (req): Promise<Proven> => ({ session: await sessionAsking(req) }),
    perAddress: Math.ceil(PER_ADDRESS * config().rateLimitFactor),
  });
}
