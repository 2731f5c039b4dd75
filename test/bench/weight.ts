import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp } from '#test/support/process';
import { type BenchDatabase, type Instance, startInstance } from './instance';
import { addMembers, cookieOf } from './people';
import { plainRow } from './rounds';
import type { BenchRow } from './row';

const STARTS = 3;
const IDLE_MS = 5_000;

/** What pages weigh on the wire, how soon the instance answers, and what it costs to have it run. */
export async function benchWeight(on: BenchDatabase): Promise<BenchRow[]> {
  const rows = await starts(on);
  const app = await startInstance(on, 'bench_weight', { SAMPLE: 'on' });
  try {
    await addMembers(app.database, 1);
    const { rows: found } = await app.database.query(
      `select slug, (select tag from post_hashtags group by tag order by count(*) desc limit 1) as tag
       from events e where visibility = 'public' and status = 'published'
       order by (select count(*) from rsvps where event_id = e.id) desc limit 1`,
    );
    const { slug, tag } = found[0];
    const pages: [figure: string, path: string, mostPage?: number, signedIn?: boolean][] = [
      ['home', '/'],
      ['event page', `/events/${slug}`],
      ['hashtag page', `/live/${encodeURIComponent(tag)}`, 30],
      ['hashtag page, signed in', `/live/${encodeURIComponent(tag)}`, undefined, true],
      ['new community', '/communities/new', undefined, true],
      ['new event', '/events/new', undefined, true],
      ['settings', '/settings', undefined, true],
    ];
    for (const [figure, address, mostPage, signedIn] of pages) {
      const weight = await weigh(app, address, signedIn);
      if (!weight) continue;
      const about = { bench: 'weight', unit: 'kB' };
      rows.push(
        plainRow(
          { ...about, figure: `${figure}: HTML and CSS`, value: weight.page },
          mostPage ? { most: mostPage } : undefined,
        ),
        plainRow({ ...about, figure: `${figure}: JavaScript`, value: weight.scripts }, { most: 130 }),
      );
    }
    rows.push(...(await idleMemory(app)));
    return rows;
  } finally {
    await app.stop();
  }
}

/** The sizes as they travel to a browser that takes Brotli, in kB; undefined where there is no such page. */
async function weigh(app: Instance, address: string, signedIn = false) {
  const headers: Record<string, string> = signedIn ? { Cookie: cookieOf(1) } : {};
  const html = await (await fetch(`${app.url}${address}`, { headers, redirect: 'manual' })).text();
  const { bytes, status } = await travel(`${app.url}${address}`, headers);
  if (status !== 200) {
    console.log(`weight: ${address} answers ${status}`);
    return undefined;
  }
  const sum = async (files: Iterable<string>) => {
    const sizes = await Promise.all([...files].map((file) => travel(`${app.url}${file}`)));
    return sizes.reduce((total, size) => total + size.bytes, 0) / 1_000;
  };
  const linked = (link: RegExp) => new Set(Array.from(html.matchAll(link), ([, file = '']) => file));
  const scripts = linked(/<link rel="modulepreload" href="([^"]+)"/g);
  return {
    page: bytes / 1_000 + (await sum(linked(/<link rel="stylesheet" href="([^"]+)"/g))),
    scripts: await sum([...scripts, await wordsOf(app, scripts)]),
  };
}

/** What the entry fetches besides: the words of the reader's language, in French as the longest. */
async function wordsOf(app: Instance, scripts: Set<string>): Promise<string> {
  const entry = [...scripts].find((file) => file.includes('/entry.client'));
  const [words] = /core\.fr-[\w-]+\.js/.exec(await (await fetch(`${app.url}${entry}`)).text()) ?? [];
  if (!words) throw new Error('the entry names no words');
  return `/assets/${words}`;
}

function travel(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const asked = {
      headers: { ...headers, 'Accept-Encoding': 'gzip, deflate, br', 'Accept-Language': 'fr' },
    };
    http
      .get(url, asked, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => (bytes += chunk.length));
        response.once('end', () => resolve({ status: response.statusCode ?? 0, bytes }));
      })
      .once('error', reject);
  });
}

/** `npm start` where packages and build are there: the first time, which makes the database, and after. */
async function starts(on: BenchDatabase): Promise<BenchRow[]> {
  const env = { PERCHOIR_DATA: path.join(on.folder, 'started'), SAMPLE: 'on' };
  const seconds: number[] = [];
  for (let start = 0; start <= STARTS; start++) {
    const began = performance.now();
    const running = await startApp(env, 'launch.mjs', ['start']);
    const answer = await fetch(running.url);
    await answer.text();
    seconds.push((performance.now() - began) / 1_000);
    running.child.kill('SIGINT');
    await running.ended;
  }
  const [first = Number.NaN, ...later] = seconds;
  const about = { bench: 'start', unit: 's' };
  return [
    plainRow({ ...about, figure: 'the first, with database and sample', value: first }, { most: 5 }),
    plainRow(
      { ...about, figure: `later ones, slowest of ${STARTS}`, value: Math.max(...later) },
      { most: 5 },
    ),
  ];
}

async function idleMemory(app: Instance): Promise<BenchRow[]> {
  await sleep(IDLE_MS);
  let status = '';
  try {
    status = fs.readFileSync(`/proc/${app.pid}/status`, 'utf8');
  } catch {
    console.log('weight: this system does not say how much memory a process has');
    return [];
  }
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024;
  return [
    plainRow(
      { bench: 'memory', figure: 'at rest, having shown its pages', value: megabytes, unit: 'MB' },
      { most: 200 },
    ),
  ];
}
