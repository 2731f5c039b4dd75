/**
 * The process: environment, database, migrations and worker, then the web server; and all of it back
 * again in reverse. Everything of the application comes through the Remix build, so that there is one
 * module graph. Started by launch.mjs, or by hand with NODE_ENV=production after a build.
 */
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { startPostgres } from './db/embedded.mjs';

/** The whole of stopping takes at most this long, in milliseconds. */
const STOP_LIMIT = 18_000;
/** Requests under way may take this long to end. */
const DRAIN_LIMIT = 8_000;
/** After SIGTERM we still answer for a moment: whoever balances the load has to notice first. */
const GRACE = 1_500;
/** A Ctrl-C that comes twice within this time was one key press, passed on by two programs. */
const SAME_KEYPRESS = 500;

const isDevelopment = process.env.NODE_ENV === 'development';
process.env.NODE_ENV ??= 'production';
const root = import.meta.dirname;
const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** What has been started, for stop(). @type {{ hooks?: any, server?: http.Server, vite?: any, postgres?: any }} */
const running = {};
let stopping = 0;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => stop(signal === 'SIGTERM' ? GRACE : 0));
}
// The launcher holds the other end of this channel: it closes when the launcher is killed.
if (process.send) process.once('disconnect', () => stop(0));
process.channel?.unref();
process.on('unhandledRejection', (reason) => void running.hooks?.survives(reason));
process.on('uncaughtException', (error) => {
  if (running.hooks?.survives(error)) return;
  say(`Perchoir has to stop: ${error.message}`);
  process.exitCode = 1;
  stop(0);
});

try {
  await start();
} catch (error) {
  if (!stopping) {
    process.stderr.write(`${explain(error)}\n`);
    await running.hooks?.stop().catch(() => {});
    await running.postgres?.stop().catch(() => {});
    process.exit(1);
  }
}

async function start() {
  const load = await buildLoader();
  const { hooks } = (await load()).entry.module;
  running.hooks = hooks;
  const wanted = hooks.checkEnvironment();
  const port = await claimPort(wanted.port, wanted.host);
  process.env.PORT = String(port);

  const embedded = !process.env.DATABASE_URL;
  if (embedded) {
    const dir = path.resolve(root, process.env.PERCHOIR_DATA ?? 'var', 'postgres');
    if (!fs.existsSync(dir)) say('Making the database...');
    running.postgres = await startPostgres({ dir, say });
    process.env.DATABASE_URL = running.postgres.url();
  }
  await untilDatabaseAnswers(() => hooks.migrate());
  await hooks.start({ embedded, say });

  const application = hooks.createHttp({
    build: running.vite ? load : await load(),
    ...(running.vite
      ? { development: running.vite.middlewares }
      : { clientDir: path.join(root, 'build', 'client') }),
  });
  const server = http.createServer({ requestTimeout: 60_000, headersTimeout: 15_000 }, application.handle);
  running.server = server;
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, wanted.host, () => resolve(undefined));
  });
  say(`Perchoir is at ${addresses(port, wanted).join(' and ')}`);
}

/** How to get the newest build: the finished one, or Vite's. @returns {Promise<() => Promise<any>>} */
async function buildLoader() {
  if (isDevelopment) {
    const { createServer } = await import('vite');
    const vite = await createServer({ server: { middlewareMode: true }, appType: 'custom' });
    running.vite = vite;
    return () => vite.ssrLoadModule('virtual:remix/server-build');
  }
  const file = path.join(root, 'build', 'server', 'index.js');
  if (!fs.existsSync(file))
    throw new Error('There is no build yet: run "npm run build", or just "npm start".');
  const build = await import(pathToFileURL(file).href);
  return async () => build;
}

/**
 * Finds out early, before a database is touched, whether the port can be had; 0 means any free one.
 * @param {number} port @param {string} host
 * @returns {Promise<number>}
 */
