import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cancelEvent } from '#app/domain/events/commands/cancel-event.server';
import { db } from '#db/client';
import type { EmbeddedPostgres } from '#db/embedded.mjs';
import { startSmtp } from '#test/emails/smtp';
import { unzip } from '#test/support/archive';
import { dataFolder, type Running, startApp } from '#test/support/process';
import { startTestPostgres } from '#test/support/test-postgres';
import { cookieOf } from '#test/support/visit';
import { crawl, type Given } from './crawler';
import { CANARIES, type Canary, makeWorld, PEOPLE, type Person, type Who, type World, word } from './world';

/*
 * Private means private on every channel: the finished build is walked from end to end as each kind of reader, and nobody
 * comes upon a word that is not for them: not on a page, in its data, a feed, a search, a stream, a picture, a letter.
 */

let server: EmbeddedPostgres;
let app: Running;
let folder: string;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
let world: World;
let patterns: string[];

beforeAll(async () => {
  folder = dataFolder();
  server = await startTestPostgres();
  process.env.DATABASE_URL = server.url('postgres');
  smtp = await startSmtp();
  app = await startApp({
    DATABASE_URL: server.url('postgres'),
    PERCHOIR_DATA: folder,
    SMTP_URL: smtp.url,
    SAMPLE: 'off',
    RATE_LIMIT_FACTOR: '1000',
    LOG_LEVEL: 'error',
  });
  world = await makeWorld(path.join(folder, 'media'));
  await allTold();
  await vi.waitFor(async () => expect(await statesOfExports()).toEqual(['ready']), { timeout: 20_000 });
  patterns = await addressPatterns();
});

