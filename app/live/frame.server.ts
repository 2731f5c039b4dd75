import type { Change } from '#app/notices/catalogue';
import { cursorAt } from './cursor';

/** One row of `stream_entries`, without its stream. */
export type StreamEntry = { seq: number; change: Change; object: string };

/** An entry as it is sent: `bytes` is one block of an event stream (WHATWG HTML §9.2.5). */
export type Frame = StreamEntry & { bytes: Buffer };

/** The same bytes twice: as one chunk of a chunked body (RFC 9112 §7.1), and bare for HTTP/1.0. */
export type Wire = { chunked: Buffer; plain: Buffer };

/**
 * An entry as readers get it. Without a payload (the object is gone, or no longer for everybody) it says
 * `removed`, whatever the entry said: nothing of a removed text leaves, and the reader's cursor still moves.
 */
export function frameOf(stream: string, entry: StreamEntry, payload: unknown): Frame {
  const gone = payload === undefined || payload === null || entry.change === 'removed';
  const change = gone ? 'removed' : entry.change;
  const data = JSON.stringify(gone ? { id: entry.object } : payload);
  const bytes = Buffer.from(`id: ${cursorAt(stream, entry.seq)}\nevent: ${change}\ndata: ${data}\n\n`);
  return { seq: entry.seq, object: entry.object, change, bytes };
}

/** Several blocks as one chunk, so that a batch costs each reader one write. */
export function wireOf(blocks: readonly Buffer[]): Wire {
  const size = blocks.reduce((sum, block) => sum + block.length, 0);
  const head = `${size.toString(16)}\r\n`;
  const chunked = Buffer.allocUnsafe(head.length + size + 2);
  let at = chunked.write(head, 0, 'latin1');
  for (const block of blocks) at += block.copy(chunked, at);
  chunked.write('\r\n', at, 'latin1');
  return { chunked, plain: chunked.subarray(head.length, at) };
}

/** Bytes handed to one socket at a time: far fewer than what a slow one is cut for. */
export const PIECE_BYTES = 64 * 1024;

/** The frames in groups of about `PIECE_BYTES`, each with its last number. */
export function* inPieces(frames: readonly Frame[]): Generator<{ wire: Wire; last: number }> {
  for (let start = 0, end = 0, size = 0; end < frames.length; ) {
    size += frames[end++]!.bytes.length;
    if (size < PIECE_BYTES && end < frames.length) continue;
    const piece = frames.slice(start, end);
    yield { wire: wireOf(piece.map(({ bytes }) => bytes)), last: piece.at(-1)!.seq };
    start = end;
    size = 0;
  }
}

/** An event of the stream itself, about no entry. `data` is JSON; `id` moves the reader's cursor. */
export function signal(event: string, data: unknown, more: { id?: string; retryMs?: number } = {}): Buffer {
  const id = more.id === undefined ? '' : `id: ${more.id}\n`;
  const retry = more.retryMs === undefined ? '' : `retry: ${more.retryMs}\n`;
  return Buffer.from(`${retry}${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Milliseconds a reader waits before it comes back: spread out, or all would come in one instant. */
export const retryAfter = (): number => 1_000 + Math.floor(Math.random() * 4_000);

/** Asks the reader to open the stream again in a while. */
export function comeBack(): Buffer {
  const after = retryAfter();
  return signal('reconnect', { after }, { retryMs: after });
}

/**
 * A comment, for proxies that end silent connections, and an empty event, because a script sees no comments
 * and must tell a quiet stream from a dead one.
 */
export const HEARTBEAT: Wire = wireOf([Buffer.from(':\nevent: beat\ndata:\n\n')]);

/** The chunk that ends a chunked body (RFC 9112 §7.1). */
export const LAST_CHUNK = Buffer.from('0\r\n\r\n');
