import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import * as entry from '#app/entry.server';
import * as root from '#app/root';
import { HOST } from './visit';

/** One route's module under the product's own root, with the path it answers. */
export interface Page {
  path: string;
  module: object;
}

/** A page's HTML as the server writes it: what a browser, or anybody who reads its source, gets. */
export async function render(
  page: Page,
  path: string,
  cookie?: string,
  method: 'GET' | 'HEAD' = 'GET',
): Promise<{ status: number; html: string }> {
  const handle = createRequestHandler(buildOf(page), 'test');
  const headers = cookie ? { Cookie: cookie } : undefined;
  const failures: unknown[] = [];
  const answer = await handle(new Request(`${HOST}${path}`, { method, headers }), {
    nonce: 'test',
    reportError: (error: unknown) => failures.push(error),
  });
  const html = await answer.text();
  if (failures.length > 0) throw failures[0];
  return { status: answer.status, html };
}

function buildOf({ path, module }: Page): ServerBuild {
  const routes = {
    root: { id: 'root', path: '', module: root },
    page: { id: 'page', parentId: 'root', path, module },
  };
  const asset = (id: keyof typeof routes) => ({
    ...routes[id],
    module: `/${id}.js`,
    hasLoader: true,
    hasAction: false,
    hasClientLoader: false,
    hasClientAction: false,
    hasErrorBoundary: id === 'root',
  });
  return {
    mode: 'production',
    entry: { module: entry as never },
    routes: routes as never,
    assets: {
      entry: { imports: [], module: '/entry.js' },
      routes: { root: asset('root'), page: asset('page') },
      url: '/manifest.js',
      version: '1',
    },
    publicPath: '/',
    assetsBuildDirectory: 'build/client',
    future: { v3_singleFetch: true, v3_relativeSplatPath: true } as ServerBuild['future'],
    isSpaMode: false,
  };
}
