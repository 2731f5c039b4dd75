import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { removeLeftover, startPostgres } from '#db/embedded.mjs';
import { dataFolder, type Running, spawnScript, startApp } from '#test/support/process';

let folder: string;
let postgres: string;
const started: Pick<Running, 'child' | 'ended'>[] = [];

async function start(env: Record<string, string> = {}, script?: string, args?: string[]): Promise<Running> {
  const running = await startApp({ PERCHOIR_DATA: folder, ...env }, script, args);
  started.push(running);
  return running;
}

beforeAll(() => {
  folder = dataFolder();
  postgres = path.join(folder, 'postgres');
});
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  }
});
afterAll(async () => {
  await removeLeftover(postgres);
  fs.rmSync(folder, { recursive: true, force: true });
});

const postmaster = () =>
  Number(fs.readFileSync(path.join(postgres, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
const isRunning = () => fs.existsSync(path.join(postgres, 'data/postmaster.pid'));
const statusOf = (address: string) =>
  fetch(address).then(
    (answer) => answer.status,
    () => 0,
  );

/** Runs one statement in the database the application uses. */
async function query(statement: string): Promise<unknown[]> {
  const server = await startPostgres({ dir: postgres });
  const client = new pg.Client({ connectionString: server.url() });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
    await server.stop();
  }
}

describe('starting', () => {
  test('names every mistake of the environment, and nothing else', async () => {
    const running = spawnScript('server.mjs', [], { PORT: 'x', APP_URL: 'nonsense', PERCHOIR_DATA: folder });
    expect((await running.ended).code).toBe(1);
    expect(running.printed()).toContain('PORT must be a whole number');
    expect(running.printed()).toContain('APP_URL must look like');
    expect(running.printed()).not.toMatch(/^\s+at /m);
  });

  test('says so when the port is taken, and leaves no database running', async () => {
    const other = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as net.AddressInfo;
    const running = spawnScript('server.mjs', [], { PORT: String(port), PERCHOIR_DATA: folder });
    expect((await running.ended).code).toBe(1);
    other.close();
    expect(running.printed()).toContain(`Port ${port} is in use`);
    expect(running.printed()).not.toMatch(/^\s+at /m);
    expect(isRunning()).toBe(false);
  });
});

describe('SIGTERM', () => {
  test('ends readiness at once, readers a moment later, and everything within 20 s', async () => {
    const running = await start();
    // A busy machine may take a moment to hear from its database.
    await expect.poll(() => statusOf(`${running.url}/readyz`), { timeout: 10_000 }).toBe(200);
    const asked = Date.now();
    running.child.kill('SIGTERM');
    await sleep(200);
    expect(await statusOf(`${running.url}/readyz`)).toBe(503);
    expect(await statusOf(`${running.url}/healthz`)).toBe(200);
    expect(await running.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - asked).toBeLessThan(20_000);
    expect(isRunning()).toBe(false);
  });

  test('does not wait for readers on idle connections or live streams', async () => {
    const running = await start();
    const stream = await fetch(`${running.url}/live/612/stream`);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    running.child.kill('SIGINT');
    const { code } = await Promise.race([running.ended, sleep(8_000, { code: 'too late' })]);
    expect(code).toBe(0);
    await stream.body?.cancel().catch(() => undefined);
  });
});

describe('SIGKILL', () => {
  test('loses nothing that was acknowledged; the next start adopts the database', async () => {
    const first = await start();
    await query('create table kept (words text)');
    await query(`insert into kept values ('acknowledged')`);
    const pid = postmaster();
    first.child.kill('SIGKILL');
    await first.ended;
    expect(isRunning()).toBe(true);

    const second = await start();
    expect(postmaster()).toBe(pid);
    expect(await query('select words from kept')).toEqual([{ words: 'acknowledged' }]);
    second.child.kill('SIGINT');
    await second.ended;
    expect(isRunning()).toBe(false);
  });

  // npm itself may be killed too: the launcher sees that it is gone, and the rest ends in order.
  test.each([
    ['launcher', 'launch.mjs', ['start']],
    ['npm behind it', 'test/support/npm-like.mjs', []],
  ])('of the %s ends the application', async (_who, script, args) => {
    const running = await start({}, script, args);
    running.child.kill('SIGKILL');
    const deadline = Date.now() + 10_000;
    while ((await statusOf(`${running.url}/healthz`)) !== 0 && Date.now() < deadline) await sleep(100);
    while (isRunning() && Date.now() < deadline) await sleep(100);
    expect(isRunning()).toBe(false);
  });
});

describe('two processes on one embedded database', () => {
  test('the one that stops leaves it to the other', async () => {
    const first = await start();
    const second = await start();
    first.child.kill('SIGINT');
    await first.ended;
    expect(await statusOf(`${second.url}/readyz`)).toBe(200);
    second.child.kill('SIGINT');
    await second.ended;
    expect(isRunning()).toBe(false);
  });
});

test('an embedded database that is killed is started again', async () => {
  const running = await start();
  process.kill(postmaster(), 'SIGKILL');
  await sleep(300);
  const deadline = Date.now() + 10_000;
  while ((await statusOf(`${running.url}/readyz`)) !== 200 && Date.now() < deadline) await sleep(100);
  expect(await statusOf(`${running.url}/readyz`)).toBe(200);
  expect(running.child.exitCode).toBeNull();
});
