import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { addressOf, SAMPLE_PASSWORD } from '#app/sample/people';
import { Inbox } from './inbox';

export { expect } from '@playwright/test';

/** The tests' server; playwright.config.ts chose the port. */
export const HOME = `http://localhost:${process.env.E2E_PORT}`;

/** A further person at a browser of their own; `as` signs them in, by their handle in the sample. */
export type ReaderOptions = BrowserContextOptions & { as?: string };

interface Fixtures {
  /** Words of console errors a test expects, such as those of a page that is not there. */
  expectedErrors: RegExp[];
  /** What was found that no page may do; a test that ends with any fails. */
  faults: string[];
  reader: (options?: ReaderOptions) => Promise<Page>;
}

interface WorkerFixtures {
  /** The letters kept on the tests' server. */
  inbox: Inbox;
}

/**
 * Playwright's `test`, in which an error on the console or a request to another origin fails the test.
 * A test that provokes errors says so: `test.use({ expectedErrors: [/404/] })`.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  expectedErrors: [[], { option: true }],
  faults: async ({ expectedErrors }, use) => {
    const faults: string[] = [];
    await use(faults);
    const unexpected = faults.filter((fault) => !expectedErrors.some((expected) => expected.test(fault)));
    expect(unexpected, 'errors on the console and requests to other origins').toEqual([]);
  },
  // Only where a test asks for it: opening a browser's window is a good part of a short test.
  context: async ({ context, baseURL, faults }, use) => {
    watchOver(context, baseURL, faults);
    await use(context);
  },
  reader: async ({ browser, baseURL, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ as, ...options } = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watchOver(context, options.baseURL ?? baseURL, faults);
      const page = await context.newPage();
      if (as) await signIn(page, as, options.baseURL);
      // Signing in brings the language of the account; here the browser's is what counts.
      await context.clearCookies({ name: 'language' });
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  inbox: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ baseURL: HOME });
      await use(new Inbox(await context.newPage()));
      await context.close();
    },
    { scope: 'worker' },
  ],
});

function watchOver(context: BrowserContext, baseURL: string | undefined, faults: string[]): void {
  const own = new URL(baseURL ?? 'http://localhost').origin;
  const watchPage = (page: Page) => {
    page.on('console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  };
  context.on('page', watchPage);
  for (const page of context.pages()) watchPage(page);
  context.on('request', (request) => {
    const { origin, protocol, href } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== own) faults.push(`foreign request: ${href}`);
  });
}

/** What a form without JavaScript sends; the address it leads to, as a path. */
export async function submit(
  page: Page,
  path: string,
  form: Record<string, string>,
  origin = HOME,
): Promise<string> {
  const headers = { Origin: origin };
  const answer = await page.request.post(origin + path, { form, headers, maxRedirects: 0 });
  expect(answer.status(), `${path}: ${(await answer.text()).slice(0, 400)}`).toBe(303);
  return answer.headers().location ?? '';
}

/** Signs somebody of the sample in; the form itself has journeys of its own. */
export async function signIn(page: Page, handle: string, origin?: string): Promise<void> {
  await submit(
    page,
    '/login',
    { email: addressOf({ handle }), password: SAMPLE_PASSWORD, next: '/' },
    origin,
  );
}

/** A local time so many days from now, as a form has it. */
export const evening = (inDays: number, time = '19:30'): string =>
  `${new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10)}T${time}`;

/** Has a published event made by its form, for journeys that begin later. @returns its path */
export function callMeetup(organizer: Page, event: Record<string, string>): Promise<string> {
  return submit(organizer, '/events/new', {
    community: 'sansonnets',
    starts: evening(12),
    ends: evening(12, '23:00'),
    timezone: 'Europe/Paris',
    place: 'La Cave',
    addressVisibility: 'everyone',
    visibility: 'public',
    lateSeats: 'give',
    act: 'publish',
    ...event,
  });
}

/** Opens a page and waits until its scripts have taken it over: React then knows its elements. */
export async function goAlive(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() =>
    Object.keys(document.getElementById('main') ?? {}).some((key) => key.startsWith('__react')),
  );
}

/** Keeps a page from coming alive, as a slow network does, until it is called. */
export async function holdScripts(page: Page): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/*.js', async (route) => {
    await released;
    await route.continue();
  });
  return async () => {
    release();
    await page.unrouteAll({ behavior: 'wait' });
  };
}
