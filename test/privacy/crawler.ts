import { Reader } from '../live/room';

/** What a viewer was given at an address. */
export interface Given {
  address: string;
  status: number;
  /** Headers and body, without the address itself: what is only said back was known before. */
  text: string;
}

const HREF = /\s(?:href|src|action)="([^"#]*)/g;
const PLAIN: Record<string, string> = { '&amp;': '&', '&quot;': '"', '&#x27;': "'" };
const unescaped = (text: string) => text.replace(/&(amp|quot|#x27);/g, (entity) => PLAIN[entity] ?? entity);

/** Addresses that change something by being followed, or that lead nowhere new. */
const LEFT_OUT = /^\/(assets|covers|fonts|favicon|logout|language)\b/;

/** The text of the last post under every hashtag there is: a stream that carries it has told all it owed. */
export const LAST_WORD = 'zqlastword';

/**
 * Everything a viewer is given: at the addresses named, at those they are led to from there, and as the data of each page.
 * @param cookie empty for a stranger
 */
export async function crawl(home: string, cookie: string, named: readonly string[]): Promise<Given[]> {
  const waiting = [...new Set(named)];
  const known = new Set(waiting);
  const given: Given[] = [];
  const visit = async (address: string) => {
    const answer = await ask(home, cookie, address);
    given.push(answer);
    if (!answer.isPage) return;
    for (const [, href = ''] of answer.text.matchAll(HREF)) {
      const found = new URL(unescaped(href), home + address);
      const path = found.pathname + found.search;
      if (found.origin !== home || LEFT_OUT.test(path) || known.has(path)) continue;
      known.add(path);
      waiting.push(path);
    }
    const data = dataOf(address);
    if (!known.has(data)) {
      known.add(data);
      given.push(await ask(home, cookie, data));
    }
  };
  const lane = async () => {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift())
      await visit(address);
  };
  // Twice: while one lane waits for its answer the other has found more.
  for (let round = 0; round < 2; round++) await Promise.all([lane(), lane(), lane(), lane()]);
  return given;
}

/** Where the browser asks for a page's data without the page (Remix's single fetch). */
function dataOf(address: string): string {
  const [path = '', query] = address.split('?');
  return `${path === '/' ? '/_root' : path.replace(/\/$/, '')}.data${query === undefined ? '' : `?${query}`}`;
}

async function ask(home: string, cookie: string, address: string): Promise<Given & { isPage: boolean }> {
  if (/\/stream(\?|$)/.test(address)) return { ...(await listen(home, cookie, address)), isPage: false };
  const answer = await fetch(home + address, {
    headers: { 'Accept-Language': 'fr', Connection: 'close', ...(cookie && { Cookie: cookie }) },
    redirect: 'manual',
  });
  const type = answer.headers.get('content-type') ?? '';
  const body = Buffer.from(await answer.arrayBuffer()).toString(/zip|image/.test(type) ? 'latin1' : 'utf8');
  const headers = [...answer.headers].map((pair) => pair.join(': ')).join('\n');
  return {
    address,
    status: answer.status,
    text: without(address, `${headers}\n\n${body}`),
    isPage: type.startsWith('text/html'),
  };
}

async function listen(home: string, cookie: string, address: string): Promise<Given> {
  const reader = await new Reader(home + address, { headers: cookie ? { Cookie: cookie } : {} }).open();
  await reader.until(() => reader.closed || reader.body.includes(LAST_WORD));
  reader.cut();
  const heard = reader.heard.map(({ data }) => data).join('\n');
  return { address, status: reader.status, text: without(address, `${reader.body}\n${heard}`) };
}

/** A page may say its own address back: in its form of languages, in a way to sign in and return. */
function without(address: string, text: string): string {
  const said = new Set<string>();
  for (const form of [address, decodeURI(address), address.split('?')[0] ?? '']) {
    const plain = form.replace(/\.data$/, '');
    if (plain.length < 3) continue;
    for (const way of [plain, encodeURIComponent(plain), plain.replaceAll('&', '&amp;')]) said.add(way);
  }
  return [...said].sort((a, b) => b.length - a.length).reduce((left, way) => left.replaceAll(way, ''), text);
}
