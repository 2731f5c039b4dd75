import { sql } from 'kysely';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { recordAct } from '../../acts/commands.server';
import type { Sending, Sent } from '../../addresses/rules';
import { ensureContacts } from '../../members/contacts.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import { lockCommunity } from '../lock.server';
import { rolesIn } from '../queries.server';
import { canInvite } from '../rules';

/**
 * Invites addresses to join, each once until it is taken back. Members and banned people among them are counted as
 * anybody else: the answer tells nothing of whose address is whose, and the letter looks when it is written.
 */
export function inviteToCommunity(
  db: Db | Trx,
  self: Self,
  communityId: string,
  { people, message, language }: Sending<{ email: string }>,
): Promise<Sent | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    await lockCommunity(trx, communityId);
    if (!(await mayInvite(trx, self, communityId))) return refuse('notYours');
    const contacts = await ensureContacts(trx, people);
    const willing = contacts.filter((contact) => !contact.suppressed_at && !contact.unsubscribed_at);
    const ids = willing.map(({ id }) => id);
    const { rows } = await sql<{ id: string }>`
      insert into community_invitations as i (community_id, contact_id, invited_by, message, language)
      select ${communityId}, contact, ${self.id}, ${message}, ${language} from unnest(${ids}::uuid[]) contact
      on conflict (community_id, contact_id) do update
        set version = i.version + 1, revoked_at = null, accepted_at = null, created_at = now(),
          invited_by = excluded.invited_by, message = excluded.message, language = excluded.language
        where i.revoked_at is not null or i.accepted_at is not null
      returning id`.execute(trx);
    if (rows.length > 0) {
      const invitations = rows.map(({ id }) => id);
      await announce(trx, { kind: 'community-invitations-sent', community: communityId, invitations });
      await recordAct(trx, {
        kind: 'invitations-sent',
        communityId,
        actorId: self.id,
        details: { count: rows.length },
      });
    }
    return {
      ok: true,
      sent: rows.length,
      known: willing.length - rows.length,
      unwilling: contacts.length - willing.length,
    };
  });
}

/** Takes an invitation back: its letter's link opens nothing any more, and a letter still queued is not sent. */
export function revokeCommunityInvitation(
  db: Db,
  self: Self,
  communityId: string,
  invitationId: string,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    if (!(await mayInvite(trx, self, communityId))) return refuse('notYours');
    const revoked = await trx
      .updateTable('community_invitations')
      .set((eb) => ({ revoked_at: new Date(), version: eb('version', '+', 1) }))
      .where('id', '=', invitationId)
      .where('community_id', '=', communityId)
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (revoked) await recordAct(trx, { kind: 'invitation-revoked', communityId, actorId: self.id });
    return { ok: true };
  });
}

/** Says no to an invitation one has; nobody is told, and it is not offered again. */
export async function declineCommunityInvitation(db: Db, self: Self, communityId: string): Promise<void> {
  await db
    .updateTable('community_invitations')
    .set((eb) => ({ revoked_at: new Date(), version: eb('version', '+', 1) }))
    .where('community_id', '=', communityId)
    .where('contact_id', '=', self.contactId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}

/** A link that anybody who has it comes in by: made anew (the one before opens nothing any more), or switched off. */
export function changeInvitationLink(
  db: Db | Trx,
  self: Self,
  communityId: string,
  change: 'renew' | 'off',
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    const community = await lockCommunity(trx, communityId);
    if (!community || !(await mayInvite(trx, self, communityId))) return refuse('notYours');
    // The number goes on after "off", so that no link of before comes back to life.
    const version = community.links_made + 1;
    await trx
      .updateTable('communities')
      .set({ link_version: change === 'off' ? null : version, links_made: version })
      .where('id', '=', communityId)
      .execute();
    await recordAct(trx, {
      kind: 'invitation-link-changed',
      communityId,
      actorId: self.id,
      details: { change },
    });
    return { ok: true };
  });
}

async function mayInvite(trx: Trx, self: Self, communityId: string): Promise<boolean> {
  return canInvite(await rolesIn(trx, { member: self, keys: [] }, communityId));
}
