import { sql } from 'kysely';
import type { Trx } from '#db/client';
import type { Row } from '#db/schema';

/** A community's row, held until the transaction ends: who comes, goes, is banned or changes hats does so one after another. */
export function lockCommunity(trx: Trx, communityId: string): Promise<Row<'communities'> | undefined> {
  return trx
    .selectFrom('communities')
    .selectAll()
    .where('id', '=', communityId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Whether others would be left without a keeper if this member stopped being one. */
export async function isOnlyKeeper(trx: Trx, communityId: string, memberId: string): Promise<boolean> {
  const isKeeper = sql<boolean>`roles @> array['keeper']`;
  const { mine, others, company } = await trx
    .selectFrom('memberships')
    .select([
      sql<boolean>`coalesce(bool_or(${isKeeper}) filter (where member_id = ${memberId}), false)`.as('mine'),
      sql<boolean>`coalesce(bool_or(${isKeeper}) filter (where member_id <> ${memberId}), false)`.as(
        'others',
      ),
      sql<boolean>`count(*) > 1`.as('company'),
    ])
    .where('community_id', '=', communityId)
    .executeTakeFirstOrThrow();
  return mine && company && !others;
}
