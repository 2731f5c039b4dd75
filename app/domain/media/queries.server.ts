import type { Db } from '#db/client';
import type { MediaKind } from './rules';

/** What a picture is of. Whether a reader may see it is for the noun that shows it to say. */
export async function findMediaKind(db: Db, id: string): Promise<MediaKind | undefined> {
  const row = await db.selectFrom('media').select('kind').where('id', '=', id).executeTakeFirst();
  return row?.kind;
}
