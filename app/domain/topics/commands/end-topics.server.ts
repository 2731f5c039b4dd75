import { type Db, withTransaction } from '#db/client';
import { announce } from '../../../notices/announce.server';
import { topicStream } from '../../../notices/catalogue';

/** Temporary topics whose time is up vanish, with all that was said in them; open pages are told. */
export async function endTopics(db: Db): Promise<void> {
  const over = await db.selectFrom('topics').select('id').where('ends_at', '<=', new Date()).execute();
  for (const { id } of over) {
    await withTransaction(db, async (trx) => {
      await trx.deleteFrom('topics').where('id', '=', id).execute();
      await trx.deleteFrom('streams').where('stream', '=', topicStream(id)).execute();
      await announce(trx, { kind: 'topic-access-changed', topic: id });
    });
  }
}
