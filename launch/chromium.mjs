/** Finds the browser of the end-to-end tests; nothing is downloaded behind anyone's back. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { say } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @returns {string | undefined} the path of a Chromium, Chrome or Edge */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return fs.existsSync(given) ? given : undefined;
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(path.delimiter)];
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))),
    ...PLACES,
  ];
  return candidates.find((file) => fs.existsSync(file));
}

/** @returns {string | undefined} as findChromium; on a build machine (CI, Debian, root) it is installed */
export function provideChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.env.CI && process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium (apt-get)...');
    const apt = (/** @type {string[]} */ ...args) =>
      spawnSync('apt-get', args, { stdio: ['ignore', 2, 2] }).status === 0;
    if (apt('update', '-q') && apt('install', '-yq', '--no-install-recommends', 'chromium'))
      return findChromium();
  }
  say(
    'The browser tests need Chromium or Chrome. On Debian or Ubuntu: apt install chromium. On a Mac: ' +
      'brew install --cask chromium. Elsewhere set CHROMIUM_PATH to its program file.',
  );
  return undefined;
}
