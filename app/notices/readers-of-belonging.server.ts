import { sql } from 'kysely';
import type { Trx } from '#db/client';
import type { LetterNotice } from './catalogue';
import type { Recipient } from './readers.server';

type CommunityNotice = Extract<
  LetterNotice,
  {
    kind:
      | 'join-requested'
      | 'request-answered'
      | 'community-invitations-sent'
      | 'roles-received'
      | 'membership-ended';
  }
>;

/** Hours between two letters about requests to one person: a rush at the door is one letter, not a hundred. */
const REQUESTS_PAUSE_HOURS = 6;

export async function recipientsOfBelonging(trx: Trx, notice: CommunityNotice): Promise<Recipient[]> {
  const { community } = notice;
  switch (notice.kind) {
    case 'join-requested':
      return doorkeepers(trx, community);
    case 'community-invitations-sent':
      return ofInvitations(trx, community, notice.invitations);
    case 'request-answered':
      return toMember(trx, notice.member, 'request-answered', {
        community,
        accepted: notice.accepted,
        note: notice.note,
      });
    case 'roles-received':
      return toMember(trx, notice.member, 'roles-received', {
        community,
        by: notice.by,
        roles: notice.roles,
      });
    case 'membership-ended':
      return toMember(trx, notice.member, 'membership-ended', {
        community,
        banned: notice.banned,
        reason: notice.reason,
      });
  }
}

async function toMember(
  trx: Trx,
  member: string,
  letter: Recipient['letter'],
  about: Record<string, unknown>,
): Promise<Recipient[]> {
  const row = await trx
    .selectFrom('members as m')
    .innerJoin('contacts as c', 'c.id', 'm.contact_id')
    .select(['c.id as contactId', 'c.email'])
    .where('m.id', '=', member)
    .where('m.suspended_at', 'is', null)
    .executeTakeFirst();
  return row ? [{ ...row, letter, about }] : [];
}

/**
 * Keepers and moderators, but those whose letter about requests is not written yet: it will count this one too. Who had
 * one lately has the next one later.
 */
async function doorkeepers(trx: Trx, community: string): Promise<Recipient[]> {
  const { rows } = await sql<{ contactId: string; email: string; last: Date | null; waits: boolean }>`
    select c.id as "contactId", c.email, had.last, coalesce(had.waits, false) as waits
    from memberships ms
    join members m on m.id = ms.member_id and m.suspended_at is null
    join contacts c on c.id = m.contact_id
    left join lateral (
      select max(l.created_at) filter (where l.state in ('sent', 'sending')) as last, bool_or(l.state = 'queued') as waits
      from letters l
      where l.contact_id = c.id and l.kind = 'join-requested' and l.about ->> 'community' = ${community}
        and l.created_at > now() - interval '2 days'
    ) had on true
    where ms.community_id = ${community} and ms.roles && '{keeper,moderator}'`.execute(trx);
  return rows
    .filter(({ waits }) => !waits)
    .map(({ contactId, email, last }) => ({
      contactId,
      email,
      letter: 'join-requested',
      about: { community },
      ...(last && { notBefore: new Date(last.getTime() + REQUESTS_PAUSE_HOURS * 3_600_000) }),
    }));
}

async function ofInvitations(trx: Trx, community: string, ids: string[]): Promise<Recipient[]> {
  const rows = await trx
    .selectFrom('community_invitations as i')
    .innerJoin('contacts as c', 'c.id', 'i.contact_id')
    .select(['i.id', 'i.invited_by as by', 'c.id as contactId', 'c.email'])
    .where(sql<boolean>`i.id = any(${ids}::uuid[])`)
    .execute();
  return rows.map(({ id, by, contactId, email }) => ({
    contactId,
    email,
    by,
    letter: 'community-invitation',
    about: { community, communityInvitation: id },
  }));
}
