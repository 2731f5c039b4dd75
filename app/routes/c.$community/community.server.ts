import { redirect } from '@remix-run/node';
import { db } from '#db/client';
import { type Community, findCommunity, rolesIn } from '../../domain/communities/queries.server';
import type { Roles } from '../../domain/communities/rules';
import { tagInPath } from '../../domain/hashtags/rules';
import type { Viewer } from '../../domain/members/rules';
import { viewerOf } from '../../session.server';

export interface Opened {
  viewer: Viewer;
  community: Community;
  roles: Roles;
  /** `/c/612rencontres`, ready for a link. */
  path: string;
}

/**
 * The community an address under `/c/` names, as this reader may see it.
 * @throws 404 where there is none for them; a redirect where it is spelt another way (`/c/612Rencontres`)
 */
export async function communityAt(request: Request, named: string | undefined): Promise<Opened> {
  const tag = tagInPath(named);
  const viewer = await viewerOf(request);
  const community = tag && (await findCommunity(db, viewer, tag));
  if (!community) throw new Response(null, { status: 404 });
  const path = `/c/${encodeURIComponent(community.tag)}`;
  if (named !== community.tag && request.method === 'GET') {
    const { pathname, search } = new URL(request.url);
    const [, , , ...rest] = pathname.split('/');
    throw redirect([path, ...rest].join('/').replace(/\.data$/, '') + search);
  }
  return { viewer, community, path, roles: await rolesIn(db, viewer, community.id) };
}
