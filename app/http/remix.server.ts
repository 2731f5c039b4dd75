import { type Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  createReadableStreamFromReadable,
  type RequestHandler as RemixHandler,
  writeReadableStreamToWritable,
} from '@remix-run/node';
import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from 'express';
import type { Config } from '../config.server';
import type { DatabaseWatch } from './database-watch.server';
import { compressed, encodingFor } from './encoding.server';
import { statusOf } from './failures.server';
import { bodyLimit } from './gate.server';
import { logError } from './log.server';
import { type PlainStatus, sendPlainPage } from './plain-page.server';
import type { RequestContext } from './request-context.server';

/** What went wrong while a request was handled, beside the page that Remix made of it. */
interface Outcome {
  status?: PlainStatus;
}

/** Serves Remix's routes, and gives unexpected errors the answer they deserve. */
export function serveRemix(handle: RemixHandler, config: Config, watch: DatabaseWatch): RequestHandler {
  return async (req, res, next) => {
    const outcome: Outcome = {};
    const context: RequestContext = {
      nonce: res.locals.nonce,
      reference: res.locals.reference,
      ip: req.ip,
      reportError(error) {
        watch.suspect(error);
        outcome.status ??= statusOf(error);
        // A body too large or malformed is the sender's error: the request's line says it.
        if ((outcome.status ?? 500) >= 500) logError(error, res.locals.reference);
      },
    };
    try {
      const answering = handle(webRequest(req, res, config, outcome), context);
      // When the database's silence answers first, this one's own failure is of no more interest.
      answering.catch(() => undefined);
      const answer = await Promise.race([answering, watch.lost(res)]);
      await takeRest(req);
      if (res.writableEnded || res.destroyed) return;
      if (answer === 'lost') sendPlainPage(res, 503);
      else await send(req, res, answer, outcome);
    } catch (error) {
      next(error);
    }
  };
}

async function send(req: ExpressRequest, res: ExpressResponse, answer: Response, outcome: Outcome) {
  // A body that was cut off stays too large, whatever the route made of the piece it got.
  const failure = answer.status >= 500 || outcome.status === 413 ? outcome.status : undefined;
  const isData = req.path.endsWith('.data');
  if (failure && !isData) {
    await answer.body?.cancel();
    sendPlainPage(res, failure);
    return;
  }
  res.status(failure ?? answer.status);
  for (const [name, value] of answer.headers) {
    // What a route says replaces what we say by default; cookies add up.
    if (name === 'set-cookie') res.append(name, value);
    else res.setHeader(name, value);
  }
  if (!answer.body) res.end();
  else if (isWhole(answer)) sendWhole(req, res, Buffer.from(await answer.arrayBuffer()));
  else await writeReadableStreamToWritable(answer.body, res);
}

/** How long a sender may take to come to the end of what nobody reads, in milliseconds. */
const REST_OF_BODY = 5_000;

/**
 * Takes what a route did not read of a body and forgets it: it would stand before the next request of its
 * connection, and a sender who is cut off while sending may never see the answer.
 */
async function takeRest(req: ExpressRequest): Promise<void> {
  if (req.complete || req.destroyed) return;
  req.unpipe();
  req.resume();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), REST_OF_BODY);
  await finished(req, { signal: late.signal, writable: false }).catch(() => req.destroy());
  clearTimeout(timer);
}

/** Pages and their data defer nothing: they are there whole when they are there. */
const isWhole = ({ headers }: Response) => /^text\/(html|x-script)/.test(headers.get('Content-Type') ?? '');

/** What is shorter is not worth compressing. */
const WORTH_COMPRESSING = 1_024;

function sendWhole(req: ExpressRequest, res: ExpressResponse, body: Buffer): void {
  if (res.destroyed) return;
  const encoding = body.length < WORTH_COMPRESSING ? 'identity' : encodingFor(req);
  const sent = compressed(body, encoding);
  res.vary('Accept-Encoding');
  if (encoding !== 'identity') res.setHeader('Content-Encoding', encoding);
  res.setHeader('Content-Length', sent.length);
  res.end(req.method === 'HEAD' ? undefined : sent);
}

/**
 * The request as Remix wants it. Where APP_URL is set its host stands in for whatever the request
 * said: Remix compares it with the origin, and nothing else may depend on it.
 */
function webRequest(req: ExpressRequest, res: ExpressResponse, config: Config, outcome: Outcome): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  headers.delete('x-forwarded-host');
  // The gate has judged it. Remix would fail on another site's, where one-click unsubscribe may have one.
  headers.delete('origin');
  const base = config.appUrl?.origin ?? `${req.protocol}://${req.headers.host}`;
  headers.set('host', new URL(base).host);

  const leaving = new AbortController();
  res.once('close', () => !res.writableFinished && leaving.abort());
  const init: RequestInit & { duplex?: 'half' } = { method: req.method, headers, signal: leaving.signal };
  if (req.method !== 'GET' && req.method !== 'HEAD') {
    init.body = createReadableStreamFromReadable(capped(req, outcome));
    init.duplex = 'half';
  }
  // Put together as text: against a base, `//elsewhere` would name another host.
  return new Request(`${base}${req.originalUrl}`, init);
}

/** The body, cut off where it exceeds the limit without having said its length. */
function capped(req: ExpressRequest, outcome: Outcome): Readable {
  const limit = bodyLimit(req.headers['content-type']);
  let seen = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen <= limit) return done(null, chunk);
      outcome.status = 413;
      done(new Error('The body is larger than it may be'));
    },
  });
  req.once('error', (error) => meter.destroy(error));
  req.once('aborted', () => meter.destroy(new Error('The reader left')));
  return req.pipe(meter);
}
