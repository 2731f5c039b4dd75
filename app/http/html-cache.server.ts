import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppLoadContext } from '@remix-run/node';
import { type Config, origin } from '../config.server';
import type { Language } from '../locales/i18n';
import { languageOf } from '../locales/i18n.server';
import { compressed, type Encoding, encodingFor } from './encoding.server';
import { publicAddress } from './public-pages.server';
import { contentPolicy, fixedHeaders, pathHeaders } from './security-headers.server';

/**
 * How long a page is kept from the moment its rendering began, in milliseconds. With the time to send it
 * nobody sees anything older than a second, so nothing ever has to be cleared.
 */
const KEPT_FOR = 900;
const RENDERING_LIMIT = 5_000;
const MAX_PAGES = 500;
const MAX_BYTES = 32 * 1_048_576;
const MAX_LANGUAGE_HEADERS = 1_000;

interface Variant {
  etag: string;
  body: Buffer;
  /** Flat list of names and values, ready for writeHead. */
  headers: string[];
}

interface Page {
  key: string;
  began: number;
  status: number;
  /** Whether other readers may be given it. */
  shareable: boolean;
  headers: string[];
  cookies: string[];
  html: Buffer;
  variants: Partial<Record<Encoding, Variant>>;
}

/** Makes the answer to a stranger's request; none where it is no answer to keep, and the ordinary way gives it. */
type Make = (request: Request, context: AppLoadContext) => Promise<Response | undefined>;

/**
 * The public pages and calendars of readers without a session, kept rendered and compressed for less than a second.
 * Nothing a signed-in reader sees ever enters: a request with any cookie but the language's is not ours,
 * and what is rendered is a request of our own making, so that no header can leave a trace in it.
 */
export class HtmlCache {
  readonly #config: Config;
  readonly #make: Make;
  readonly #fixed: string[];
  readonly #pages = new Map<string, Page>();
  readonly #renderings = new Map<string, { began: number; page: Promise<Page | undefined> }>();
  readonly #languages = new Map<string, Language>();
  #bytes = 0;
  readonly counts = { hits: 0, misses: 0 };

  constructor(config: Config, make: Make) {
    this.#config = config;
    this.#make = make;
    this.#fixed = fixedHeaders(config).flat();
  }

  /** Answers from memory, before anything else runs; false where it cannot. */
  hit(req: IncomingMessage, res: ServerResponse, reference: string): boolean {
    const language = this.#languages.get(languageHeaders(req));
    const address = language && this.#addressFor(req);
    const page = address && this.#pages.get(`${language} ${address}`);
    if (!page || Date.now() - page.began > KEPT_FOR) return false;
    this.counts.hits += 1;
    reply(req, res, page, reference);
    return true;
  }

  /** Renders a public page, once however many ask, and answers; false where the request is not for one. */
  async miss(req: IncomingMessage, res: ServerResponse, reference: string): Promise<boolean> {
    const address = this.#addressFor(req);
    if (!address) return false;
    const arrived = Date.now();
    const language = await this.#languageFor(req);
    const key = `${language} ${address}`;
    let rendering = this.#renderings.get(key) ?? this.#render(key, address, language);
    let page = await rendering.page;
    // What began before this reader came may have become old meanwhile; the next one cannot be.
    if (rendering.began < arrived && Date.now() - rendering.began > KEPT_FOR) {
      rendering = this.#renderings.get(key) ?? this.#render(key, address, language);
      page = await rendering.page;
    }
    if (!page || (!page.shareable && rendering.began < arrived)) return false;
    this.counts.misses += 1;
    reply(req, res, page, reference);
    return true;
  }

