import { db } from '#db/client';
import { listWorn } from '../../domain/communities/queries.server';
import { keepingPages, type Roles } from '../../domain/communities/rules';
import { closedTo, requireMember } from '../../session.server';
import { communityAt } from './community.server';

/** The community whose pages of who looks after it are asked for; for anybody else there are none. */
export async function keptAt(request: Request, named: string | undefined, may: (roles: Roles) => boolean) {
  const self = await requireMember(request);
  const opened = await communityAt(request, named);
  const { community, path, roles } = opened;
  if (!may(roles)) {
    throw await closedTo(request, self, async ({ id }) =>
      (await listWorn(db, id)).some((worn) => worn.communityId === community.id && may(worn.roles)),
    );
  }
  return { self, ...opened, here: { path, name: community.name, pages: keepingPages(roles) } };
}
