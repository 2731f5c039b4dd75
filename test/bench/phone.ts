import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { type BenchDatabase, startInstance } from './instance';
import { median, plainRow } from './rounds';
import type { BenchRow } from './row';

/** A phone of the middle of the road on slow 4G, as Lighthouse has it: Mbit/s and ms as below, a CPU four times slower. */
const SLOW_4G = { latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8, offline: false };
const SLOWER_CPU = 4;
const ROUNDS = 3;
/** After everything is loaded, what could still move or be painted larger has this long, in milliseconds. */
const SETTLES = 2_000;

type Seen = { lcp: number; shift: number };

/** What a reader on a phone sees of public pages they come to for the first time: when, and whether it stays put. */
export async function benchPhone(on: BenchDatabase): Promise<BenchRow[]> {
  const executablePath = process.env.CHROMIUM_PATH;
  if (!executablePath) {
    console.log('phone: no Chromium here; CHROMIUM_PATH may name one');
    return [];
  }
  await (await startInstance(on, 'bench_phone', { SAMPLE: 'on' })).stop();
  // Without the sample's evening going on: a post that comes moves what is below it, as it should.
  const app = await startInstance(on, 'bench_phone');
  const browser = await chromium.launch({
    executablePath,
    args: ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    const { rows: found } = await app.database.query(
      `select slug, (select tag from post_hashtags group by tag order by count(*) desc limit 1) as tag
       from events e where visibility = 'public' and status = 'published'
       order by (select count(*) from rsvps where event_id = e.id) desc limit 1`,
    );
    const pages = {
      home: '/',
      'event page': `/events/${found[0].slug}`,
      'hashtag page': `/live/${encodeURIComponent(found[0].tag)}`,
    };
    const rows: BenchRow[] = [];
    for (const [name, path] of Object.entries(pages)) {
      const seen: Seen[] = [];
      for (let round = 0; round < ROUNDS; round++) seen.push(await look(browser, app.url + path));
      const lcp = median(seen.map((one) => one.lcp)) / 1_000;
      const shift = Math.max(...seen.map((one) => one.shift));
      rows.push(
        plainRow({ bench: 'phone', figure: `${name}: LCP`, value: lcp, unit: 's' }, { most: 2 }),
        plainRow(
          { bench: 'phone', figure: `${name}: layout shift, the worst`, value: shift, unit: '' },
          { most: 0 },
        ),
      );
    }
    return rows;
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function look(browser: Browser, url: string): Promise<Seen> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  });
  try {
    const page = await throttled(context);
    await page.addInitScript(() => {
      const seen = { lcp: 0, shift: 0 };
      Object.assign(window, { seen });
      const watch = (type: string, take: (entry: PerformanceEntry & { value: number }) => void) =>
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) take(entry as never);
        }).observe({ type, buffered: true });
      watch('largest-contentful-paint', (entry) => {
        seen.lcp = entry.startTime;
      });
      watch('layout-shift', (entry) => {
        seen.shift += entry.value;
      });
    });
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForTimeout(SETTLES);
    return await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  } finally {
    await context.close();
  }
}

async function throttled(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU });
  return page;
}
