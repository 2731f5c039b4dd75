import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The application as a process of its own, for tests that kill it. */
export interface Running {
  child: ChildProcess;
  url: string;
  /** What it printed so far. */
  printed(): string;
  /** Resolves with code and signal when it has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** A data folder that is gone after the test; its server's account may enter it. */
export function dataFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'perchoir-process-'));
  fs.chmodSync(folder, 0o755);
  return folder;
}

/** Starts a script of ours; it need not become ready. */
export function spawnScript(
  script: string,
  args: string[],
  env: Record<string, string>,
): Omit<Running, 'url'> {
  const { DATABASE_URL, APP_URL, SMTP_URL, VITEST, ...inherited } = process.env;
  const child = spawn(process.execPath, [path.join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...inherited, NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: '0', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const ended = new Promise<Awaited<Running['ended']>>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, printed: () => printed, ended };
}

/** Starts the application and waits for the address it prints. */
export async function startApp(
  env: Record<string, string>,
  script = 'server.mjs',
  args: string[] = [],
): Promise<Running> {
  const running = spawnScript(script, args, env);
  const deadline = Date.now() + 40_000;
  while (Date.now() < deadline && running.child.exitCode === null) {
    const url = /Perchoir is at (http:\S+)/.exec(running.printed())?.[1];
    if (url) return { ...running, url };
    await sleep(20);
  }
  running.child.kill('SIGKILL');
  throw new Error(`The application did not start:\n${running.printed()}`);
}

/** A line to a server that can be cut and mended, as a network is. */
export interface Line {
  /** The same address through the line. */
  url: string;
  /** `refused`: as if the server had stopped; `silent`: as if it had frozen. */
  cut(how: 'refused' | 'silent'): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function lineTo(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<net.Socket>();
  let silent = false;
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (data) => silent || far.write(data));
    far.on('data', (data) => silent || near.write(data));
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const own = (server.address() as net.AddressInfo).port;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: Object.assign(new URL(target), { host: `127.0.0.1:${own}` }).href,
    cut(how) {
      silent = how === 'silent';
      if (silent) return;
      server.close();
      drop();
    },
    async mend() {
      // What was said into the silence is lost; so are the connections it was said on.
      if (silent) drop();
      silent = false;
      if (!server.listening) await listen(own);
    },
    async close() {
      drop();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
