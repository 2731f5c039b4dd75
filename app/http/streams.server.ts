import { type Request, type Response, Router } from 'express';
import { type Hub, theHub } from '#app/live/hub.server';
import { sendStream } from '#app/live/stream.server';

export type StreamRouteOptions = {
  /** Its address, with one parameter: `/live/:hashtag/stream`. */
  path: string;
  /** The stream that the parameter of such an address names; undefined for a text that names none. */
  streamOf(named: string): string | undefined;
  /** Whoever asks, as plain data: two requests of one viewer give the same JSON. */
  viewerOf(req: Request): Promise<unknown>;
  /** Streams one address may hold open; a bar's whole evening shares one. */
  perAddress?: number;
  hub?: Hub;
};

/** Streams one address may hold open when nobody says otherwise. */
export const STREAMS_PER_ADDRESS = 500;

/** An address for Express, ahead of Remix: what happens under a hashtag or in a topic, as it happens. */
export function streamRoutes(options: StreamRouteOptions): Router {
  const { path, streamOf, viewerOf, perAddress = STREAMS_PER_ADDRESS } = options;
  const open = new Map<string, number>();

  const leave = (address: string) => {
    const left = (open.get(address) ?? 1) - 1;
    if (left > 0) open.set(address, left);
    else open.delete(address);
  };

  return Router().get(path, async (req, res, next) => {
    try {
      const [named = ''] = Object.values(req.params);
      const stream = streamOf(String(named));
      if (stream === undefined) return refuse(res, 404, 'Not found');
      const viewer = await viewerOf(req);
      const address = req.ip ?? '';
      const count = open.get(address) ?? 0;
      if (count >= perAddress) {
        res.setHeader('Retry-After', '30');
        return refuse(res, 429, 'Too many open streams');
      }
      open.set(address, count + 1);
      const follower = await sendStream(options.hub ?? theHub(), req, res, {
        streams: [stream],
        viewer,
        lastEventId: req.get('Last-Event-ID'),
        since: typeof req.query.since === 'string' ? req.query.since : undefined,
      }).catch((error) => {
        leave(address);
        throw error;
      });
      if (follower && !follower.socket.destroyed) follower.socket.once('close', () => leave(address));
      else leave(address);
    } catch (error) {
      next(error);
    }
  });
}

function refuse(res: Response, status: number, why: string): void {
  res.status(status).set('Cache-Control', 'no-store').type('text/plain').send(`${why}\n`);
}
