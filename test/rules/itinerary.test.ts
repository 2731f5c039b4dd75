import { readdirSync } from 'node:fs';
import path from 'node:path';
import { matchRoutes } from '@remix-run/react';
import { expect, test } from 'vitest';
import { ITINERARY, LEFT_OUT } from '#test/support/walk/itinerary';

const routes = path.resolve(import.meta.dirname, '../../app/routes');

/** The addresses of all routes that are pages: resources are `.ts` files. */
const pages = new Set(
  readdirSync(routes, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.tsx'))
    .map(({ name }) => patternOf(name.replace(/\.tsx$/, ''))),
);

/** As Remix reads a file's name: a dot is a slash, `$` a parameter, `_` at an end no part of the address. */
function patternOf(name: string): string {
  const steps = name
    .split('.')
    .map((step) => (step === '$' ? '*' : step.replace(/^\$/, ':').replace(/_$/, '')));
  return `/${steps.filter((step) => !step.startsWith('_')).join('/')}`;
}

/** The route an address leads to. */
const routeOf = (address: string): string | undefined =>
  matchRoutes(
    [...pages].map((path) => ({ path })),
    { pathname: address.replace(/\?.*/, '') },
  )?.[0]?.route.path;

const walked = Object.values(ITINERARY).flatMap((stops) => Object.values(stops).flat());

test('names of files are read as Remix reads them', () => {
  expect([...pages]).toEqual(
    expect.arrayContaining([
      '/',
      '/*',
      '/:at',
      '/c/:community',
      '/c/:community/charter/edit',
      '/login/link/:token',
    ]),
  );
  expect(routeOf('/c/paris/testimonials/:offered/edit')).toBe('/c/:community/testimonials/:id/edit');
});

test('every page is given to somebody who walks, or left out for a reason', () => {
  const given = new Set(Object.values(ITINERARY).flatMap((stops) => stops[200].map(routeOf)));
  expect([...pages].filter((page) => !given.has(page) && !LEFT_OUT[page])).toEqual([]);
  expect(Object.keys(LEFT_OUT).filter((page) => given.has(page) || !pages.has(page))).toEqual([]);
});

test('no address of the walk leads nowhere, but the one meant to', () => {
  expect(walked.filter((address) => routeOf(address) === '/*')).toEqual(['/c/sansonnets/nowhere']);
});
