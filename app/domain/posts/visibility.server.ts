import { sql } from 'kysely';
import type { Db, Trx } from '#db/client';
import { listedTo } from '../events/visibility.server';
import type { Viewer } from '../members/rules';

/**
 * Those of the tags whose pages are closed to a viewer: the tag of a hidden community, and the tag of an
 * event that is not public. Page, feed and stream all ask here; a closed page answers as no page would.
 */
export async function closedTags(db: Db | Trx, viewer: Viewer, tags: string[]): Promise<Set<string>> {
  if (tags.length === 0) return new Set();
  const member = viewer.member?.id ?? null;
  const rows = await db
    .selectFrom('hashtags as h')
    .innerJoin('communities as c', 'c.id', 'h.community_id')
    .select('h.tag')
    .where('h.tag', 'in', tags)
    .where((eb) => {
      const ofTag = () =>
        eb
          .selectFrom('events')
          .select('events.id')
          .whereRef('events.hashtag', '=', 'h.tag')
          // what others call under this tag neither opens nor closes its page
          .whereRef('events.community_id', '=', 'h.community_id')
          .where('events.status', '!=', 'draft');
      const hidden = eb.and([
        eb('c.visibility', '=', 'hidden'),
        sql<boolean>`not exists (select 1 from memberships m where m.community_id = c.id and m.member_id = ${member})`,
      ]);
      const ofPrivateEvent = eb.and([
        eb('h.tag', '!=', eb.ref('c.hashtag')),
        eb.exists(ofTag().where('events.visibility', '!=', 'public')),
        eb.not(eb.exists(ofTag().where('events.visibility', '=', 'public'))),
        eb.not(eb.exists(ofTag().where((event) => listedTo(viewer)(event as never)))),
      ]);
      return eb.or([hidden, ofPrivateEvent]);
    })
    .execute();
  return new Set(rows.map(({ tag }) => tag));
}

export async function isHashtagOpen(db: Db | Trx, viewer: Viewer, tag: string): Promise<boolean> {
  return (await closedTags(db, viewer, [tag])).size === 0;
}
