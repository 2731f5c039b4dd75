import type { Db } from '#db/client';
import type { Viewer } from './rules';

/** Whether a viewer may see a portrait: as its member's profile says. */
export async function isPortraitShown(db: Db, viewer: Viewer, mediaId: string): Promise<boolean> {
  const self = viewer.member?.id;
  const row = await db
    .selectFrom('members')
    .select('id')
    .where('portrait_id', '=', mediaId)
    .where('suspended_at', 'is', null)
    .where((eb) =>
      self
        ? eb.or([eb('portrait_seen_by', '=', 'everyone'), eb('id', '=', self)])
        : eb('portrait_seen_by', '=', 'everyone'),
    )
    .executeTakeFirst();
  return row !== undefined;
}
