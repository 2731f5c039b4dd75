import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import express from 'express';
import { streamRoutes } from '#app/http/streams.server';
import { cursorAt } from '#app/live/cursor';
import { Hub, type HubOptions } from '#app/live/hub.server';
import { announce } from '#app/notices/announce.server';
import { hashtagStream } from '#app/notices/catalogue';
import { db, type Trx } from '#db/client';

export type Heard = { id: string; event: string; data: string };

/** A page's connection as the wire shows it: every event, and every comment, in the order they came. */
export class Reader {
  readonly heard: Heard[] = [];
  comments = 0;
  retry: number | undefined;
  status = 0;
  headers: http.IncomingHttpHeaders = {};
  body = '';
  closed = false;
  readonly #waiting = new Set<() => void>();
  #request: http.ClientRequest | undefined;
  #rest = '';

  constructor(
    readonly url: string,
    readonly options: { headers?: Record<string, string>; method?: string } = {},
  ) {}

  async open(): Promise<this> {
    const headers = { Connection: 'keep-alive', ...this.options.headers };
    const request = http.request(this.url, { ...this.options, headers, agent: false });
    this.#request = request;
    request.end();
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.#take(text));
    const ended = () => {
      this.closed = true;
      this.#wake();
    };
    response.on('error', () => undefined).on('close', ended);
    request.on('error', () => undefined);
    return this;
  }

  get posts(): Heard[] {
    return this.heard.filter(({ event }) => ['added', 'changed', 'removed'].includes(event));
  }
  get texts(): string[] {
    return this.posts.filter(({ event }) => event !== 'removed').map(({ data }) => JSON.parse(data).text);
  }
  get lastId(): string {
    return this.posts.at(-1)?.id ?? '';
  }

  /** Waits for a fact; says what was heard if it does not become one. */
  async until(fact: () => boolean, within = 5_000): Promise<void> {
    const deadline = Date.now() + within;
    while (!fact()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`not within ${within} ms; heard ${this.heard.length}: ${this.lastId}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 50));
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** A connection that breaks, as in a tunnel. */
  cut(): void {
    this.#request?.destroy();
  }

  #take(text: string): void {
    this.body += text;
    this.#rest += text;
    const blocks = this.#rest.split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) this.#read(block);
    this.#wake();
  }

  /** WHATWG HTML §9.2.6, as far as this server uses it. */
  #read(block: string): void {
    const heard: Heard = { id: '', event: 'message', data: '' };
    let hasData = false;
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) this.comments++;
      const [, field, value] = /^(\w+): ?(.*)$/s.exec(line) ?? [];
      if (field === 'retry') this.retry = Number(value);
      if (field === 'data') hasData = true;
      if (field === 'id' || field === 'event' || field === 'data') heard[field] = value ?? '';
    }
    if (hasData) this.heard.push(heard);
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}

/** A hub, a server around it, and posts that are nothing but a text. */
export class Room {
  readonly texts = new Map<string, string>();
  /** `viewer tag`: who may not come in. */
  readonly closedTo = new Set<string>();
  readonly surprises: unknown[] = [];
  loads = 0;
  questions = 0;
  /** Awaited by each load, so that a test can be between reading and writing. */
  beforeLoad: () => Promise<void> = async () => undefined;
  readonly hub: Hub;
  readonly #readers: Reader[] = [];
  readonly #server: http.Server;

  constructor({ perAddress, ...options }: HubOptions & { perAddress?: number } = {}) {
    this.hub = new Hub({ report: (error) => this.surprises.push(error), ...options });
    this.hub.register<string>('hashtag', {
      authorize: async (viewer, tag) => {
        this.questions++;
        return !this.closedTo.has(`${viewer} ${tag}`);
      },
      load: async (_db, entries) => {
        this.loads++;
        await this.beforeLoad();
        return entries.map(({ object: id }) =>
          this.texts.has(id) ? { id, text: this.texts.get(id) } : undefined,
        );
      },
    });
    const app = express().use(compression());
    app.use(
      streamRoutes({
        hub: this.hub,
        path: '/live/:hashtag/stream',
        streamOf: (text) => (/^[\p{L}\p{N}_]+$/u.test(text) ? hashtagStream(text.toLowerCase()) : undefined),
        viewerOf: async (req) => req.get('x-viewer') ?? 'stranger',
        ...(perAddress === undefined ? {} : { perAddress }),
      }),
    );
    this.#server = http.createServer(app);
  }

  async open(): Promise<this> {
    await this.hub.start();
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    for (const reader of this.#readers) reader.cut();
    await this.hub.stop();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What a process does first when asked to end: no new connections, none kept that are idle. */
  closeDoor(): void {
    this.#server.close();
    this.#server.closeIdleConnections();
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  address(tag: string, since?: string | number): string {
    const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`;
    return `http://127.0.0.1:${this.port}/live/${encodeURIComponent(tag)}/stream${query}`;
  }

  async ask(tag: string, options: Ask = {}): Promise<Reader> {
    const headers: Record<string, string> = {};
    if (options.lastEventId) headers['Last-Event-ID'] = options.lastEventId;
    if (options.viewer) headers['x-viewer'] = options.viewer;
    if (options.encoding) headers['Accept-Encoding'] = options.encoding;
    const reader = new Reader(this.address(tag, options.since), {
      headers,
      ...(options.method ? { method: options.method } : {}),
    });
    this.#readers.push(reader);
    return await reader.open();
  }

  /** A reader that has caught up: the next thing said reaches it. */
  async follow(tag: string, options: Ask = {}): Promise<Reader> {
    const reader = await this.ask(tag, options);
    await reader.until(() => reader.retry !== undefined);
    const stream = this.hub.stream(hashtagStream(tag))!;
    await reader.until(() => [...stream.subscriptions].every(({ seq }) => Number.isFinite(seq)));
    return reader;
  }

  /** Writes a post as a command does: the text, then the notice, in one transaction. */
  async post(tags: string | string[], text: string, inside?: (trx: Trx) => Promise<void>): Promise<string> {
    const id = randomUUID();
    await this.#say('post-added', tags, id, async (trx) => {
      this.texts.set(id, text);
      await inside?.(trx);
    });
    return id;
  }

  async change(tag: string, id: string, text: string): Promise<void> {
    await this.#say('post-changed', tag, id, async () => void this.texts.set(id, text));
  }

  async remove(tag: string, id: string): Promise<void> {
    await this.#say('post-removed', tag, id, async () => void this.texts.delete(id));
  }

  async accessChanged(tag: string): Promise<void> {
    await db
      .transaction()
      .execute((trx) => announce(trx, { kind: 'hashtag-access-changed', hashtags: [tag] }));
  }

  async #say(
    kind: 'post-added' | 'post-changed' | 'post-removed',
    tags: string | string[],
    post: string,
    write: (trx: Trx) => Promise<void>,
  ): Promise<void> {
    await db.transaction().execute(async (trx) => {
      await write(trx);
      await announce(trx, { kind, post, hashtags: [tags].flat() });
    });
  }
}

type Ask = {
  since?: string | number;
  lastEventId?: string;
  viewer?: string;
  encoding?: string;
  method?: string;
};

/** What the database says was said on a stream, as a reader's ids. */
export async function idsInDatabase(tag: string): Promise<string[]> {
  const rows = await db
    .selectFrom('stream_entries')
    .select('seq')
    .where('stream', '=', hashtagStream(tag))
    .orderBy('seq')
    .execute();
  return rows.map(({ seq }) => cursorAt(hashtagStream(tag), Number(seq)));
}