function claimPort(port, host) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(port, host, () => {
      const claimed = /** @type {net.AddressInfo} */ (probe.address()).port;
      probe.close(() => resolve(claimed));
    });
  });
}

/**
 * A database beside us may start later than we do; half a minute is waited for it.
 * @param {() => Promise<void>} work
 */
async function untilDatabaseAnswers(work) {
  const deadline = Date.now() + 30_000;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (stopping || Date.now() > deadline || !isUnreachable(error)) throw error;
      // Without the password the address may hold.
      if (attempt === 1)
        say(`Waiting for the database at ${new URL(process.env.DATABASE_URL ?? '').host}...`);
      await sleep(1_000);
    }
  }
}

/** @param {any} error */
function isUnreachable(error) {
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  return ['ECONNREFUSED', 'EAI_AGAIN', '57P03'].includes(error?.code);
}

/** @param {number} port @param {{ host: string, appUrl?: string }} wanted */
function addresses(port, { host, appUrl }) {
  if (appUrl) return [appUrl];
  if (!['0.0.0.0', '::'].includes(host)) return [`http://${host.includes(':') ? `[${host}]` : host}:${port}`];
  const outside = Object.values(os.networkInterfaces())
    .flatMap((network) => network ?? [])
    .find((network) => network.family === 'IPv4' && !network.internal);
  const here = `http://localhost:${port}`;
  return outside ? [here, `http://${outside.address}:${port} (for a phone on the same network)`] : [here];
}

/**
 * Stops in the order of dependence: readers, streams, worker, pool, database. A second call ends at once.
 * @param {number} grace ms during which readers are still served
 */
async function stop(grace) {
  if (stopping) {
    if (Date.now() - stopping > SAME_KEYPRESS) process.exit(1);
    return;
  }
  stopping = Date.now();
  setTimeout(() => process.exit(1), STOP_LIMIT).unref();
  const { hooks, server, vite, postgres } = running;
  const step = async (/** @type {() => unknown} */ work) => {
    try {
      await work();
    } catch (error) {
      process.stderr.write(`${explain(error)}\n`);
      process.exitCode = 1;
    }
  };
  hooks?.unready();
  if (server?.listening) {
    // Readers on open connections are told to come back on another.
    server.prependListener('request', (_req, res) => res.setHeader('Connection', 'close'));
    await sleep(grace);
    const closed = new Promise((resolve) => server.close(resolve));
    const woundDown = step(() => hooks.windDown());
    server.closeIdleConnections();
    await Promise.race([closed, sleep(DRAIN_LIMIT)]);
    await woundDown;
    server.closeAllConnections();
  }
  await step(() => vite?.close());
  await step(() => hooks?.stop());
  await step(() => postgres?.stop());
  process.exit();
}

/** What went wrong, in words the operator can act on. @param {any} error @returns {string} */
function explain(error) {
  if (['ConfigError', 'EmbeddedPostgresError'].includes(error?.name)) return error.message;
  const first = (error instanceof AggregateError ? error.errors[0] : error) ?? new Error('unknown');
  /** @type {Record<string, string>} */
  const known = {
    EADDRINUSE: `Port ${first.port} is in use: Perchoir may be running already. Stop it, or choose another: PORT=3001 npm start`,
    EADDRNOTAVAIL: `HOST ${first.address} is not an address of this machine.`,
    ENOTFOUND: `The host ${first.hostname} is unknown: look at DATABASE_URL and HOST.`,
    ECONNREFUSED: 'The database of DATABASE_URL does not answer: is it running?',
    '28P01': 'The database refuses the user or the password of DATABASE_URL.',
    '3D000': 'The database named in DATABASE_URL does not exist: create it first.',
  };
  if (first.syscall === 'listen')
    known.EACCES = `Port ${first.port} needs special rights: choose another with PORT.`;
  const stack = process.env.LOG_LEVEL === 'debug' ? `\n${first.stack}` : '';
  return `Perchoir could not go on. ${known[first.code] ?? first.message}${stack}`;
}
