import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readForm } from '#app/http/form.server';
import { startHttp, type TestHttp } from '#test/support/http-server';

const reached: string[] = [];
const routes = [
  {
    path: 'careful',
    action: async ({ request }: { request: Request }) =>
      new Response(String((await readForm(request)).get('text'))),
  },
  { path: 'unread', action: async () => new Response('not looked at') },
  {
    path: '*',
    loader: ({ request }: { request: Request }) => new Response(new URL(request.url).host),
    action: async ({ request }: { request: Request }) => {
      const form = await request.formData();
      reached.push(String(form.get('text') ?? ''));
      return new Response('written');
    },
  },
];
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

let local: TestHttp;
let published: TestHttp;
beforeAll(async () => {
  local = await startHttp(routes);
  published = await startHttp(routes, { APP_URL: 'https://perchoir.example.org' });
});
afterAll(async () => {
  await local.close();
  await published.close();
});

const post = (at: TestHttp, headers: Record<string, string>, path = '/thing', method = 'POST') =>
  at.send(path, { method, headers: { ...FORM, ...headers }, body: 'text=hello' });

describe('the origin of unsafe requests', () => {
  test('without APP_URL is the host the reader typed', async () => {
    for (const Host of ['localhost:3000', '127.0.0.1:3000', '192.168.1.20:3000']) {
      expect((await post(local, { Host, Origin: `http://${Host}` })).status).toBe(200);
    }
    expect((await post(local, { Host: 'localhost:3000', Origin: 'http://localhost:4000' })).status).toBe(403);
  });

  test('with APP_URL is that one, whatever Host says', async () => {
    const Origin = 'https://perchoir.example.org';
    expect((await post(published, { Origin, Host: 'internal:8080' })).status).toBe(200);
    const evil = { Origin: 'https://evil.example', Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
    expect((await post(published, evil)).status).toBe(403);
    expect((await post(published, { Origin: 'http://perchoir.example.org' })).status).toBe(403);
    expect((await post(published, { Origin: 'https://perchoir.example.org.evil.example' })).status).toBe(403);
  });

  test.each(['null', 'https://evil.example', 'nonsense', ''])('is refused when it is %j', async (Origin) => {
    reached.length = 0;
    const answer = await post(local, { Origin });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Rien n’a été changé');
    expect(reached).toEqual([]);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('is asked of %s, and refused when absent', async (method) => {
    expect((await post(local, {}, '/thing', method)).status).toBe(403);
    expect((await post(local, {}, '/thing.data', method)).status).toBe(403);
  });

  test('is not asked of one-click unsubscribe, and of nothing that resembles it', async () => {
    expect((await post(published, {}, '/unsubscribe/abc')).status).toBe(200);
    for (const path of [
      '/unsubscribe/abc/more',
      '/x/unsubscribe/abc',
      '/unsubscribe',
      '/unsubscribe/abc.data',
      '/unsubscribe/a%2fb',
    ]) {
      expect((await post(published, {}, path)).status).toBe(403);
    }
  });
});

describe('addresses', () => {
  test('are what every reader of them makes of them: no path is another in disguise', async () => {
    for (const path of [
      '/unsubscribe/..',
      '/unsubscribe/%2e%2E',
      '/unsubscribe/.',
      '/unsubscribe/x\\..\\..\\logout',
      '/assets/../settings',
      '/a/.%2e/b',
    ]) {
      expect((await post(published, {}, path)).status, path).toBe(400);
      expect((await local.send(path)).status, path).toBe(400);
    }
    for (const path of ['/a..b', '/...', '/a/.well-known', '/x?next=/../a\\b'])
      expect((await local.send(path)).status, path).toBe(200);
  });

  test.each(['/%', '/%zz', '/a%00b', '/?q=%00', '/%c3%28', '/%e0%80', `/${'a'.repeat(9000)}`])(
    'that cannot be read get a 400: %.20s',
    async (path) => {
      const answer = await local.send(path);
      expect(answer.status).toBe(400);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.text).toContain('<svg class="cut"');
    },
  );

  test.each(['//evil.example', '/..%2f..%2fetc/passwd', '/%F0%9F%90%A6', '/?q=%', '/#a'])(
    'that are merely odd are answered without a 5xx: %s',
    async (path) => expect((await local.send(path)).status).toBeLessThan(500),
  );

  test('never name another host', async () => {
    expect((await local.send('//evil.example/x', { headers: { Host: 'localhost' } })).text).toBe('localhost');
    expect((await published.send('//evil.example/x')).text).toBe('perchoir.example.org');
  });

  test.each(['a b', 'x:y:z', 'evil.example/path', '[::1'])('need a host that is one: %j', async (Host) => {
    expect((await local.send('/x', { headers: { Host } })).status).toBe(400);
  });
});

test('a method that Fetch forbids or nobody knows is a 405', async () => {
  for (const method of ['TRACE', 'PROPFIND', 'REPORT']) {
    const answer = await local.send('/x', { method });
    expect(answer.status, method).toBe(405);
    expect(answer.headers.allow).toContain('GET');
  }
});

describe('bodies', () => {
  const Origin = 'http://localhost';
  const Host = 'localhost';

  test('of up to 1 MiB are taken, of more are a 413', async () => {
    const send = (length: number) =>
      local.send('/x', {
        method: 'POST',
        headers: { ...FORM, Origin, Host },
        body: `text=${'a'.repeat(length)}`,
      });
    expect((await send(1_000_000)).status).toBe(200);
    expect((await send(1_100_000)).status).toBe(413);
  });

  test('that do not say their length are cut off at the limit', async () => {
    reached.length = 0;
    for (const path of ['/x', '/careful']) {
      const answer = await local.send(path, {
        method: 'POST',
        headers: { ...FORM, Origin, Host, 'Transfer-Encoding': 'chunked' },
        body: Array.from({ length: 30 }, () => 'a'.repeat(50_000)),
      });
      expect(answer.status).toBe(413);
    }
    expect(reached).toEqual([]);
  });

  test('that a route does not read are not in the way of the next request', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const began = Date.now();
    for (let times = 0; times < 2; times += 1) {
      const headers = { 'Content-Type': 'multipart/form-data; boundary=b', Origin, Host };
      const body = `--b\r\n${'a'.repeat(5_000_000)}`;
      expect((await local.send('/unread', { method: 'POST', headers, body, agent })).status).toBe(200);
      expect((await local.send('/x', { agent, headers: { Host } })).status).toBe(200);
    }
    agent.destroy();
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('in several parts may have 10 MiB', async () => {
    const multipart = (length: number) =>
      local.send('/x', {
        method: 'POST',
        headers: { 'Content-Type': 'multipart/form-data; boundary=b', Origin, Host },
        body: `--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n${'a'.repeat(length)}\r\n--b--\r\n`,
      });
    expect((await multipart(3_000_000)).status).toBe(200);
    expect((await multipart(10_500_000)).status).toBe(413);
  });

  test.each([
    ['multipart/form-data; boundary=b', '--b\r\nnonsense'],
    ['multipart/form-data', 'no boundary'],
    ['text/plain', 'text=hello'],
    ['application/json', '{"a":'],
  ])('that no form has (%s) are a 400, never a 5xx', async (type, body) => {
    const answer = await local.send('/x', {
      method: 'POST',
      headers: { 'Content-Type': type, Origin, Host },
      body,
    });
    expect(answer.status).toBe(400);
  });
});
