import type { Request as ExpressRequest } from 'express';
import type { Viewer } from '../domain/members/rules';
import { provenSession, viewerOf } from '../session.server';

/** For a handler that is no Remix route: the session's cookie is all it takes of the request. */
const withCookie = (req: ExpressRequest) =>
  new Request('http://localhost/', { headers: { Cookie: req.get('cookie') ?? '' } });

/** Who asks. */
export const viewerAsking = (req: ExpressRequest): Promise<Viewer> => viewerOf(withCookie(req));

/** With which session, if any. */
export const sessionAsking = (req: ExpressRequest) => provenSession(withCookie(req));
