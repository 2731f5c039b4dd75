import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { lockCommunity } from '../lock.server';
import { rolesIn } from '../queries.server';
import { canAdmit } from '../rules';
import { admit } from './join-community.server';

export interface Answer {
  handle: string;
  accept: boolean;
  /** A word that goes with the answer. */
  note: string;
}

/** Opens the door to who asked, or does not; they are told either way. Of two who answer, the first decides. */
export function answerRequest(
  db: Db | Trx,
  self: Self,
  communityId: string,
  { handle, accept, note }: Answer,
): Promise<{ ok: true } | Refusal<'notYours' | 'gone'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (!canAdmit(await rolesIn(trx, { member: self, keys: [] }, communityId))) return refuse('notYours');
    const asked = await trx
      .deleteFrom('join_requests')
      .using('members')
      .whereRef('members.id', '=', 'join_requests.member_id')
      .where('join_requests.community_id', '=', communityId)
      .where((eb) => eb(eb.fn('lower', ['members.handle']), '=', handle.toLowerCase()))
      .returning(['join_requests.member_id', 'join_requests.in_directory', 'join_requests.charter_version'])
      .executeTakeFirst();
    if (!asked) return refuse('gone');
    const { member_id, ...terms } = asked;
    if (accept) await admit(trx, { community_id: communityId, member_id }, terms);
    await recordAct(trx, {
      kind: accept ? 'request-accepted' : 'request-declined',
      communityId,
      actorId: self.id,
      subjectId: member_id,
    });
    await announce(trx, {
      kind: 'request-answered',
      community: communityId,
      member: member_id,
      accepted: accept,
      note,
    });
    return { ok: true };
  });
}

/** Takes one's own request back. */
export async function withdrawRequest(db: Db, self: Self, communityId: string): Promise<void> {
  await db
    .deleteFrom('join_requests')
    .where('community_id', '=', communityId)
    .where('member_id', '=', self.id)
    .execute();
}
