import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { readWallTime, wallTimeOf } from '../domain/events/wall-time.server';
import { findSelf } from '../domain/members/queries.server';
import type { Self } from '../domain/members/rules';
import { publishPost } from '../domain/posts/commands.server';
import { earlier, type Line, murmurs, next } from './evening';
import { events } from './gatherings';

const ZONE = 'Europe/Paris';
const MINUTE_MS = 60_000;
export const EVENING_TAG = (events.find((event) => event.when === 'now')?.hashtag ?? '').toLowerCase();

/** How long the evening has been on when the sample is looked at, and how long it goes on, in minutes. */
const BEGAN_MINUTES = 100;
const LASTS_MINUTES = 600;

/** The evening in progress, in local time: it began a while ago, on the half hour, whenever one looks. */
export function eveningToday(now = Date.now()): { starts: string; ends: string } {
  const half = 30 * MINUTE_MS;
  const starts = Math.floor((now - BEGAN_MINUTES * MINUTE_MS) / half) * half;
  return {
    starts: wallTimeOf(new Date(starts), ZONE),
    ends: wallTimeOf(new Date(starts + LASTS_MINUTES * MINUTE_MS), ZONE),
  };
}

/** Every line has one key, so that it is said once however many processes say it. */
function keyOf(kind: string, index: number): string {
  const hex = createHash('sha256').update(`${kind} ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What was said before the visitor came, spread over the evening so far. */
export async function postEarlier(trx: Trx, cast: ReadonlyMap<string, Self>): Promise<void> {
  const step = (BEGAN_MINUTES * MINUTE_MS) / (earlier.length + 1);
  for (const [index, [handle, text]] of earlier.entries()) {
    const self = cast.get(handle);
    const at = new Date(Date.now() - (earlier.length - index) * step);
    if (self) await publishPost(trx, self, EVENING_TAG, { text, key: keyOf('earlier', index) }, at);
  }
}

/**
 * At a later start the evening is over: slides the sample's events and posts to today, and takes back what
 * was said while somebody watched, to be said again. What people wrote themselves stays where it is.
 */
export async function slideSample(db: Db): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { sample_loaded_at: loaded } = await trx
      .selectFrom('instance')
      .select('sample_loaded_at')
      .forUpdate()
      .executeTakeFirstOrThrow();
    const evening = await trx
      .selectFrom('events')
      .select(['starts_at', 'ends_at'])
      .where('hashtag', '=', EVENING_TAG)
      .executeTakeFirst();
    if (!loaded || !evening || evening.ends_at > new Date()) return;
    const reading = readWallTime(eveningToday().starts, ZONE, 'earlier');
    if (!reading.ok) return;
    const late = (reading.instant.getTime() - evening.starts_at.getTime()) / 1000;
    const slid = (instant: string) => sql`${sql.ref(instant)} + case when hashtag = ${EVENING_TAG}
      then make_interval(secs => ${late}) else make_interval(days => ${Math.round(late / 86_400)}) end`;
    await sql`update events set starts_at = ${slid('starts_at')}, ends_at = ${slid('ends_at')}, reminded_at = null
      where created_at <= ${loaded}`.execute(trx);
    const said = [...next, ...murmurs].map(([, text]) => text);
    await sql`delete from posts using post_hashtags
      where post_id = id and tag = ${EVENING_TAG} and text = any(${said}::text[])`.execute(trx);
    const keys = [...earlier.keys()].map((index) => keyOf('earlier', index));
    await sql`update posts set created_at = created_at + make_interval(secs => ${late})
      where client_key = any(${keys}::uuid[])`.execute(trx);
    await sql`update post_hashtags set created_at = posts.created_at from posts
      where posts.id = post_id and client_key = any(${keys}::uuid[])`.execute(trx);
  });
}

/** Seconds between two posts while the evening is told, and once it only murmurs. */
const TELLING = [15, 40] as const;
const MURMURING = [90, 200] as const;

/** People keep posting under the evening's hashtag. Returns how to stop them. */
export function startEvening(db: Db): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let index = 0;
  const speak = async () => {
    const telling = index < next.length;
    const line = telling ? next[index] : murmurs[(index - next.length) % murmurs.length];
    const key = telling ? keyOf('next', index) : crypto.randomUUID();
    index += 1;
    const isNew = line ? await say(db, line, key).catch(() => true) : false;
    if (!stopped) timer = setTimeout(speak, isNew ? pause(telling ? TELLING : MURMURING) : 0).unref();
  };
  timer = setTimeout(speak, pause(TELLING) / 2).unref();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

const pause = ([least, most]: readonly [number, number]) => (least + Math.random() * (most - least)) * 1000;

/** @returns false where the line had been said before */
async function say(db: Db, [handle, text]: Line, key: string): Promise<boolean> {
  const member = await db.selectFrom('members').select('id').where('handle', '=', handle).executeTakeFirst();
  const self = member && (await findSelf(db, member.id));
  if (!self) return true;
  const known = await db.selectFrom('posts').select('id').where('client_key', '=', key).executeTakeFirst();
  if (known) return false;
  await publishPost(db, self, EVENING_TAG, { text, key });
  return true;
}
