import type { Db } from '#db/client';
import { type Frame, frameOf, type StreamEntry } from './frame.server';

/**
 * What a noun says about its streams. A stream is called `kind:name`; what is sent on it is the same for
 * everybody who may follow it.
 */
// biome-ignore lint/suspicious/noExplicitAny: each kind knows its own viewer; here it is only handed on
export type StreamKind<Viewer = any> = {
  /** Whether this viewer may follow `kind:name` now. It is asked again whenever that may have changed. */
  authorize(viewer: Viewer, name: string): Promise<boolean>;
  /** The member who follows, whose own losses concern this reader; none for a stranger. */
  memberOf?(viewer: Viewer): string | null;
  /**
   * What is sent about each entry, in their order: JSON with the object's `id`, as it is today; nothing
   * (undefined) for an object that is gone or that not everybody here may read.
   */
  load(
    db: Db,
    entries: readonly StreamEntry[],
    name: string,
  ): Promise<readonly (object | undefined | null)[]>;
};

/** The number of each stream's newest entry; a stream nobody wrote to has none and is at 0. */
export async function readHeads(db: Db, streams: readonly string[]): Promise<Map<string, number>> {
  const heads = new Map(streams.map((stream) => [stream, 0]));
  if (streams.length === 0) return heads;
  const rows = await db.selectFrom('streams').selectAll().where('stream', 'in', streams).execute();
  for (const row of rows) heads.set(row.stream, Number(row.seq));
  return heads;
}

/** The entries after `after`, at most `limit`, as frames in order. */
export async function readFrames(
  db: Db,
  kind: StreamKind,
  stream: string,
  { after, upTo, limit }: { after: number; upTo?: number; limit: number },
): Promise<Frame[]> {
  let query = db
    .selectFrom('stream_entries')
    .select(['seq', 'change', 'object'])
    .where('stream', '=', stream)
    .where('seq', '>', String(after));
  if (upTo !== undefined) query = query.where('seq', '<=', String(upTo));
  const rows = await query.orderBy('seq').limit(limit).execute();
  if (rows.length === 0) return [];
  const entries = rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  const payloads = await kind.load(db, entries, stream.slice(stream.indexOf(':') + 1));
  return entries.map((entry, index) => frameOf(stream, entry, payloads[index]));
}

/** Entries deleted in one statement: few enough that no writer waits noticeably. */
const PURGE_BATCH = 5_000;

/**
 * Forgets entries written before `olderThan`; a reader whose cursor is older is told to reload its page.
 * @returns how many were forgotten.
 */
export async function purgeStreamEntries(db: Db, olderThan: Date): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const { numDeletedRows } = await db
      .deleteFrom('stream_entries')
      .where(({ eb, refTuple, selectFrom }) =>
        eb(
          refTuple('stream', 'seq'),
          'in',
          selectFrom('stream_entries')
            .select(['stream', 'seq'])
            .where('at', '<', olderThan)
            .orderBy('at')
            .limit(PURGE_BATCH)
            .$asTuple('stream', 'seq'),
        ),
      )
      .executeTakeFirst();
    forgotten += Number(numDeletedRows);
    if (numDeletedRows < PURGE_BATCH) return forgotten;
  }
}
