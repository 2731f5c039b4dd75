import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { streamRoutes } from '#app/http/streams.server';
import { Hub } from '#app/live/hub.server';
import { announce } from '#app/notices/announce.server';
import { hashtagStream } from '#app/notices/catalogue';
import { db } from '#db/client';

/*
 * The live side of the application and nothing else: a post is a text in memory, announced through the
 * database as posts are. Says its port on standard output.
 */
const texts = new Map<string, string>();
const hub = new Hub();
hub.register('hashtag', {
  authorize: async () => true,
  load: async (_db, entries) => entries.map(({ object: id }) => ({ id, text: texts.get(id) })),
});
const app = express();
app.use(
  streamRoutes({
    hub,
    path: '/live/:hashtag/stream',
    streamOf: hashtagStream,
    viewerOf: async () => null,
    perAddress: Number.MAX_VALUE,
  }),
);
app.post('/publish', express.text({ type: '*/*' }), async (req, res) => {
  const post = randomUUID();
  texts.set(post, req.body);
  await db.transaction().execute((trx) => announce(trx, { kind: 'post-added', post, hashtags: ['bench'] }));
  res.end();
});
await hub.start();
const server = http.createServer(app);
server.listen(0, '127.0.0.1', 4_096, () => {
  console.log(`port ${(server.address() as AddressInfo).port}`);
});
