import fs from 'node:fs';
import http from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmbeddedPostgres } from '#db/embedded.mjs';
import { addEvening, addMembers, cookieOf } from '#test/bench/people';
import { dataFolder, type Running, startApp } from '#test/support/process';
import { startTestPostgres } from '#test/support/test-postgres';

/* Every form of the finished build is sent what no browser sends: the answer is a 4xx in a moment, never a 5xx. */

let server: EmbeddedPostgres;
let app: Running;
let folder: string;

beforeAll(async () => {
  folder = dataFolder();
  server = await startTestPostgres();
  app = await startApp({
    DATABASE_URL: server.url('postgres'),
    PERCHOIR_DATA: folder,
    SAMPLE: 'off',
    RATE_LIMIT_FACTOR: '1000',
    LOG_LEVEL: 'error',
  });
  const database = new pg.Client({ connectionString: server.url('postgres') });
  await database.connect();
  await addMembers(database, 1);
  await addEvening(database, 'hostile', null);
  await database.end();
});

afterAll(async () => {
  app.child.kill('SIGKILL');
  await app.ended;
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  method?: string;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
}

function send(path: string, { method = 'POST', type, body = '', headers }: Sent = {}) {
  const { hostname, port, origin } = new URL(app.url);
  const began = performance.now();
  return new Promise<{ status: number; took: number }>((resolve, reject) => {
    const sent = {
      Origin: origin,
      Cookie: cookieOf(1),
      ...(type && { 'Content-Type': type }),
      ...(method === 'POST' && { 'Content-Length': Buffer.byteLength(body) }),
      ...headers,
    };
    const request = http.request({ hostname, port, path, method, headers: sent, agent: false }, (answer) => {
      answer.once('error', reject);
      answer
        .resume()
        .once('end', () => resolve({ status: answer.statusCode ?? 0, took: performance.now() - began }));
    });
    request.once('error', reject).end(body);
  });
}

const FORMS = [
  '/login',
  '/join',
  '/reset',
  '/reset/x',
  '/language',
  '/settings',
  '/settings/sessions',
  '/communities/new',
  '/c/bench/join',
  '/events/new',
  '/events/hostile',
  '/events/hostile/guest',
  '/events/hostile/edit',
  '/events/hostile/attendees',
  '/events/hostile/invitations',
  '/events/hostile/letter',
  '/events/hostile/cancel',
  '/i/x',
  '/rsvp/x',
  '/unsubscribe/x',
  '/live/bench',
  '/live/bench/posts',
  '/outbox/x',
  '/nowhere',
];

const FIELDS =
  'email password handle name answer text addresses title hashtag starts ends timezone place capacity community rsvpDeadline visibility description agenda bio city language next act seenBy message segment note rsvp invitation key reply'.split(
    ' ',
  );
const everyField = (value: string) => FIELDS.map((field) => `${field}=${value}`).join('&');
const event = (more: Record<string, string>) =>
  new URLSearchParams({
    title: 'Soirée',
    hashtag: 'bench',
    community: 'bench',
    starts: '2026-12-20T19:30',
    ends: '2026-12-20T23:30',
    timezone: 'Europe/Paris',
    ...more,
  }).toString();
const part = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

const FORM = 'application/x-www-form-urlencoded';
const PARTS = 'multipart/form-data; boundary=b';
const BODIES: [what: string, type: string | undefined, body: string][] = [
  ['100,000 fields', FORM, Array.from({ length: 100_000 }, (_, n) => `f${n}=`).join('&')],
  ['100,000 times one field', FORM, 'text=&'.repeat(100_000)],
  ['names of prototypes', FORM, '__proto__=1&constructor=2&toString=3'],
  ['a prototype’s name that is well-formed', FORM, 'constructor=1&valueOf=2&then=3&toJSON=4'],
  ['prototypes for values', FORM, everyField('__proto__')],
  ['a megabyte of <', FORM, `addresses=${'<'.repeat(1_000_000)}`],
  ['a megabyte of @', FORM, `email=${'@'.repeat(1_000_000)}`],
  ['much of a hashtag', FORM, `text=${'%23a+'.repeat(70_000)}`],
  ['null bytes', FORM, everyField('a%00b')],
  ['half of a surrogate pair', FORM, everyField('%ED%A0%80')],
  ['line breaks and bells', FORM, everyField('a%0D%0Ab%07%1B')],
  ['broken escapes', FORM, 'text=%&email=%zz&title=%E0%A4'],
  ['numbers out of range', FORM, everyField('-99999999999999999999')],
  ['fields twice', FORM, `${everyField('1')}&${everyField('2')}`],
  ['nothing', FORM, ''],
  ...['0000-00-00', '99999-01-01T00:00', '2026-12-31T25:61'].map((date): [string, string, string] => [
    `the date ${date}`,
    FORM,
    event({ starts: date, ends: date, rsvpDeadline: date }),
  ]),
  ['a zone that is none', FORM, event({ timezone: '../../etc/passwd' })],
  ['JSON', 'application/json', '{"__proto__":{"a":1}}'],
  ['half of JSON', 'application/json', '{'],
  ['no content type', undefined, 'text=a'],
  ['a content type that is none', 'a/b/c;;;', 'text=a'],
  ['parts cut off', PARTS, '--b\r\nContent-Dispo'],
  ['parts without a boundary', 'multipart/form-data', 'x'],
  ['100,000 parts', PARTS, `${part('a', '').repeat(100_000)}--b--\r\n`],
  ['a part that is a prototype', PARTS, `${part('__proto__', 'x')}--b--\r\n`],
  ['nine megabytes in a part', PARTS, `${part('text', 'a'.repeat(9_000_000))}--b--\r\n`],
];

/** What took longer would be felt by everybody else: nothing else happens meanwhile. Wide, for busy machines. */
const MOMENT = 2_000;

describe('forms', () => {
  test.each(BODIES)('with %s are a 4xx in a moment, or taken', async (_what, type, body) => {
    for (const path of FORMS) {
      const { status, took } = await send(path, { type, body });
      expect(status, path).toBeLessThan(500);
      expect(took, path).toBeLessThan(MOMENT);
    }
  });
});

test('addresses, methods and headers nobody uses are never a 5xx', async () => {
  const gets = [
    `/${'a'.repeat(8_000)}`,
    `/${'a'.repeat(9_000)}`,
    '/%',
    '/%ED%A0%80',
    '/a%00b',
    '/@%F0%9F%98%80',
    '/__proto__',
    '/c/constructor',
    '/events/__proto__.data',
    '/live/bench?before=99999-01-01T00:00:00.000Z_x',
    '/live/bench?before=0000-00-00T00:00:00.000Z_00000000-0000-0000-0000-000000000000',
    `/communities?q=${'%25%5F%5C+'.repeat(700)}`,
    '/login?next=//evil.example&lng=__proto__',
    '/events/hostile?_routes=__proto__',
    '/__manifest?p=/&version=x',
    '/covers/%EF%AC%83.light.webp',
  ];
  const asked: [path: string, sent: Sent][] = [
    ...gets.map((path): [string, Sent] => [path, { method: 'GET' }]),
    ...['TRACE', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'HEAD'].flatMap((method) =>
      ['/', '/login', '/events/hostile', '/outbox/x'].map((path): [string, Sent] => [path, { method }]),
    ),
    ...[
      'session=%00',
      `session=${'x'.repeat(7_000)}`,
      'session=__proto__; language=%',
      '=;=;;',
      'language=W10=',
    ].map((Cookie): [string, Sent] => ['/settings', { method: 'GET', headers: { Cookie } }]),
    ...['fr;q=NaN,*;q=__proto__', '-,;;,', 'x'.repeat(5_000)].map((language): [string, Sent] => [
      '/',
      { method: 'GET', headers: { 'Accept-Language': language, Cookie: '' } },
    ]),
  ];
  for (const [path, sent] of asked) {
    const { status, took } = await send(path, sent);
    expect(status, `${sent.method} ${path}`).toBeLessThan(500);
    expect(took, path).toBeLessThan(MOMENT);
  }
  expect(app.printed()).not.toContain('"level":"error"');
});
