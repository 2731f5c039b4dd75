/** Something written that its server has not acknowledged yet. */
export type Kept = {
  /** Made here and sent along as `client_key`: what is sent twice is one post. */
  key: string;
  /** Where it goes: the address a form would be posted to. */
  to: string;
  fields: Record<string, string>;
  /** Milliseconds of the epoch. */
  keptAt: number;
  /** Why it was not accepted. It stays, text and all, until its writer sends it again or drops it. */
  refused?: string;
};

/** What became of an attempt: `later` is anything that trying again may change. */
export type Outcome = 'accepted' | 'later' | { refused: string };

export type OutboxOptions = {
  /** Whose it is: nobody who signs in after them on the same machine may send it. */
  owner: string;
  send(kept: Kept): Promise<Outcome>;
  /** Told when something was acknowledged. */
  onAccepted?: (kept: Kept) => void;
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
  random?: () => number;
};

/** First and longest wait before it is sent again, in milliseconds. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/**
 * Keeps what was written until it is acknowledged, over reloads, tunnels and dead batteries, and sends it in
 * the order it was written. It works with a storage that is full or forbidden, then only until the page goes.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #place: string;
  readonly #listeners = new Set<() => void>();
  #kept: readonly Kept[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  #sending: Promise<void> | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#place = `outbox:${options.owner}`;
    this.#kept = this.#read();
  }

  /** What waits or was refused, oldest first; the same array until it changes (for useSyncExternalStore). */
  list = (): readonly Kept[] => this.#kept;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Keeps what was written, then sends it. Files are not kept: they would not fit. */
  keep(to: string, form: FormData | Record<string, string>): Kept {
    const entries = form instanceof FormData ? [...form.entries()] : Object.entries(form);
    const fields = Object.fromEntries(
      entries.filter((field): field is [string, string] => typeof field[1] === 'string'),
    );
    const key = fields.client_key || clientKey();
    const kept: Kept = { key, to, fields: { ...fields, client_key: key }, keptAt: Date.now() };
    this.#change([...this.#kept.filter((other) => other.key !== key), kept]);
    void this.flush();
    return kept;
  }

  /** Sends a refused one again, as its writer has now put it. */
  resend(key: string, fields: Record<string, string> = {}): void {
    this.#change(
      this.#kept.map(({ refused, ...kept }) => {
        if (kept.key !== key) return refused === undefined ? kept : { ...kept, refused };
        return { ...kept, fields: { ...kept.fields, ...fields, client_key: key } };
      }),
    );
    void this.flush();
  }

  /** Its writer does not want it any more. */
  drop(key: string): void {
    this.#change(this.#kept.filter((kept) => kept.key !== key));
  }

  /** Sends what waits, now: at the start, and whenever the network is back. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.#kept.find((kept) => kept.refused === undefined);
      if (!next || this.#closed) return;
      const outcome = await this.#options.send(next).catch((): Outcome => 'later');
      if (outcome === 'later') return this.#later();
      this.#attempts = 0;
      if (outcome === 'accepted') {
        this.drop(next.key);
        this.#options.onAccepted?.(next);
      } else {
        this.#change(this.#kept.map((kept) => (kept.key === next.key ? { ...kept, ...outcome } : kept)));
      }
    }
  }

  #later(): void {
    if (this.#closed) return;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#attempts++);
    const { random = Math.random } = this.#options;
    this.#timer = setTimeout(() => void this.flush(), wait * (0.5 + random() / 2));
  }

  #change(kept: readonly Kept[]): void {
    this.#kept = kept;
    try {
      if (kept.length > 0) this.#options.storage?.setItem(this.#place, JSON.stringify(kept));
      else this.#options.storage?.removeItem(this.#place);
    } catch {
      // Full or forbidden: it is still in memory, and being sent.
    }
    for (const listener of this.#listeners) listener();
  }

  #read(): readonly Kept[] {
    try {
      const found: unknown = JSON.parse(this.#options.storage?.getItem(this.#place) ?? '[]');
      return Array.isArray(found) ? found.filter(isKept) : [];
    } catch {
      return [];
    }
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { key, to, fields } = value as Partial<Kept>;
  return typeof key === 'string' && typeof to === 'string' && typeof fields === 'object' && fields !== null;
}

/**
 * A random UUID, version 4 (RFC 9562 §5.4). `crypto.randomUUID` is missing on plain http, where a first try
 * on a phone in the same network takes place.
 */
export function clientKey(source: Pick<Crypto, 'getRandomValues'> & Partial<Crypto> = crypto): string {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
