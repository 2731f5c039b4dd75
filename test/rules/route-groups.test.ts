import type { ServerBuild } from '@remix-run/node';
import { expect, test } from 'vitest';
import { handleByGroups } from '#app/http/route-groups.server';

const PATHS: Record<string, { path?: string; parentId?: string }> = {
  root: { path: '' },
  home: { parentId: 'root' },
  anything: { path: '*', parentId: 'root' },
  handle: { path: ':at', parentId: 'root' },
  events: { path: 'events', parentId: 'root' },
  event: { path: 'events/:event', parentId: 'root' },
  community: { path: 'c/:community', parentId: 'root' },
  about: { path: 'about', parentId: 'community' },
};

const routes = Object.fromEntries(Object.entries(PATHS).map(([id, route]) => [id, { id, ...route }]));
const build = { routes, assets: { routes } } as unknown as ServerBuild;

/** The routes that are looked at for an address. */
async function routesFor(address: string): Promise<string[]> {
  const handle = handleByGroups(build, (some) => async () => {
    expect(Object.keys(some.assets.routes)).toEqual(Object.keys(some.routes));
    return new Response(Object.keys(some.routes).join(' '));
  });
  const answer = await handle(new Request(`http://localhost${address}`));
  return (await answer.text())
    .split(' ')
    .filter((id) => !['root', 'anything', 'handle', 'home'].includes(id));
}

test('an address is looked for among the routes that begin with its first word and are no longer, and those that begin with none', async () => {
  expect(await routesFor('/events/soupe')).toEqual(['events', 'event']);
  expect(await routesFor('/events')).toEqual(['events']);
  expect(await routesFor('/c/paris')).toEqual(['community']);
  expect(await routesFor('/c/paris/about/nowhere')).toEqual(['community', 'about']);
  expect(await routesFor('/c/paris/about')).toEqual(['community', 'about']);
  for (const address of ['/', '/_root.data', '/nowhere', '/@zoe'])
    expect(await routesFor(address)).toEqual([]);
});

test('an address is read as the router reads it', async () => {
  for (const address of ['/EVENTS/soupe', '/%65vents/soupe', '//events/soupe', '/events/soupe.data']) {
    expect(await routesFor(address), address).toEqual(['events', 'event']);
  }
  for (const address of ['/events.data', '/events/?x']) {
    expect(await routesFor(address), address).toEqual(['events']);
  }
});

test('what the browser asks about any route, and what cannot be read, is looked for among all', async () => {
  const all = ['events', 'event', 'community', 'about'];
  expect(await routesFor('/__manifest?p=%2Fevents')).toEqual(all);
  expect(await routesFor('/%')).toEqual(all);
});
