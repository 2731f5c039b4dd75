import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import pg from 'pg';
import { removeLeftover, startPostgres } from '#db/embedded.mjs';
import { startApp } from '#test/support/process';
import { makeServerFolder } from '#test/support/test-postgres';
import { LEAN } from '../../launch/lean.mjs';

/** The application on a database of its own, as it would run for real: what is acknowledged is on disk. */
export type Instance = {
  url: string;
  pid: number;
  database: pg.Client;
  stop(): Promise<void>;
};

export type BenchDatabase = {
  folder: string;
  /** Of the server, as it names itself. */
  version: string;
  /** The address of a database, made when it is first named. */
  url(database: string): Promise<string>;
  stop(): Promise<void>;
};

/** A PostgreSQL with the settings of `npm start`, gone after `stop()`. */
export async function startDatabase(): Promise<BenchDatabase> {
  const folder = await makeServerFolder();
  fs.chmodSync(folder, 0o755);
  const postgres = await startPostgres({ dir: folder, ephemeral: false });
  const admin = await connect(postgres.url('postgres'));
  const { rows } = await admin.query('show server_version');
  await admin.end();
  return {
    folder,
    version: rows[0].server_version,
    async url(database) {
      const admin = await connect(postgres.url('postgres'));
      const found = await admin.query('select 1 from pg_database where datname = $1', [database]);
      if (found.rowCount === 0) await admin.query(`create database ${database}`);
      await admin.end();
      return postgres.url(database);
    },
    async stop() {
      await postgres.stop();
      await removeLeftover(folder);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts the build on a database of this name. */
export async function startInstance(
  on: BenchDatabase,
  database: string,
  env: Record<string, string> = {},
): Promise<Instance> {
  const url = await on.url(database);
  const app = await startApp({
    DATABASE_URL: url,
    PERCHOIR_DATA: path.join(on.folder, database),
    SAMPLE: 'off',
    RATE_LIMIT_FACTOR: '1000000',
    LOG_LEVEL: 'error',
    ...LEAN,
    ...env,
  });
  endWithUs(app.child);
  const client = await connect(url);
  return {
    url: app.url,
    pid: app.child.pid ?? 0,
    database: client,
    async stop() {
      await client.end();
      await end(app.child);
    },
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // The server is stopped under it where a bench failed; what failed is told already.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Starts a script of this folder that prints its port. */
export async function startPeer(
  script: string,
  args: string[] = [],
): Promise<{ port: number; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  endWithUs(child);
  const [line] = (await once(readline.createInterface({ input: child.stdout! }), 'line')) as [string];
  return { port: Number(line.split(' ')[1]), stop: () => end(child) };
}

/** A bench that is interrupted leaves nothing running. */
function endWithUs(child: ChildProcess): void {
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  // Not SIGTERM: after that we would still answer for a moment.
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
}
