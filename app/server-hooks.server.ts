import { db } from '#db/client';
import { migrateToLatest } from '#db/migrate';
import { config, forgetConfig, origin } from './config.server';
import { offerFirstSteward } from './domain/members/commands/offer-first-steward.server';
import { createHttp, type Http, type HttpOptions } from './http/app.server';
import { coverRoutes } from './http/covers.server';
import { exportRoutes } from './http/exports.server';
import { saysDatabaseAway } from './http/failures.server';
import { hashtagStreamRoutes, registerHashtagStreams } from './http/hashtag-streams.server';
import { log, logError, setLogLevel } from './http/log.server';
import { mediaRoutes } from './http/media.server';
import { whenReadersRest } from './http/readers.server';
import { registerTopicStreams, topicStreamRoutes } from './http/topic-streams.server';
import { readInstance } from './instance.server';
import { jobs } from './jobs/clock.server';
import { startHub, stopHub } from './live/hub.server';
import { startWorker, stopWorker } from './notices/worker.server';
import { startSample } from './sample/start.server';

/*
 * What the process (server.mjs) needs of the application. It reaches everything through the Remix build,
 * so that there is one module graph: one pool, one hub, one worker.
 */

export interface StartOptions {
  /** The database is the embedded one. */
  embedded: boolean;
  /** Takes lines for the person at the terminal. */
  say: (line: string) => void;
}

let ready = false;
let http: Http | undefined;
let endSample: (() => void) | undefined;

export const hooks = {
  /** @throws ConfigError with every mistake of the environment */
  checkEnvironment(): { port: number; host: string; appUrl: string | undefined } {
    const { port, host, appUrl } = config();
    setLogLevel();
    return { port, host, appUrl: appUrl?.origin };
  },

  /** Brings the database up to date; may be tried again where it does not answer yet. */
  async migrate(): Promise<void> {
    // The environment may have gained DATABASE_URL since it was checked.
    forgetConfig();
    await migrateToLatest(db);
  },

  /** Starts what runs beside requests. */
  async start({ embedded, say }: StartOptions): Promise<void> {
    registerHashtagStreams();
    registerTopicStreams();
    await readInstance();
    await startHub((error) => {
      http?.suspect(error);
      hooks.survives(error);
    });
    await startWorker(jobs, whenReadersRest);
    endSample = await startSample(db, { embedded, say });
    const first = await offerFirstSteward(db);
    if (first) say(`Nobody is here yet. Make the first steward, once: ${origin()}${first}`);
    ready = true;
  },

  createHttp(options: Pick<HttpOptions, 'build' | 'clientDir' | 'development'>): Http {
    const { mediaDir } = config();
    const handlers = [
      hashtagStreamRoutes(),
      topicStreamRoutes(),
      coverRoutes(mediaDir),
      mediaRoutes(mediaDir),
      exportRoutes(mediaDir),
    ];
    http = createHttp({ ...options, config: config(), isReady: () => ready, handlers });
    return http;
  },

  isReady: (): boolean => ready,

  /** The first step of stopping: no new readers. */
  unready(): void {
    ready = false;
  },

  /** Ends the live streams, whose readers come back to another process, and lets the worker finish. */
  async windDown(): Promise<void> {
    endSample?.();
    await Promise.all([stopHub(), stopWorker()]);
  },

  /** Stops the rest; requests have been answered by now. */
  async stop(): Promise<void> {
    http?.stop();
    await hooks.windDown();
    await db.destroy();
  },

  /** For errors that reached nobody; those of a lost database are no reason to stop. */
  survives(error: unknown): boolean {
    if (saysDatabaseAway(error)) log.warn('a connection was lost');
    else logError(error);
    return saysDatabaseAway(error);
  },
};

export type Hooks = typeof hooks;
