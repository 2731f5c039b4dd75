import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';

/** Somebody whose account is on its way out. */
export interface Leaving {
  id: string;
  handle: string;
  /** When everything goes; until then they may come back. */
  until: Date;
  words: 'erase' | 'keep';
}

/** A member on their way out who may still come back; undefined for everybody else. */
export async function findLeaving(db: Db | Trx, memberId: string): Promise<Leaving | undefined> {
  const row = await db
    .selectFrom('members')
    .select(['id', 'handle', 'leaving_at as until', 'leaving_words as words'])
    .where('id', '=', memberId)
    .where('leaving_at', '>', new Date())
    .where('suspended_at', 'is', null)
    .$narrowType<{ until: Date; words: Leaving['words'] }>()
    .executeTakeFirst();
  return row;
}

export interface KeptCommunity {
  id: string;
  tag: string;
  name: string;
  /** Others are in it, and none of them is a keeper. */
  others: number;
}

/** The communities nobody else keeps: they must be handed on before their keeper leaves, unless nobody else is there. */
export function listOnlyKept(db: Db | Trx, memberId: string): Promise<KeptCommunity[]> {
  return db
    .selectFrom('memberships as mine')
    .innerJoin('communities as c', 'c.id', 'mine.community_id')
    .innerJoin('hashtags as h', 'h.tag', 'c.hashtag')
    .select(['c.id', 'c.hashtag as tag', 'h.display as name'])
    .select(sql<number>`c.members - 1`.as('others'))
    .where('mine.member_id', '=', memberId)
    .where(sql<boolean>`'keeper' = any(mine.roles)`)
    .where(
      sql<boolean>`not exists (
        select from memberships o join members m on m.id = o.member_id
        where o.community_id = c.id and o.member_id <> ${memberId} and 'keeper' = any(o.roles)
          and m.leaving_at is null and m.suspended_at is null)`,
    )
    .orderBy('c.hashtag')
    .execute();
}

/** Events that are not over and that a member hosts. */
export function listHosting(db: Db | Trx, memberId: string): Promise<{ slug: string; title: string }[]> {
  return db
    .selectFrom('hosts')
    .innerJoin('events', 'events.id', 'hosts.event_id')
    .select(['events.slug', 'events.title'])
    .where('hosts.member_id', '=', memberId)
    .where('events.status', '=', 'published')
    .where('events.ends_at', '>', new Date())
    .orderBy('events.starts_at')
    .execute();
}

/** Whether a member is the last steward while others are here: somebody must look after the instance. */
export async function isLastSteward(db: Db | Trx, memberId: string): Promise<boolean> {
  const { mine, others, company } = await db
    .selectFrom('members')
    .select([
      sql<boolean>`coalesce(bool_or(steward) filter (where id = ${memberId}), false)`.as('mine'),
      sql<boolean>`coalesce(bool_or(steward) filter (where id <> ${memberId}), false)`.as('others'),
      sql<boolean>`count(*) > 1`.as('company'),
    ])
    .where('former', '=', false)
    .where('leaving_at', 'is', null)
    .where('suspended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return mine && company && !others;
}

/** What a member proves themselves with, to be asked again before something that cannot be taken back. */
export async function findPasswordHash(db: Db, memberId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('members')
    .select('password_hash')
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row?.password_hash;
}
