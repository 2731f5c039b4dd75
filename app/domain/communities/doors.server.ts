import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { Row } from '#db/schema';
import { OVER_ALLOWANCE } from '../../notices/catalogue';
import { isKeptFrom } from '../members/blocks.server';
import { idInToken, isGenuine, linkToken } from '../members/links.server';
import type { Self, Viewer } from '../members/rules';
import { cardFor } from '../members/visibility.server';
import { type Community, presentCommunities } from './queries.server';

/* The doors of a community, for who looks after them, and what a link found in a letter opens. The caller has asked. */

export interface JoinRequest {
  handle: string;
  name: string;
  portrait: string | null;
  message: string;
  at: string;
}

/** Who waits at the door, the longest first. Who asks shows themselves as to anybody: they are no member yet. */
export async function listRequests(db: Db, viewer: Viewer, communityId: string): Promise<JoinRequest[]> {
  const rows = await db
    .selectFrom('join_requests')
    .innerJoin('members', 'members.id', 'join_requests.member_id')
    .select(cardFor(viewer))
    .select(['join_requests.message', 'join_requests.created_at'])
    .where('join_requests.community_id', '=', communityId)
    .where('members.suspended_at', 'is', null)
    .where('members.leaving_at', 'is', null)
    .orderBy('join_requests.created_at')
    .limit(200)
    .execute();
  return rows.map(({ created_at, ...row }) => ({ ...row, at: created_at.toISOString() }));
}

export interface Ban {
  handle: string;
  name: string;
  portrait: string | null;
  reason: string;
  by: string | null;
  at: string;
}

export async function listBans(db: Db, viewer: Viewer, communityId: string): Promise<Ban[]> {
  const rows = await db
    .selectFrom('bans')
    .innerJoin('members', 'members.id', 'bans.member_id')
    .leftJoin('members as author', 'author.id', 'bans.banned_by')
    .select(cardFor(viewer))
    .select(['bans.reason', 'bans.banned_at', 'author.handle as by'])
    .where('bans.community_id', '=', communityId)
    .orderBy('bans.banned_at', 'desc')
    .limit(500)
    .execute();
  return rows.map(({ banned_at, by, ...row }) => ({ ...row, by: by || null, at: banned_at.toISOString() }));
}

export interface SentInvitation {
  id: string;
  email: string;
  /** Failed: its letter came back, or was not sent because the address had enough of them today. */
  status: 'accepted' | 'revoked' | 'failed' | 'enough' | 'waiting';
  at: string;
}

/** The invitations a community has sent by mail, the latest first. */
export async function listCommunityInvitations(db: Db, communityId: string): Promise<SentInvitation[]> {
  const rows = await db
    .selectFrom('community_invitations as i')
    .innerJoin('contacts as c', 'c.id', 'i.contact_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('letters as l')
          .select(['l.state', 'l.reason', 'l.email'])
          .whereRef('l.contact_id', '=', 'i.contact_id')
          .where('l.kind', '=', 'community-invitation')
          .where(sql<boolean>`l.about ->> 'communityInvitation' = i.id::text`)
          .orderBy('l.created_at', 'desc')
          .limit(1)
          .as('letter'),
      (join) => join.onTrue(),
    )
    // Where it was sent: whoever changed their address since does not tell who invited them.
    .select(sql<string>`coalesce(letter.email, c.email)`.as('email'))
    .select(['i.id', 'i.created_at', 'i.accepted_at', 'i.revoked_at'])
    .select(['letter.state', 'letter.reason'])
    .where('i.community_id', '=', communityId)
    .orderBy('i.created_at', 'desc')
    .orderBy('email')
    .limit(1000)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    status: statusOf(row),
    at: row.created_at.toISOString(),
  }));
}

