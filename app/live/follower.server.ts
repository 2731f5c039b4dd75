import type { Socket } from 'node:net';
import { LAST_CHUNK, type Wire, wireOf } from './frame.server';

/** Bytes a socket may owe its reader before it is cut; it comes back with its cursor and is caught up. */
export const MAX_UNSENT = 256 * 1024;

/** Bytes a socket may owe before more of a catch-up is read, and how long it may take over them. */
const CATCH_UP_UNSENT = 64 * 1024;
const CATCH_UP_PATIENCE = 30_000;

/** What befell all followers of a process, for /metrics. */
export type Counts = { delivered: number; cut: number; revoked: number; reloaded: number };

/** One open response. It writes to the socket itself: `res.write` costs half again as much per reader. */
export class Follower {
  #ended = false;

  constructor(
    readonly socket: Socket,
    readonly chunked: boolean,
    readonly counts: Counts,
  ) {}

  get ended(): boolean {
    return this.#ended || this.socket.destroyed;
  }

  write(wire: Wire): void {
    if (this.#ended) return;
    const { socket } = this;
    if (socket.write(this.chunked ? wire.chunked : wire.plain)) return;
    if (socket.writableLength > MAX_UNSENT) {
      this.counts.cut++;
      this.cut();
    }
  }

  /** Resolves once the reader has taken most of what was written; one that takes nothing is cut. */
  async drained(): Promise<void> {
    const { socket } = this;
    if (socket.writableLength <= CATCH_UP_UNSENT || this.ended) return;
    await new Promise<void>((resolve) => {
      const stop = () => {
        clearTimeout(patience);
        socket.off('drain', stop).off('close', stop);
        resolve();
      };
      const patience = setTimeout(() => {
        this.counts.cut++;
        this.cut();
      }, CATCH_UP_PATIENCE);
      socket.on('drain', stop).on('close', stop);
    });
  }

  /** Says `block`, if anything, and ends the body as its framing demands. */
  end(block?: Buffer): void {
    if (this.ended) return;
    if (block) this.write(wireOf([block]));
    this.#ended = true;
    if (this.chunked) this.socket.write(LAST_CHUNK);
    this.socket.end();
  }

  cut(): void {
    this.#ended = true;
    this.socket.destroy();
  }
}
