import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import path from 'node:path';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import staticGzip from 'express-static-gzip';
import type { Config } from '../config.server';
import { calendarRoutes, isCalendar, publicCalendar } from './calendar.server';
import { DatabaseWatch } from './database-watch.server';
import { statusOf } from './failures.server';
import { feedRoutes, isFeed, publicFeed } from './feeds.server';
import { checkOrigin, refuseUnreadable } from './gate.server';
import { health, Metrics } from './health.server';
import { HtmlCache } from './html-cache.server';
import { logError, logRequests } from './log.server';
import { sendPlainPage } from './plain-page.server';
import { countReaders } from './readers.server';
import { newReference } from './reference.server';
import { serveRemix } from './remix.server';
import { handleByGroups } from './route-groups.server';
import { contentPolicy, fixedHeaders, pathHeaders } from './security-headers.server';

export interface HttpOptions {
  config: Config;
  /** Remix's build; in development a function that loads the newest. */
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Whether the process takes readers: started, and not stopping. */
  isReady: () => boolean;
  /** Absolute folder of the browser's files; none in development, where Vite serves them. */
  clientDir?: string;
  /** Vite's middleware, in development. */
  development?: RequestHandler;
  /** Handlers that are no Remix routes and keep nothing: streams, covers. */
  handlers?: RequestHandler[];
}

export interface Http {
  handle: RequestListener;
  metrics: Metrics;
  /** Tells of an error that met something else than a request, and may mean that the database is gone. */
  suspect: (error: unknown) => void;
  /** Ends what it keeps running; open connections are the server's. */
  stop: () => void;
}

const YEAR_SECONDS = 31_536_000;
const HOUR_SECONDS = 3_600;

/** Everything between the socket and the routes, in its one right order. */
export function createHttp(options: HttpOptions): Http {
  const { config, build } = options;
  const make = (some: typeof build) => createRequestHandler(some, config.environment);
  const remix = typeof build === 'function' ? make(build) : handleByGroups(build, make);
  const watch = new DatabaseWatch();
  const cache = new HtmlCache(config, async (request, context) => {
    const { pathname } = new URL(request.url);
    if (isCalendar(pathname)) return publicCalendar(request);
    return isFeed(pathname) ? publicFeed(request) : remix(request, context);
  });
  const metrics = new Metrics(watch, cache);
  const isCaching = config.environment !== 'development';

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', config.trustProxy);
  app.use(observe(metrics), logRequests);
  app.use(headers(config));
  app.use(refuseUnreadable);
  app.use(health(config, watch, metrics, options.isReady));
  app.use(compressFiles());
  if (options.development) app.use(options.development);
  if (options.clientDir) app.use(files(options.clientDir));
  app.use(checkOrigin(config));
  app.use(refuseWhileAway(watch));
  if (isCaching) app.use(publicPages(cache, watch));
  app.use(calendarRoutes(), feedRoutes());
  for (const handler of options.handlers ?? []) app.use(handler);
  app.all('*', countReaders, serveRemix(remix, config, watch));
  app.use(answerErrors(watch));

  const handle = (req: IncomingMessage, res: ServerResponse) => {
    const reference = newReference();
    // Before everything else: a page kept in memory costs less than an empty Express route.
    if (isCaching && !watch.isAway && cache.hit(req, res, reference)) return;
    res.setHeader('X-Request-Id', reference);
    app(req, res);
  };
  return { handle, metrics, suspect: (error) => watch.suspect(error), stop: () => watch.stop() };
}

function observe(metrics: Metrics): RequestHandler {
  return (_req, res, next) => {
    const began = performance.now();
    res.once('finish', () => metrics.observe(res.statusCode, (performance.now() - began) / 1_000));
    next();
  };
}

/** What every answer says; routes may say otherwise of their own. */
function headers(config: Config): RequestHandler {
  const fixed = fixedHeaders(config);
  return (req, res, next) => {
    const nonce = randomBytes(16).toString('base64url');
    res.locals.nonce = nonce;
    res.locals.reference = res.getHeader('X-Request-Id');
    for (const [name, value] of [...fixed, ...pathHeaders(req.path)]) res.setHeader(name, value);
    res.setHeader('Content-Security-Policy', contentPolicy(config, req.path, [`'nonce-${nonce}'`]));
    res.setHeader('Cache-Control', 'private, no-store');
    next();
  };
}

/** What has a file's name. Pages are compressed whole where they are sent. */
function compressFiles(): RequestHandler {
  const compress = compression();
  return (req, res, next) => (/\.\w+$/.test(req.path) ? compress(req, res, next) : next());
}

/** Files of the build. Those under /assets carry a hash in their name and never change. */
function files(clientDir: string): RequestHandler {
  const router = express.Router();
  const forever = `public, max-age=${YEAR_SECONDS}, immutable`;
  // The build has compressed them already, better than there is time for now.
  const assets = staticGzip(path.join(clientDir, 'assets'), {
    index: false,
    enableBrotli: true,
    orderPreference: ['br', 'gzip'],
    serveStatic: { setHeaders: (res) => res.setHeader('Cache-Control', forever) },
  });
  const others = express.static(clientDir, {
    index: false,
    redirect: false,
    setHeaders: (res) => res.setHeader('Cache-Control', `public, max-age=${HOUR_SECONDS}`),
  });
  // Known by name: to look on the disk for every page costs more than it may seem, and finds nothing.
  const names = new Set(fs.readdirSync(clientDir));
  router.use('/assets', assets, (_req, res) => sendPlainPage(res, 404));
  router.use((req, res, next) =>
    names.has(req.path.split('/', 2)[1] ?? '') ? others(req, res, next) : next(),
  );
  return router;
}

function refuseWhileAway(watch: DatabaseWatch): RequestHandler {
  return (_req, res, next) => (watch.isAway ? sendPlainPage(res, 503) : next());
}

function publicPages(cache: HtmlCache, watch: DatabaseWatch): RequestHandler {
  return async (req, res, next) => {
    const answering = cache.miss(req, res, res.locals.reference).catch((error) => {
      watch.suspect(error);
      // The ordinary way meets the same error and knows what to answer.
      return false;
    });
    const answered = await Promise.race([answering, watch.lost(res)]);
    if (answered === 'lost') sendPlainPage(res, 503);
    else if (!answered) next();
  };
}

function answerErrors(watch: DatabaseWatch): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    watch.suspect(error);
    const given = Number((error as { status?: number }).status);
    logError(error, res.locals.reference);
    sendPlainPage(res, statusOf(error) ?? (given === 400 || given === 404 ? given : 500));
  };
}
