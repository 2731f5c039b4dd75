import { keepingPages, type Roles } from '../../domain/communities/rules';
import { requireMember } from '../../session.server';
import { communityAt } from './community.server';

/** The community whose pages of who looks after it are asked for; for anybody else there are none. */
export async function keptAt(request: Request, named: string | undefined, may: (roles: Roles) => boolean) {
  const self = await requireMember(request);
  const opened = await communityAt(request, named);
  if (!may(opened.roles)) throw new Response(null, { status: 404 });
  const { community, path, roles } = opened;
  return { self, ...opened, here: { path, name: community.name, pages: keepingPages(roles) } };
}
