import type { RequestHandler, ServerBuild } from '@remix-run/node';

type Routes = ServerBuild['routes'];

/**
 * The router compiles and ranks all routes anew several times a request; with some fifty of them that was
 * a quarter of the time a page took. An address is therefore handled by a build that holds only the routes
 * it may match: those that begin with the same word and are no longer, and those that begin with none.
 * @param make Remix's `createRequestHandler`
 */
export function handleByGroups(
  build: ServerBuild,
  make: (build: ServerBuild) => RequestHandler,
): RequestHandler {
  const patterns = Object.keys(build.routes).map((id) => patternOf(build.routes, id));
  const words = new Set(patterns.flatMap(({ word }) => word ?? []));
  const longest = Math.max(...patterns.map(({ length }) => length));
  const whole = make(build);
  const groups = new Map<string, RequestHandler>();
  return (request, context) => {
    const address = read(request.url);
    // Remix's own address tells browsers of any route.
    if (!address || address.word === '__manifest') return whole(request, context);
    const word = words.has(address.word) ? address.word : undefined;
    const length = Math.min(address.length, longest);
    const key = `${length} ${word}`;
    const handle = groups.get(key) ?? make(buildOf(build, word, length));
    groups.set(key, handle);
    return handle(request, context);
  };
}

/** The build with the routes for addresses of this many segments that begin with this word, in the browser's manifest too. */
function buildOf(build: ServerBuild, word: string | undefined, length: number): ServerBuild {
  const kept = new Set<string>();
  for (const id of Object.keys(build.routes)) {
    const pattern = patternOf(build.routes, id);
    // Shorter ones stay: the browser is told of the pages above its own.
    if ((pattern.word !== undefined && pattern.word !== word) || pattern.length > length) continue;
    for (let one: string | undefined = id; one; one = build.routes[one]?.parentId) kept.add(one);
  }
  const keep = <Route>(routes: Record<string, Route>) =>
    Object.fromEntries(Object.entries(routes).filter(([id]) => kept.has(id)));
  return {
    ...build,
    routes: keep(build.routes as Record<string, NonNullable<Routes[string]>>),
    assets: { ...build.assets, routes: keep(build.assets.routes) },
  };
}

/**
 * The literal word that addresses of a route begin with, undefined where they may begin with any or are `/`, and
 * how many segments they have at least.
 */
function patternOf(routes: Routes, id: string): { word: string | undefined; length: number } {
  const paths: string[] = [];
  for (let route = routes[id]; route; route = routes[route.parentId ?? '']) paths.unshift(route.path ?? '');
  const segments = paths.join('/').split('/').filter(Boolean);
  const [first] = segments;
  return {
    word: first && /^[\w.-]+$/.test(first) ? first.toLowerCase() : undefined,
    length: segments.filter((segment) => segment !== '*' && !segment.endsWith('?')).length,
  };
}

/** The first word of an address, as the router compares it, and its segments; undefined where it cannot be read. */
function read(url: string): { word: string; length: number } | undefined {
  try {
    const segments = new URL(url).pathname.split('/').filter(Boolean);
    const word = decodeURIComponent(segments[0] ?? '')
      .replace(/\.data$/, '')
      .toLowerCase();
    return { word, length: segments.length };
  } catch {
    return undefined;
  }
}
