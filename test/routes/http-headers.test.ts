import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathPattern } from '#app/http/log.server';
import { startHttp, type TestHttp } from '#test/support/http-server';

const routes = [{ path: '*', loader: () => new Response('a page') }];
const clientDir = fs.mkdtempSync(path.join(os.tmpdir(), 'perchoir-client-'));

let plain: TestHttp;
let secure: TestHttp;
let ready = true;
beforeAll(async () => {
  fs.mkdirSync(path.join(clientDir, 'assets'));
  fs.writeFileSync(path.join(clientDir, 'assets', 'app-abc123.js'), 'let a = 1');
  fs.writeFileSync(path.join(clientDir, 'robots.txt'), 'User-agent: *');
  plain = await startHttp(routes, {}, { clientDir, isReady: () => ready });
  secure = await startHttp(routes, {
    APP_URL: 'https://perchoir.example.org',
    METRICS_TOKEN: 'a-long-enough-token',
  });
});
afterAll(async () => {
  await plain.close();
  await secure.close();
  fs.rmSync(clientDir, { recursive: true });
});

describe('every answer', () => {
  test.each(['/settings', '/', '/nothing/here', '/%'])(
    'carries the security headers: %s',
    async (address) => {
      const { headers } = await plain.send(address);
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/default-src '(self|none)'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('strict-origin-when-cross-origin');
      expect(headers['x-request-id']).toMatch(/^\w{4}-\w{4}$/);
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  test('has a nonce of its own', async () => {
    const policies = await Promise.all([plain.send('/settings'), plain.send('/settings')]);
    const nonces = policies.map(
      ({ headers }) => /'nonce-([^']{20,})'/.exec(String(headers['content-security-policy']))?.[1],
    );
    expect(nonces[0]).toBeTruthy();
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test('speaks of https only where readers come by https', async () => {
    const overHttp = (await plain.send('/settings')).headers;
    expect(overHttp['strict-transport-security']).toBeUndefined();
    expect(overHttp['content-security-policy']).not.toContain('upgrade-insecure-requests');
    const overHttps = (await secure.send('/settings')).headers;
    expect(overHttps['strict-transport-security']).toContain('max-age=31536000');
    expect(overHttps['content-security-policy']).toContain('upgrade-insecure-requests');
  });

  test('keeps secret addresses from the sites a page links to', async () => {
    for (const address of ['/i/abc', '/rsvp/abc', '/confirm/abc']) {
      expect((await plain.send(address)).headers['referrer-policy']).toBe('same-origin');
    }
  });

  test('refuses frames, the embed page excepted', async () => {
    const embed = (await plain.send('/live/612/embed')).headers;
    expect(embed['content-security-policy']).toContain('frame-ancestors *');
    expect(embed['x-frame-options']).toBeUndefined();
  });

  test('is private unless it says otherwise', async () => {
    expect((await plain.send('/settings')).headers['cache-control']).toBe('private, no-store');
  });
});

describe('files', () => {
  test('with a hash in their name never change', async () => {
    const { status, headers } = await plain.send('/assets/app-abc123.js');
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  test('may change otherwise, and those that are not there are a 404', async () => {
    expect((await plain.send('/robots.txt')).headers['cache-control']).toBe('public, max-age=3600');
    expect((await plain.send('/assets/gone.js')).status).toBe(404);
    expect((await plain.send('/assets/..%2f..%2fpackage.json')).status).toBe(404);
  });
});

describe('for machines', () => {
  test('the process lives, and says whether it takes readers', async () => {
    expect((await plain.send('/healthz')).status).toBe(200);
    expect((await plain.send('/readyz')).status).toBe(200);
    ready = false;
    expect((await plain.send('/readyz')).status).toBe(503);
    expect((await plain.send('/healthz')).status).toBe(200);
    ready = true;
  });

  test('figures are for this machine, or for who has the token', async () => {
    expect((await plain.send('/metrics')).text).toContain('perchoir_http_answers_total');
    const through = { 'X-Forwarded-For': '192.0.2.1' };
    expect((await plain.send('/metrics', { headers: through })).text).toBe('a page');
    const token = { ...through, Authorization: 'Bearer a-long-enough-token' };
    expect((await secure.send('/metrics', { headers: token })).text).toContain('perchoir_');
    expect(
      (await secure.send('/metrics', { headers: { ...through, Authorization: 'Bearer no' } })).text,
    ).toBe('a page');
  });
});

test.each([
  ['/events/abc?token=x', '/events/abc'],
  ['/i/s3cret', '/i/:token'],
  ['/rsvp/s3cret/answer', '/rsvp/:token/answer'],
  ['/confirm/s3cret.data', '/confirm/:token.data'],
  ['/x/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '/x/:token'],
  ['/live/612rencontres', '/live/612rencontres'],
])('logs %s as %s', (url, pattern) => expect(pathPattern(url)).toBe(pattern));
