import { type RawBuilder, sql } from 'kysely';

/** Hats that give power over others: what they open is asleep where the instance wants a second factor and there is none. */
const POWERS = ['keeper', 'organizer', 'host', 'moderator'];

/*
 * Columns are given with their table: a bare one would be taken for one of the tables asked here.
 */
type Column = `${string}.${string}`;

/** Whether a member could sign in with more than a password. `of` is the column of their id. */
export const hasSecondFactor = (of: Column): RawBuilder<boolean> => sql<boolean>`(
  exists (select from authenticators where member_id = ${sql.ref(of)} and confirmed_at is not null)
  or exists (select from passkeys where member_id = ${sql.ref(of)}))`;

/** Whether the hats a member wears may be used: where the instance asks it, only with a second factor. */
export const isAwake = (of: Column): RawBuilder<boolean> => sql<boolean>`(
  not (select organizers_need_second_factor from instance) or ${hasSecondFactor(of)})`;

/** The same of the member as a whole; who wears no such hat, and is no steward, has nothing that could sleep. */
export const isTrusted = (of: Column): RawBuilder<boolean> => sql<boolean>`(${isAwake(of)} or not (
  (select steward from members where id = ${sql.ref(of)})
  or exists (select from memberships where member_id = ${sql.ref(of)} and roles && ${sql.val(POWERS)}::text[])))`;

/** Of the roles in a column, those that may be used. */
export const awakeRoles = <Role extends string>(column: Column, of: Column): RawBuilder<Role[]> => sql<
  Role[]
>`
  case when ${isAwake(of)} then ${sql.ref(column)}
  else array(select role from unnest(${sql.ref(column)}) role where role <> all(${sql.val(POWERS)}::text[])) end`;
