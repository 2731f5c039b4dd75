import { sql } from 'kysely';
import type { z } from 'zod';
import { type Db, type Trx, withTransaction } from '#db/client';
import { announce } from '../../notices/announce.server';
import { recordAct } from '../acts/commands.server';
import { hasAcceptedCharter } from '../communities/charters.server';
import { rolesIn } from '../communities/queries.server';
import { canAnnounce } from '../communities/rules';
import type { Self } from '../members/rules';
import { type Refusal, refuse } from '../rules';
import { ANNOUNCEMENTS_A_DAY, type announcementInput } from './rules';

/**
 * Tells all members of a community something, on the site and, those who want it so, by letter. The same words by the
 * same author within 24 hours are one announcement.
 */
export function announceToMembers(
  db: Db | Trx,
  self: Self,
  communityId: string,
  { title, text }: z.output<typeof announcementInput>,
): Promise<{ ok: true; id: string } | Refusal<'notYours' | 'charterFirst' | 'announcedEnough'>> {
  return withTransaction(db, async (trx) => {
    // Held, so that two who write at once are counted one after the other.
    await trx.selectFrom('communities').select('id').where('id', '=', communityId).forNoKeyUpdate().execute();
    if (!(await mayAnnounce(trx, self, communityId))) return refuse('notYours');
    if (!(await hasAcceptedCharter(trx, self.id, communityId))) return refuse('charterFirst');
    const today = await trx
      .selectFrom('community_announcements')
      .select(['id', 'author_id', 'title', 'text', 'removed_at'])
      .where('community_id', '=', communityId)
      .where('created_at', '>', sql<Date>`now() - interval '1 day'`)
      .execute();
    // Sent when the network came back, and once more from the draft that was still there: it is one.
    const same = today.find(
      (one) =>
        one.author_id === self.id && one.title === title && one.text === text && one.removed_at === null,
    );
    if (same) return { ok: true, id: same.id };
    if (today.length >= ANNOUNCEMENTS_A_DAY) return refuse('announcedEnough');
    const { id } = await trx
      .insertInto('community_announcements')
      .values({ community_id: communityId, author_id: self.id, title, text })
      .returning('id')
      .executeTakeFirstOrThrow();
    await recordAct(trx, { kind: 'announcement-written', communityId, actorId: self.id, details: { title } });
    await announce(trx, { kind: 'community-announced', community: communityId, announcement: id });
    return { ok: true, id };
  });
}

/** Takes an announcement back: off the site at once, and out of the letters that have not left. */
export function removeAnnouncement(
  db: Db,
  self: Self,
  communityId: string,
  id: string,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    if (!(await mayAnnounce(trx, self, communityId))) return refuse('notYours');
    const removed = await trx
      .updateTable('community_announcements')
      .set({ removed_at: new Date() })
      .where('id', '=', id)
      .where('community_id', '=', communityId)
      .where('removed_at', 'is', null)
      .returning('title')
      .executeTakeFirst();
    if (removed) {
      const details = { title: removed.title };
      await recordAct(trx, { kind: 'announcement-removed', communityId, actorId: self.id, details });
    }
    return { ok: true };
  });
}

const mayAnnounce = async (trx: Trx, self: Self, communityId: string) =>
  canAnnounce(await rolesIn(trx, { member: self, keys: [] }, communityId));
