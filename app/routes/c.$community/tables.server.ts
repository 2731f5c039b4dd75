import { db } from '#db/client';
import { listRoleHolders } from '../../domain/communities/queries.server';
import { canCallMeetups } from '../../domain/communities/rules';
import { listEvents } from '../../domain/events/listings.server';
import { wordsFor } from '../../locales/i18n.server';
import { leadOf } from '../../markdown.server';
import { rowsOf } from '../events._index/rows.server';
import { communityAt } from './community.server';

/** What `/c/:community` and its `events` show alike. */
export async function loadTables(request: Request, named: string | undefined) {
  const { viewer, community, roles } = await communityAt(request, named);
  const t = await wordsFor(request);
  const canCall = canCallMeetups(roles);
  const list = async (when: 'coming' | 'past' | 'drafts') =>
    rowsOf(request, await listEvents(db, viewer, { when, communityId: community.id, limit: 60 }));
  const [coming, past, drafts, behind] = await Promise.all([
    list('coming'),
    list('past'),
    canCall ? list('drafts') : [],
    listRoleHolders(db, community.id),
  ]);
  return {
    title: `#${community.name}`,
    description: leadOf(community.description, 160) || t('communities.description'),
    tag: community.tag,
    standing: canCall ? 'organizer' : roles ? 'member' : 'outsider',
    coming,
    past,
    drafts,
    behind: behind.slice(0, 24).map(({ handle, name }) => ({ handle, name })),
  } as const;
}
