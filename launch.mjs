/**
 * Behind every npm script: installs and builds what is missing, then runs the task. Needs Node only.
 *
 *   npm start | npm run dev | npm run build | npm run check | npm test | npm run e2e | npm run bench
 *   node launch.mjs unit [vitest arguments]      the tests that need no browser
 */
import { findChromium } from './launch/chromium.mjs';
import { LEAN } from './launch/lean.mjs';
import { buildApp, installPackages } from './launch/prepare.mjs';
import { bin, run } from './launch/run.mjs';
import { runBrowserTests, runChecks, runUnitTests, sumUp } from './launch/suite.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  process.stderr.write(`Perchoir needs Node 20.11 or later; this is ${process.version}.\n`);
  process.exit(1);
}
process.chdir(import.meta.dirname);
const [task = 'start', ...args] = process.argv.slice(2);

/** @type {Record<string, () => Promise<number>>} task -> exit code */
const tasks = {
  async start() {
    await buildApp();
    const env = { NODE_ENV: 'production', ...LEAN };
    return run(process.execPath, ['server.mjs', ...args], { env, tether: true });
  },
  async dev() {
    return run(process.execPath, ['server.mjs', ...args], { env: { NODE_ENV: 'development' }, tether: true });
  },
  async build() {
    await buildApp();
    return 0;
  },
  async check() {
    return sumUp([await runChecks()]);
  },
  async unit() {
    return sumUp([await runUnitTests(args)]);
  },
  async e2e() {
    return sumUp(await runBrowserTests(args));
  },
  async test() {
    return sumUp([await runChecks(), await runUnitTests(), ...(await runBrowserTests())]);
  },
  async bench() {
    await buildApp();
    const env = { NODE_ENV: 'production', CHROMIUM_PATH: findChromium() ?? '' };
    return run(bin('vite-node'), ['test/bench/bench.ts', ...args], { env });
  },
};

const chosen = tasks[task];
if (!chosen) {
  process.stderr.write(`There is no task "${task}". Tasks: ${Object.keys(tasks).join(', ')}.\n`);
  process.exit(2);
}
try {
  await installPackages();
  process.exit(await chosen());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
