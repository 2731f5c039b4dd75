import type { PlainStatus } from './plain-page.server';

/** SQLSTATE codes (PostgreSQL, Appendix A) that mean: the database cannot serve us at the moment. */
const AWAY_STATES = /^(08|57P0)/;
const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN']);
/** pg says these without a code. */
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|not queryable/;

/** Values a column cannot take: null bytes, half surrogates, malformed ids, numbers and dates out of range. */
const BAD_VALUE_STATES = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008', '22001']);
const BAD_BODY_WORDS = /Failed to parse body|FormData|multipart|Content-Type was not one of/;

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code ?? '');
}

/** Whether this says that the database is not there, rather than that a query was wrong. */
export function saysDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(saysDatabaseAway);
  const code = codeOf(error);
  if (AWAY_STATES.test(code) || AWAY_CODES.has(code)) return true;
  return error instanceof Error && AWAY_WORDS.test(error.message);
}

/** The answer an unexpected error deserves; undefined: it is ours, a 500. */
export function statusOf(error: unknown): PlainStatus | undefined {
  const code = codeOf(error);
  if (saysDatabaseAway(error)) return 503;
  // Serialization failure, deadlock, too many connections, statement cancelled: later it works.
  if (['40001', '40P01', '53300', '55P03', '57014'].includes(code)) return 503;
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return 507;
  if (BAD_VALUE_STATES.has(code)) return 400;
  if (error instanceof TypeError && BAD_BODY_WORDS.test(error.message)) return 400;
  return undefined;
}
