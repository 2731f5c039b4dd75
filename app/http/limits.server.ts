import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { pool } from '#db/client';
import { config } from '../config.server';
import { problem } from '../domain/rules';
import { plainPage } from './plain-page.server';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/**
 * How often one key may do a thing: `[times, seconds]`, multiplied by RATE_LIMIT_FACTOR. A name ending in
 * `From` counts by the reader's network address, the others by e-mail address or member. Those by
 * network are wide: a whole evening shares a bar's.
 */
const LIMITS = {
  /** From one network: who else tries an address locks nobody but their own network out. */
  signIn: [8, 15 * MINUTE],
  /** From all networks together; a link by letter (reset) signs in all the same. */
  signInAnywhere: [100, HOUR],
  signInFrom: [60, 15 * MINUTE],
  signUp: [4, HOUR],
  signUpFrom: [40, HOUR],
  reset: [4, HOUR],
  resetFrom: [30, HOUR],
  signInLink: [4, HOUR],
  signInLinkFrom: [30, HOUR],
  /** Codes tried after a first proof was given. */
  secondFactor: [10, 15 * MINUTE],
  secondFactorFrom: [60, 15 * MINUTE],
  /** Proofs that who is signed in is the member. */
  proof: [10, 15 * MINUTE],
  /** Letters by which one member may lose their second factor. */
  factorsReset: [3, DAY],
  passkeyFrom: [300, 15 * MINUTE],
  emailChange: [5, DAY],
  handle: [2, 30 * DAY],
  guestRsvp: [12, HOUR],
  /** Anybody may type an address; who owns it did not ask for these letters. */
  guestRsvpOfDay: [20, DAY],
  guestRsvpFrom: [120, HOUR],
  invitations: [5_000, DAY],
  announcements: [10, DAY],
  post: [60, 5 * MINUTE],
  postFrom: [300, 5 * MINUTE],
  message: [120, 5 * MINUTE],
  startTopic: [20, DAY],
  topicInvitations: [200, DAY],
  upload: [100, HOUR],
  createCommunity: [5, DAY],
  joinCommunity: [60, DAY],
  communityInvitations: [500, DAY],
  createEvent: [30, DAY],
  report: [20, HOUR],
  covers: [1_200, 5 * MINUTE],
  coversFrom: [300, 5 * MINUTE],
  exportData: [5, DAY],
  /** Of one member: several devices, each every few minutes. */
  calendar: [120, HOUR],
} as const satisfies Record<string, readonly [times: number, seconds: number]>;

export type LimitName = keyof typeof LIMITS;
export type LimitAnswer = { ok: true } | { ok: false; retryAfterSeconds: number };

const limiters = new Map<LimitName, RateLimiterPostgres>();

/** Counted in Postgres, so that several processes count together; in memory while it is away. */
function limiterOf(name: LimitName): RateLimiterPostgres {
  let limiter = limiters.get(name);
  if (!limiter) {
    const [times, duration] = LIMITS[name];
    const options = { keyPrefix: name, points: Math.ceil(times * config().rateLimitFactor), duration };
    limiter = new RateLimiterPostgres({
      ...options,
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      // One sweep of old rows a process is enough.
      clearExpiredByTimeout: limiters.size === 0,
      insuranceLimiter: new RateLimiterMemory(options),
    });
    limiters.set(name, limiter);
  }
  return limiter;
}

/** Keys are kept as hashes: the table is no list of who tried what. */
function hashed(key: string): string {
  return createHash('sha256').update(key.trim().toLowerCase()).digest('base64url').slice(0, 22);
}

/**
 * Counts one attempt (or `cost` of them).
 * @param key an e-mail address, a member's id or a network address
 */
export async function limit(name: LimitName, key: string, cost = 1): Promise<LimitAnswer> {
  try {
    await limiterOf(name).consume(hashed(networkOf(key)), cost);
    return { ok: true };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)) };
  }
}

/**
 * Counts an attempt under each name and key.
 * @returns the problem to show where one of them is exhausted; all are counted either way
 */
export async function slowDown(...counts: [name: LimitName, key: string][]): Promise<string | undefined> {
  const answers = await Promise.all(counts.map(([name, key]) => limit(name, key)));
  const longest = Math.max(0, ...answers.map((answer) => (answer.ok ? 0 : answer.retryAfterSeconds)));
  return longest > 0 ? problem('tooMany', { minutes: Math.ceil(longest / 60) }) : undefined;
}

/** One address tried from one network. */
export const tryOf = (email: string, network: string): string => `${email} ${networkOf(network)}`;

/** Forgets the attempts so far, as after a sign-in that succeeded. */
export async function forgetAttempts(name: LimitName, key: string): Promise<void> {
  await limiterOf(name)
    .delete(hashed(networkOf(key)))
    .catch(() => undefined);
}

/** An IPv6 reader owns a whole /64; other keys stay what they are. */
function networkOf(key: string): string {
  if (key.startsWith('::ffff:') && key.includes('.')) return key.slice('::ffff:'.length);
  if (!isIPv6(key)) return key;
  const [head = '', tail = ''] = key.split('::');
  const before = head ? head.split(':') : [];
  const after = tail ? tail.split(':') : [];
  const missing = key.includes('::') ? Array(8 - before.length - after.length).fill('0') : [];
  return [...before, ...missing, ...after].slice(0, 4).join(':');
}

/** The answer 429 for a route without a page of its own for it; to be thrown or returned. */
export function tooMany({ retryAfterSeconds }: { retryAfterSeconds: number }): Response {
  const { headers, html } = plainPage(429);
  return new Response(html, {
    status: 429,
    headers: [...headers, ['Retry-After', String(retryAfterSeconds)]],
  });
}