/** A letter that was not needed (they are a member, they are banned) waits as any other: nothing tells whose the address is. */
function statusOf(row: {
  accepted_at: Date | null;
  revoked_at: Date | null;
  state: Row<'letters'>['state'] | null;
  reason: string | null;
}): SentInvitation['status'] {
  if (row.accepted_at) return 'accepted';
  if (row.revoked_at) return 'revoked';
  if (row.state === 'failed') return 'failed';
  return row.state === 'dropped' && row.reason === OVER_ALLOWANCE ? 'enough' : 'waiting';
}

/** The token of a community's invitation link; null where there is none. */
export async function linkOf(db: Db | Trx, communityId: string): Promise<string | null> {
  const { link_version: version } = await db
    .selectFrom('communities')
    .select('link_version')
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow();
  return version === null ? null : linkToken(db, 'community', { id: communityId, version });
}

/** What a link shows of the community it leads to: enough to decide, and nothing of what is said there. */
export interface Door {
  community: Community;
  by: 'link' | 'mail';
  /** The contact a mailed invitation belongs to; it opens for nobody else. */
  contactId: string | null;
  inviter: string | null;
  message: string;
}

/** The door a token of `/j/` opens; undefined where it opens none (any more). */
export async function findDoor(db: Db, token: string): Promise<Door | undefined> {
  const id = idInToken(token);
  if (!id) return undefined;
  const linked = await db
    .selectFrom('communities')
    .select(['id', 'link_version as version'])
    .where('id', '=', id)
    .where('link_version', 'is not', null)
    .$narrowType<{ version: number }>()
    .executeTakeFirst();
  if (linked && (await isGenuine(db, token, 'community', linked))) {
    const community = await presentCommunities(db).where('communities.id', '=', id).executeTakeFirstOrThrow();
    return { community, by: 'link', contactId: null, inviter: null, message: '' };
  }
  const invited = await db
    .selectFrom('community_invitations as i')
    .leftJoin('members as m', 'm.id', 'i.invited_by')
    .select(['i.id', 'i.version', 'i.community_id', 'i.contact_id', 'i.message'])
    .select(['m.public_name as inviter'])
    .where('i.id', '=', id)
    .where('i.revoked_at', 'is', null)
    .where('i.accepted_at', 'is', null)
    .executeTakeFirst();
  if (!invited || !(await isGenuine(db, token, 'community-invitation', invited))) return undefined;
  const { community_id, contact_id: contactId, inviter, message } = invited;
  const community = await presentCommunities(db)
    .where('communities.id', '=', community_id)
    .executeTakeFirstOrThrow();
  return { community, by: 'mail', contactId, inviter: inviter || null, message };
}

export interface OwnInvitation {
  tag: string;
  name: string;
  inviter: string | null;
  /** Of its page, `/j/:token`. */
  token: string;
}

/** The invitations that wait for a member, at the address of their account; none by whom they blocked. */
export async function listOwnInvitations(db: Db, self: Self): Promise<OwnInvitation[]> {
  const rows = await db
    .selectFrom('community_invitations as i')
    .innerJoin('communities as c', 'c.id', 'i.community_id')
    .innerJoin('hashtags as h', 'h.tag', 'c.hashtag')
    .leftJoin('members as m', 'm.id', 'i.invited_by')
    .select(['i.id', 'i.version', 'h.tag', 'h.display as name', 'm.public_name as inviter'])
    .where('i.contact_id', '=', self.contactId)
    .where(sql<boolean>`not ${isKeptFrom(self.contactId, sql.ref('i.invited_by'))}`)
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from memberships where community_id = c.id and member_id = ${self.id})`,
    )
    .where(sql<boolean>`not exists (select from bans where community_id = c.id and member_id = ${self.id})`)
    .orderBy('i.created_at', 'desc')
    .limit(20)
    .execute();
  return Promise.all(
    rows.map(async ({ id, version, inviter, ...row }) => ({
      ...row,
      inviter: inviter || null,
      token: await linkToken(db, 'community-invitation', { id, version }),
    })),
  );
}
