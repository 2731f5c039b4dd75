import type { Trx } from '#db/client';
import type { Row } from '#db/schema';
import type { Self } from '../members/rules';
import { readableBy } from './visibility.server';

/** A topic's row, held until the transaction ends: who comes, goes, writes and reads there does so one after another. */
export function lockTopic(trx: Trx, topicId: string): Promise<Row<'topics'> | undefined> {
  return trx.selectFrom('topics').selectAll().where('id', '=', topicId).forNoKeyUpdate().executeTakeFirst();
}

/** The same, where this member may read and write in it. */
export function lockReadable(trx: Trx, self: Self, topicId: string): Promise<Row<'topics'> | undefined> {
  return trx
    .selectFrom('topics')
    .selectAll()
    .where('id', '=', topicId)
    .where(readableBy(self))
    .forNoKeyUpdate()
    .executeTakeFirst();
}
