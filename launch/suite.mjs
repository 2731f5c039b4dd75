/** The stages of `npm test`; each leaves a report in var/reports and its totals. */
import fs from 'node:fs';
import path from 'node:path';
import { provideChromium } from './chromium.mjs';
import { buildApp } from './prepare.mjs';
import { bin, run, say } from './run.mjs';

const REPORTS = 'var/reports';
/** A stage that hangs is a failure, not a wait for ever. */
const LIMIT_MINUTES = 20;

/** @typedef {{ stage: string, passed: number, failed: number, skipped: number, report?: string }} Totals */

/** Lint and types; each counts as one test. @returns {Promise<Totals>} */
export async function runChecks() {
  const checks = [
    {
      name: 'lint',
      title: 'Checking style (biome)...',
      command: 'biome',
      args: ['check'],
    },
    { name: 'types', title: 'Checking types (tsc)...', command: 'tsc', args: ['--noEmit'] },
  ];
  const results = [];
  for (const { name, title, command, args } of checks) {
    say(title);
    const code = await run(bin(command), args, { quiet: true, limitMinutes: LIMIT_MINUTES });
    results.push({ name, passed: code === 0 });
  }
  const file = reportFile('checks');
  fs.writeFileSync(file, JSON.stringify(results, null, 2));
  const passed = results.filter((result) => result.passed).length;
  return { stage: 'checks', passed, failed: results.length - passed, skipped: 0, report: file };
}

/** @param {string[]} [args] for vitest @returns {Promise<Totals>} */
export async function runUnitTests(args = []) {
  say('Testing without a browser (vitest)...');
  const file = reportFile('vitest');
  const code = await run(
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    { env: { NODE_ENV: 'test' }, quiet: true, limitMinutes: LIMIT_MINUTES },
  );
  const report = readReport(file);
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file can fail without a test of its own failing: it could not be loaded, or left something running.
  const brokenFiles = (report?.testResults ?? []).filter(
    (/** @type {any} */ { status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((/** @type {any} */ one) => one.status === 'failed'),
  ).length;
  const failed = (report?.numFailedTests ?? 0) + brokenFiles;
  const counts = { passed: report?.numPassedTests ?? 0, failed, skipped };
  return settle({ stage: 'vitest', ...counts, report: file }, code);
}

/**
 * The journeys, and beside them the walks through every page: each has a server and a database of its own, and one alone
 * leaves a processor idle.
 */
const PARTS = {
  journeys: ['--project=phone', '--project=desktop'],
  walks: ['--project=walks'],
};

/** @param {string[]} args for playwright; without any everything is run @returns {Promise<Totals[]>} */
export async function runBrowserTests(args = []) {
  const chromium = provideChromium();
  if (!chromium) return [missing('playwright')];
  try {
    await buildApp();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return [missing('playwright')];
  }
  say('Testing in the browser (playwright)...');
  if (args.length > 0) return [await runPlaywright('playwright', args, chromium)];
  const parts = Object.entries(PARTS);
  return Promise.all(parts.map(([part, projects]) => runPlaywright(part, projects, chromium, part)));
}

/** @param {string} stage @returns {Totals} */
const missing = (stage) => ({ stage, passed: 0, failed: 1, skipped: 0 });

/** @param {string} stage @param {string[]} args @param {string} chromium @param {string} [part] @returns {Promise<Totals>} */
async function runPlaywright(stage, args, chromium, part) {
  const file = reportFile(stage);
  const code = await run(bin('playwright'), ['test', ...args], {
    env: {
      NODE_ENV: 'test',
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: path.resolve(file),
      ...(part && { E2E_PART: part }),
    },
    quiet: true,
    limitMinutes: LIMIT_MINUTES,
  });
  const stats = readReport(file)?.stats;
  const counts = {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  };
  return settle({ stage, ...counts, report: file }, code);
}

/**
 * Prints the totals, the sum as the very last line.
 * @param {Totals[]} stages
 * @returns {number} exit code
 */
export function sumUp(stages) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    stages.reduce((total, stage) => total + stage[key], 0);
  fs.writeFileSync(reportFile('summary'), JSON.stringify(stages, null, 2));
  for (const { stage, passed, failed, skipped } of stages) {
    say(`${stage}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  }
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
}

/**
 * A stage that ran nothing, or ended badly without naming a test, counts as one failure.
 * @param {Totals} totals @param {number} code
 * @returns {Totals}
 */
export function settle(totals, code) {
  const silent = totals.failed === 0 && (code !== 0 || totals.passed === 0);
  return silent ? { ...totals, failed: 1 } : totals;
}

/** @param {string} name an empty place for it: an old report must not be taken for a new one */
function reportFile(name) {
  fs.mkdirSync(REPORTS, { recursive: true });
  const file = path.join(REPORTS, `${name}.json`);
  fs.rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
