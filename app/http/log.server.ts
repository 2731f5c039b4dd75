import type { IncomingMessage, ServerResponse } from 'node:http';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { config } from '../config.server';

/** One JSON object a line. What goes in: ids, paths as patterns, codes. Never words, addresses or links. */
export const log = pino({
  // Lazy, because modules load before the environment has been checked.
  level: 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});

/** Takes the level from the environment; called once it has been checked. */
export function setLogLevel(): void {
  log.level = config().logLevel;
}

/** Path segments after which a segment is a secret, and what it is called instead. */
const SECRET_AFTER: Record<string, string> = {
  i: ':token',
  rsvp: ':token',
  confirm: ':token',
  verify: ':token',
  reset: ':token',
  unsubscribe: ':token',
  magic: ':token',
  calendar: ':token',
};
/** Anything this long is no word anyone chose. */
const LOOKS_SECRET = /^[\w.~-]{20,}$/;

/** A path without its query and without the tokens that links in letters carry. */
export function pathPattern(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '/';
  const segments = path.split('/');
  return segments
    .map((segment, index) => {
      const [stem = '', ...extensions] = segment.split('.');
      const name =
        SECRET_AFTER[segments[index - 1] ?? ''] ?? (LOOKS_SECRET.test(stem) ? ':token' : undefined);
      return name && segment ? [name, ...extensions.filter((part) => part.length < 6)].join('.') : segment;
    })
    .join('/');
}

/** Logs each answer once it is sent. */
export const logRequests = pinoHttp({
  logger: log,
  quietReqLogger: true,
  genReqId: (_req, res) => String(res.getHeader('X-Request-Id') ?? ''),
  serializers: {
    req: (req: { method: string; raw: IncomingMessage & { originalUrl?: string } }) => ({
      method: req.method,
      path: pathPattern(req.raw.originalUrl ?? req.raw.url ?? '/'),
    }),
    res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    err: (error: { code?: string }) => ({ code: error.code }),
  },
  customLogLevel: (_req: IncomingMessage, res: ServerResponse, error?: Error) =>
    error || res.statusCode >= 500 ? 'error' : res.statusCode >= 400 ? 'warn' : 'info',
  autoLogging: {
    ignore: (req) => /^\/(assets\/|healthz|readyz|metrics)/.test(req.url ?? ''),
  },
});

/**
 * Logs an error nobody expected. Only its kind, code and place: messages of databases and parsers
 * repeat what people typed.
 */
export function logError(error: unknown, reference?: string): void {
  const { name, code, constraint, stack } = (error ?? {}) as Record<string, string | undefined>;
  const place = stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .map((line) => line.trim());
  const words = config().environment === 'production' ? undefined : String(error);
  log.error({ request: reference, error: { name, code, constraint, place, words } }, 'unexpected error');
}
