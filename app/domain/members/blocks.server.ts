import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/client';
import type { Row } from '#db/schema';
import type { Self, Viewer } from './rules';

/*
 * Whom somebody wants nothing to do with. Muted: I do not see them, and they know nothing of it. Blocked: neither
 * of us sees the other's words, and nothing they do reaches me. `memberId` is a column or a value of the query at hand.
 */

type Id = RawBuilder<unknown>;
export type BlockKind = Row<'blocks'>['kind'];

/** Whether one blocked the other. */
export const hasBlocked = (one: unknown, other: unknown): RawBuilder<boolean> => sql<boolean>`exists (
  select from blocks where kind = 'blocked' and member_id = ${one} and other_id = ${other})`;

export const hasMutedOrBlocked = (one: unknown, other: unknown): RawBuilder<boolean> => sql<boolean>`exists (
  select from blocks where member_id = ${one} and other_id = ${other})`;

/** Whether a viewer does not see what a member wrote: they muted them, or one of the two blocked the other. */
export function isUnseen({ member }: Viewer, memberId: Id): RawBuilder<boolean> {
  if (!member) return sql<boolean>`false`;
  return sql<boolean>`(${hasMutedOrBlocked(member.id, memberId)} or ${hasBlocked(memberId, member.id)})`;
}

/** Whether one of the two blocked the other. */
export function areApart({ member }: Viewer, memberId: Id): RawBuilder<boolean> {
  if (!member) return sql<boolean>`false`;
  return sql<boolean>`(${hasBlocked(member.id, memberId)} or ${hasBlocked(memberId, member.id)})`;
}

/** Whether the member behind a contact blocked another: what that one does to them by mail or by list is not passed on. */
export const isKeptFrom = (contactId: unknown, otherId: Id): RawBuilder<boolean> => sql<boolean>`exists (
  select from blocks join members keeping on keeping.id = blocks.member_id
  where keeping.contact_id = ${contactId} and blocks.other_id = ${otherId} and blocks.kind = 'blocked')`;

/**
 * The handles a member muted or blocked, for their browser: a stream carries the same to all, and leaves them out
 * there. Not of those who blocked them: nobody is told.
 */
export async function listUnseen(db: Db, { member }: Viewer): Promise<string[]> {
  if (!member) return [];
  const rows = await db
    .selectFrom('blocks')
    .innerJoin('members', 'members.id', 'blocks.other_id')
    .select('members.handle')
    .where('blocks.member_id', '=', member.id)
    .execute();
  return rows.map(({ handle }) => handle);
}

export interface Blocked {
  handle: string;
  name: string;
  kind: BlockKind;
  since: Date;
}

/** Whom a member muted and blocked, the latest first. */
export function listBlocks(db: Db, self: Self): Promise<Blocked[]> {
  return db
    .selectFrom('blocks')
    .innerJoin('members', 'members.id', 'blocks.other_id')
    .select(['members.handle', 'members.public_name as name', 'blocks.kind', 'blocks.created_at as since'])
    .where('blocks.member_id', '=', self.id)
    .orderBy('blocks.created_at', 'desc')
    .execute();
}

/** What a member decided about another; null for nothing. */
export async function findBlock(db: Db, self: Self, handle: string): Promise<BlockKind | null> {
  const row = await db
    .selectFrom('blocks')
    .innerJoin('members', 'members.id', 'blocks.other_id')
    .select('blocks.kind')
    .where('blocks.member_id', '=', self.id)
    .where((eb) => eb(eb.fn('lower', ['members.handle']), '=', handle.toLowerCase()))
    .executeTakeFirst();
  return row?.kind ?? null;
}
