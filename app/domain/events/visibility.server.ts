import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Database, Role } from '#db/schema';
import { isKeptFrom } from '../members/blocks.server';
import type { Viewer } from '../members/rules';

type In = ExpressionBuilder<Database, 'events'>;

// What is true of most events is asked first: lists and counts then ask nothing more of them.

/** Who may open an event whose address they have. */
export const visibleTo =
  (viewer: Viewer) =>
  (eb: In): Expression<SqlBool> =>
    eb.or([
      eb.and([
        eb('events.status', '!=', 'draft'),
        eb.or([
          eb.and([eb('events.visibility', '=', 'public'), inOpenCommunity(eb)]),
          // an event by link asks for nothing but its address, wherever its community stands
          eb('events.visibility', '=', 'link'),
          isInCommunity(eb, viewer),
          concerns(eb, viewer),
        ]),
      ]),
      managedBy(viewer)(eb),
    ]);

/** Who may find it in a list: events by link are listed only to the people they concern. */
export const listedTo =
  (viewer: Viewer) =>
  (eb: In): Expression<SqlBool> =>
    eb.or([
      eb.and([
        eb('events.status', '!=', 'draft'),
        eb.or([
          eb.and([eb('events.visibility', '=', 'public'), inOpenCommunity(eb)]),
          eb.and([eb('events.visibility', '!=', 'link'), isInCommunity(eb, viewer)]),
          concerns(eb, viewer),
        ]),
      ]),
      managedBy(viewer)(eb),
    ]);

/**
 * Whose event it is: the organizers' and keepers' of its community, and its hosts' as long as they wear a
 * hat there that hosts. A host who left, or whose hat was handed on, manages nothing any more; nor do hats that sleep.
 */
export const managedBy =
  (viewer: Viewer) =>
  (eb: In): Expression<SqlBool> => {
    const { member } = viewer;
    if (!member?.trusted) return eb.lit(false);
    const wears = (...hats: Role[]) =>
      eb.exists(
        ownMembership(eb, member.id).where((roles) =>
          roles.or(hats.map((hat) => roles(roles.val(hat), '=', roles.fn.any('memberships.roles')))),
        ),
      );
    return eb.or([wears('organizer', 'keeper'), eb.and([wears('host'), isHostedBy(eb, member.id)])]);
  };

export const isHostedBy = (eb: In, memberId: string) =>
  eb.exists(
    eb
      .selectFrom('hosts')
      .select('hosts.member_id')
      .whereRef('hosts.event_id', '=', 'events.id')
      .where('hosts.member_id', '=', memberId),
  );

const ownMembership = (eb: In, memberId: string) =>
  eb
    .selectFrom('memberships')
    .select('memberships.member_id')
    .whereRef('memberships.community_id', '=', 'events.community_id')
    .where('memberships.member_id', '=', memberId);

const isInCommunity = (eb: In, { member }: Viewer) =>
  member ? eb.exists(ownMembership(eb, member.id)) : eb.lit(false);

const inOpenCommunity = (eb: In) =>
  eb.exists(
    eb
      .selectFrom('communities')
      .select('communities.id')
      .whereRef('communities.id', '=', 'events.community_id')
      .where('communities.visibility', '=', 'public'),
  );

/** Invited to it, or with an answer in it: by their account, or by the contact a link of it proves them to be. */
function concerns(eb: In, { member, keys }: Viewer): Expression<SqlBool> {
  const ways = keys.map(({ event, contact }) =>
    eb.and([eb('events.id', '=', event), isPartOfIt(eb, contact)]),
  );
  if (member) ways.push(isPartOfIt(eb, member.contactId));
  return eb.or([eb.lit(false), ...ways]);
}

/** Invited, or with an answer, and not taken off the list; not where it was done to them by somebody they blocked. */
export const isPartOfIt = (eb: In, contactId: string) =>
  eb.or([
    eb.exists(
      eb
        .selectFrom('invitations')
        .select('invitations.id')
        .whereRef('invitations.event_id', '=', 'events.id')
        .where('invitations.contact_id', '=', contactId)
        .where('invitations.revoked_at', 'is', null)
        .where(sql<boolean>`not ${isKeptFrom(contactId, sql.ref('invitations.invited_by'))}`),
    ),
    eb.exists(
      eb
        .selectFrom('rsvps')
        .select('rsvps.id')
        .whereRef('rsvps.event_id', '=', 'events.id')
        .where('rsvps.contact_id', '=', contactId)
        .where('rsvps.removed_at', 'is', null)
        .where('rsvps.left_at', 'is', null)
        .where(sql<boolean>`not (rsvps.added and ${isKeptFrom(contactId, sql.ref('rsvps.added_by'))})`),
    ),
  ]);
