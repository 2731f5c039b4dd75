import { sql } from 'kysely';
import type { Db } from '#db/client';
import type { Row } from '#db/schema';
import { PAUSED_BY_STEWARD } from '../../notices/catalogue';
import { masked } from '../members/resting.server';

export type LetterState = Row<'letters'>['state'];

/** One letter as a list tells of it; its words only where the instance kept them. */
export interface LetterLine {
  id: string;
  kind: string;
  /** Masked, unless the letter can be read here: who looks after mail need not know who is told what. */
  email: string;
  subject: string | null;
  state: LetterState;
  reason: string | null;
  createdAt: Date;
  /** It can be read here. */
  kept: boolean;
}

const PAGE = 40;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const lines = (db: Db) =>
  db
    .selectFrom('letters')
    .select([
      'id',
      'kind',
      'email',
      'subject',
      'state',
      'reason',
      'created_at as createdAt',
      sql<boolean>`raw is not null`.as('kept'),
    ]);

const present = <Line extends LetterLine>(line: Line): Line =>
  line.kept ? line : { ...line, email: masked(line.email), reason: line.reason && masked(line.reason) };

/**
 * Letters, the latest first, a page at a time.
 * @param before the last letter of the page before
 * @param to those to this address alone, which can be read here
 */
export async function listLetters(
  db: Db,
  before?: string | null,
  to?: string | null,
): Promise<{ letters: LetterLine[]; next?: string }> {
  let query = lines(db)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1);
  if (before && UUID.test(before)) {
    query = query.where(
      sql<boolean>`(created_at, id) < (select created_at, id from letters where id = ${before})`,
    );
  }
  if (to) query = query.where(sql<boolean>`lower(email) = ${to.toLowerCase()} and raw is not null`);
  const letters = await query.execute();
  const page = letters.slice(0, PAGE);
  return { letters: page.map(present), next: letters.length > PAGE ? page.at(-1)?.id : undefined };
}

/** One letter, with its bytes where they were kept. */
export async function findLetter(
  db: Db,
  id: string,
): Promise<(LetterLine & { raw: Buffer | null }) | undefined> {
  if (!UUID.test(id)) return undefined;
  const letter = await lines(db).select('raw').where('id', '=', id).executeTakeFirst();
  return letter && present(letter);
}

export interface MailHealth {
  counts: Record<LetterState, number>;
  /** Since when the oldest letter that is due waits. */
  waitingSince: Date | null;
  /** Nothing leaves: the mail server turned us away, until a probe or a steward resumes; or a steward paused it. */
  paused: { since: Date; reason: string; bySteward: boolean } | null;
  lastSent: Date | null;
  /** The last seven days that had letters, the latest first, in UTC. */
  days: { day: string; sent: number; failed: number; dropped: number }[];
  failures: LetterLine[];
  /** Addresses whose server says they take no mail. */
  suppressed: number;
}

/** How the mail is doing, for a steward. */
export async function getMailHealth(db: Db): Promise<MailHealth> {
  const [states, waiting, instance, failures, suppressed, last, days] = await Promise.all([
    db
      .selectFrom('letters')
      .select(['state', (eb) => eb.fn.countAll<string>().as('count')])
      .groupBy('state')
      .execute(),
    db
      .selectFrom('letters')
      .select((eb) => eb.fn.min('created_at').as('since'))
      .where('state', 'in', ['queued', 'sending'])
      .executeTakeFirst(),
    db.selectFrom('instance').select(['mail_paused_at', 'mail_pause_reason']).executeTakeFirstOrThrow(),
    lines(db).where('state', '=', 'failed').orderBy('created_at', 'desc').limit(10).execute(),
    db
      .selectFrom('contacts')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('suppressed_at', 'is not', null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('letters')
      .select('sent_at')
      .where('state', '=', 'sent')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
    sql<MailHealth['days'][number]>`
      select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day,
        (count(*) filter (where state = 'sent'))::int as sent,
        (count(*) filter (where state = 'failed'))::int as failed,
        (count(*) filter (where state = 'dropped'))::int as dropped
      from letters
      where created_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - interval '6 days'
      group by 1 order by 1 desc
    `.execute(db),
  ]);
  const counts = { queued: 0, sending: 0, sent: 0, failed: 0, dropped: 0 };
  for (const { state, count } of states) counts[state] = Number(count);
  const { mail_paused_at: since, mail_pause_reason: reason } = instance;
  return {
    counts,
    waitingSince: waiting?.since ?? null,
    paused: since && { since, reason: reason ?? '', bySteward: reason === PAUSED_BY_STEWARD },
    lastSent: last?.sent_at ?? null,
    days: days.rows,
    failures: failures.map(present),
    suppressed: Number(suppressed.count),
  };
}
