import type { Db } from '#db/client';
import type { Viewer } from './rules';
import { portraitFor } from './visibility.server';

/** Whether a viewer may see a portrait: as its member's profile says. Who is blocked sees what everybody sees. */
export async function isPortraitShown(db: Db, viewer: Viewer, mediaId: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('id')
    .where('portrait_id', '=', mediaId)
    .where(portraitFor(viewer), '=', mediaId)
    .where('suspended_at', 'is', null)
    .where('leaving_at', 'is', null)
    .where('former', '=', false)
    .executeTakeFirst();
  return row !== undefined;
}
