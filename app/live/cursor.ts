/** A place in a stream: everything up to entry number `seq` has been seen. */
export type Place = { stream: string; seq: number };

/**
 * A place written so that it may stand in a header, a query and a comma-separated list, whatever letters
 * the stream's name has: `hashtag:caf%C3%A9:12`. Browsers hand it back as they got it.
 */
export function cursorAt(stream: string, seq: number): string {
  const colon = stream.indexOf(':');
  return `${stream.slice(0, colon)}:${encodeURIComponent(stream.slice(colon + 1))}:${seq}`;
}

const CURSOR = /^([a-z][a-z-]*):([^:,\s]+):(\d{1,15})$/;

/** The place a cursor names; undefined for anything we did not write. */
export function readCursor(cursor: string): Place | undefined {
  const match = CURSOR.exec(cursor);
  if (!match) return undefined;
  const [, kind, name, seq] = match as unknown as [string, string, string, string];
  try {
    return { stream: `${kind}:${decodeURIComponent(name)}`, seq: Number(seq) };
  } catch {
    return undefined;
  }
}

/**
 * Where a reader of `streams` says to have been: cursors separated by commas or, for a page that follows
 * one stream, its bare number. `unreadable` when something is there that names none of these streams: such
 * a reader has missed we know not what.
 */
export function readSince(
  since: string,
  streams: readonly string[],
): { places: Map<string, number>; unreadable: boolean } {
  const places = new Map<string, number>();
  let unreadable = false;
  for (const cursor of since.split(',').filter(Boolean)) {
    const only = streams.length === 1 ? streams[0] : undefined;
    const place =
      only !== undefined && /^\d{1,15}$/.test(cursor)
        ? { stream: only, seq: Number(cursor) }
        : readCursor(cursor);
    if (place && streams.includes(place.stream)) places.set(place.stream, place.seq);
    else unreadable = true;
  }
  return { places, unreadable };
}
