import { type Db, type Trx, withTransaction } from '#db/client';
import { announceMemberAccess } from '../../../notices/announce.server';

/** Which of a member's sessions: all of them, all but one, or those whose id begins so. */
export type Which = 'all' | { allBut: string } | { named: string };

/** Ends sessions of a member; the streams their pages had open end with them. */
export async function endSessions(db: Db | Trx, memberId: string, which: Which): Promise<void> {
  await withTransaction(db, async (trx) => {
    let ending = trx.deleteFrom('sessions').where('user_id', '=', memberId);
    if (which !== 'all') {
      ending =
        'allBut' in which
          ? ending.where('id', '!=', which.allBut)
          : ending.where((eb) => eb(eb.fn('starts_with', ['id', eb.val(which.named)]), '=', true));
    }
    const ended = await ending.returning('id').execute();
    if (ended.length > 0) await announceMemberAccess(trx, memberId);
  });
}

/** Ends the session of that id, whoever's it is: what signing out does. */
export async function endSession(db: Db, id: string): Promise<void> {
  await withTransaction(db, async (trx) => {
    const ended = await trx
      .deleteFrom('sessions')
      .where('id', '=', id)
      .returning('user_id')
      .executeTakeFirst();
    if (ended) await announceMemberAccess(trx, ended.user_id);
  });
}
