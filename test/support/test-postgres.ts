import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, removeLeftover, startPostgres } from '#db/embedded.mjs';

const PREFIX = 'perchoir-test-';

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Stops and deletes servers of test runs that were killed: a folder's name says whose it was. */
async function removeLeftovers(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(owner) && !isRunning(owner)) await removeLeftover(path.join(os.tmpdir(), name));
  }
}

/** A folder for a server of this run; what runs that were killed left in theirs is gone. */
export async function makeServerFolder(): Promise<string> {
  await removeLeftovers();
  return fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
}

/** A server of its own for a test run: fast, empty, gone after `stop()`. */
export async function startTestPostgres(): Promise<EmbeddedPostgres> {
  return await startPostgres({ dir: await makeServerFolder(), ephemeral: true });
}
