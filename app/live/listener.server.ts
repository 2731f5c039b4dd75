import pg from 'pg';

/** First and longest wait between two attempts to connect, in milliseconds. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 2_000;

type Options = {
  url: () => string;
  channels: readonly string[];
  /** Milliseconds between two questions whether the connection still lives. */
  checkEvery: number;
  onNotice(channel: string, payload: string): void;
  /** Every channel is being listened to, for the first time or again: what was said before may be missed. */
  onListening(): void;
  onLost(error: Error): void;
};

/**
 * One connection that does nothing but LISTEN. It is no part of the pool: a pool hands out connections that
 * forget, and PgBouncer's transaction mode loses notices.
 */
export class Listener {
  readonly #options: Options;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #attempts = 0;
  #stopped = false;
  #listening = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get listening(): boolean {
    return this.#listening;
  }

  /** Resolves after the first attempt, successful or not; further attempts follow by themselves. */
  async start(): Promise<void> {
    this.#stopped = false;
    await this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    this.#listening = false;
    if (!client) return;
    await Promise.race([client.end(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url(),
      application_name: 'perchoir-live',
      connectionTimeoutMillis: 3_000,
      query_timeout: 3_000,
      keepAlive: true,
    });
    this.#client = client;
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, new Error('the connection ended')));
    client.on('notification', ({ channel, payload }) => this.#options.onNotice(channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.#options.channels) await client.query(`listen ${channel}`);
    } catch (error) {
      this.#lost(client, error as Error);
      return;
    }
    if (this.#client !== client) return;
    this.#attempts = 0;
    this.#listening = true;
    this.#check(client);
    this.#options.onListening();
  }

  /** A connection can die without a word (a firewall forgot it); only a question finds out. */
  #check(client: pg.Client): void {
    this.#timer = setTimeout(() => {
      client.query('select 1').then(
        () => this.#client === client && this.#check(client),
        (error) => this.#lost(client, error),
      );
    }, this.#options.checkEvery);
    this.#timer.unref();
  }

  #lost(client: pg.Client, error: Error): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#listening = false;
    clearTimeout(this.#timer);
    // Not waited for: on a dead connection the goodbye would never be answered.
    client.end().catch(() => undefined);
    if (this.#stopped) return;
    this.#options.onLost(error);
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#attempts++);
    this.#timer = setTimeout(() => void this.#connect(), wait * (0.5 + Math.random() / 2));
    this.#timer.unref();
  }
}
