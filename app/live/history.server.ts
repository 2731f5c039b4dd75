import type { Db } from '#db/client';
import { readFrames, type StreamKind } from './entries.server';
import type { Frame } from './frame.server';
import { type Piece, RING_FRAMES, Ring } from './ring.server';

/** Entries loaded at a time. */
const BATCH = 200;

/** A reader further behind than this reloads its page instead: that is fewer bytes than the replay. */
const FURTHEST_BEHIND = 5_000;

/** Does the work when few others do theirs: old readers must not take all the pool's connections. */
type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** What was said on one stream: the newest of it in memory, the rest in the database. */
export class StreamHistory {
  #ring = new Ring(-1);
  /** Whether the ring was given what came before its first entry. */
  #deepened = false;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #pages = new Map<number, Promise<Frame[]>>();

  constructor(
    readonly stream: string,
    readonly kind: StreamKind,
    readonly db: Db,
    readonly inTurn: InTurn,
  ) {}

  /** Forgets everything; entry `head` is the last that will not be here. */
  renew(head: number): void {
    this.#ring = new Ring(head);
    this.#deepened = false;
  }

  /** The next entries after `head`, not yet remembered; undefined where they were purged. */
  async next(head: number): Promise<Frame[] | undefined> {
    const frames = await this.#read(head, { limit: BATCH });
    return frames.length > 0 && continues(frames, head) ? frames : undefined;
  }

  remember(frames: readonly Frame[]): void {
    this.#ring.push(frames);
  }

  /** What memory has after entry `seq`: at once, or the step from catching up to following has a gap. */
  recent(seq: number): Piece | undefined {
    return this.#ring.after(seq);
  }

  /** What the database has after entry `seq`, up to what memory has; undefined where that is lost. */
  async older(seq: number): Promise<readonly Frame[] | undefined> {
    if (this.#ring.from - seq > FURTHEST_BEHIND) return undefined;
    let page = this.#pages.get(seq);
    if (!page) {
      // Readers who ask at once share a page.
      page = this.inTurn(() => this.#read(seq, { upTo: this.#ring.from, limit: BATCH }));
      this.#pages.set(seq, page);
      const forget = () => this.#pages.delete(seq);
      page.then(forget, forget);
    }
    const frames = await page;
    return frames.length > 0 && continues(frames, seq) ? frames : undefined;
  }

  /** Takes older entries into memory, once for all who wait, where that reaches back to entry `seq`. */
  async deepen(seq: number): Promise<void> {
    const enough = () => this.#deepened || !this.#ring.roomy || seq < this.#ring.from - RING_FRAMES / 2;
    if (enough()) return;
    await this.exclusively(async () => {
      if (enough()) return;
      const { from } = this.#ring;
      const frames = await this.#read(Math.max(0, from - RING_FRAMES / 2), {
        upTo: from,
        limit: RING_FRAMES,
      });
      this.#deepened = true;
      // Only the unbroken end of it: before a hole, entries were purged.
      const hole = frames.findLastIndex(
        (frame, index) => frame.seq + 1 !== (frames[index + 1]?.seq ?? from + 1),
      );
      this.#ring.unshift(frames.slice(hole + 1));
    });
  }

  /**
   * One at a time: reading entries and remembering them are not interrupted by a newer reading, or a text
   * removed in between would be remembered.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #read(after: number, range: { upTo?: number; limit: number }): Promise<Frame[]> {
    return readFrames(this.db, this.kind, this.stream, { after, ...range });
  }
}

/** Numbers are drawn without holes; a hole in what is left was purged. */
function continues(frames: readonly Frame[], after: number): boolean {
  return frames.every((frame, index) => frame.seq === after + index + 1);
}
