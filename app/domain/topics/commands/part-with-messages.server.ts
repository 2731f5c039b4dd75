import { sql } from 'kysely';
import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { formerMember } from '../../members/commands/part-with-words.server';
import type { Words } from '../../members/rules';

/** Messages of one transaction. */
const BATCH = 200;

/**
 * A member's messages are erased, or become a former member's; open pages are told of each. It may be stopped anywhere
 * and goes on from there.
 */
export async function partWithMessages(db: Db, memberId: string, words: Words): Promise<void> {
  for (let left = true; left; ) {
    left = await withTransaction(db, async (trx) => {
      // Topics are held in the order of their ids, as nobody else holds two.
      const messages = await trx
        .selectFrom('messages')
        .select(['id', 'topic_id', 'removed_at'])
        .where('author_id', '=', memberId)
        .orderBy('topic_id')
        .orderBy('id')
        .limit(BATCH)
        .forUpdate()
        .execute();
      const former = messages.length > 0 && words === 'keep' ? await formerMember(trx) : null;
      for (const { id, topic_id: topic, removed_at } of messages) {
        if (former && !removed_at) {
          // The key was made by their browser.
          await trx
            .updateTable('messages')
            .set({ author_id: former, client_key: sql<string>`gen_random_uuid()` })
            .where('id', '=', id)
            .execute();
          await announce(trx, { kind: 'message-changed', message: id, topic });
        } else {
          await trx.deleteFrom('messages').where('id', '=', id).execute();
          await announce(trx, { kind: 'message-removed', message: id, topic });
        }
      }
      return messages.length === BATCH;
    });
  }
}
