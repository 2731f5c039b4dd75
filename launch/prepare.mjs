/** What must be there before a task: the packages of the lock file, the build of the sources. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { bin, run, say } from './run.mjs';

const INSTALLED = 'node_modules/.perchoir-installed';
const BUILT = 'build/.perchoir-built';
const SOURCES = ['app', 'db', 'emails', 'public'];
const SOURCE_FILES = ['package-lock.json', 'vite.config.ts', 'remix.config.js', 'tsconfig.json'];
/** Tests live beside nothing we build, and these never reach the bundle. */
const NOT_BUILT = /\.(mjs|md)$/;

/** `npm ci`, unless the packages of the lock file are there already. */
export async function installPackages() {
  const wanted = fingerprint(['package-lock.json'], [process.version, process.platform, process.arch]);
  if (read(INSTALLED) === wanted) return;
  if (!matchesLock()) {
    say('Installing the packages (npm ci)...');
    // The tools that build and test are needed whatever NODE_ENV says.
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const code = await run(npm, args, { env: { NODE_ENV: 'development' }, quiet: true });
    if (code !== 0) throw new Error('The packages could not be installed; npm says why above.');
  }
  fs.writeFileSync(INSTALLED, wanted);
}

/** Whether node_modules, by npm's own record in it, holds what package-lock.json asks for. */
function matchesLock() {
  const wanted = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')).packages;
  const record = read('node_modules/.package-lock.json');
  if (!record) return false;
  const found = JSON.parse(record).packages;
  return Object.entries(wanted).every(([location, entry]) => {
    if (location === '') return true;
    const installed = found[location];
    // A missing optional package is one for another platform.
    return installed ? installed.version === entry.version : entry.optional === true;
  });
}

/** Builds the application, unless the last build was made of the same sources. */
export async function buildApp() {
  const files = [...SOURCES.flatMap(filesUnder).filter((file) => !NOT_BUILT.test(file)), ...SOURCE_FILES];
  const wanted = fingerprint(files, []);
  if (read(BUILT) === wanted && fs.existsSync('build/server/index.js')) return;
  say('Building...');
  fs.rmSync(BUILT, { force: true });
  const code = await run(bin('remix'), ['vite:build', '--logLevel', 'warn'], {
    env: { NODE_ENV: 'production' },
    quiet: true,
  });
  if (code !== 0) throw new Error('The build failed; the reason is above.');
  fs.writeFileSync(BUILT, wanted);
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.path, entry.name));
}

/** @param {string[]} files @param {string[]} words */
function fingerprint(files, words) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`${word}\n`);
  for (const file of files.sort()) hash.update(`${file}\n`).update(fs.readFileSync(file));
  return hash.digest('hex');
}