afterAll(async () => {
  await db.destroy();
  app.child.kill('SIGKILL');
  await app.ended;
  await smtp.close();
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** The addresses of all routes as the build has them, with their parameters. */
async function addressPatterns(): Promise<string[]> {
  const build = path.resolve(import.meta.dirname, '../../build/server/index.js');
  const { routes } = (await import(build)) as {
    routes: Record<string, { path?: string; parentId?: string; index?: boolean }>;
  };
  return Object.keys(routes).map((id) => {
    const steps: string[] = [];
    for (let route = routes[id]; route; route = routes[route.parentId ?? '']) steps.unshift(route.path ?? '');
    return `/${steps.filter(Boolean).join('/')}`;
  });
}

/** Addresses that Remix does not know. */
const OUTSIDE = [
  '/events/:event.ics',
  '/media/:media.l.webp',
  '/c/:community/calendar.ics',
  '/c/:community/feed.atom',
  '/c/:community/feed.json',
  '/settings/data/:export.zip',
  '/healthz',
  '/readyz',
];

/** Every canary begins with one of these; none is whole, so that a page that says back what was asked tells nothing. */
const SEARCHES = ['zq', 'zqhidden', 'zqinside', 'zqnear', 'zqown', 'zqopen', 'zqlink'];
const SEARCHABLE = ['/communities', '/c/:community/members', '/live', '/events'];

/** Parameters that are secrets themselves: who does not hold one can only guess. */
const SECRET = ['no-secret', 'x'.repeat(43)];

function named(pattern: string): string[] {
  const parameter = /:(\w+)\??/.exec(pattern);
  if (!parameter) return [pattern.replaceAll('*', 'nowhere')];
  const [whole, name = ''] = parameter;
  // An id is of whatever stands before it.
  const thing = name === 'id' ? (/(\w+)s\/:id/.exec(pattern)?.[1] ?? name) : name;
  const values = world.names[thing] ?? (/token|key|letter|export|passkey/.test(thing) ? SECRET : undefined);
  if (!values) throw new Error(`the crawl must be taught what :${thing} names (${pattern})`);
  return values.flatMap((value) => named(pattern.replace(whole, encodeURI(value))));
}

const seeds = () => [
  ...[...patterns, ...OUTSIDE].flatMap(named),
  // From its first entry on.
  ...(world.names.hashtag ?? []).map((tag) => `/live/${tag}/stream?since=hashtag:${tag}:0`),
  ...(world.names.topic ?? []).map((id) => `/topics/${id}/stream?since=topic:${id}:0`),
  ...SEARCHABLE.flatMap(named).flatMap((address) => SEARCHES.map((start) => `${address}?q=${start}`)),
];

/** Canaries that are not for their reader, each with the first places they came upon it. */
function leaks(who: Who, given: Given[]): string[] {
  const texts = given.map(({ address, text }) => ({ address, text: text.toLowerCase() }));
  return (Object.keys(CANARIES) as Canary[])
    .filter((canary) => !(CANARIES[canary] as Who[]).includes(who))
    .flatMap((canary) => {
      const places = texts.filter(({ text }) => text.includes(word(canary))).map(({ address }) => address);
      const more = places.length > 3 ? ` and ${places.length - 3} more` : '';
      return places.length > 0 ? [`${canary} at ${places.slice(0, 3).join(', ')}${more}`] : [];
    });
}

const found = (given: Given[]): Set<Canary> =>
  new Set(
    (Object.keys(CANARIES) as Canary[]).filter((canary) =>
      given.some(({ text }) => text.toLowerCase().includes(word(canary))),
    ),
  );

const walked = new Map<Who, Given[]>();
async function walk(who: Who): Promise<Given[]> {
  const cookie = who === 'stranger' ? '' : await cookieOf(world.people[who as Person]);
  const given = await crawl(new URL(app.url).origin, cookie, seeds());
  walked.set(who, given);
  return given;
}

describe('nobody comes upon what is not for them', { timeout: 240_000 }, () => {
  test.each<Who>(['stranger', ...PEOPLE])('%s', async (who) => {
    const given = await walk(who);
    expect(leaks(who, given)).toEqual([]);
    expect(given.filter(({ status }) => status >= 500).map(({ address }) => address)).toEqual([]);
    expect(given.length).toBeGreaterThan(200);
  });

  test('and each word is somewhere, for those it is for', () => {
    const seen = new Set([...walked.values()].flatMap((given) => [...found(given)]));
    const unseen = (Object.keys(CANARIES) as Canary[]).filter((canary) => !seen.has(canary));
    expect(unseen).toEqual([]);
  });

  test('a picture is shown with what it is of', () => {
    for (const { id, of } of world.pictures) {
      for (const [who, given] of walked) {
        const { status } = given.find(({ address }) => address === `/media/${id}.l.webp`)!;
        expect([who, status]).toEqual([who, (CANARIES[of] as Who[]).includes(who) ? 200 : 404]);
      }
    }
  });

  test('an archive is its owner’s alone, and holds nothing that is kept from them', async () => {
    const [id] = world.names.export ?? [];
    for (const [who, given] of walked) {
      const { status } = given.find(({ address }) => address === `/settings/data/${id}.zip`)!;
      expect([who, status]).toEqual([who, who === 'owner' ? 200 : 404]);
    }
    const answer = await fetch(`${app.url}/settings/data/${id}.zip`, {
      headers: { Cookie: await cookieOf(world.people.owner), Connection: 'close' },
    });
    const files = await unzip(Buffer.from(await answer.arrayBuffer()));
    const archive = [...files].map(([address, bytes]) => ({
      address,
      status: 200,
      text: bytes.toString('utf8'),
    }));
    expect(leaks('owner', archive)).toEqual([]);
    expect([...found(archive)]).toEqual(
      expect.arrayContaining(['ownCity', 'ownInterest', 'ownLink', 'nearBio']),
    );
  });

  test('what is hidden answers as what does not exist', async () => {
    const ask = async (address: string) => {
      const answer = await fetch(app.url + address, {
        headers: { 'Accept-Language': 'fr', Connection: 'close' },
      });
      const text = (await answer.text()).replace(/nonce="[^"]*"|[a-z0-9]{4}-[a-z0-9]{4,5}\b/g, '');
      return { status: answer.status, text: text.replaceAll(address, '') };
    };
    const tag = world.hidden.tag;
    const nobody = tag.replace('zq', 'zz');
    for (const page of ['', '/members', '/about', '/events', '/testimonials']) {
      expect(await ask(`/c/${tag}${page}`)).toEqual(await ask(`/c/${nobody}${page}`));
    }
  });

  test('letters tell their readers no more', async () => {
    const before = smtp.taken.length;
    const { keeper } = world.people;
    for (const event of await db
      .selectFrom('events')
      .selectAll()
      .where('status', '=', 'published')
      .execute()) {
      const cancelled = await cancelEvent(db, keeper, event.id, 'La cave est inondée.');
      expect(cancelled.ok).toBe(true);
    }
    await allTold();
    const byAddress = new Map<string, Who>(
      PEOPLE.map((name) => [world.people[name].email.toLowerCase(), name]),
    );
    const letters = await Promise.all(
      smtp.taken.slice(before).map(async ({ to, raw }) => {
        const { html, text, subject, headerLines, attachments } = await simpleParser(raw);
        const parts = attachments.map(({ content }) => content.toString('utf8'));
        const lines = headerLines.map(({ line }) => line).filter((line) => !/^to:/i.test(line));
        return {
          who: byAddress.get(to[0]?.toLowerCase() ?? '') ?? 'stranger',
          address: `letter to ${to[0]}: ${subject}`,
          status: 0,
          text: [html, text, subject, ...parts, ...lines].join('\n'),
        };
      }),
    );
    expect(letters.map(({ who }) => who)).toEqual(expect.arrayContaining(['member', 'owner']));
    const told = letters.flatMap((letter) => leaks(letter.who, [letter]));
    // Who was invited to a hidden evening, or is a guest of an open one, knows that much of it.
    expect(told.filter((leak) => !/letter to zq(hiddenguest|guestmail)zq/.test(leak))).toEqual([]);
  });
});

const allTold = () => vi.waitFor(async () => expect(await waitingLetters()).toBe(0), { timeout: 20_000 });

async function statesOfExports(): Promise<string[]> {
  return (await db.selectFrom('exports').select('state').execute()).map(({ state }) => state);
}

/** How much is still to be told by letter. */
async function waitingLetters(): Promise<number> {
  const { waiting } = await db
    .selectNoFrom(({ selectFrom }) =>
      sql<number>`${selectFrom('notices')
        .select(({ fn }) => fn.countAll().as('n'))
        .where('expanded_at', 'is', null)}
        + ${selectFrom('letters')
          .select(({ fn }) => fn.countAll().as('n'))
          .where('state', 'in', ['queued', 'sending'])}`.as('waiting'),
    )
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
