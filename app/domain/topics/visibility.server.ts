import { type RawBuilder, sql } from 'kysely';
import { hasBlocked } from '../members/blocks.server';
import type { Self, Viewer } from '../members/rules';

/*
 * Who is in a topic: of a community's, the members among its people; of an evening's, whom its answers say, and who
 * manages it; stewards are nowhere unless they are one of them. `topics` is the table of the query at hand.
 */

const memberOfCommunity = (memberId: unknown) => sql<boolean>`exists (
  select from memberships where community_id = topics.community_id and member_id = ${memberId})`;

const isListed = (memberId: unknown) => sql<boolean>`exists (
  select from topic_members where topic_id = topics.id and member_id = ${memberId})`;

/** Whose answer, hat or hosting makes them part of the topic's evening. */
const isAtEvening = (memberId: unknown, contactId: unknown) => sql<boolean>`(
  exists (select from rsvps where event_id = topics.event_id and contact_id = ${contactId}
    and removed_at is null and left_at is null
    and (seat = 'held' or (topics.remote and answer = 'remote')))
  or exists (select from memberships where community_id = topics.community_id and member_id = ${memberId}
    and (roles && '{organizer,keeper}' or ('host' = any(roles) and exists (
      select from hosts where event_id = topics.event_id and member_id = ${memberId})))))`;

/** Whether somebody is in a topic. */
export const isIn = (memberId: unknown, contactId: unknown): RawBuilder<boolean> => sql<boolean>`case
  when topics.event_id is not null then ${isAtEvening(memberId, contactId)}
  when topics.community_id is null then ${isListed(memberId)}
  else ${isListed(memberId)} and ${memberOfCommunity(memberId)} end`;

const isInvited = (memberId: string) => sql<boolean>`(
  exists (select from topic_invitations where topic_id = topics.id and member_id = ${memberId}
    and not ${hasBlocked(memberId, sql.ref('topic_invitations.invited_by'))})
  and (topics.community_id is null or ${memberOfCommunity(memberId)}))`;

const isThere = sql<boolean>`(topics.ends_at is null or topics.ends_at > now())`;

/** Who may open a topic: who is in it, who is invited, and, where it stands open, the members of its community. */
export function visibleTo({ member }: Viewer): RawBuilder<boolean> {
  if (!member) return sql<boolean>`false`;
  return sql<boolean>`(${isThere} and (${isIn(member.id, member.contactId)} or ${isInvited(member.id)}
    or (topics.admission = 'open' and topics.event_id is null and ${memberOfCommunity(member.id)})))`;
}

/** Who may find it in a list: the same people. */
export const listedTo = visibleTo;

/** Who may read what is said in it, and say something: who is in it, and, where it is confidential, gave their promise. */
export const readableBy = (self: Self): RawBuilder<boolean> => sql<boolean>`(${isThere}
  and ${isIn(self.id, self.contactId)}
  and (not topics.confidential or exists (select from topic_members
    where topic_id = topics.id and member_id = ${self.id} and promised_at is not null)))`;
