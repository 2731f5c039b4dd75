import type { z } from 'zod';
import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import type { Self } from '../../members/rules';
import { type Refusal, refuse } from '../../rules';
import type { announcementInput } from '../rules';
import { isManager } from './is-manager.server';

/** A word from an organizer to the people of one segment, by letter. */
export function writeAnnouncement(
  db: Db,
  self: Self,
  eventId: string,
  { text, segment }: z.output<typeof announcementInput>,
): Promise<{ ok: true } | Refusal<'notYours'>> {
  return withTransaction(db, async (trx) => {
    if (!(await isManager(trx, self, eventId))) return refuse('notYours');
    const { id } = await trx
      .insertInto('announcements')
      .values({ event_id: eventId, author_id: self.id, segment, text })
      .returning('id')
      .executeTakeFirstOrThrow();
    await announce(trx, { kind: 'announcement-written', event: eventId, announcement: id });
    return { ok: true };
  });
}
