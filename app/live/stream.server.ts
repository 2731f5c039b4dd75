import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { readSince } from './cursor';
import { Follower } from './follower.server';
import { retryAfter, wireOf } from './frame.server';
import type { Hub } from './hub.server';
import type { Subscription } from './live-stream.server';

export type StreamRequest = {
  /** Names like `hashtag:café`; usually one. */
  streams: readonly string[];
  viewer: unknown;
  /** Where the reader says it is: its Last-Event-ID, else what its page was rendered with; see cursor.ts. */
  lastEventId?: string | undefined;
  since?: string | undefined;
};

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // no-transform keeps compression, ours and a proxy's, from holding lines back.
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

/**
 * Answers with an event stream (WHATWG HTML §9.2): what the reader missed, then what happens. 404 for a
 * stream that is unknown or not for this viewer, 503 while there is no database or the process is ending.
 * @returns the reader, for as long as its socket lives; undefined if there is none.
 */
export async function sendStream(
  hub: Hub,
  req: IncomingMessage,
  res: ServerResponse,
  request: StreamRequest,
): Promise<Follower | undefined> {
  if (!hub.running) return refuse(res, 503);
  const streams = request.streams.map((name) => hub.stream(name));
  if (streams.length === 0 || streams.some((stream) => stream === undefined)) return refuse(res, 404);
  const viewerKey = JSON.stringify(request.viewer) ?? '';
  const subscriptions = streams.map((stream) => stream!.enter(request.viewer, viewerKey));
  const leave = () => {
    for (const subscription of subscriptions) subscription.stream.leave(subscription);
  };
  try {
    for (const { stream } of subscriptions) {
      if (!(await stream.permits(request.viewer, viewerKey))) {
        leave();
        return refuse(res, 404);
      }
    }
    if (req.method === 'HEAD') {
      leave();
      res.writeHead(200, HEADERS).end();
      return undefined;
    }
    for (const { stream } of subscriptions) await stream.open();
  } catch (error) {
    leave();
    hub.report(error);
    return refuse(res, 503);
  }
  // Access lost while we asked; or a reader already gone, or one that pipelines and has no socket yet.
  if (subscriptions.some(({ revoked }) => revoked)) {
    leave();
    return refuse(res, 404);
  }
  if (!hub.running || !res.socket || res.socket.destroyed) {
    leave();
    return refuse(res, 503);
  }
  const follower = begin(hub, res, subscriptions);
  try {
    await catchUp(subscriptions, request);
  } catch (error) {
    hub.report(error);
    follower.cut();
  }
  return follower;
}

/** Sends the headers and counts the reader in. */
function begin(hub: Hub, res: ServerResponse, subscriptions: readonly Subscription[]): Follower {
  const socket = res.socket!;
  socket.setTimeout(0);
  socket.setNoDelay(true);
  // Headers, and what is owed if memory has it, leave in one write.
  socket.cork();
  process.nextTick(() => socket.uncork());
  res.writeHead(200, HEADERS);
  res.flushHeaders();
  const follower = new Follower(socket, res.chunkedEncoding, hub.counts);
  if (res.shouldKeepAlive) takeOver(socket, res);
  for (const subscription of subscriptions) subscription.follower = follower;
  hub.admit(follower, subscriptions);
  follower.write(wireOf([Buffer.from(`retry: ${retryAfter()}\n\n`)]));
  return follower;
}

/**
 * Stands, once for all readers, for the response Node thinks is finished: `server.close()` ends connections
 * that have none under way, and would do so before their readers were told to come back.
 */
const UNDER_WAY = Object.assign(new EventEmitter(), { finished: false, _headerSent: true });

/**
 * Keeps the socket and lets go of the request: Express's and its middleware's part of it is three quarters
 * of what a reader takes in memory. To Node and to whoever logs or measures, the response is finished here;
 * the body goes on. Not for a connection that closes after its response, because Node would close it.
 */
function takeOver(socket: Socket, res: ServerResponse): void {
  res.emit('finish');
  Object.assign(socket, { _httpMessage: UNDER_WAY });
  // Node now waits for the next request, but not for ever; and a reader who sends one has left the stream.
  socket.setTimeout(0);
  socket.on('data', () => socket.destroy());
}

async function catchUp(subscriptions: readonly Subscription[], request: StreamRequest): Promise<void> {
  const names = subscriptions.map(({ stream }) => stream.name);
  const { places, unreadable } = readSince(request.since ?? '', names);
  // A browser that reconnects repeats the page's query and adds the id it saw last, which is newer.
  const seen = readSince(request.lastEventId ?? '', names);
  for (const [name, seq] of seen.places) places.set(name, seq);
  const lost = seen.unreadable || (unreadable && seen.places.size === 0);
  const joining = subscriptions.map((subscription) =>
    lost
      ? subscription.stream.joinAfresh(subscription)
      : subscription.stream.join(subscription, places.get(subscription.stream.name)),
  );
  await Promise.all(joining);
}

function refuse(res: ServerResponse, status: 404 | 503): undefined {
  if (res.destroyed) return;
  res.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(status === 503 ? { 'Retry-After': '2' } : {}),
  });
  res.end(status === 404 ? 'Not found\n' : 'Not now\n');
}
