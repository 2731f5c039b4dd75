import type { Request as ExpressRequest } from 'express';
import type { Viewer } from '../domain/members/rules';
import { viewerOf } from '../session.server';

/** Who asks a handler that is no Remix route: the session's cookie is all it takes of the request. */
export const viewerAsking = (req: ExpressRequest): Promise<Viewer> =>
  viewerOf(new Request('http://localhost/', { headers: { Cookie: req.get('cookie') ?? '' } }));
