import type { Request as ExpressRequest } from 'express';
import { stranger, type Viewer } from '../domain/members/rules';
import { provenSession, viewerOf, viewerOfSession } from '../session.server';

/** For a handler that is no Remix route: the session's cookie is all it takes of the request. */
const withCookie = (req: ExpressRequest) =>
  new Request('http://localhost/', { headers: { Cookie: req.get('cookie') ?? '' } });

/** Who asks. */
export const viewerAsking = (req: ExpressRequest): Promise<Viewer> => viewerOf(withCookie(req));

/** With which session, if any. */
export const sessionAsking = (req: ExpressRequest) => provenSession(withCookie(req));

/** Who follows a stream: what their request proved. Who that is by now is read anew whenever access is asked. */
export interface Proven {
  session: { id: string; memberId: string } | null;
}

/** Null for whose session is over: they come back as the stranger they are. */
export const viewerBehind = async ({ session }: Proven): Promise<Viewer | null> =>
  session ? ((await viewerOfSession(session.id)) ?? null) : stranger;
