/** Runs one program and answers for it: whatever ends us ends the program too. */
import { spawn } from 'node:child_process';
import path from 'node:path';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
/** A Ctrl-C reaches us twice, from the terminal and through npm; within this many ms it counts once. */
const SAME_KEYPRESS = 400;
const ORPHAN_CHECK = 500;

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {string} name a program of the installed packages */
export function bin(name) {
  return path.join('node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean, tether?: boolean, limitMinutes?: number }} [options]
 *   `quiet` sends what the program prints to stderr; `tether` gives it a channel that closes when we are
 *   gone, by SIGKILL too; after `limitMinutes` it is ended
 * @returns {Promise<number>} its exit code; a signal that ended it counts as 1
 */
export function run(command, args, { env = {}, quiet = false, tether = false, limitMinutes } = {}) {
  // A process group of its own: the terminal's Ctrl-C reaches the program only through us, once, and
  // what it leaves behind can be ended as a whole.
  const child = spawn(command, args, {
    stdio: ['inherit', quiet ? 2 : 'inherit', 'inherit', ...(tether ? /** @type {const} */ (['ipc']) : [])],
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  });
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
    } catch {
      // already gone
    }
  };

  let last = 0;
  let asked = 0;
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    if (Date.now() - last < SAME_KEYPRESS) return;
    last = Date.now();
    asked += 1;
    if (asked > 2) kill('SIGKILL');
    else child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);

  // npm passes SIGTERM only to its shell, which may die without telling us. Run by hand, in the background
  // of a shell that ends, we live on.
  const parent = process.env.npm_lifecycle_event ? process.ppid : undefined;
  const orphanage = setInterval(() => {
    if (parent === undefined || process.ppid === parent) return;
    // Once: whoever asks again and again wants it killed.
    clearInterval(orphanage);
    if (asked === 0) forward('SIGTERM');
  }, ORPHAN_CHECK);
  const limit = limitMinutes && setTimeout(() => kill('SIGKILL'), limitMinutes * 60_000);

  return new Promise((resolve, reject) => {
    const done = () => {
      clearInterval(orphanage);
      clearTimeout(limit || undefined);
      for (const signal of SIGNALS) process.off(signal, forward);
    };
    child.once('error', (error) => {
      done();
      reject(new Error(`${command} could not be run: ${error.message}`));
    });
    child.once('exit', (code, signal) => {
      done();
      if (asked > 0) {
        // Asked to end, we do not go on to the next step; nor does anything the program left behind.
        kill('SIGKILL');
        process.exit(signal ? 130 : (code ?? 1));
      }
      resolve(code ?? 1);
    });
  });
}
