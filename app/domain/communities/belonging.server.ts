import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { isKeptFrom } from '../members/blocks.server';
import type { Self } from '../members/rules';
import type { Role } from './rules';

/** How somebody stands to a community they may open, or are at the door of. */
export interface Belonging {
  /** Null for who is not a member. */
  roles: Role[] | null;
  inDirectory: boolean;
  /** The version of the charter in force that waits for their yes; null where none does. */
  charterToAccept: number | null;
  /** The words of the request that waits. */
  request: string | null;
  follows: boolean;
  /** With an invitation of their own that waits. */
  invited: boolean;
  /** Why they were banned, where they are. */
  banned: string | null;
}

export async function findBelonging(db: Db | Trx, self: Self, communityId: string): Promise<Belonging> {
  const { rows } = await sql<
    Omit<Belonging, 'charterToAccept'> & { accepted: number | null; charter: number | null }
  >`
    select ms.roles, coalesce(ms.in_directory, false) as "inDirectory", ms.charter_version as accepted,
      (select max(version) from charters where community_id = ${communityId}) as charter,
      (select message from join_requests where community_id = ${communityId} and member_id = ${self.id}) as request,
      exists (select from follows where community_id = ${communityId} and member_id = ${self.id}) as follows,
      exists (
        select from community_invitations
        where community_id = ${communityId} and contact_id = ${self.contactId} and accepted_at is null and revoked_at is null
          and not ${isKeptFrom(self.contactId, sql.ref('invited_by'))}
      ) as invited,
      (select reason from bans where community_id = ${communityId} and member_id = ${self.id}) as banned
    from (select) one
    left join memberships ms on ms.community_id = ${communityId} and ms.member_id = ${self.id}`.execute(db);
  const { accepted, charter, ...belonging } = rows[0]!;
  return {
    ...belonging,
    charterToAccept: belonging.roles && charter !== accepted ? charter : null,
  };
}
