import type { Db } from '#db/client';

/** Whether anybody ever used a hashtag. It says nothing about who may open its page. */
export async function isHashtagUsed(db: Db, tag: string): Promise<boolean> {
  const row = await db.selectFrom('hashtags').select('tag').where('tag', '=', tag).executeTakeFirst();
  return row !== undefined;
}
