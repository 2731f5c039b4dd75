import { sql } from 'kysely';
import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { forgetMember } from './forget.server';
import { setOut } from './leave.server';

const DAY_MS = 86_400_000;
/** How long the last letter may take before its address is forgotten all the same. */
const FAREWELL_MS = DAY_MS;

/**
 * What the clock does for those whose days of grace are over: a last letter, and once it is sent, everything goes.
 * @param removeExports takes away the files of exports
 */
export async function finishLeavings(db: Db, removeExports: (ids: string[]) => Promise<void>): Promise<void> {
  const leaving = await db
    .selectFrom('members')
    .select('id')
    .where('leaving_at', '<=', new Date())
    .orderBy('leaving_at')
    .limit(100)
    .execute();
  for (const { id } of leaving) {
    if (await hasSaidFarewell(db, id)) await removeExports(await forgetMember(db, id));
  }
}

/** Whether the last letter is sent, or was waited for long enough; it is written where it is not yet. */
function hasSaidFarewell(db: Db, memberId: string): Promise<boolean> {
  return withTransaction(db, async (trx) => {
    await trx.selectFrom('members').select('id').where('id', '=', memberId).forUpdate().execute();
    const notice = await trx
      .selectFrom('notices as n')
      .leftJoin('letters as l', 'l.notice_id', 'n.id')
      .select(['n.created_at as since', 'n.expanded_at as expandedAt', 'l.state'])
      .where('n.kind', '=', 'leaving-done')
      .where(sql<boolean>`n.payload ->> 'member' = ${memberId}`)
      .executeTakeFirst();
    if (!notice) {
      await announce(trx, { kind: 'leaving-done', member: memberId });
      return false;
    }
    if (notice.since.getTime() < Date.now() - FAREWELL_MS) return true;
    return notice.expandedAt !== null && notice.state !== 'queued' && notice.state !== 'sending';
  });
}

/** Days between the first word to somebody who has not come for long, and the second; and from there to the end. */
export const INACTIVE_DAYS = { first: 23, second: 7 };

/**
 * What the clock does about accounts nobody uses: a letter a month before their time is over; a week before, they are set
 * on their way out, their words kept. Signing in undoes either. Stewards stay.
 */
export async function noticeInactive(db: Db): Promise<void> {
  const { inactive_months } = await db
    .selectFrom('instance')
    .select('inactive_months')
    .executeTakeFirstOrThrow();
  const quiet = db
    .selectFrom('members')
    .select('id')
    .where('former', '=', false)
    .where('steward', '=', false)
    .where('leaving_at', 'is', null)
    .where('suspended_at', 'is', null)
    .where(
      'seen_at',
      '<=',
      sql<Date>`now() - make_interval(months => ${sql.lit(inactive_months)}, days => ${sql.lit(-(INACTIVE_DAYS.first + INACTIVE_DAYS.second))})`,
    )
    .limit(500);
  const unwarned = await quiet
    .where((eb) => eb.or([eb('warned_at', 'is', null), eb('warned_at', '<', eb.ref('seen_at'))]))
    .execute();
  for (const { id } of unwarned) await warn(db, id);
  const warned = await quiet
    .where('warned_at', '<=', new Date(Date.now() - INACTIVE_DAYS.first * DAY_MS))
    .where('warned_at', '>=', sql<Date>`seen_at`)
    .execute();
  const until = new Date(Date.now() + INACTIVE_DAYS.second * DAY_MS);
  for (const { id } of warned)
    await withTransaction(db, (trx) => setOut(trx, id, { words: 'keep', until, why: 'inactive' }));
}

async function warn(db: Db, memberId: string): Promise<void> {
  await withTransaction(db, async (trx) => {
    const noted = await trx
      .updateTable('members')
      .set({ warned_at: new Date() })
      .where('id', '=', memberId)
      .where((eb) => eb.or([eb('warned_at', 'is', null), eb('warned_at', '<', eb.ref('seen_at'))]))
      .returning('id')
      .executeTakeFirst();
    if (!noted) return;
    const until = new Date(Date.now() + (INACTIVE_DAYS.first + INACTIVE_DAYS.second) * DAY_MS);
    await announce(trx, { kind: 'inactive-noticed', member: memberId, until: until.toISOString() });
  });
}

/** Days a handle that was somebody's is nobody else's. */
const HANDLE_DAYS = 366;

/** What the clock does behind those who left: forgets handles whose year is over, and quotations nobody decides on any more. */
export async function purgeTraces(db: Db): Promise<void> {
  await db
    .deleteFrom('former_handles')
    .where('member_id', 'is', null)
    .where('left_at', '<', new Date(Date.now() - HANDLE_DAYS * DAY_MS))
    .execute();
  await db
    .updateTable('reports')
    .set({ quoted: '{}', note: '', decision_note: '' })
    .where('decided_at', 'is not', null)
    .where('subject_id', 'is', null)
    .where('about', 'in', ['member', 'post', 'testimonial', 'comment'])
    .where(sql<boolean>`quoted <> '{}'`)
    .execute();
  await db
    .updateTable('reports')
    .set({ note: '' })
    .where('decided_at', 'is not', null)
    .where('reporter_id', 'is', null)
    .where('note', '<>', '')
    .execute();
}
