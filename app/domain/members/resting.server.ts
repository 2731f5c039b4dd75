import type { Db } from '#db/client';
import { exactly, isBehind, type Keyset, pageOf } from '../keyset.server';
import { suppressedBy } from './rules';

/** Enough of an address to recognise one that one knows already. */
export const masked = (text: string) => text.replace(/([^\s<>@"]{1})[^\s<>@"]*@([^\s<>@"]+)/gu, '$1…@$2');

export interface RestingAddress {
  id: string;
  email: string;
  since: Date;
  by: 'returned' | 'asked';
  /** The mail server's words, without the address. */
  reason: string | null;
}

/** Addresses nothing is written to, the latest first; masked: a steward looks after mail, not after who it goes to. */
export async function listResting(
  db: Db,
  { after, limit = 40 }: { after?: Keyset; limit?: number } = {},
): Promise<{ addresses: RestingAddress[]; next: string | null }> {
  let query = db
    .selectFrom('contacts')
    .select(['id', 'email', 'suppressed_at', 'suppressed_reason', exactly('suppressed_at').as('exactly')])
    .where('suppressed_at', 'is not', null)
    .orderBy('suppressed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after) query = query.where(isBehind(after, 'suppressed_at', 'id', 'desc'));
  const { page, next } = pageOf(await query.execute(), limit);
  return {
    addresses: page.map(({ id, email, suppressed_at, suppressed_reason }) => {
      const by = suppressedBy(suppressed_reason) ?? 'returned';
      return {
        id,
        email: masked(email),
        since: suppressed_at ?? new Date(),
        by,
        reason: by === 'returned' && suppressed_reason ? masked(suppressed_reason) : null,
      };
    }),
    next,
  };
}