  #addressFor(req: IncomingMessage): string | undefined {
    if (req.method !== 'GET' && req.method !== 'HEAD') return undefined;
    const { cookie, authorization, range } = req.headers;
    if (authorization || range || (cookie && !/^language=[^;]*$/.test(cookie))) return undefined;
    return publicAddress(req.url ?? '/');
  }

  async #languageFor(req: IncomingMessage): Promise<Language> {
    const raw = languageHeaders(req);
    let language = this.#languages.get(raw);
    if (!language) {
      language = await languageOf(new Request('http://localhost/', { headers: languageRequestHeaders(req) }));
      if (this.#languages.size >= MAX_LANGUAGE_HEADERS) this.#languages.clear();
      this.#languages.set(raw, language);
    }
    return language;
  }

  #render(key: string, address: string, language: Language) {
    const began = Date.now();
    const page = this.#pageAt(key, address, language, began);
    const rendering = { began, page };
    this.#renderings.set(key, rendering);
    const forget = () => {
      clearTimeout(limit);
      if (this.#renderings.get(key) === rendering) this.#renderings.delete(key);
    };
    // One that hangs, on a database that went away, must not hold up those who come after its return.
    const limit = setTimeout(forget, RENDERING_LIMIT).unref();
    page.then(forget, forget);
    page.then(
      (made) => made?.status === 200 && made.shareable && this.#keep(made),
      () => undefined,
    );
    return rendering;
  }

  async #pageAt(key: string, address: string, language: Language, began: number): Promise<Page | undefined> {
    const nonce = randomBytes(16).toString('base64url');
    const request = new Request(`${origin(this.#config)}${address}`, {
      headers: { 'Accept-Language': language, Host: new URL(origin(this.#config)).host },
    });
    let failure: unknown;
    const answer = await this.#make(request, {
      nonce,
      reportError: (error: unknown) => {
        failure ??= error;
      },
    });
    if (failure) throw failure;
    if (!answer) return undefined;
    const rendered = await answer.text();
    const { html, hashes } = hashScripts(rendered, nonce);
    const cookies = answer.headers.getSetCookie();
    const isKept = answer.status === 200 && cookies.length === 0;
    const path = address.split('?', 1)[0] ?? '/';
    const headers = new Map<string, string>(pathHeaders(path));
    for (const [name, value] of answer.headers)
      if (name !== 'set-cookie' && name !== 'cache-control') headers.set(name, value);
    headers.set('Content-Security-Policy', contentPolicy(this.#config, path, hashes));
    // A page by link is for whoever has its address, and for nobody's cache but this one.
    const isPublic = isKept && !answer.headers.get('Cache-Control')?.includes('private');
    headers.set('Cache-Control', isPublic ? 'public, max-age=0, must-revalidate' : 'private, no-store');
    headers.set('Vary', 'Accept-Language, Cookie, Accept-Encoding');
    return {
      key,
      began,
      status: answer.status,
      shareable: cookies.length === 0,
      headers: [...this.#fixed, ...[...headers].flat()],
      cookies,
      html: Buffer.from(html),
      variants: {},
    };
  }

  #keep(page: Page): void {
    this.#drop(page.key);
    this.#pages.set(page.key, page);
    this.#bytes += page.html.length;
    // The oldest first: every page is about to expire anyway.
    for (const key of this.#pages.keys()) {
      if (this.#pages.size <= MAX_PAGES && this.#bytes <= MAX_BYTES) break;
      this.#drop(key);
    }
  }

  #drop(key: string): void {
    const page = this.#pages.get(key);
    if (!page) return;
    this.#pages.delete(key);
    this.#bytes -= page.html.length;
  }
}

const languageHeaders = (req: IncomingMessage): string =>
  `${req.headers.cookie ?? ''}\n${req.headers['accept-language'] ?? ''}`;

function languageRequestHeaders({ headers }: IncomingMessage): Record<string, string> {
  return { Cookie: headers.cookie ?? '', 'Accept-Language': headers['accept-language'] ?? '' };
}

/**
 * Replaces the nonce by hashes, which may be kept. Only scripts that carry the nonce are hashed: one that
 * slipped in with somebody's words gets no permission.
 */
function hashScripts(rendered: string, nonce: string): { html: string; hashes: string[] } {
  const mark = ` nonce="${nonce}"`;
  const hashes = new Set<string>();
  for (const [tag, attributes = '', content = ''] of rendered.matchAll(
    /<script([^>]*)>([\s\S]*?)<\/script>/g,
  )) {
    if (tag && attributes.includes(mark) && content) {
      hashes.add(`'sha256-${createHash('sha256').update(content).digest('base64')}'`);
    }
  }
  return { html: rendered.replaceAll(mark, ''), hashes: [...hashes] };
}

function variantOf(page: Page, encoding: Encoding): Variant {
  const made = page.variants[encoding];
  if (made) return made;
  const body = compressed(page.html, encoding, true);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = [...page.headers, 'ETag', etag];
  if (encoding !== 'identity') headers.push('Content-Encoding', encoding);
  const variant = { etag, body, headers: [...headers, 'Content-Length', String(body.length)] };
  page.variants[encoding] = variant;
  return variant;
}

function reply(req: IncomingMessage, res: ServerResponse, page: Page, reference: string): void {
  // The reader left, or was told that the database is gone.
  if (res.headersSent || res.destroyed) return;
  const { etag, body, headers } = variantOf(page, encodingFor(req));
  const id = ['X-Request-Id', reference];
  if (page.status === 200 && req.headers['if-none-match'] === etag) {
    res.writeHead(304, [...id, ...page.headers, 'ETag', etag]).end();
    return;
  }
  const cookies = page.cookies.flatMap((cookie) => ['Set-Cookie', cookie]);
  res.writeHead(page.status, [...id, ...cookies, ...headers]);
  res.end(req.method === 'HEAD' ? undefined : body);
}
