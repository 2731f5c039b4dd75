import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/client';
import type { Row } from '#db/schema';
import type { LetterKind } from '#emails/props';
import { wants } from '../domain/members/wishes.server';
import { PAUSED_BY_STEWARD } from './catalogue';
import { STOPPED_AS } from './stoppable';

/*
 * The letters table is the queue. Times are the database's, so that the clocks of several processes need
 * not agree.
 */

export type Letter = Row<'letters'>;

/** Somebody is waiting for these with a page open: they go ahead of a mailing. */
const URGENT: LetterKind[] = ['confirm-signup', 'already-member', 'reset-password', 'confirm-rsvp'];

const seconds = (count: number): RawBuilder<unknown> => sql`make_interval(secs => ${count})`;

/**
 * Takes letters that are due, urgent ones first, for as long as the lease lasts; a sender that dies
 * without a word has it run out. Nothing is taken while the queue is paused.
 */
export async function claimLetters(db: Db, limit: number, leaseSeconds: number): Promise<Letter[]> {
  const claim = async (count: number, narrowed: RawBuilder<unknown>) => {
    const { rows } = await sql<Letter>`
      with due as (
        select id from letters
        where state in ('queued', 'sending') and next_try_at <= now() ${narrowed}
          and not exists (select from instance where mail_paused_at is not null)
        order by next_try_at
        limit ${count}
        for update skip locked
      )
      update letters set
        state = 'sending',
        attempts = attempts + 1,
        first_tried_at = coalesce(first_tried_at, now()),
        next_try_at = now() + ${seconds(leaseSeconds)}
      from due where letters.id = due.id
      returning letters.*
    `.execute(db);
    return rows;
  };
  const urgent = await claim(limit, sql`and kind = any(${URGENT})`);
  return urgent.length > 0 ? urgent : claim(limit, sql``);
}

/** Keeps letters that are still being sent from being taken for abandoned. */
export async function renewLeases(db: Db, ids: string[], leaseSeconds: number): Promise<void> {
  await sql`
    update letters set next_try_at = now() + ${seconds(leaseSeconds)}
    where id = any(${ids}::uuid[]) and state = 'sending'
  `.execute(db);
}

export const SUPPRESSED = 'suppressed';
export const UNSUBSCRIBED = 'unsubscribed';

/**
 * Why each of these letters must not go to whom it is for, by id; the others are absent: their address takes no mail,
 * or they want no letters of that kind from the community it is about.
 */
export async function refusals(db: Db, ids: string[]): Promise<Map<string, string>> {
  const kinds = Object.entries(STOPPED_AS);
  const { rows } = await sql<{ id: string; suppressed: boolean }>`
    select l.id, c.suppressed_at is not null as suppressed
    from letters l
    join contacts c on lower(c.email) = lower(l.email)
    left join unnest(${kinds.map(([letter]) => letter)}::text[], ${kinds.map(([, kind]) => kind)}::text[])
      as stopped (letter, kind) on stopped.letter = l.kind
    left join events e on e.id = (l.about ->> 'event')::uuid
    where l.id = any(${ids}::uuid[]) and (
      c.suppressed_at is not null
      or (stopped.kind is not null
        and not ${wants('c', sql`stopped.kind`, sql`coalesce((l.about ->> 'community')::uuid, e.community_id)`)})
    )
  `.execute(db);
  return new Map(rows.map(({ id, suppressed }) => [id, suppressed ? SUPPRESSED : UNSUBSCRIBED]));
}

/** Whatever happened meanwhile: a letter the server has is a letter sent. */
export async function noteSent(db: Db, ids: string[]): Promise<void> {
  await sql`
    update letters set state = 'sent', sent_at = now(), reason = null
    where id = any(${ids}::uuid[]) and state <> 'sent'
  `.execute(db);
}

/** Keeps a letter for reading on the instance itself. */
export async function noteKept(db: Db, id: string, subject: string, raw: Buffer): Promise<void> {
  await sql`
    update letters set state = 'sent', sent_at = now(), reason = null, subject = ${subject}, raw = ${raw}
    where id = ${id}
  `.execute(db);
}

export async function noteEnd(
  db: Db,
  id: string,
  state: 'failed' | 'dropped',
  reason: string,
): Promise<void> {
  await sql`
    update letters set state = ${state}, reason = ${reason} where id = ${id} and state = 'sending'
  `.execute(db);
}

/** Tries again after 1 minute, 2, 4, up to 6 hours; three days after the first try, gives up. */
export async function noteLater(
  db: Db,
  id: string,
  reason: string,
): Promise<'queued' | 'failed' | undefined> {
  const { rows } = await sql<{ state: 'queued' | 'failed' }>`
    update letters set
      state = case when first_tried_at < now() - interval '3 days' then 'failed' else 'queued' end,
      reason = ${reason},
      next_try_at = now() + least(interval '6 hours', interval '1 minute' * power(2, least(attempts - 1, 20)))
    where id = ${id} and state = 'sending'
    returning state
  `.execute(db);
  return rows[0]?.state;
}

/** Puts letters back as if they had not been taken. */
export async function release(db: Db, ids: string[]): Promise<void> {
  await sql`
    update letters set state = 'queued', attempts = attempts - 1, next_try_at = now()
    where id = any(${ids}::uuid[]) and state = 'sending'
  `.execute(db);
}

/** Nothing more is written to an address that its server says takes no mail. */
export async function suppressAddress(db: Db, email: string, reason: string): Promise<void> {
  await sql`
    update contacts set suppressed_at = now(), suppressed_reason = ${reason}
    where lower(email) = ${email.toLowerCase()} and suppressed_at is null
  `.execute(db);
}

/** Stops the whole queue. True where it was running until now. */
export async function pauseMail(db: Db, reason: string): Promise<boolean> {
  const { rows } = await sql`
    update instance set mail_paused_at = now(), mail_pause_reason = ${reason}
    where mail_paused_at is null returning 1
  `.execute(db);
  return rows.length > 0;
}

/** The server takes us again; what a steward paused stays so. */
export async function resumeMail(db: Db): Promise<void> {
  await sql`
    update instance set mail_paused_at = null, mail_pause_reason = null
    where mail_paused_at is not null and mail_pause_reason is distinct from ${PAUSED_BY_STEWARD}
  `.execute(db);
}

/** Since how many seconds the queue is paused; undefined where it runs. */
export async function pausedFor(db: Db): Promise<number | undefined> {
  const { rows } = await sql<{ seconds: number | null }>`
    select extract(epoch from now() - mail_paused_at)::float8 as seconds from instance
  `.execute(db);
  return rows[0]?.seconds ?? undefined;
}

/** When the queue wants its next sender; undefined where it is empty or paused. */
export async function nextTry(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(next_try_at) as at from letters
    where state in ('queued', 'sending')
      and not exists (select from instance where mail_paused_at is not null)
  `.execute(db);
  return rows[0]?.at ?? undefined;
}
