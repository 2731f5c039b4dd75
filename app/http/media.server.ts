import { type RequestHandler, Router } from 'express';
import { type Db, db } from '#db/client';
import { isCommunityPictureShown } from '../domain/communities/pictures.server';
import { findMediaKind } from '../domain/media/queries.server';
import type { MediaKind, Size } from '../domain/media/rules';
import { MediaStore } from '../domain/media/store.server';
import { isPortraitShown } from '../domain/members/portraits.server';
import type { Viewer } from '../domain/members/rules';
import { isQuotedTo } from '../domain/moderation/pictures.server';
import { isTestimonialPictureShown } from '../domain/testimonials/pictures.server';
import { sendPlainPage } from './plain-page.server';
import { viewerAsking } from './viewer.server';

/** Whether a viewer may see a picture: said by the noun that shows it. */
const isShown: Record<MediaKind, (db: Db, viewer: Viewer, mediaId: string) => Promise<boolean>> = {
  portrait: isPortraitShown,
  community: isCommunityPictureShown,
  testimonial: isTestimonialPictureShown,
};

const PATH = /^\/media\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([sl])\.webp$/;

/**
 * `/media/:id.s.webp` and `.l.webp`: pictures that people brought, for whoever may see what shows them, and who decides
 * about a report that quotes them. Browsers keep them an hour: who may not see one any more has seen it.
 */
export function mediaRoutes(mediaDir: string): RequestHandler {
  const store = new MediaStore(mediaDir);
  return Router().get(PATH, async (req, res, next) => {
    try {
      const [id = '', size] = [req.params[0], req.params[1] as Size];
      const kind = await findMediaKind(db, id);
      if (!kind) return sendPlainPage(res, 404);
      const viewer = await viewerAsking(req);
      const shown = await isShown[kind](db, viewer, id);
      if (!shown && !(await isQuotedTo(db, viewer, id))) return sendPlainPage(res, 404);
      const etag = `"${id}.${size}"`;
      // What is seen to decide about is not kept once that is done.
      const cached = shown ? 'private, max-age=3600' : 'private, no-store';
      res.set({ 'Cache-Control': cached, ETag: etag, Vary: 'Cookie' });
      if (req.headers['if-none-match'] === etag) return void res.status(304).end();
      res.type('image/webp');
      res.sendFile(
        store.fileOf(id, size),
        { etag: false, lastModified: false, cacheControl: false },
        (error) => {
          // Files are restored after the database: until then there is none.
          if (error && !res.headersSent) sendPlainPage(res, 404);
        },
      );
    } catch (error) {
      next(error);
    }
  });
}
