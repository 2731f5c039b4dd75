import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '#test/support/e2e';
import { findPages, type Pages } from '#test/support/walk';

const PHONE = { width: 360, height: 780 };
/** A desktop window of 1280 at 400 %. */
const NARROW = { width: 320, height: 640 };
const DESKTOP = { width: 1280, height: 860 };

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What a theme can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>;
declare global {
  interface Window {
    axe: { run(options: object): Promise<Results> };
  }
}

test.use({
  // Pages that are not there, links that were used, a form with errors.
  expectedErrors: [/status of 4(00|04|10)|Blocked script execution/],
});

const READERS = ['stranger', 'zoe_perchet', 'maudauclair'] as const satisfies (keyof Pages)[];

for (const [language, size] of [
  ['fr', PHONE],
  ['en', DESKTOP],
] as const) {
  for (const as of READERS) {
    test(`${as}, ${language}, ${size.width}`, async ({ reader, inbox }) => {
      test.setTimeout(240_000);
      const pages = await findPages({ reader, inbox });
      const page = await reader({
        ...(as === 'stranger' ? {} : { as }),
        ...{ locale: language, reducedMotion: 'reduce' },
      });
      const found: string[] = [];
      for (const path of pages[as]) found.push(...(await faultsOf(page, path, size)));
      expect(found).toEqual([]);
    });
  }
}

async function faultsOf(page: Page, path: string, size: typeof PHONE | typeof DESKTOP): Promise<string[]> {
  const found: string[] = [];
  const note = (fault: string) => found.push(`${path}: ${fault}`);
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(path);
  if ((await page.locator('h1').count()) !== 1) note(`${await page.locator('h1').count()} h1`);
  for (const fault of await axe(page)) note(fault);
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const fault of await axe(page, COLOURS)) note(`dark, ${fault}`);
  for (const narrow of [PHONE, NARROW]) {
    await page.setViewportSize(narrow);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > narrow.width) note(`${width} wide in ${narrow.width}`);
  }
  return found;
}

/** @param rules only these, where the page was looked at before */
async function axe(page: Page, rules?: string[]): Promise<string[]> {
  const { violations } = rules
    ? await page.evaluate((values) => window.axe.run({ runOnly: { type: 'rule', values } }), rules)
    : // A letter's frame runs no scripts, not even these.
      await new AxeBuilder({ page }).setLegacyMode(true).exclude('iframe').withTags(TAGS).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, target }) => `${id} ${target}: ${html.slice(0, 140)}`),
  );
}
