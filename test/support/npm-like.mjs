/** Starts the application as npm does: behind a process that may die without a word to it. */
import { spawn } from 'node:child_process';

spawn(process.execPath, ['launch.mjs', 'start'], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, npm_lifecycle_event: 'start' },
});
