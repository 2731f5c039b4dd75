import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ActionFunction, LoaderFunction, ServerBuild } from '@remix-run/node';
import { readConfig } from '#app/config.server';
import * as entry from '#app/entry.server';
import { createHttp, type HttpOptions } from '#app/http/app.server';

/** What a test route does; a path as Remix writes it (`events/:event`, `*`). */
export interface TestRoute {
  path: string;
  loader?: LoaderFunction;
  action?: ActionFunction;
}

/** A build of a few resource routes, so that the HTTP side is tested without the product's pages. */
function buildOf(routes: TestRoute[]): ServerBuild {
  const root = { id: 'root', path: '', module: { default: () => null } };
  const children = routes.map(({ path, loader, action }, index) => ({
    id: `route-${index}`,
    parentId: 'root',
    path: path === '/' ? undefined : path,
    index: path === '/' ? true : undefined,
    module: { loader, action } as never,
  }));
  return {
    mode: 'production',
    entry: { module: entry },
    routes: Object.fromEntries([root, ...children].map((route) => [route.id, route])),
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '1' },
    publicPath: '/',
    assetsBuildDirectory: 'build/client',
    future: { v3_singleFetch: true } as ServerBuild['future'],
    isSpaMode: false,
  };
}

export interface TestHttp {
  url: string;
  /** Sends a request; `fetch` would forbid some headers and repair some addresses. */
  send(path: string, options?: SendOptions): Promise<Answer>;
  close(): Promise<void>;
}

export interface SendOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer | (string | Buffer)[];
  /** Keeps the connection for the next request; without one each has its own. */
  agent?: http.Agent;
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

/** The HTTP side on a free port, with routes of the test's own. */
export async function startHttp(
  routes: TestRoute[],
  env: Record<string, string> = {},
  options: Partial<HttpOptions> = {},
): Promise<TestHttp> {
  const config = readConfig({ NODE_ENV: 'test', ...env });
  const application = createHttp({ config, build: buildOf(routes), isReady: () => true, ...options });
  const server = http.createServer(application.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    send: (path, sending) => send(port, path, sending),
    async close() {
      application.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(port: number, path: string, { method = 'GET', headers, body = [], agent }: SendOptions = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, path, method, headers, agent: agent ?? false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const whole = Buffer.concat(chunks);
          const { statusCode = 0, headers } = response;
          resolve({ status: statusCode, headers, body: whole, text: whole.toString() });
        });
      },
    );
    request.once('error', reject);
    for (const chunk of Array.isArray(body) ? body : [body]) request.write(chunk);
    request.end();
  });
}
