import { test as base, expect, type Page } from '@playwright/test';

export { expect } from '@playwright/test';

interface Fixtures {
  /** Words of console errors a test expects, such as those of a page that is not there. */
  expectedErrors: RegExp[];
  /** Collects what no page may do; runs for every test, and for every page it opens. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a fixture without a value, as Playwright types it
  watch: void;
}

/**
 * Playwright's `test`, in which an error on the console or a request to another origin fails the test.
 * A test that provokes errors says so: `test.use({ expectedErrors: [/404/] })`.
 */
export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  watch: [
    async ({ context, baseURL, expectedErrors }, use) => {
      const faults: string[] = [];
      const own = new URL(baseURL ?? 'http://localhost').origin;
      const note = (words: string) => {
        if (!expectedErrors.some((expected) => expected.test(words))) faults.push(words);
      };
      const watchPage = (page: Page) => {
        page.on('console', (message) => message.type() === 'error' && note(`console: ${message.text()}`));
        page.on('pageerror', (error) => note(`script: ${error.message}`));
      };
      context.on('page', watchPage);
      for (const page of context.pages()) watchPage(page);
      context.on('request', (request) => {
        const { origin, protocol, href } = new URL(request.url());
        if (/^https?:$/.test(protocol) && origin !== own) faults.push(`foreign request: ${href}`);
      });
      await use();
      expect(faults, 'errors on the console and requests to other origins').toEqual([]);
    },
    { auto: true },
  ],
});
