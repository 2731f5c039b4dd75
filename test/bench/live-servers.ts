import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server of event streams that takes what is posted to `publish` and says it on `follow`. */
export type LiveServer = {
  name: string;
  port: number;
  publish: string;
  follow: string;
  /** Resident memory in kB; undefined where the system does not say. */
  memory(): number | undefined;
  stop(): Promise<void>;
};

const root = path.join(import.meta.dirname, '../..');

/** Ours, in a process of its own, against the database of DATABASE_URL. */
export async function startOurs(databaseUrl: string): Promise<LiveServer> {
  const viteNode = path.join(root, 'node_modules/vite-node/vite-node.mjs');
  const words = [viteNode, '--config', 'vitest.config.ts', 'test/bench/live-server.ts'];
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(readline.createInterface({ input: child.stdout! }), 'line')) as [string];
  return {
    name: 'Perchoir',
    port: Number(line.split(' ')[1]),
    publish: '/publish',
    follow: '/live/bench/stream',
    memory: () => residentMemory(child.pid),
    stop: () => end(child),
  };
}

const MODULES = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules', '/usr/local/lib/nginx/modules'];

/** nginx with nchan, which streams from C; undefined where it is not installed. */
export async function startNchan(folder: string): Promise<LiveServer | undefined> {
  const module = MODULES.map((dir) => `${dir}/ngx_nchan_module.so`).find((file) => fs.existsSync(file));
  const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find((file) =>
    fs.existsSync(file),
  );
  if (!module || !nginx) return undefined;
  const port = await freePort();
  fs.mkdirSync(folder, { recursive: true });
  // nginx's worker is another user where we are root.
  fs.chmodSync(folder, 0o755);
  fs.writeFileSync(path.join(folder, 'nginx.conf'), configuration(module, port));
  const child = spawn(nginx, ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', 'error.log'], {
    stdio: 'ignore',
  });
  await untilListening(port);
  return {
    name: 'nchan',
    port,
    publish: '/publish',
    follow: '/follow',
    memory: () => residentMemory(onlyChild(child.pid)),
    stop: () => end(child),
  };
}

function configuration(module: string, port: number): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `load_module ${module};
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid nginx.pid;
error_log error.log warn;
events { worker_connections 15000; }
http {
  access_log off;
  ${folders.map((name) => `${name}_temp_path ${name};`).join(' ')}
  nchan_shared_memory_size 256m;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    tcp_nodelay on;
    keepalive_requests 1000000;
    location = /publish {
      nchan_publisher;
      nchan_channel_id bench;
      nchan_message_buffer_length 200;
      nchan_message_timeout 10m;
    }
    location = /follow {
      nchan_subscriber eventsource;
      nchan_channel_id bench;
      nchan_subscriber_first_message newest;
    }
  }
}
`;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(timer);
}

function residentMemory(pid: number | undefined): number | undefined {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

/** nginx's one worker, which does all the work. */
function onlyChild(pid: number | undefined): number | undefined {
  try {
    return Number(fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = net.connect(port, '127.0.0.1');
    const up = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error')]).catch(
      () => false,
    );
    socket.destroy();
    if (up === true) return;
    await sleep(50);
  }
  throw new Error('nginx did not start');
}
