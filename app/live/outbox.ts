/** Something written that its server has not acknowledged yet. */
export type Kept = {
  /** Made here and sent along as `client_key`: what is sent twice is one post. */
  key: string;
  /** Where it goes: the address a form would be posted to. */
  to: string;
  fields: Record<string, string>;
  /** Milliseconds of the epoch. */
  keptAt: number;
  /** Milliseconds of the epoch: when the server, who has heard too much, takes it. Not before. */
  notBefore?: number;
  /** Why it was not accepted. It stays, text and all, until its writer sends it again or drops it. */
  refused?: string;
};

/**
 * What became of an attempt: `later` is anything that trying again may change, and where the server says when,
 * that moment (milliseconds of the epoch).
 */
export type Outcome = 'accepted' | 'later' | { notBefore: number } | { refused: string };

export type OutboxOptions = {
  /** Whose it is: nobody who signs in after them on the same machine may send it. */
  owner: string;
  send(kept: Kept): Promise<Outcome>;
  /** Told when something was acknowledged. */
  onAccepted?: (kept: Kept) => void;
  storage?: Storage | undefined;
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
  /** Each thing has a place of its own in the storage: two tabs must not write over each other's. */
  readonly #place: string;
  readonly #listeners = new Set<() => void>();
  #kept: readonly Kept[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempts = 0;
  #sending: Promise<void> | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#place = `outbox:${options.owner}:`;
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
    this.#put(kept);
    void this.flush();
    return kept;
  }

  /** Sends a refused one again, as its writer has now put it. */
  resend(key: string, fields: Record<string, string> = {}): void {
    const kept = this.#kept.find((one) => one.key === key);
    if (!kept) return;
    const { refused: _, notBefore: __, ...rest } = kept;
    this.#put({ ...rest, fields: { ...kept.fields, ...fields, client_key: key } });
    void this.flush();
  }

  /** Its writer does not want it any more. */
  drop(key: string): void {
    this.#with((storage) => storage.removeItem(this.#place + key));
    this.#become(this.#kept.filter((kept) => kept.key !== key));
  }

  /** Sends what waits, now or as soon as it may be: at the start, and whenever the network is back. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
      // Written in the moment between the last look and here.
      if (this.#timer === undefined && this.#next()) void this.flush();
    });
    return this.#sending;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #next(): Kept | undefined {
    return this.#closed ? undefined : this.#kept.find((kept) => kept.refused === undefined);
  }

  async #sendAll(): Promise<void> {
    for (let next = this.#next(); next; next = this.#next()) {
      // Those behind it wait too: what was written first comes first.
      const wait = (next.notBefore ?? 0) - Date.now();
      if (wait > 0) return this.#after(wait);
      const outcome = await this.#options.send(next).catch((): Outcome => 'later');
      if (outcome === 'later') return this.#later();
      this.#attempts = 0;
      if (outcome === 'accepted') {
        const accepted = next;
        this.drop(accepted.key);
        this.#options.onAccepted?.(accepted);
      } else {
        this.#put({ ...next, ...outcome });
      }
    }
  }

  #later(): void {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#attempts++);
    const { random = Math.random } = this.#options;
    this.#after(wait * (0.5 + random() / 2));
  }

  #after(wait: number): void {
    if (!this.#closed) this.#timer = setTimeout(() => void this.flush(), wait);
  }

  /** In its place if it was kept before, else at the end. */
  #put(kept: Kept): void {
    this.#with((storage) => storage.setItem(this.#place + kept.key, JSON.stringify(kept)));
    const known = this.#kept.some(({ key }) => key === kept.key);
    this.#become(
      known ? this.#kept.map((one) => (one.key === kept.key ? kept : one)) : [...this.#kept, kept],
    );
  }

  #with(work: (storage: Storage) => void): void {
    try {
      if (this.#options.storage) work(this.#options.storage);
    } catch {
      // Full or forbidden: it is still in memory, and being sent.
    }
  }

  #become(kept: readonly Kept[]): void {
    this.#kept = kept;
    for (const listener of this.#listeners) listener();
  }

  #read(): readonly Kept[] {
    const found: Kept[] = [];
    this.#with((storage) => {
      for (let index = 0; index < storage.length; index++) {
        const place = storage.key(index) ?? '';
        if (!place.startsWith(this.#place)) continue;
        const kept = parse(storage.getItem(place) ?? '');
        if (kept && place === this.#place + kept.key) found.push(kept);
      }
    });
    return found.sort((one, other) => one.keptAt - other.keptAt);
  }
}

function parse(text: string): Kept | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isKept(value) ? value : undefined;
  } catch {
    return undefined;
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
