import { sql } from 'kysely';
import type { Trx } from '#db/client';
import {
  ACCESS_CHANNEL,
  type Change,
  EXPAND_TASK,
  hashtagStream,
  type LetterNotice,
  type LiveNotice,
  MEMBER_CHANNEL,
  type Notice,
  STREAM_CHANNEL,
  topicStream,
} from './catalogue';

/**
 * Lets a fact leave the domain, in the transaction that makes it true: no fact without its write, and
 * no word of a write that was rolled back.
 */
export async function announce(trx: Trx, notice: Notice): Promise<void> {
  if (isLive(notice)) await announceLive(trx, notice);
  else await announceTogether(trx, [notice]);
}

function isLive(notice: Notice): notice is LiveNotice {
  return 'hashtags' in notice || 'topic' in notice;
}

/** Several notices at once, in as many statements as one. */
export async function announceTogether(trx: Trx, notices: LetterNotice[]): Promise<void> {
  const payloads = notices.map(({ kind, ...payload }) => JSON.stringify(payload));
  await sql`
    with made as (
      insert into notices (kind, payload)
      select kind, payload::jsonb
      from unnest(${notices.map(({ kind }) => kind)}::text[], ${payloads}::text[]) as notice (kind, payload)
      returning id
    )
    select count(graphile_worker.add_job(${EXPAND_TASK}, json_build_object('notice', id::text))) from made
  `.execute(trx);
}

async function announceLive(trx: Trx, notice: LiveNotice): Promise<void> {
  if ('topic' in notice) {
    const stream = topicStream(notice.topic);
    if (notice.kind === 'topic-access-changed') return askAccessAnew(trx, stream);
    return appendToStream(trx, stream, notice.kind.slice('message-'.length) as Change, notice.message);
  }
  // In name order, so that two writers of the same hashtags cannot wait for each other.
  for (const stream of notice.hashtags.map(hashtagStream).sort()) {
    if (notice.kind === 'hashtag-access-changed') {
      await askAccessAnew(trx, stream);
    } else {
      const change = notice.kind.slice('post-'.length) as Change;
      await appendToStream(trx, stream, change, notice.post);
    }
  }
}

async function askAccessAnew(trx: Trx, stream: string): Promise<void> {
  await sql`select pg_notify(${ACCESS_CHANNEL}, ${stream})`.execute(trx);
}

/**
 * Has every open stream of a member asked anew whether it may go on: they lost a session, a membership, their standing.
 * Who they are by now is read then, so this is called in the transaction that changes it.
 */
export async function announceMemberAccess(trx: Trx, memberId: string): Promise<void> {
  await sql`select pg_notify(${MEMBER_CHANNEL}, ${memberId})`.execute(trx);
}

/**
 * Takes the stream's next number under its row lock, which is held to the end of the transaction: the
 * order of numbers is the order of commits, so a follower never misses a late one.
 */
async function appendToStream(trx: Trx, stream: string, change: Change, object: string): Promise<void> {
  await sql`
    with taken as (
      insert into streams (stream, seq) values (${stream}, 1)
      on conflict (stream) do update set seq = streams.seq + 1
      returning seq
    ), entry as (
      insert into stream_entries (stream, seq, change, object)
      select ${stream}, seq, ${change}, ${object} from taken
    )
    select pg_notify(${STREAM_CHANNEL}, ${stream}::text || ' ' || seq) from taken
  `.execute(trx);
}
