import type { Trx } from '#db/client';
import type { Row } from '#db/schema';

/**
 * An event's row, held until the transaction ends. Whoever counts seats holds it first: that is what
 * keeps capacity on every channel.
 */
export function lockEvent(trx: Trx, eventId: string): Promise<Row<'events'> | undefined> {
  return trx.selectFrom('events').selectAll().where('id', '=', eventId).forNoKeyUpdate().executeTakeFirst();
}
