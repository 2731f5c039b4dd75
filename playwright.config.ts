import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { freePort } from './db/embedded.mjs';
import { findChromium } from './launch/chromium.mjs';

/*
 * Journeys in a real browser against the finished build, as `npm run e2e` starts it: with the sample, on a
 * data folder of its own that is emptied first. The workers read this file too, and find the port chosen.
 */
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_SMTP_PORT ??= String(await freePort());
/** Two runs at once, as `npm test` has them, each have a server of their own. */
const part = process.env.E2E_PART ?? 'all';
const baseURL = `http://localhost:${process.env.E2E_PORT}`;

const phone = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: `var/e2e-results/${part}`,
  workers: 1,
  retries: 1,
  failOnFlakyTests: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json']],
  use: {
    baseURL,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    // Recording takes a third of a run: what failed is run again for it, and counts as failed all the same.
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        // Chromium refuses its sandbox as root, which build machines are.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...['--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ],
    },
  },
  // Journeys run on a phone, unless their file says otherwise (`name.desktop.spec.ts`); walks look at every page.
  projects: [
    { name: 'phone', testIgnore: ['**/*.desktop.spec.ts', '**/walks/**'], use: phone },
    {
      name: 'desktop',
      testMatch: '**/*.desktop.spec.ts',
      use: { viewport: { width: 1280, height: 860 } },
    },
    { name: 'walks', testMatch: '**/walks/*.spec.ts', use: phone },
  ],
  webServer: {
    command: `${process.execPath} test/support/e2e-server.mjs`,
    url: `${baseURL}/readyz`,
    timeout: 90_000,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGINT', timeout: 20_000 },
    env: {
      NODE_ENV: 'production',
      PORT: process.env.E2E_PORT,
      PERCHOIR_DATA: path.resolve('var/e2e', part),
      SAMPLE: 'on',
      // A whole suite comes from one address within minutes.
      RATE_LIMIT_FACTOR: '100',
      LOG_LEVEL: 'error',
      DATABASE_URL: '',
      SMTP_URL: '',
      APP_URL: '',
    },
  },
});
