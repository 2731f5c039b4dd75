import type { RequestHandler } from 'express';
import { registerStream } from '#app/live/hub.server';
import { db } from '#db/client';
import { config } from '../config.server';
import { tagInPath } from '../domain/hashtags/rules';
import type { Viewer } from '../domain/members/rules';
import { loadPosts } from '../domain/posts/queries.server';
import { isHashtagOpen } from '../domain/posts/visibility.server';
import { withKey } from '../domain/rsvps/queries.server';
import { streamRoutes } from './streams.server';
import { viewerAsking } from './viewer.server';

/** Tells the live hub what streams called `hashtag:…` carry, and to whom. */
export function registerHashtagStreams(): void {
  registerStream<Viewer>('hashtag', {
    authorize: (viewer, tag) => isHashtagOpen(db, viewer, tag),
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
    normaliseTag: tagInPath,
    // a guest follows by the link of their answer
    viewerOf: async (req) => withKey(db, await viewerAsking(req), req.query.key),
    perAddress: Math.ceil(PER_ADDRESS * config().rateLimitFactor),
  });
}
