import { expect, test } from 'vitest';
import { DatabaseWatch } from '#app/http/database-watch.server';

/** As a page that takes long to render does: nothing else happens meanwhile. */
function holdEverythingUp(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a process that was held up itself does not take the database for gone', async () => {
  const watch = new DatabaseWatch();
  const checking = watch.check();
  setImmediate(() => holdEverythingUp(1_300));
  expect(await checking).toBe(true);
  expect(watch.isAway).toBe(false);
  watch.stop();
});

test('a database that answers nobody is gone', async () => {
  const { DATABASE_URL } = process.env;
  process.env.DATABASE_URL = 'postgres://nobody@127.0.0.1:1/nothing';
  const watch = new DatabaseWatch();
  expect(await watch.check()).toBe(false);
  expect(watch.isAway).toBe(true);
  watch.stop();
  process.env.DATABASE_URL = DATABASE_URL;
});
