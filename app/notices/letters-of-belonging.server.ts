import { sql } from 'kysely';
import type { Row } from '#db/schema';
import { linkToken } from '../domain/members/links.server';
import { leadOf } from '../markdown.server';
import { idIn, link, type Reading, stewardsEnd, stopLink, type Written } from './reading.server';

type Letter = Row<'letters'>;

interface Told {
  id: string;
  name: string;
  description: string;
  url: string;
}

/** Letters about coming into a community, what one is there, and going. */
export async function belongingLetter(reading: Reading, letter: Letter): Promise<Written | undefined> {
  const write = LETTERS[letter.kind];
  if (!write) return undefined;
  const row = await reading.db
    .selectFrom('communities as c')
    .innerJoin('hashtags as h', 'h.tag', 'c.hashtag')
    .select(['c.id', 'h.tag', 'h.display as name', 'c.description'])
    .where('c.id', '=', idIn(letter, 'community') ?? null)
    .executeTakeFirst();
  if (!row) return { drop: 'the community is gone' };
  const { tag, ...community } = row;
  return write(reading, letter, { ...community, url: link(`/c/${encodeURIComponent(tag)}`) });
}

type Write = (reading: Reading, letter: Letter, community: Told) => Promise<Written>;

const nameOf = (reading: Reading, letter: Letter) => reading.contactOf(letter)?.name ?? '';

/** The roles somebody wears now, by their contact; null for who is not in the community any more. */
async function rolesOf({ db }: Reading, { contact_id }: Letter, community: Told) {
  const row = await db
    .selectFrom('memberships as ms')
    .innerJoin('members as m', 'm.id', 'ms.member_id')
    .select('ms.roles')
    .where('ms.community_id', '=', community.id)
    .where('m.contact_id', '=', contact_id)
    .executeTakeFirst();
  return row?.roles ?? null;
}

const publicNameOf = async ({ db }: Reading, member: string | undefined) =>
  member
    ? (
        await db
          .selectFrom('members')
          .select('public_name')
          .where('id', '=', member)
          .where('former', '=', false)
          .executeTakeFirst()
      )?.public_name
    : undefined;

const joinRequested: Write = async (reading, letter, community) => {
  const roles = await rolesOf(reading, letter, community);
  if (!roles?.some((role) => role === 'keeper' || role === 'moderator'))
    return { drop: 'they do not look after the door any more' };
  const { count } = await reading.db
    .selectFrom('join_requests')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('community_id', '=', community.id)
    .executeTakeFirstOrThrow();
  if (count === 0) return { drop: 'every request was answered' };
  return {
    kind: 'join-requested',
    props: {
      name: nameOf(reading, letter),
      community: community.name,
      count,
      queueUrl: `${community.url}/requests`,
      unsubscribeUrl: await stopLink(reading.db, letter),
    },
  };
};

const requestAnswered: Write = async (reading, letter, community) => ({
  kind: 'request-answered',
  props: {
    name: nameOf(reading, letter),
    community: community.name,
    accepted: letter.about.accepted === true,
    note: String(letter.about.note ?? ''),
    url: community.url,
  },
});

const invitation: Write = async (reading, letter, community) => {
  const { db } = reading;
  const invited = await db
    .selectFrom('community_invitations')
    .selectAll()
    .where('id', '=', idIn(letter, 'communityInvitation') ?? null)
    .executeTakeFirst();
  if (!invited || invited.revoked_at) return { drop: 'the invitation was taken back' };
  if (invited.accepted_at || (await rolesOf(reading, letter, community)))
    return { drop: 'they are a member by now' };
  if (await isBanned(reading, letter, community)) return { drop: 'they are banned from the community' };
  return {
    kind: 'community-invitation',
    language: invited.language,
    props: {
      name: nameOf(reading, letter),
      community: community.name,
      description: leadOf(community.description),
      inviterName: (await publicNameOf(reading, invited.invited_by ?? undefined)) ?? `#${community.name}`,
      message: invited.message,
      acceptUrl: link(`/j/${await linkToken(db, 'community-invitation', invited)}`),
      unsubscribeUrl: await stopLink(db, letter),
    },
  };
};

async function isBanned({ db }: Reading, { contact_id }: Letter, community: Told): Promise<boolean> {
  const row = await db
    .selectFrom('bans')
    .innerJoin('members', 'members.id', 'bans.member_id')
    .select('members.id')
    .where('bans.community_id', '=', community.id)
    .where('members.contact_id', '=', contact_id)
    .executeTakeFirst();
  return row !== undefined;
}

const rolesReceived: Write = async (reading, letter, community) => {
  const worn = await rolesOf(reading, letter, community);
  const given = Array.isArray(letter.about.roles) ? letter.about.roles : [];
  const roles = worn?.filter((role) => given.includes(role)) ?? [];
  if (roles.length === 0) return { drop: 'they do not wear it any more' };
  return {
    kind: 'roles-received',
    props: {
      name: nameOf(reading, letter),
      community: community.name,
      byName: (await publicNameOf(reading, idIn(letter, 'by'))) ?? `#${community.name}`,
      roles,
      url: `${community.url}/hats`,
    },
  };
};

const membershipEnded: Write = async (reading, letter, community) => {
  const replyTo = stewardsEnd();
  return {
    kind: 'membership-ended',
    replyTo,
    props: {
      name: nameOf(reading, letter),
      community: community.name,
      banned: letter.about.banned === true,
      reason: String(letter.about.reason ?? ''),
      stewards: replyTo?.address ?? '',
    },
  };
};

const LETTERS: Record<string, Write | undefined> = {
  'join-requested': joinRequested,
  'request-answered': requestAnswered,
  'community-invitation': invitation,
  'roles-received': rolesReceived,
  'membership-ended': membershipEnded,
};
