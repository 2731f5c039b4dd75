import { type RequestHandler, Router } from 'express';
import { db } from '#db/client';
import { findReadyExport } from '../domain/exports/queries.server';
import { ExportShelf } from '../domain/exports/shelf.server';
import { sendPlainPage } from './plain-page.server';
import { viewerAsking } from './viewer.server';

const PATH = /^\/settings\/data\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.zip$/;

/** `/settings/data/:export.zip`: an archive, for whoever asked for it and nobody else. */
export function exportRoutes(mediaDir: string): RequestHandler {
  const shelf = new ExportShelf(mediaDir);
  return Router().get(PATH, async (req, res, next) => {
    try {
      const { member } = await viewerAsking(req);
      const found = await findReadyExport(db, member, req.params[0] ?? '');
      if (!found) return sendPlainPage(res, 404);
      const day = found.createdAt.toISOString().slice(0, 10);
      const name = `perchoir-${found.hashtag ?? member?.handle}-${day}.zip`;
      const headers = { 'Cache-Control': 'private, no-store', 'Content-Type': 'application/zip' };
      res.download(shelf.fileOf(found.id), name, { cacheControl: false, headers }, (error) => {
        if (error && !res.headersSent) sendPlainPage(res, 404);
      });
    } catch (error) {
      next(error);
    }
  });
}
