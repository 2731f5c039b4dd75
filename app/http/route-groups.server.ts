import type { RequestHandler, ServerBuild } from '@remix-run/node';

type Routes = ServerBuild['routes'];

/**
 * The router compiles and ranks all routes anew several times a request; with some fifty of them that was
 * a quarter of the time a page took. An address is therefore handled by a build that holds only the routes
 * it may match: those that begin with the same word, and those that begin with none.
 * @param make Remix's `createRequestHandler`
 */
export function handleByGroups(
  build: ServerBuild,
  make: (build: ServerBuild) => RequestHandler,
): RequestHandler {
  const words = new Set(Object.keys(build.routes).flatMap((id) => firstWord(build.routes, id) ?? []));
  const whole = make(build);
  const others = make(buildOf(build, undefined));
  const groups = new Map([...words].map((word) => [word, make(buildOf(build, word))]));
  return (request, context) => {
    const word = wordOf(request.url);
    // Remix's own address tells browsers of any route.
    const handle = word === undefined || word === '__manifest' ? whole : (groups.get(word) ?? others);
    return handle(request, context);
  };
}

/** The build with the routes for addresses that begin with this word, in the browser's manifest too. */
function buildOf(build: ServerBuild, word: string | undefined): ServerBuild {
  const kept = new Set<string>();
  for (const id of Object.keys(build.routes)) {
    const first = firstWord(build.routes, id);
    if (first !== undefined && first !== word) continue;
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

/** The literal word that addresses of a route begin with; undefined where they may begin with any, or are `/`. */
function firstWord(routes: Routes, id: string): string | undefined {
  const paths: string[] = [];
  for (let route = routes[id]; route; route = routes[route.parentId ?? '']) paths.unshift(route.path ?? '');
  const word = paths.join('/').split('/').find(Boolean);
  return word && /^[\w.-]+$/.test(word) ? word.toLowerCase() : undefined;
}

/** The first word of an address, as the router compares it; undefined where it cannot be read. */
function wordOf(url: string): string | undefined {
  try {
    const word = new URL(url).pathname.split('/').find(Boolean) ?? '';
    return decodeURIComponent(word)
      .replace(/\.data$/, '')
      .toLowerCase();
  } catch {
    return undefined;
  }
}
