import { type Frame, PIECE_BYTES, type Wire, wireOf } from './frame.server';

/** Newest frames of a stream kept in memory, and how many bytes they may take. */
export const RING_FRAMES = 500;
const RING_BYTES = 512 * 1024;

/** Pieces remembered at most. */
const PIECES = 16;

/** Part of what a reader is owed, if anything; `done` when it is now at the ring's end. */
export type Piece = { wire?: Wire; last: number; done: boolean };

/**
 * The newest frames of one stream, oldest first: everything after entry `from` is here. A text that was
 * edited or removed is edited or removed here too, so a late catch-up does not bring it back.
 */
export class Ring {
  #frames: Frame[] = [];
  #bytes = 0;
  /** Pieces made since the last change: after a restart thousands of readers ask for the same one. */
  readonly #pieces = new Map<number, Piece>();

  /** @param from number of the last entry that is not here. */
  constructor(public from: number) {}

  get roomy(): boolean {
    return this.#frames.length < RING_FRAMES / 2 && this.#bytes < RING_BYTES / 2;
  }

  /** Adds what was just committed. */
  push(frames: readonly Frame[]): void {
    this.#pieces.clear();
    for (const frame of frames) {
      if (frame.change !== 'added') this.#supersede(frame);
      this.#frames.push(frame);
      this.#bytes += frame.bytes.length;
    }
    this.#trim();
  }

  /** Adds what came just before the oldest frame. Read while nobody pushes, so it is as new as the rest. */
  unshift(frames: readonly Frame[]): void {
    const first = frames[0];
    if (!first) return;
    this.#pieces.clear();
    this.#frames = [...frames, ...this.#frames];
    this.#bytes += frames.reduce((sum, frame) => sum + frame.bytes.length, 0);
    this.from = first.seq - 1;
    this.#trim();
  }

  /** The first of what follows entry `seq`, or undefined where that is older than the ring. */
  after(seq: number): Piece | undefined {
    if (seq < this.from) return undefined;
    const made = this.#pieces.get(seq);
    if (made) return made;
    const blocks: Buffer[] = [];
    let size = 0;
    let last = seq;
    let index = this.#indexAfter(seq);
    for (; index < this.#frames.length && size < PIECE_BYTES; index++) {
      const frame = this.#frames[index]!;
      blocks.push(frame.bytes);
      size += frame.bytes.length;
      last = frame.seq;
    }
    // No empty wire: a chunk of no bytes would end the body.
    const wire = blocks.length > 0 ? wireOf(blocks) : undefined;
    const piece = { wire, last, done: index === this.#frames.length };
    if (this.#pieces.size >= PIECES) this.#pieces.clear();
    this.#pieces.set(seq, piece);
    return piece;
  }

  /** The first index whose frame is younger than `seq`; the frames are in order. */
  #indexAfter(seq: number): number {
    let low = 0;
    let high = this.#frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#frames[middle]!.seq <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Drops the older frames of an object: the newer one says all that may still be said of it. */
  #supersede(by: Frame): void {
    this.#frames = this.#frames.filter((frame) => {
      if (frame.object !== by.object) return true;
      // A reader who has not met the object yet must still learn of it, in the words of today.
      if (by.change === 'changed' && frame.change === 'added') return true;
      this.#bytes -= frame.bytes.length;
      return false;
    });
    if (by.change !== 'changed') return;
    for (const [index, frame] of this.#frames.entries()) {
      if (frame.object === by.object) this.#frames[index] = this.#reworded(frame, by);
    }
  }

  #reworded(frame: Frame, by: Frame): Frame {
    const head = frame.bytes.subarray(0, frame.bytes.indexOf('\ndata: '));
    const bytes = Buffer.concat([head, by.bytes.subarray(by.bytes.indexOf('\ndata: '))]);
    this.#bytes += bytes.length - frame.bytes.length;
    return { ...frame, bytes };
  }

  #trim(): void {
    let drop = 0;
    while (this.#frames.length - drop > RING_FRAMES || this.#bytes > RING_BYTES) {
      const frame = this.#frames[drop++]!;
      this.#bytes -= frame.bytes.length;
      this.from = frame.seq;
    }
    if (drop > 0) this.#frames.splice(0, drop);
  }
}
