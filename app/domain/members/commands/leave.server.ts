import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { type Refusal, refuse } from '../../rules';
import { isLastSteward, listOnlyKept } from '../leaving.server';
import { GRACE_DAYS, type Words } from '../rules';
import { endSessions } from './sessions.server';

const DAY_MS = 86_400_000;

/**
 * Begins the deletion of one's own account: signed out everywhere and seen by nobody at once, and everything gone when
 * the days of grace are over. Until then signing in brings it all back.
 */
export function startLeaving(
  db: Db,
  memberId: string,
  words: Words,
): Promise<{ ok: true; until: Date } | Refusal<'onlyKeeper' | 'lastSteward'>> {
  return withTransaction(db, async (trx) => {
    // Two keepers who leave at once: one waits for the other, and is then the last.
    await lockKept(trx, memberId);
    if ((await listOnlyKept(trx, memberId)).some(({ others }) => others > 0)) return refuse('onlyKeeper');
    await trx.selectFrom('instance').select('only_one').forUpdate().execute();
    if (await isLastSteward(trx, memberId)) return refuse('lastSteward');
    const until = new Date(Date.now() + GRACE_DAYS * DAY_MS);
    await setOut(trx, memberId, { words, until, why: 'asked' });
    return { ok: true, until };
  });
}

/** Sets a member on their way out; the letter says when they are gone, and the way back. */
export async function setOut(
  trx: Trx,
  memberId: string,
  { words, until, why }: { words: Words; until: Date; why: 'asked' | 'inactive' },
): Promise<void> {
  const going = await trx
    .updateTable('members')
    .set({ leaving_at: until, leaving_words: words })
    .where('id', '=', memberId)
    .where('leaving_at', 'is', null)
    .where('former', '=', false)
    .returning('id')
    .executeTakeFirst();
  if (!going) return;
  await endSessions(trx, memberId, 'all');
  await announce(trx, { kind: 'leaving-begun', member: memberId, why });
}

/** Undoes it all, for who is still within their days of grace. @returns whether there was something to undo */
export function comeBack(db: Db, memberId: string): Promise<boolean> {
  return withTransaction(db, async (trx) => {
    const back = await trx
      .updateTable('members')
      .set({ leaving_at: null, leaving_words: null, warned_at: null, seen_at: new Date() })
      .where('id', '=', memberId)
      .where('leaving_at', '>', new Date())
      .returning('id')
      .executeTakeFirst();
    return back !== undefined;
  });
}

async function lockKept(trx: Trx, memberId: string): Promise<void> {
  await trx
    .selectFrom('communities')
    .select('communities.id')
    .where(
      'communities.id',
      'in',
      trx.selectFrom('memberships').select('community_id').where('member_id', '=', memberId),
    )
    .orderBy('communities.id')
    .forNoKeyUpdate()
    .execute();
}
