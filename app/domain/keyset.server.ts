import { sql } from 'kysely';
import { z } from 'zod';

/**
 * Where a page of a list in order of time ends: the instant of its last row, to the microsecond, which a Date
 * cannot hold, and the row's id. What comes next is read from there in an index, however long the list is.
 */
export interface Keyset {
  at: string;
  id: string;
}

const KEYSET = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f-]{36})$/;
const uuid = z.uuid();

/** The keyset an address names; undefined for what we did not write. */
export function readKeyset(text: string | null): Keyset | undefined {
  const [, at, id] = KEYSET.exec(text ?? '') ?? [];
  if (!at || !id || !uuid.safeParse(id).success || Number.isNaN(Date.parse(at))) return undefined;
  return { at, id };
}

/** A column's instant as a keyset has it; to be selected as `exactly`. */
export const exactly = (at: string) =>
  sql<string>`to_char(${sql.ref(at)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Whether a row comes behind a keyset, in a list ordered by these two columns. */
export const isBehind = (keyset: Keyset, at: string, id: string, order: 'asc' | 'desc') =>
  sql<boolean>`(${sql.ref(at)}, ${sql.ref(id)}) ${sql.raw(order === 'asc' ? '>' : '<')}
    (${keyset.at}::timestamptz, ${keyset.id}::uuid)`;

/** A page of rows that were asked for with one more than `limit`; `next` is its end as an address has it, null where no more comes. */
export function pageOf<R extends { id: string; exactly: string }>(
  rows: R[],
  limit: number,
): { page: R[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last ? `${last.exactly}_${last.id}` : null };
}
