import { setTimeout as pause } from 'node:timers/promises';
import { ACCESS_CHANNEL, MEMBER_CHANNEL, STREAM_CHANNEL } from '#app/notices/catalogue';
import { type Db, databaseUrl, db as ourDb } from '#db/client';
import { recheckAccess } from './access.server';
import { readHeads, type StreamKind } from './entries.server';
import type { Counts, Follower } from './follower.server';
import { comeBack, HEARTBEAT } from './frame.server';
import { gate } from './gate.server';
import { Listener } from './listener.server';
import { LiveStream, type Subscription } from './live-stream.server';
import { exposeMetrics } from './metrics.server';

/** Milliseconds; tests wait less. */
const INTERVALS = {
  /** Between two lines to every reader: under the 30 to 60 s after which proxies give up. */
  heartbeat: 15_000,
  /** Between two looks at every followed stream, in case a notice was lost: what is lost is no later than this. */
  poll: 4_000,
  /** Between two questions whether the LISTEN connection lives. */
  check: 4_000,
  /** How long a stream without readers is remembered. */
  idle: 60_000,
  /** How long a stream may take to say goodbye at shutdown. */
  goodbye: 2_000,
};

/** Parts of a heartbeat's interval; each sees its share of the readers, so that pages wait for none of it. */
const BEATS = 15;

/** Questions of access, and pages of old entries, asked of the database at a time. */
const AT_A_TIME = 4;

export type HubOptions = Partial<typeof INTERVALS> & {
  db?: Db;
  url?: () => string;
  report?: (error: unknown) => void;
};

/** Everything live of one process: one LISTEN connection, the streams somebody follows, their readers. */
export class Hub {
  readonly counts: Counts = { delivered: 0, cut: 0, revoked: 0, reloaded: 0 };
  readonly #streams = new Map<string, LiveStream>();
  readonly #kinds = new Map<string, StreamKind>();
  readonly #followers = Array.from({ length: BEATS }, () => new Set<Follower>());
  readonly #every: typeof INTERVALS;
  readonly #db: Db;
  readonly #listener: Listener;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #patiently = gate(AT_A_TIME);
  readonly #inTurn = gate(AT_A_TIME);
  /** Where surprises are told; none of them ends the hub. */
  report: (error: unknown) => void;
  #retry: NodeJS.Timeout | undefined;
  #beat = 0;
  #entered = 0;
  #state: 'off' | 'on' | 'stopping' = 'off';

