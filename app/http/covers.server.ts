import { createHash } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { db } from '#db/client';
import { isHashtagUsed } from '../domain/hashtags/queries.server';
import { tagInPath } from '../domain/hashtags/rules';
import { CUTS, type Cut } from '../ui/kit/cover/cover';
import { coverSvg } from '../ui/kit/cover/cover-svg';
import type { Theme } from '../ui/kit/palette';
import { CoverShelf } from './cover-shelf.server';
import { limit } from './limits.server';
import { sendPlainPage } from './plain-page.server';
import { viewerAsking } from './viewer.server';

/** The edition of all covers: one more whenever what is drawn changes. */
const EDITION = 2;
const YEAR_SECONDS = 31_536_000;

/**
 * `/covers/:tag.light.webp` and `.dark.webp`, also cut `.wide.` and `.tall.`: the face of a hashtag, whether or
 * not anybody used it yet.
 */
export function coverRoutes(mediaDir: string): RequestHandler {
  const shelf = new CoverShelf(mediaDir);
  return Router().get(
    /^\/covers\/([^/.]+)(?:\.(wide|tall))?\.(light|dark)\.webp$/,
    async (req, res, next) => {
      try {
        const tag = tagInPath(req.params[0]);
        if (!tag) return sendPlainPage(res, 404);
        const face: Face = { tag, cut: (req.params[1] ?? 'plain') as Cut, theme: req.params[2] as Theme };
        const name = nameOf(face);
        const etag = `"${name}"`;
        // It is worked out without drawing: a reader who has the picture costs nothing.
        if (req.headers['if-none-match'] === etag) return void forGood(res, etag).status(304).end();
        const known = await shelf.find(name);
        if (!known && !shelf.isDrawing(name) && !(await mayDraw(req, res))) return;
        const picture = known ?? (await draw(shelf, name, face, leavingOf(res)));
        if (picture === 'left' || res.destroyed) return;
        if (picture === 'busy') {
          res.setHeader('Retry-After', '5');
          return sendPlainPage(res, 503);
        }
        forGood(res, etag).type('image/webp').send(picture);
      } catch (error) {
        next(error);
      }
    },
  );
}

interface Face {
  tag: string;
  cut: Cut;
  theme: Theme;
}

/** Only the covers of hashtags in use take room on the disk: the others are anybody's idea. */
async function draw(shelf: CoverShelf, name: string, { tag, cut, theme }: Face, leaving: AbortSignal) {
  const [width, height] = CUTS[cut];
  const svg = () => coverSvg(tag, { theme, width, height });
  return shelf.draw(name, svg, await isHashtagUsed(db, tag), leaving);
}

/** Aborted when the reader goes without having waited. */
function leavingOf(res: Response): AbortSignal {
  const leaving = new AbortController();
  if (res.destroyed) leaving.abort();
  else res.once('close', () => leaving.abort());
  return leaving.signal;
}

/** A hash, because a hashtag may be longer than the name of a file. */
function nameOf({ tag, cut, theme }: Face): string {
  const hash = createHash('sha256').update(tag).digest('base64url').slice(0, 24);
  return `${EDITION}-${hash}-${cut}-${theme}`;
}

const forGood = (res: Response, etag: string): Response =>
  res.set({ 'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`, ETag: etag });

/** Drawing is dear: a stranger may ask for so many hashtags nobody has seen, a member for more. */
async function mayDraw(req: Request, res: Response): Promise<boolean> {
  const { member } = await viewerAsking(req);
  const answer = await (member ? limit('covers', member.id) : limit('coversFrom', req.ip ?? 'unknown'));
  if (answer.ok) return true;
  res.setHeader('Retry-After', String(answer.retryAfterSeconds));
  sendPlainPage(res, 429);
  return false;
}
