import type { Db } from '#db/client';
import type { Self } from '../members/rules';
import { visibleTo } from './queries.server';

/** The communities a member may get letters from, or stopped some from: those they are in, follow, or spoke of. */
export function listWritingCommunities(
  db: Db,
  self: Self,
): Promise<{ id: string; tag: string; name: string }[]> {
  return db
    .selectFrom('communities')
    .innerJoin('hashtags', 'hashtags.tag', 'communities.hashtag')
    .select(['communities.id', 'communities.hashtag as tag', 'hashtags.display as name'])
    .where(visibleTo({ member: self, keys: [] }))
    .where(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('memberships as m')
            .select('m.member_id')
            .whereRef('m.community_id', '=', 'communities.id')
            .where('m.member_id', '=', self.id),
        ),
        exists(
          selectFrom('follows as f')
            .select('f.member_id')
            .whereRef('f.community_id', '=', 'communities.id')
            .where('f.member_id', '=', self.id),
        ),
        exists(
          selectFrom('mail_preferences as p')
            .select('p.contact_id')
            .whereRef('p.community_id', '=', 'communities.id')
            .where('p.contact_id', '=', self.contactId),
        ),
      ]),
    )
    .orderBy('communities.hashtag')
    .execute();
}
