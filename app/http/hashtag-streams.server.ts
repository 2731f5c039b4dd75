import type { RequestHandler } from 'express';
import { registerStream } from '#app/live/hub.server';
import { hashtagStream } from '#app/notices/catalogue';
import { db } from '#db/client';
import { config } from '../config.server';
import { tagInPath } from '../domain/hashtags/rules';
import { stranger, type Viewer } from '../domain/members/rules';
import { loadPosts } from '../domain/posts/queries.server';
import { isHashtagOpen } from '../domain/posts/visibility.server';
import { withKey } from '../domain/rsvps/queries.server';
import { streamRoutes } from './streams.server';
import { type Proven, sessionAsking, viewerBehind } from './viewer.server';

type Follows = Proven & Pick<Viewer, 'keys'>;

/** Tells the live hub what streams called `hashtag:…` carry, and to whom. */
export function registerHashtagStreams(): void {
  registerStream<Follows>('hashtag', {
    async authorize(follows, tag) {
      const viewer = await viewerBehind(follows);
      return viewer !== null && isHashtagOpen(db, { ...viewer, keys: follows.keys }, tag);
    },
    memberOf: ({ session }) => session?.memberId ?? null,
    async load(source, entries, tag) {
      const posts = await loadPosts(
        source,
        tag,
        entries.map((entry) => entry.object),
      );
      return entries.map((entry) => posts.get(entry.object));
    },
  });
}

/** Streams one network address may hold open: a whole evening shares a bar's. */
const PER_ADDRESS = 500;

/** `/live/:hashtag/stream`. */
export function hashtagStreamRoutes(): RequestHandler {
  return streamRoutes({
    path: '/live/:hashtag/stream',
    streamOf(named) {
      const tag = tagInPath(named);
      return tag && hashtagStream(tag);
    },
    // a guest follows by the link of their answer
    async viewerOf(req): Promise<Follows> {
      const { keys } = await withKey(db, stranger, req.query.key);
      return { session: await sessionAsking(req), keys };
    },
    perAddress: Math.ceil(PER_ADDRESS * config().rateLimitFactor),
  });
}
