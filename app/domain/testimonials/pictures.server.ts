import type { Db } from '#db/client';
import type { Viewer } from '../members/rules';
import { visibleTo } from './queries.server';

/** Whether a viewer may see a picture of a testimonial: as the testimonial. */
export async function isTestimonialPictureShown(db: Db, viewer: Viewer, mediaId: string): Promise<boolean> {
  const row = await db
    .selectFrom('testimonial_pictures')
    .innerJoin('testimonials', 'testimonials.id', 'testimonial_pictures.testimonial_id')
    .innerJoin('communities', 'communities.id', 'testimonials.community_id')
    .select('testimonials.id')
    .where('testimonial_pictures.media_id', '=', mediaId)
    .where((eb) => visibleTo(viewer)(eb as never))
    .executeTakeFirst();
  return row !== undefined;
}
