/**
 * One database cluster on disk and its server process: made, started, recognised, stopped.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-files.mjs';

export const USER = 'perchoir';
/** How long a server may take to recover after a crash, or to stop, in milliseconds. */
export const PATIENCE = 60_000;
const POLL = 20;
const LOG_LIMIT_BYTES = 10_000_000;

/** For tests: nothing survives a crash, so nothing waits for the disk. */
const EPHEMERAL_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
};

/**
 * @typedef {object} Cluster
 * @property {import('./embedded-files.mjs').Account} account
 * @property {import('./embedded-files.mjs').Programs} programs
 * @property {string} home folder of data, password and log
 * @property {string} data
 * @property {boolean} ephemeral
 */

/** @param {Cluster} cluster */
function runOptions(cluster) {
  // The working folder must be one the server's account can enter.
  return { ...cluster.account, cwd: '/', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
}

/**
 * The password of the only account; written before the cluster, so that no cluster lacks its own.
 * @param {Cluster} cluster
 */
export function readPassword(cluster) {
  const file = path.join(cluster.home, 'password');
  if (!fs.existsSync(file)) {
    if (fs.existsSync(cluster.data)) {
      throw new EmbeddedPostgresError(
        `The database in ${cluster.home} has lost its password file. Put ${file} back from a backup.`,
      );
    }
    fs.writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return fs.readFileSync(file, 'utf8').trim();
}

/**
 * initdb beside the final place, then a rename: a half-made cluster is never taken for a whole one.
 * @param {Cluster} cluster @param {string} password
 */
export function createCluster(cluster, password) {
  const draft = `${cluster.data}.new`;
  const passwordFile = path.join(cluster.home, `password.${process.pid}`);
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { mode: 0o700 });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(cluster, draft);
  giveTo(cluster, passwordFile);
  const made = spawnSync(
    cluster.programs.initdb,
    [
      ...['-D', draft, '-U', USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ...(cluster.ephemeral ? ['--no-sync'] : []),
    ],
    { ...runOptions(cluster), encoding: 'utf8' },
  );
  fs.rmSync(passwordFile);
  if (made.status !== 0) {
    fs.rmSync(draft, { recursive: true, force: true });
    const reason = made.error?.message ?? `${made.stderr}${made.stdout}`.trim();
    throw new EmbeddedPostgresError(`The database could not be created in ${cluster.home}:\n${reason}`);
  }
  fs.renameSync(draft, cluster.data);
}

/** @param {Cluster} cluster @param {string} file */
function giveTo({ account: { uid, gid } }, file) {
  if (uid !== undefined && gid !== undefined) fs.chownSync(file, uid, gid);
}

/** @param {Pick<Cluster, 'data'>} cluster */
export function lockFile(cluster) {
  return path.join(cluster.data, 'postmaster.pid');
}

/**
 * What the running server says of itself (PostgreSQL's src/include/utils/pidfile.h).
 * @param {Pick<Cluster, 'data'>} cluster
 */
export function readLock(cluster) {
  try {
    const lines = fs.readFileSync(lockFile(cluster), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Whether that process is a PostgreSQL server; undefined where the system does not say.
 * @param {number} pid
 */
export function looksLikePostgres(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    const ps = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return ps.status === 0 ? ps.stdout.includes('postgres') : undefined;
  }
}

/** @param {Pick<Cluster, 'home'>} cluster */
export function logFile(cluster) {
  return path.join(cluster.home, 'log');
}

/**
 * Starts the server; resolves once it takes connections.
 * @param {Cluster} cluster @param {number} port
 */
export async function launch(cluster, port) {
  const log = fs.openSync(logFile(cluster), isLarge(logFile(cluster)) ? 'w' : 'a', 0o600);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    ...(cluster.ephemeral ? EPHEMERAL_SETTINGS : {}),
  };
  const child = spawn(
    cluster.programs.postgres,
    ['-D', cluster.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Detached: a Ctrl-C in the terminal must not reach it before the application has let go of it.
    { ...runOptions(cluster), stdio: ['ignore', log, log], detached: true },
  );
  fs.closeSync(log);
  child.unref();
  let failure = '';
  child.once('error', (error) => {
    failure = error.message;
  });
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline && !failure && child.exitCode === null && child.signalCode === null) {
    const lock = readLock(cluster);
    if (lock?.pid === child.pid && lock?.ready) return;
    await sleep(POLL);
  }
  const tail = fs.readFileSync(logFile(cluster), 'utf8').trim().split('\n').slice(-5).join('\n');
  throw new EmbeddedPostgresError(`The database in ${cluster.home} did not start:\n${failure || tail}`);
}

/** @param {string} file */
function isLarge(file) {
  return (fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES;
}

/**
 * Stops the server and waits for it. `fast` ends its clients and writes everything down first.
 * @param {Cluster} cluster @param {'fast' | 'immediate'} mode
 */
export function stopCluster(cluster, mode) {
  const seconds = String(PATIENCE / 1_000);
  spawnSync(
    cluster.programs.pg_ctl,
    ['stop', '-D', cluster.data, '-m', mode, '-w', '-t', seconds],
    runOptions(cluster),
  );
}
