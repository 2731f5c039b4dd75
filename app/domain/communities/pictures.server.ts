import type { Db } from '#db/client';
import type { Viewer } from '../members/rules';
import { visibleTo } from './queries.server';

/** Whether a viewer may see a community's picture: as the community. */
export async function isCommunityPictureShown(db: Db, viewer: Viewer, mediaId: string): Promise<boolean> {
  const row = await db
    .selectFrom('communities')
    .select('communities.id')
    .where('communities.picture_id', '=', mediaId)
    .where(visibleTo(viewer))
    .executeTakeFirst();
  return row !== undefined;
}
