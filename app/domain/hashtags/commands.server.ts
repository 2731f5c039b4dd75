import type { Trx } from '#db/client';
import type { Row } from '#db/schema';
import { displayTag, normalizeTag } from './rules';

/** The row of a hashtag, made at its first use; the first to write it decides how it is displayed. */
export async function ensureHashtag(trx: Trx, typed: string): Promise<Row<'hashtags'>> {
  const tag = normalizeTag(typed);
  await trx
    .insertInto('hashtags')
    .values({ tag, display: displayTag(typed) })
    .onConflict((on) => on.doNothing())
    .execute();
  return trx.selectFrom('hashtags').selectAll().where('tag', '=', tag).executeTakeFirstOrThrow();
}

/** A hashtag's row, locked until the transaction ends: who owns it does not change meanwhile. */
export async function lockHashtag(trx: Trx, typed: string): Promise<Row<'hashtags'>> {
  const { tag } = await ensureHashtag(trx, typed);
  return trx
    .selectFrom('hashtags')
    .selectAll()
    .where('tag', '=', tag)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}
