import { setImmediate as turn } from 'node:timers/promises';
import type { Db } from '#db/client';
import { cursorAt } from './cursor';
import { readHeads, type StreamKind } from './entries.server';
import type { Follower } from './follower.server';
import { inPieces, signal, type Wire, wireOf } from './frame.server';
import { StreamHistory } from './history.server';

/** Readers written to before other work of the process gets a turn. */
const READERS_A_TURN = 1_000;

/** Milliseconds for which an answer of `authorize` serves the same viewer coming again. */
const PERMIT_LASTS = 1_000;

/** A reader in one stream. `seq` is what it was last sent, infinite until it has caught up. */
export type Subscription = {
  stream: LiveStream;
  viewer: unknown;
  viewerKey: string;
  follower: Follower | undefined;
  seq: number;
  revoked: boolean;
};

/** What a stream needs of the hub. */
export type Surroundings = {
  db: Db;
  report(error: unknown): void;
  retrySoon(): void;
  /** Does the work when few others do theirs: old readers must not take all the pool's connections. */
  patiently<T>(work: () => Promise<T>): Promise<T>;
};

/** A stream somebody follows: its newest frames in memory, and the readers that are told. */
export class LiveStream {
  readonly subscriptions = new Set<Subscription>();
  /** Number of the newest entry sent; what is not known yet is before the first. */
  head = -1;
  /** When its last reader left, in milliseconds of the epoch. */
  idleSince = Date.now();
  #wanted = 0;
  #pumping = false;
  #opening: Promise<void> | undefined;
  readonly #history: StreamHistory;
  readonly #permits = new Map<string, { answer: Promise<boolean>; until: number }>();

  constructor(
    readonly name: string,
    readonly kind: StreamKind,
    readonly around: Surroundings,
  ) {
    this.#history = new StreamHistory(name, kind, around.db, around.patiently);
  }

  /** Registers a reader, not yet sent anything; from here on a loss of access reaches it. */
  enter(viewer: unknown, viewerKey: string): Subscription {
    const subscription: Subscription = {
      stream: this,
      viewer,
      viewerKey,
      follower: undefined,
      seq: Number.POSITIVE_INFINITY,
      revoked: false,
    };
    this.subscriptions.add(subscription);
    return subscription;
  }

  leave(subscription: Subscription): void {
    if (this.subscriptions.delete(subscription)) this.idleSince = Date.now();
  }

  /** Whether the viewer may follow; asked once for a crowd of the same viewer. */
  permits(viewer: unknown, viewerKey: string): Promise<boolean> {
    const now = Date.now();
    const known = this.#permits.get(viewerKey);
    if (known && known.until > now) return known.answer;
    for (const [key, permit] of this.#permits) if (permit.until <= now) this.#permits.delete(key);
    const answer = this.kind.authorize(viewer, this.name.slice(this.name.indexOf(':') + 1));
    this.#permits.set(viewerKey, { answer, until: now + PERMIT_LASTS });
    answer.catch(() => this.#permits.delete(viewerKey));
    return answer;
  }

  forgetPermits(): void {
    this.#permits.clear();
  }

  /** Finds out where the stream stands. A stream is open before anyone is told anything. */
  open(): Promise<void> {
    this.#opening ??= this.#history
      .exclusively(async () => {
        this.head = (await readHeads(this.around.db, [this.name])).get(this.name) ?? 0;
        this.#history.renew(this.head);
      })
      .then(
        () => void this.#pump(),
        (error) => {
          this.#opening = undefined;
          throw error;
        },
      );
    return this.#opening;
  }

  /** A commit took the stream to entry `seq`, says the database. */
  reached(seq: number): void {
    if (seq > this.#wanted) this.#wanted = seq;
    this.#pump();
  }

  /** The stream is shorter than it was: the database was restored. Nothing known of it holds. */
  async restart(): Promise<void> {
    this.#opening = undefined;
    this.#wanted = 0;
    await this.open();
    await this.#history.exclusively(() => this.#tell(this.#reload(), this.head, true));
  }

  /** Writes to every reader that has not been sent entry `seq`. */
  async #tell(wire: Wire, seq: number, everyone = false): Promise<void> {
    let told = 0;
    for (const subscription of this.subscriptions) {
      // Who joined meanwhile took it from the ring; who is still joining will.
      if (everyone ? subscription.seq === Number.POSITIVE_INFINITY : subscription.seq >= seq) continue;
      subscription.seq = seq;
      if (subscription.follower) {
        subscription.follower.write(wire);
        subscription.follower.counts.delivered++;
      }
      if (++told % READERS_A_TURN === 0) await turn();
    }
  }

  async #pump(): Promise<void> {
    if (this.#pumping || this.head < 0) return;
    this.#pumping = true;
    try {
      while (this.#wanted > this.head) await this.#history.exclusively(() => this.#advance());
    } catch (error) {
      this.around.report(error);
      this.around.retrySoon();
    } finally {
      this.#pumping = false;
    }
  }

  async #advance(): Promise<void> {
    const frames = await this.#history.next(this.head);
    if (!frames) {
      // Forgotten before we read it: the process was away from its database for days.
      this.head = this.#wanted;
      this.#history.renew(this.head);
      await this.#tell(this.#reload(), this.head);
      return;
    }
    this.#history.remember(frames);
    this.head = frames.at(-1)!.seq;
    for (const { wire, last } of inPieces(frames)) {
      await this.#tell(wire, last);
      // Sockets get a chance to send one piece before they are given the next.
      if (last < this.head) await turn();
    }
  }

  /**
   * Sends the reader what came after entry `since`, then lets it follow. The last look into the ring and the
   * joining are one synchronous step: no entry falls between them, none is sent twice.
   */
  async join(subscription: Subscription, since: number | undefined): Promise<void> {
    const follower = subscription.follower;
    if (!follower) return;
    let seq = since ?? this.head;
    if (seq > this.head) await this.#hearOf(seq);
    if (seq > this.head) return this.joinAfresh(subscription);
    while (!follower.ended && !subscription.revoked) {
      if (!this.#history.recent(seq)) await this.#history.deepen(seq);
      const recent = this.#history.recent(seq);
      if (recent) {
        if (recent.wire) follower.write(recent.wire);
        seq = recent.last;
        if (recent.done) {
          subscription.seq = seq;
          return;
        }
      } else {
        const older = await this.#history.older(seq);
        if (!older) return this.joinAfresh(subscription);
        for (const piece of inPieces(older)) {
          follower.write(piece.wire);
          seq = piece.last;
          await follower.drained();
        }
      }
      await follower.drained();
    }
  }

  /** A page may have read a newer state than we were told of; or than there is, then its cursor is void. */
  async #hearOf(seq: number): Promise<void> {
    const actual = (await readHeads(this.around.db, [this.name])).get(this.name) ?? 0;
    if (actual < seq) return;
    this.reached(actual);
    // Each turn that is ours comes after one more batch; a batch that cannot be loaded ends the waiting.
    for (let before = -1; this.head < seq && this.head > before; ) {
      before = this.head;
      await this.#history.exclusively(async () => undefined);
    }
  }

  /** For a reader we cannot catch up: it shall load its page anew, and hears from here on. */
  joinAfresh(subscription: Subscription): void {
    const { follower } = subscription;
    if (!follower) return;
    follower.counts.reloaded++;
    follower.write(this.#reload());
    subscription.seq = this.head;
  }

  #reload(): Wire {
    return wireOf([signal('reload', {}, { id: cursorAt(this.name, this.head) })]);
  }
}
