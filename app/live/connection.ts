import { type Place, readCursor } from './cursor';

/** How things stand between the page and its stream. `offline` also while waiting to try again. */
export type LiveStatus = 'connecting' | 'live' | 'offline' | 'paused';

export type LiveChange<T> =
  | { id: string; change: 'added' | 'changed'; data: T }
  | { id: string; change: 'removed'; data: { id: string } };

export type LiveHandlers<T> = {
  onChange(change: LiveChange<T>): void;
  onStatus(status: LiveStatus): void;
  /** What was missed is no longer kept, or access was lost: the page must be loaded anew. */
  onReload(): void;
};

/** What of a browser the connection touches; tests give it another. */
export type Browser = {
  open(url: string): EventSource;
  document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  window: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  navigator: Pick<Navigator, 'onLine'>;
  random(): number;
};

/** Milliseconds a hidden tab keeps its stream: browsers allow six per host over HTTP/1.1. */
const HIDDEN_FOR = 30_000;

/** Milliseconds without a line after which a stream is dead: three heartbeats of the server. */
const SILENT_FOR = 45_000;

/** First and longest wait before the next attempt, in milliseconds. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/**
 * Keeps one event stream open for as long as somebody looks at the page, and continues where it left off:
 * after sleep, a tunnel, a restart of the server, a refusal. Each entry is handed on once.
 */
export class LiveConnection<T> {
  #source: EventSource | undefined;
  #status: LiveStatus = 'connecting';
  #seen = new Map<string, { seq: number; cursor: string }>();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  #paused = false;
  #away = false;
  #stopped = true;

  /** @param since the cursors, separated by commas, at which the page was rendered. */
  constructor(
    private readonly url: string,
    private readonly since: string,
    private readonly handlers: LiveHandlers<T>,
    private readonly browser: Browser,
  ) {}

  start(): void {
    this.#stopped = false;
    const { document, window } = this.browser;
    document.addEventListener('visibilitychange', this.#looked);
    window.addEventListener('online', this.#cameOnline);
    window.addEventListener('offline', this.#wentOffline);
    window.addEventListener('pageshow', this.#returned);
    window.addEventListener('pagehide', this.#left);
    this.#looked();
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    const { document, window } = this.browser;
    document.removeEventListener('visibilitychange', this.#looked);
    window.removeEventListener('online', this.#cameOnline);
    window.removeEventListener('offline', this.#wentOffline);
    window.removeEventListener('pageshow', this.#returned);
    window.removeEventListener('pagehide', this.#left);
    clearTimeout(this.#hiding);
    this.#close();
  }

  /** The reader wants the page to hold still. What happens meanwhile comes on `resume`. */
  pause(): void {
    this.#paused = true;
    this.#close();
    this.#become('paused');
  }

  resume(): void {
    this.#paused = false;
    this.#attempts = 0;
    this.#open();
  }

  /** Where the next attempt continues: what was seen of each stream, else what the page knew. */
  get cursor(): string {
    if (this.#seen.size === 0) return this.since;
    const known = this.since.split(',').filter((cursor) => {
      const place = readCursor(cursor);
      return place && !this.#seen.has(place.stream);
    });
    return [...known, ...[...this.#seen.values()].map(({ cursor }) => cursor)].join(',');
  }

  #open(): void {
    this.#close();
    if (this.#stopped || this.#paused || this.#away) return;
    const { onLine } = this.browser.navigator;
    this.#become(onLine ? 'connecting' : 'offline');
    if (!onLine) return;
    const { cursor } = this;
    const mark = this.url.includes('?') ? '&' : '?';
    const source = this.browser.open(
      cursor ? `${this.url}${mark}since=${encodeURIComponent(cursor)}` : this.url,
    );
    this.#source = source;
    this.#heard();
    source.addEventListener('open', () => {
      if (source !== this.#source) return;
      this.#attempts = 0;
      this.#heard();
      this.#become('live');
    });
    source.addEventListener('error', () => {
      if (source !== this.#source) return;
      // After a broken connection the browser tries again by itself; after a refusal it never does.
      if (source.readyState === CLOSED) this.#later();
      else this.#become('connecting');
    });
    for (const change of ['added', 'changed', 'removed'] as const) {
      source.addEventListener(change, (frame) => this.#take(source, change, frame));
    }
    const signals: Record<string, (data: string) => void> = {
      beat: () => undefined,
      reload: () => this.handlers.onReload(),
      reconnect: (data) => this.#later((JSON.parse(data) as { after: number }).after),
      gone: () => {
        this.#later(LONGEST_WAIT);
        this.handlers.onReload();
      },
    };
    for (const [name, act] of Object.entries(signals)) {
      source.addEventListener(name, (frame) => {
        if (source !== this.#source) return;
        this.#heard();
        this.#note(frame.lastEventId);
        act(frame.data as string);
      });
    }
  }

  #take(source: EventSource, change: LiveChange<T>['change'], frame: MessageEvent): void {
    if (source !== this.#source) return;
    this.#heard();
    const id = frame.lastEventId;
    if (this.#note(id)) {
      this.handlers.onChange({ id, change, data: JSON.parse(frame.data) } as LiveChange<T>);
    }
  }

  /** Remembers the cursor; false if that entry was seen before. */
  #note(cursor: string): boolean {
    const place: Place | undefined = readCursor(cursor);
    if (!place) return true;
    const { seq = -1 } = this.#seen.get(place.stream) ?? {};
    if (place.seq <= seq) return false;
    this.#seen.set(place.stream, { seq: place.seq, cursor });
    return true;
  }

  #close(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = undefined;
  }

  /** Tries again after a while, longer each time; at random, so that a crowd does not come at once. */
  #later(after?: number): void {
    this.#close();
    this.#become('offline');
    const wait = after ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#attempts++);
    this.#retry = setTimeout(() => this.#open(), after ?? wait * (0.5 + this.browser.random() / 2));
  }

  /** A phone that changes networks can be left with a connection that is dead and does not know it. */
  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#open(), SILENT_FOR);
  }

  #become(status: LiveStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.handlers.onStatus(status);
  }

  #looked = (): void => {
    clearTimeout(this.#hiding);
    if (this.browser.document.visibilityState === 'hidden') {
      this.#hiding = setTimeout(this.#left, HIDDEN_FOR);
    } else this.#returned();
  };

  #left = (): void => {
    this.#away = true;
    this.#close();
  };

  #returned = (): void => {
    if (!this.#away) return;
    this.#away = false;
    this.#attempts = 0;
    this.#open();
  };

  #cameOnline = (): void => {
    this.#attempts = 0;
    if (this.#status !== 'live') this.#open();
  };

  #wentOffline = (): void => {
    this.#close();
    if (!this.#paused) this.#become('offline');
  };
}

/** EventSource.CLOSED, which tests' stand-ins need not have. */
const CLOSED = 2;
