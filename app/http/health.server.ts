import { timingSafeEqual } from 'node:crypto';
import { type Request, Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry, register } from 'prom-client';
import type { Config } from '../config.server';
import type { DatabaseWatch } from './database-watch.server';
import type { HtmlCache } from './html-cache.server';

/** What /metrics tells, in Prometheus' text format. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #answers = new Counter({
    name: 'perchoir_http_answers_total',
    help: 'Answers by status class, those from the HTML cache not counted',
    labelNames: ['class'],
    registers: [this.#registry],
  });
  readonly #duration = new Histogram({
    name: 'perchoir_http_duration_seconds',
    help: 'Time to answer, those from the HTML cache not counted',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.#registry],
  });
  #withDefaults = false;

  constructor(watch: DatabaseWatch, cache: HtmlCache) {
    this.gauge('perchoir_database_away', 'Whether the database does not answer', () => Number(watch.isAway));
    this.gauge(
      'perchoir_html_cache_hits',
      'Pages answered from memory since the start',
      () => cache.counts.hits,
    );
    this.gauge(
      'perchoir_html_cache_misses',
      'Public pages rendered since the start',
      () => cache.counts.misses,
    );
  }

  /** A figure that is read when somebody asks for it. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** @param seconds from the request's arrival to its answer's end */
  observe(status: number, seconds: number): void {
    this.#answers.inc({ class: `${Math.floor(status / 100)}xx` });
    this.#duration.observe(seconds);
  }

  async text(): Promise<string> {
    // Only once somebody looks: watching the garbage collector costs a little.
    if (!this.#withDefaults) collectDefaultMetrics({ register: this.#registry });
    this.#withDefaults = true;
    // The live hub and others keep theirs in the library's own registry.
    return `${await this.#registry.metrics()}\n${await register.metrics()}`;
  }
}

/** For machines: /healthz the process lives, /readyz it can be sent readers, /metrics its figures. */
export function health(
  config: Config,
  watch: DatabaseWatch,
  metrics: Metrics,
  isReady: () => boolean,
): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ ok: true });
  });
  router.get('/readyz', async (_req, res) => {
    const database = await watch.check();
    const ready = isReady() && database;
    res
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready, database, stopping: !isReady() });
  });
  router.get('/metrics', async (req, res, next) => {
    if (!mayRead(req, config.metricsToken)) return next();
    res
      .set('Cache-Control', 'no-store')
      .type('text/plain; version=0.0.4')
      .send(await metrics.text());
  });
  return router;
}

/** This machine itself, not through a proxy on it; or whoever has the token. Others get a 404. */
function mayRead(req: Request, token: string | undefined): boolean {
  const given = req.get('authorization')?.replace(/^Bearer /, '');
  if (token && given) {
    const [a, b] = [Buffer.from(given), Buffer.from(token)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
  const isLocal = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(req.socket.remoteAddress ?? '');
  return isLocal && !req.get('x-forwarded-for') && !req.get('forwarded');
}
