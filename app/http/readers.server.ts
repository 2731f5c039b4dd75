import { setImmediate as nextRound } from 'node:timers/promises';
import type { RequestHandler } from 'express';

/**
 * How long work that nobody waits for stands back before it takes a small step all the same, in
 * milliseconds: during a rush letters go slowly, but go.
 */
const MOST_WAIT = 25;

let underWay = 0;
let waiting: (() => void)[] = [];
let last = Promise.resolve();

/** Counts the requests under way; not for streams, which last as long as their readers stay. */
export const countReaders: RequestHandler = (_req, res, next) => {
  underWay += 1;
  res.once('close', () => {
    underWay -= 1;
    if (underWay === 0) rest();
  });
  next();
};

/**
 * Resolves when no page is being made, or after a moment: called before each small step of work that can
 * wait, of which one at a time is let through. The process has one thread, and readers feel every step.
 */
export function whenReadersRest(): Promise<void> {
  last = last.then(oneStep);
  return last;
}

async function oneStep(): Promise<void> {
  // Those who came during the step before are seen first.
  await nextRound();
  if (underWay === 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, MOST_WAIT);
    waiting.push(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function rest(): void {
  const resting = waiting;
  waiting = [];
  for (const resume of resting) resume();
}
