import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** Connections kept busy. */
const CONNECTIONS = 16;

export type Load = { perSecond: number; p50: number; p99: number; errors: number };

type Options = { seconds?: number; connections?: number; headers?: Record<string, string> };

const folders = (process.env.PATH ?? '').split(path.delimiter);
/** wrk costs the machine it shares with the server the least. */
const hasWrk = folders.some((folder) => existsSync(path.join(folder, 'wrk')));
let told = false;

/** Asks for one address as fast as it is answered. */
export async function load(url: string, options: Options = {}): Promise<Load> {
  if (!hasWrk && !told) {
    told = true;
    console.log('No wrk here, so autocannon asks, and is itself the limit of the fastest answers.');
    console.log('On Debian: apt-get install wrk. On a Mac: brew install wrk.');
  }
  return hasWrk ? loadByWrk(url, options) : loadByAutocannon(url, options);
}

async function loadByWrk(
  url: string,
  { seconds = 2, connections = CONNECTIONS, headers = {} }: Options,
): Promise<Load> {
  const said = await run('wrk', [
    ...['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--timeout', '10s', '--latency'],
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    url,
  ]);
  const socket = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(said);
  const broken = (socket ?? []).slice(1).reduce((sum, count) => sum + Number(count), 0);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]),
    p50: milliseconds(/50%\s+(\S+)/.exec(said)?.[1]),
    p99: milliseconds(/99%\s+(\S+)/.exec(said)?.[1]),
    errors: Number(/Non-2xx or 3xx responses: (\d+)/.exec(said)?.[1] ?? 0) + broken,
  };
}

async function loadByAutocannon(
  url: string,
  { seconds = 2, connections = CONNECTIONS, headers = {} }: Options,
): Promise<Load> {
  const program = createRequire(import.meta.url).resolve('autocannon/autocannon.js');
  const said = await run(process.execPath, [
    ...[program, '-j', '-c', String(connections), '-d', String(seconds)],
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    url,
  ]);
  const result = JSON.parse(said);
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    errors: result['4xx'] + result['5xx'] + result.errors + result.timeouts,
  };
}

async function run(command: string, args: string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  return text(child.stdout);
}

function milliseconds(said: string | undefined): number {
  if (said === undefined) return Number.NaN;
  if (said.endsWith('us')) return Number.parseFloat(said) / 1_000;
  return said.endsWith('ms') ? Number.parseFloat(said) : Number.parseFloat(said) * 1_000;
}
