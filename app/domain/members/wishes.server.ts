import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { MAIL_KINDS, type MailKind, type SuppressedBy, suppressedBy } from './rules';

/**
 * The one place that decides whether somebody wants letters of a kind: what they said of that kind in that community;
 * else of that kind anywhere; else yes. Who stopped everything (`unsubscribed_at`) wants none of the kinds.
 * As SQL it serves one letter as well as the gathering of a whole community's.
 * @param contact what the query calls the row of `contacts`
 * @param community its id; null where the letter is of no community
 */
export function wants(
  contact: string,
  kind: MailKind | RawBuilder<unknown>,
  community: string | null | RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${contact}.unsubscribed_at`)} is null and coalesce((
    select wish.wanted from mail_preferences wish
    where wish.contact_id = ${sql.ref(`${contact}.id`)} and wish.kind = ${kind}
      and (wish.community_id = ${community} or wish.community_id is null)
    order by wish.community_id nulls last
    limit 1
  ), true))`;
}

/** The community that calls an event, for `wants`. */
export const callerOf = (eventId: string): RawBuilder<unknown> =>
  sql`(select community_id from events where id = ${eventId})`;

/** Whether one contact wants letters of a kind about a community. */
export async function wantsLetters(
  db: Db | Trx,
  contactId: string,
  kind: MailKind,
  communityId: string | null,
): Promise<boolean> {
  const row = await db
    .selectFrom('contacts')
    .select(wants('contacts', kind, communityId).as('wanted'))
    .where('id', '=', contactId)
    .executeTakeFirst();
  return row?.wanted ?? false;
}

/** What somebody said of a kind, of all communities and of one; null where they said nothing. */
export async function findSaid(db: Db, contactId: string, kind: MailKind, communityId: string | null) {
  const said = await db
    .selectFrom('mail_preferences')
    .select(['community_id', 'wanted'])
    .where('contact_id', '=', contactId)
    .where('kind', '=', kind)
    .execute();
  const of = (id: string | null) => said.find(({ community_id }) => community_id === id)?.wanted ?? null;
  return { everywhere: of(null), here: communityId && of(communityId) };
}

/** What somebody said of one community; null: as of all. */
export type Wishes = Record<MailKind, boolean | null>;

export interface AllWishes {
  /** What is written where nothing particular is said of a community. */
  everywhere: Record<MailKind, boolean>;
  /** By the community's id. */
  byCommunity: Map<string, Wishes>;
  /** They stopped everything that can be stopped. */
  stopped: boolean;
  refused: SuppressedBy | null;
}

/** All a contact said of letters. */
export async function findWishes(db: Db, contactId: string): Promise<AllWishes> {
  const [contact, rows] = await Promise.all([
    db
      .selectFrom('contacts')
      .select(['unsubscribed_at', 'suppressed_reason'])
      .where('id', '=', contactId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('mail_preferences')
      .select(['kind', 'community_id', 'wanted'])
      .where('contact_id', '=', contactId)
      .execute(),
  ]);
  const stopped = contact.unsubscribed_at !== null;
  const everywhere = eachKind(!stopped);
  const byCommunity = new Map<string, Wishes>();
  for (const { kind, community_id, wanted } of stopped ? [] : rows) {
    if (community_id === null) everywhere[kind] = wanted;
    else {
      const wishes = byCommunity.get(community_id) ?? eachKind<boolean | null>(null);
      wishes[kind] = wanted;
      byCommunity.set(community_id, wishes);
    }
  }
  return { everywhere, byCommunity, stopped, refused: suppressedBy(contact.suppressed_reason) };
}

const eachKind = <Value>(value: Value) =>
  Object.fromEntries(MAIL_KINDS.map((kind) => [kind, value])) as Record<MailKind, Value>;
