import { type RawBuilder, sql } from 'kysely';
import { hasBlocked } from './blocks.server';
import { type Standing, stranger, type Viewer } from './rules';

/*
 * What two members are to each other, as SQL. `of` is what the query at hand calls the table of members.
 * What is the same to everybody (posts, streams, kept pages, letters) uses `members.public_name` and
 * `publicPortrait`; what is made for one viewer, `nameFor` and `portraitFor`.
 */

const column = (of: string, name: string) => sql.ref(`${of}.${name}`);

const isOwn = (memberId: string, of: string) => sql<boolean>`${column(of, 'id')} = ${memberId}`;

const isNear = (memberId: string, of: string) => sql<boolean>`(exists (
    select from memberships theirs
    join memberships mine on mine.community_id = theirs.community_id
    where theirs.member_id = ${column(of, 'id')} and mine.member_id = ${memberId}
  ) and not ${hasBlocked(memberId, column(of, 'id'))} and not ${hasBlocked(column(of, 'id'), memberId)})`;

/** The same person, or both members of one community and neither blocked the other. */
export function closeTo({ member }: Viewer, of = 'members'): RawBuilder<boolean> {
  return member ? sql<boolean>`(${isOwn(member.id, of)} or ${isNear(member.id, of)})` : sql<boolean>`false`;
}

/** What a viewer is to a member. */
export function standingOf({ member }: Viewer, of = 'members'): RawBuilder<Standing> {
  if (!member) return sql<Standing>`'stranger'`;
  return sql<Standing>`case when ${isOwn(member.id, of)} then 'self' when ${isNear(member.id, of)} then 'close'
    else 'stranger' end`;
}

/** Whether a viewer sees a field of a member: in SQL what `isSeen` says of one. */
function sees({ member }: Viewer, of: string, field: 'name' | 'portrait'): RawBuilder<boolean> {
  const audience = column(of, `${field}_seen_by`);
  if (!member) return sql<boolean>`${audience} = 'everyone'`;
  // In this order: most fields of most people are settled before anybody's communities are asked for.
  return sql<boolean>`case when ${audience} = 'everyone' or ${isOwn(member.id, of)} then true
    when ${audience} = 'communities' then ${isNear(member.id, of)} else false end`;
}

/** What this viewer calls a member: the name where they may see it, else the handle. */
export function nameFor(viewer: Viewer, of = 'members'): RawBuilder<string> {
  if (!viewer.member) return sql<string>`${column(of, 'public_name')}`;
  return sql<string>`case when ${sees(viewer, of, 'name')} then ${column(of, 'name')} else ${column(of, 'handle')} end`;
}

/** The id of a member's portrait where this viewer may see it; null where they may not, or there is none. */
export function portraitFor(viewer: Viewer, of = 'members'): RawBuilder<string | null> {
  return sql<string | null>`case when ${column(of, 'portrait_id')} is null then null
    when ${sees(viewer, of, 'portrait')} then ${column(of, 'portrait_id')}::text end`;
}

/** The portrait that everybody may see. */
export const publicPortrait = (of = 'members') => portraitFor(stranger, of);

/**
 * Who may open a member's page: anybody, of somebody who is here to stay; not who was blocked by them. Who is
 * leaving still sees their own.
 */
export function visibleTo({ member }: Viewer, of = 'members'): RawBuilder<boolean> {
  const isHere = sql`${column(of, 'suspended_at')} is null and not ${column(of, 'former')}`;
  const stays = sql`${column(of, 'leaving_at')} is null`;
  if (!member) return sql<boolean>`(${isHere} and ${stays})`;
  return sql<boolean>`(${isHere} and (${stays} or ${isOwn(member.id, of)})
    and not ${hasBlocked(column(of, 'id'), member.id)})`;
}

/** Who may find a member in a list they have agreed to be in: nor who blocked them. */
export function listedTo(viewer: Viewer, of = 'members'): RawBuilder<boolean> {
  const { member } = viewer;
  if (!member) return visibleTo(viewer, of);
  return sql<boolean>`(${visibleTo(viewer, of)} and not ${hasBlocked(member.id, column(of, 'id'))})`;
}

/** What a member is to others, in a line of a list: decided for this viewer. */
export const cardFor = (viewer: Viewer, of = 'members') =>
  [
    sql<string>`${column(of, 'handle')}`.as('handle'),
    nameFor(viewer, of).as('name'),
    portraitFor(viewer, of).as('portrait'),
  ] as const;

/** The same, as everybody may have it. */
export const publicCard = (of = 'members') => cardFor(stranger, of);
