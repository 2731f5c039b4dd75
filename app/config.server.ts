import path from 'node:path';
import { z } from 'zod';

/** The environment, understood once. Every variable has a default that makes a first try work. */
export interface Config {
  environment: 'production' | 'development' | 'test';
  /** Undefined: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** Undefined: letters are kept and readable on the instance. */
  smtpUrl: string | undefined;
  /** What letters come from, `address` or `Name <address>`. */
  mailFrom: string;
  /** The address readers type; only its origin counts. Undefined on a first try. */
  appUrl: URL | undefined;
  /** Readers come by https: Secure cookies, HSTS. */
  secure: boolean;
  port: number;
  host: string;
  /** `auto`: only on an embedded database nobody has announced an address for. */
  sample: 'on' | 'off' | 'auto';
  rateLimitFactor: number;
  logLevel: (typeof LOG_LEVELS)[number];
  /** Absolute folder of uploads. */
  mediaDir: string;
  /** How many proxies of ours stand in front; their X-Forwarded-* are believed. */
  trustProxy: number;
  /** Lets /metrics be read from elsewhere than this machine. */
  metricsToken: string | undefined;
}

/** Mistakes the operator can mend; `message` is complete and needs no stack. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(['The environment has mistakes:', ...mistakes.map((mistake) => `- ${mistake}`)].join('\n'));
    this.mistakes = mistakes;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const ADDRESS = /^[^\s<>@"(),:;]+@[^\s<>@"(),:;]+$/;
const NAMED_ADDRESS = /^[^<>"\p{Cc}]+<([^<>]+)>$/u;

/** A URL of one of these schemes, or undefined where it is none. */
function urlOf(text: string, schemes: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && schemes.includes(url.protocol.slice(0, -1)) && url.host !== '' ? url : undefined;
}

const databaseUrl = z
  .string()
  .refine(
    (text) => urlOf(text, ['postgres', 'postgresql']),
    'must look like postgres://user:password@host/database',
  );

const smtpUrl = z.string().superRefine((text, issues) => {
  const url = urlOf(text, ['smtp', 'smtps']);
  if (!url) issues.addIssue('must look like smtp://user:password@host:587 or smtps://user:password@host');
  // Nodemailer would take options from the query, `pool` and even file access among them.
  else if (url.search || url.hash)
    issues.addIssue('must end after the host and port: options after "?" are not taken');
});

const appUrl = z.string().transform((text, issues) => {
  const url = urlOf(text, ['http', 'https']);
  if (!url) issues.addIssue('must look like https://perchoir.example.org');
  else if (url.username || url.password) issues.addIssue('must not contain a user or a password');
  else if (url.pathname !== '/' || url.search || url.hash)
    issues.addIssue('must be an origin, without a path: https://perchoir.example.org');
  return url ?? z.NEVER;
});

const mailFrom = z.string().refine((text) => {
  const address = NAMED_ADDRESS.exec(text)?.[1] ?? text;
  return ADDRESS.test(address);
}, 'must be an address, or Name <address>');

function integer(from: number, to: number) {
  const message = `must be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .pipe(z.number().min(from, message).max(to, message));
}

const FACTOR = 'must be a number of at least 1';

const schema = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], 'must be production, development or test')
    .default('production'),
  DATABASE_URL: databaseUrl.optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailFrom.optional(),
  APP_URL: appUrl.optional(),
  PORT: integer(0, 65_535).default(3_000),
  // Every interface: a phone on the same network must reach a first try.
  HOST: z.string().regex(/^\S+$/, 'must be an address to listen on, such as 0.0.0.0').default('0.0.0.0'),
  SAMPLE: z.enum(['on', 'off', 'auto'], 'must be on or off').default('auto'),
  RATE_LIMIT_FACTOR: z
    .string()
    .regex(/^\d+(\.\d+)?$/, FACTOR)
    .transform(Number)
    .pipe(z.number().min(1, FACTOR))
    .default(1),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).optional(),
  MEDIA_DIR: z.string().optional(),
  PERCHOIR_DATA: z.string().default('var'),
  TRUST_PROXY: integer(0, 10).default(0),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
});

/**
 * Reads the environment; a variable that is set but empty counts as not set.
 * @throws {ConfigError} naming every mistake, never showing a value (they hold passwords)
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`));
  }
  const values = parsed.data;
  const host = values.APP_URL?.hostname ?? 'localhost';
  return {
    environment: values.NODE_ENV,
    databaseUrl: values.DATABASE_URL,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? `Perchoir <perchoir@${host}>`,
    appUrl: values.APP_URL,
    secure: values.APP_URL?.protocol === 'https:',
    port: values.PORT,
    host: values.HOST,
    sample: values.SAMPLE,
    rateLimitFactor: values.RATE_LIMIT_FACTOR,
    logLevel:
      values.LOG_LEVEL ?? (values.NODE_ENV === 'production' && !process.stdout.isTTY ? 'info' : 'warn'),
    mediaDir: path.resolve(values.MEDIA_DIR ?? path.join(values.PERCHOIR_DATA, 'media')),
    trustProxy: values.TRUST_PROXY,
    metricsToken: values.METRICS_TOKEN,
  };
}

let current: Config | undefined;

/** The process's configuration, read at the first call. */
export function config(): Config {
  current ??= readConfig(process.env);
  return current;
}

/** Where links in letters and feeds begin: never taken from a request's Host, which anyone can write. */
export function origin(from: Pick<Config, 'appUrl' | 'port'> = config()): string {
  return from.appUrl?.origin ?? `http://localhost:${from.port}`;
}

/** Whether a mail server carries this instance's letters; else they are kept to be read on it. */
export const sendsMail = (from: Pick<Config, 'smtpUrl'> = config()): boolean => from.smtpUrl !== undefined;

const LOOPBACK = /^((.+\.)?localhost|(::ffff:)?127(\.\d{1,3}){3}|\[?::1\]?)$/;

/** Whether a host or a network address is this very machine. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** Whether anybody may read kept letters: a first try on one's own machine. Elsewhere they are the steward's. */
export function isOutboxOpen(from: Pick<Config, 'smtpUrl' | 'appUrl'> = config()): boolean {
  return !sendsMail(from) && (!from.appUrl || isLoopback(from.appUrl.hostname));
}

/** Reads the environment again at the next call: it has changed. */
export function forgetConfig(): void {
  current = undefined;
}

const WRITTEN = /<([^<>]+)>/;

/** Where somebody the pages cannot help writes to the stewards: the bare address letters come from. */
export function stewardsAddress({ mailFrom: from }: Pick<Config, 'mailFrom'> = config()): string {
  return WRITTEN.exec(from)?.[1] ?? from;
}
