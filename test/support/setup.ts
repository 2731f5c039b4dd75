import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { TEMPLATE } from './template';

/*
 * Runs before each test file, before anything connects: gives it a database cloned from the migrated
 * template, and a folder for media. Afterwards it fails a file that left something running.
 */

const name = `test_${randomBytes(6).toString('hex')}`;
const adminUrl = inject('adminUrl');

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

await asAdmin((admin) => admin.query(`create database ${name} template ${TEMPLATE} strategy file_copy`));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'perchoir-files-'));
process.env.DATABASE_URL = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
process.env.PERCHOIR_DATA = folder;

/** The connections still open to this file's database, by what they called themselves and ran last. */
async function openConnections(): Promise<string[]> {
  const { rows } = await asAdmin((admin) =>
    admin.query('select application_name, query from pg_stat_activity where datname = $1', [name]),
  );
  return rows.map((row) => `${row.application_name || 'a connection'}: ${row.query}`);
}

/** What a file left behind that would keep a process from ending. */
async function leftovers(): Promise<string[]> {
  const servers = process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap');
  return [...(await openConnections()), ...servers.map(() => 'a server that still listens')];
}

/** The same, after a moment in which what was just closed goes away. */
async function leaks(): Promise<string[]> {
  for (let round = 0; round < 80; round += 1) {
    if ((await leftovers()).length === 0) return [];
    await sleep(25);
  }
  return leftovers();
}

// Registered first, so it runs after the file's own hooks.
afterAll(async () => {
  const { db } = await import('#db/client');
  await db.destroy();
  const left = await leaks();
  await asAdmin((admin) => admin.query(`drop database ${name} with (force)`));
  fs.rmSync(folder, { recursive: true, force: true });
  if (left.length > 0) throw new Error(`This file left running:\n${left.join('\n')}`);
});
