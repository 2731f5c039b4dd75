import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { forgetAttempts, limit, tooMany } from '#app/http/limits.server';
import { addressOf } from '#app/http/request-context.server';
import { db } from '#db/client';

test('counts attempts per key, refuses the one too many and says when to come back', async () => {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    expect(await limit('signUp', 'a@example.org')).toEqual({ ok: true });
  }
  const refusal = await limit('signUp', ' A@Example.org ');
  expect(refusal).toEqual({ ok: false, retryAfterSeconds: expect.any(Number) });
  expect(!refusal.ok && refusal.retryAfterSeconds).toBeGreaterThan(3_500);
  expect(await limit('signUp', 'b@example.org')).toEqual({ ok: true });
});

test('keeps no address in the table', async () => {
  await limit('reset', 'secret@example.org');
  const { rows } = await sql<{ key: string }>`select key from rate_limits`.execute(db);
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain('example');
});

test('several attempts can be counted at once', async () => {
  expect(await limit('announcements', 'member-1', 8)).toEqual({ ok: true });
  expect((await limit('announcements', 'member-1', 3)).ok).toBe(false);
});

test('an IPv6 network counts as one reader', async () => {
  for (let host = 1; host <= 40; host += 1) {
    expect((await limit('signUpFrom', `2001:db8:1:2::${host.toString(16)}`)).ok).toBe(true);
  }
  expect((await limit('signUpFrom', '2001:db8:1:2:ffff::1')).ok).toBe(false);
  expect((await limit('signUpFrom', '2001:db8:1:3::1')).ok).toBe(true);
});

test('forgets attempts after a success', async () => {
  for (let attempt = 0; attempt < 8; attempt += 1) await limit('signIn', 'c@example.org');
  expect((await limit('signIn', 'c@example.org')).ok).toBe(false);
  await forgetAttempts('signIn', 'c@example.org');
  expect((await limit('signIn', 'c@example.org')).ok).toBe(true);
});

test('the answer says 429 and when to come back', async () => {
  const answer = tooMany({ retryAfterSeconds: 42 });
  expect(answer.status).toBe(429);
  expect(answer.headers.get('Retry-After')).toBe('42');
  expect(await answer.text()).toContain('Attendez');
});

test('a loader called without a server has no address to count by', () => {
  expect(addressOf({})).toBe('unknown');
  expect(addressOf({ ip: '192.0.2.1' })).toBe('192.0.2.1');
});
