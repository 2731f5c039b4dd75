/*
 * The pages that look the same to every reader without a session, and the query parameters each of them
 * knows. Add a page here only if its loader reads nothing of the request but address and language.
 */

/** A community's calendar and feeds look the same to everybody too. */
const FEED = /^\/c\/[^/]+\/(calendar\.ics|feed\.(atom|json))$/;

const PAGES: { path: RegExp; query: readonly string[] }[] = [
  { path: /^\/$/, query: [] },
  { path: /^\/communities$/, query: ['q', 'page', 'after'] },
  {
    path: /^\/c\/[^/]+(\/(events|members|courses|testimonials|about))?$/,
    query: ['q', 'page', 'after', 'before', 'past'],
  },
  { path: FEED, query: [] },
  { path: /^\/events$/, query: ['q', 'page', 'after', 'before', 'past', 'tag', 'place'] },
  { path: /^\/events\/(?!new$)[^/]+$/, query: [] },
  { path: /^\/live$/, query: ['q', 'tag'] },
  { path: /^\/live\/[^/]+(\/(wall|replay|souvenir))?$/, query: ['before', 'after', 'since', 'scribes'] },
];

/** Feeds and Remix's own data requests live beside the pages, under an extension; an event's calendar is kept like its page. */
const EXTENSION = /\.(data|atom|json|csv)$/;
/** Marks that other sites put on links to us. */
const IGNORED = /^(utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref)$/;

/**
 * The address a public page is kept under: its path and the parameters it knows, in order.
 * Undefined where the address is not that of a public page, or has parameters we do not know.
 */
export function publicAddress(url: string): string | undefined {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (EXTENSION.test(path) && !FEED.test(path)) return undefined;
  const page = PAGES.find((candidate) => candidate.path.test(path));
  if (!page) return undefined;
  if (mark < 0) return path;
  const known: [string, string][] = [];
  for (const [name, value] of new URLSearchParams(url.slice(mark))) {
    if (page.query.includes(name)) known.push([name, value]);
    else if (!IGNORED.test(name)) return undefined;
  }
  const query = new URLSearchParams(known.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).toString();
  return query ? `${path}?${query}` : path;
}
