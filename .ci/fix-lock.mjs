/**
 * Completes package-lock.json after a change of dependencies: `node .ci/fix-lock.mjs`.
 *
 * Packages with native parts list one optional dependency per platform. Where a registry does not carry
 * them all, npm leaves the missing ones out of the lock file, and `npm ci` then refuses it ("Missing: X
 * from lock file"), here and on the platforms concerned. This adds the missing entries with their version and
 * platform: `npm ci` skips them elsewhere and fetches them where they fit. Nothing else is changed.
 */
import fs from 'node:fs';

const LOCK_FILE = 'package-lock.json';

/** Words in package names -> npm's names of operating systems. */
const SYSTEMS = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  aix: 'aix',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
};
/** Longest first: `arm64` must not be taken for `arm`. */
const PROCESSORS = [
  'mips64el',
  'riscv64',
  'loong64',
  'ppc64',
  's390x',
  'arm64',
  'wasm32',
  'ia32',
  'x64',
  'arm',
];

const lock = JSON.parse(fs.readFileSync(LOCK_FILE, 'utf8'));
let added = 0;
for (const [location, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isResolved(location, name)) continue;
    lock.packages[placeFor(location, name)] = stubFor(name, range, entry.dev);
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(LOCK_FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added === 0 ? 'The lock file was complete.' : `Added ${added} entries to the lock file.`);

/** Whether a package at `location` finds `name` in a node_modules folder at or above its own. */
function isResolved(location, name) {
  for (let folder = location; ; folder = parentOf(folder)) {
    if (lock.packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/** The package that holds this one in its node_modules; '' is the project itself. */
function parentOf(location) {
  return location.slice(0, Math.max(0, location.lastIndexOf('/node_modules/')));
}

/** At the top, or below the dependent where another version already has that place. */
function placeFor(location, name) {
  const top = `node_modules/${name}`;
  return lock.packages[top] ? `${location}/node_modules/${name}` : top;
}

function stubFor(name, range, dev) {
  const words = name.split('/').at(-1);
  const system = Object.keys(SYSTEMS).find((word) => words.includes(word));
  const processor = PROCESSORS.find((word) => words.includes(word));
  return {
    version: range.replace(/^[\^~=]/, ''),
    optional: true,
    ...(dev ? { dev: true } : {}),
    // An entry without a known system fits none: better skipped everywhere than fetched everywhere.
    os: [system ? SYSTEMS[system] : 'none'],
    ...(processor ? { cpu: [processor] } : {}),
  };
}
