import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedPostgres } from '#db/embedded.mjs';
import { dataFolder, type Line, lineTo, type Running, startApp } from '#test/support/process';
import { startTestPostgres } from '#test/support/test-postgres';

let server: EmbeddedPostgres;
let line: Line;
let app: Running;

beforeAll(async () => {
  server = await startTestPostgres();
  line = await lineTo(server.url('postgres'));
  app = await startApp({ DATABASE_URL: line.url, PERCHOIR_DATA: dataFolder() });
});
afterAll(async () => {
  app.child.kill('SIGKILL');
  await app.ended;
  await line.close();
  await server.stop();
});

/** One page, as a signed-in reader asks for it: never from the HTML cache. */
async function visit(): Promise<{ status: number; took: number; words: string }> {
  const began = Date.now();
  const answer = await fetch(app.url, { headers: { Cookie: 'session=nobody' } });
  const words = await answer.text();
  return { status: answer.status, took: Date.now() - began, words };
}

describe.each(['refused', 'silent'] as const)('the database is away (%s)', (how) => {
  test('pages say so within 3 s, under load, and come back within 5 s of its return', async () => {
    expect((await visit()).status).toBe(200);
    line.cut(how);
    // A probe, as any load balancer sends one; pages that need the database would tell just as well.
    const probe = await fetch(`${app.url}/readyz`);
    expect(probe.status).toBe(503);

    const visits = await Promise.all(Array.from({ length: 100 }, visit));
    for (const { status, took, words } of visits) {
      expect(status).toBe(503);
      expect(took).toBeLessThan(3_000);
      expect(words).toContain('Le fil est coupé');
      expect(words).toContain('Nothing is lost');
    }
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect((await fetch(app.url)).status).toBe(503);

    await line.mend();
    const back = Date.now();
    while ((await visit()).status !== 200) {
      expect(Date.now() - back).toBeLessThan(5_000);
      await sleep(50);
    }
    expect(app.child.exitCode).toBeNull();
  });
});
