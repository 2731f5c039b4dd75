import { type RawBuilder, sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import type { MailKind } from './rules';

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
