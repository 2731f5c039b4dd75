import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

export const PHONE = { width: 360, height: 780 };
/** A desktop window of 1280 at 400 %. */
const NARROW = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 860 };

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What a theme can change. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/*
 * Axe as its Playwright binding brings it, run without the binding: that loads it twice a page and has it describe
 * every element that passes, most of the time a page takes.
 */
const { resolve } = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const AXE = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { html: string; target: unknown[] }[];
}
declare global {
  interface Window {
    axe: { run(context: object, options: object): Promise<{ violations: Violation[] }> };
  }
}

/**
 * What is wrong with a page, light and dark, at this size and on narrow screens; nothing is as it should be.
 * @param status what it is to be answered with, at this very address
 */
export async function faultsOf(page: Page, path: string, size = PHONE, status = 200): Promise<string[]> {
  const found: string[] = [];
  const note = (fault: string) => found.push(`${path}: ${fault}`);
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light' });
  const answer = await page.goto(path);
  if (answer?.status() !== status) note(`answered with ${answer?.status()}`);
  const asked = new URL(path, page.url()).pathname;
  if (new URL(page.url()).pathname !== asked) note(`led to ${page.url()}`);
  if ((await page.locator('h1').count()) !== 1) note(`${await page.locator('h1').count()} h1`);
  await page.evaluate(AXE);
  for (const fault of await axe(page, { type: 'tag', values: TAGS })) note(fault);
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const fault of await axe(page, { type: 'rule', values: COLOURS })) note(`dark, ${fault}`);
  for (const narrow of [PHONE, NARROW]) {
    await page.setViewportSize(narrow);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > narrow.width) note(`${width} wide in ${narrow.width}`);
  }
  return found;
}

async function axe(page: Page, runOnly: { type: string; values: string[] }): Promise<string[]> {
  const violations = await page.evaluate(async (only) => {
    // A letter's frame runs no scripts, not even these.
    const options = { runOnly: only, resultTypes: ['violations'], iframes: false };
    return (await window.axe.run({ exclude: [['iframe']] }, options)).violations;
  }, runOnly);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, target }) => `${id} ${target}: ${html.slice(0, 140)}`),
  );
}
