import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import type { Row } from '#db/schema';
import { announce } from '../../../notices/announce.server';
import { isGenuine } from '../../members/links.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { latestCharter } from '../charters.server';
import { lockCommunity } from '../lock.server';

export interface Coming {
  /** The token of the community's invitation link, where they came by it. */
  link?: string;
  /** A word for who looks after the door. */
  message?: string;
  inDirectory?: boolean;
  /** The version of the charter they accepted. */
  charterVersion?: number;
}

export type Joined = { ok: true; as: 'member' | 'requested' };
export type JoinRefusal = 'unknown' | 'banned' | 'invitationOnly' | 'charter';

/**
 * The one way into a community, whatever the door: open, by asking, by a mailed invitation (it belongs to the address,
 * and so to the member who has it), by the invitation link. Who is a member already stays what they are.
 */
export function joinCommunity(
  db: Db | Trx,
  self: Self,
  communityId: string,
  coming: Coming = {},
): Promise<Joined | Refusal<JoinRefusal>> {
  return withTransaction(db, async (trx) => {
    const community = await lockCommunity(trx, communityId);
    if (!community) return refuse('unknown');
    const of = { community_id: communityId, member_id: self.id };
    const isInvited = await hasKey(trx, self, community, coming);
    const isBanned = await exists(trx, 'bans', of);
    // To who may not open it, a hidden community is not there, whatever else is true.
    if (community.visibility === 'hidden' && (!isInvited || isBanned)) {
      return (await exists(trx, 'memberships', of)) ? { ok: true, as: 'member' } : refuse('unknown');
    }
    if (isBanned) return refuse('banned');
    if (await exists(trx, 'memberships', of)) return { ok: true, as: 'member' };
    if (community.admission === 'invitation' && !isInvited) return refuse('invitationOnly');
    const charter = await latestCharter(trx, communityId);
    if (charter && coming.charterVersion !== charter) return refuse('charter', 'charter');
    const { message = '', inDirectory = false } = coming;
    if (community.admission === 'approval' && !isInvited) {
      await askToJoin(trx, of, { message, in_directory: inDirectory, charter_version: charter });
      return { ok: true, as: 'requested' };
    }
    await admit(trx, of, { in_directory: inDirectory, charter_version: charter });
    await trx
      .updateTable('community_invitations')
      .set({ accepted_at: new Date() })
      .where('community_id', '=', communityId)
      .where('contact_id', '=', self.contactId)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .execute();
    return { ok: true, as: 'member' };
  });
}

type Of = { community_id: string; member_id: string };

async function exists(trx: Trx, table: 'bans' | 'memberships', of: Of): Promise<boolean> {
  const row = await trx
    .selectFrom(table)
    .select('member_id')
    .where('community_id', '=', of.community_id)
    .where('member_id', '=', of.member_id)
    .executeTakeFirst();
  return row !== undefined;
}

async function hasKey(
  trx: Trx,
  self: Self,
  { id, link_version: version }: Row<'communities'>,
  { link }: Coming,
): Promise<boolean> {
  if (link && version !== null && (await isGenuine(trx, link, 'community', { id, version }))) return true;
  const invitation = await trx
    .selectFrom('community_invitations')
    .select('id')
    .where('community_id', '=', id)
    .where('contact_id', '=', self.contactId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return invitation !== undefined;
}

interface Terms {
  in_directory: boolean;
  charter_version: number | null;
}

/** Makes somebody a member; the caller holds the community and has asked whether they may be. */
export async function admit(trx: Trx, of: Of, terms: Terms): Promise<void> {
  await trx
    .insertInto('memberships')
    .values({ ...of, ...terms, charter_accepted_at: terms.charter_version === null ? null : sql`now()` })
    .onConflict((on) => on.doNothing())
    .execute();
  for (const table of ['join_requests', 'follows'] as const) {
    await trx
      .deleteFrom(table)
      .where('community_id', '=', of.community_id)
      .where('member_id', '=', of.member_id)
      .execute();
  }
}

/** A request to whoever looks after the door; asked again, it is the same request in other words. */
async function askToJoin(trx: Trx, of: Of, asked: Terms & { message: string }): Promise<void> {
  const { isNew } = await trx
    .insertInto('join_requests')
    .values({ ...of, ...asked })
    .onConflict((on) => on.columns(['community_id', 'member_id']).doUpdateSet(asked))
    .returning(sql<boolean>`xmax = 0`.as('isNew'))
    .executeTakeFirstOrThrow();
  if (isNew) await announce(trx, { kind: 'join-requested', community: of.community_id });
}
