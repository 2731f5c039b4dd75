import type { Db } from '#db/client';
import { visibleTo } from '../communities/queries.server';
import type { Viewer } from '../members/rules';

/** Whether a viewer may see a picture of a testimonial: once it is published, as its community; its author always. */
export async function isTestimonialPictureShown(db: Db, viewer: Viewer, mediaId: string): Promise<boolean> {
  const row = await db
    .selectFrom('testimonial_pictures')
    .innerJoin('testimonials', 'testimonials.id', 'testimonial_pictures.testimonial_id')
    .innerJoin('communities', 'communities.id', 'testimonials.community_id')
    .select('testimonials.id')
    .where('testimonial_pictures.media_id', '=', mediaId)
    .where((eb) =>
      eb.or([
        eb.and([eb('testimonials.state', '=', 'published'), visibleTo(viewer)(eb as never)]),
        viewer.member ? eb('testimonials.author_id', '=', viewer.member.id) : eb.lit(false),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}