  constructor({ db = ourDb, url = databaseUrl, report, ...intervals }: HubOptions = {}) {
    this.#every = { ...INTERVALS, ...intervals };
    this.#db = db;
    this.report = report ?? ((error) => process.emitWarning(error as Error));
    this.#listener = new Listener({
      url,
      channels: [STREAM_CHANNEL, ACCESS_CHANNEL, MEMBER_CHANNEL],
      checkEvery: this.#every.check,
      onNotice: (channel, payload) => this.#heard(channel, payload),
      onListening: () => this.#listeningAgain(),
      onLost: (error) => this.report(error),
    });
  }

  get running(): boolean {
    return this.#state === 'on';
  }
  get listening(): boolean {
    return this.#listener.listening;
  }
  get streams(): number {
    return this.#streams.size;
  }
  get followers(): number {
    return this.#followers.reduce((sum, some) => sum + some.size, 0);
  }

  /** Says what the streams called `kind:…` carry, and to whom. */
  register<Viewer>(kind: string, what: StreamKind<Viewer>): void {
    this.#kinds.set(kind, what);
  }

  async start(): Promise<void> {
    if (this.#state !== 'off') return;
    this.#state = 'on';
    this.#repeat(this.#every.poll, () => void this.#poll());
    this.#repeat(this.#every.heartbeat / BEATS, () => this.#heartbeat());
    this.#repeat(this.#every.idle / 4, () => this.#forgetIdle());
    await this.#listener.start();
  }

  /** Tells every reader to come back in a while, and resolves when they are gone, 2 s later at most. */
  async stop(): Promise<void> {
    if (this.#state !== 'on') return;
    this.#state = 'stopping';
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#retry);
    const listening = this.#listener.stop();
    const everyone = this.#followers.flatMap((some) => [...some]);
    for (const [index, follower] of everyone.entries()) {
      follower.end(comeBack());
      if (index % 500 === 499) await pause(0);
    }
    const deadline = Date.now() + this.#every.goodbye;
    while (this.followers > 0 && Date.now() < deadline) await pause(20);
    for (const follower of this.#followers.flatMap((some) => [...some])) follower.cut();
    await listening;
    this.#streams.clear();
    this.#state = 'off';
  }

  /** The stream of that name; undefined where no noun knows its kind. */
  stream(name: string): LiveStream | undefined {
    const known = this.#streams.get(name);
    if (known) return known;
    const kind = this.#kinds.get(name.slice(0, name.indexOf(':')));
    if (!kind) return undefined;
    const stream = new LiveStream(name, kind, {
      db: this.#db,
      report: (error) => this.report(error),
      retrySoon: () => this.#retrySoon(),
      patiently: this.#patiently,
    });
    this.#streams.set(name, stream);
    return stream;
  }

  /** Counts the reader in until its socket closes. */
  admit(follower: Follower, subscriptions: readonly Subscription[]): void {
    const group = this.#followers[this.#entered++ % BEATS]!;
    group.add(follower);
    follower.socket.once('close', () => {
      group.delete(follower);
      for (const subscription of subscriptions) subscription.stream.leave(subscription);
    });
  }

  #heard(channel: string, payload: string): void {
    if (channel === ACCESS_CHANNEL) {
      const stream = this.#streams.get(payload);
      if (stream) void this.#recheck(stream);
      return;
    }
    if (channel === MEMBER_CHANNEL) {
      for (const stream of this.#streams.values()) void this.#recheck(stream, payload);
      return;
    }
    const space = payload.lastIndexOf(' ');
    this.#streams.get(payload.slice(0, space))?.reached(Number(payload.slice(space + 1)));
  }

  /** LISTEN first, then look: what was committed in between is in one or the other. */
  #listeningAgain(): void {
    void this.#poll();
    for (const stream of this.#streams.values()) void this.#recheck(stream);
  }

  async #poll(): Promise<void> {
    const before = new Map([...this.#streams.values()].map((stream) => [stream, stream.head]));
    try {
      const heads = await readHeads(
        this.#db,
        [...before.keys()].map(({ name }) => name),
      );
      for (const [stream, headBefore] of before) {
        const head = heads.get(stream.name) ?? 0;
        if (head < headBefore) await stream.restart();
        else stream.reached(head);
      }
    } catch (error) {
      this.report(error);
    }
  }

  #retrySoon(): void {
    if (this.#state !== 'on') return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#poll(), Math.min(500, this.#every.poll));
    this.#retry.unref();
  }

  /** @param member only this member's own streams */
  #recheck(stream: LiveStream, member?: string): Promise<void> {
    const means = { counts: this.counts, inTurn: this.#inTurn, report: this.report };
    const { memberOf } = stream.kind;
    return recheckAccess(stream, means, member ? ({ viewer }) => memberOf?.(viewer) === member : undefined);
  }

  #heartbeat(): void {
    for (const follower of this.#followers[this.#beat++ % BEATS]!) follower.write(HEARTBEAT);
  }

  #forgetIdle(): void {
    const before = Date.now() - this.#every.idle;
    for (const [name, stream] of this.#streams) {
      if (stream.subscriptions.size === 0 && stream.idleSince < before) this.#streams.delete(name);
    }
  }

  #repeat(every: number, work: () => void): void {
    const timer = setInterval(work, every);
    timer.unref();
    this.#timers.add(timer);
  }
}

const global = globalThis as { __perchoirHub?: Hub };

/** The process's one hub, the same for every copy of this module a reloading server makes. */
export function theHub(): Hub {
  global.__perchoirHub ??= new Hub();
  return global.__perchoirHub;
}

/** For server-hooks: each noun says what its streams carry. */
export function registerStream<Viewer>(kind: string, what: StreamKind<Viewer>): void {
  theHub().register(kind, what);
}

export async function startHub(report?: (error: unknown) => void): Promise<void> {
  if (report) theHub().report = report;
  exposeMetrics(theHub);
  await theHub().start();
}

export const stopHub = (): Promise<void> => theHub().stop();
