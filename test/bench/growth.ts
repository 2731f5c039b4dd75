import { type BenchDatabase, type Instance, startInstance } from './instance';
import { load } from './load';
import { addEvening, addMembers, cookieOf } from './people';
import { inPairs, pairedRow, plainRow } from './rounds';
import type { BenchRow } from './row';

const MEMBERS = 10_000;
const EVENTS = 5_000;
const POSTS = 100_000;
const SMALLER = 100;

const ROUNDS = 3;
const SECONDS = 1;

/** A city with a letter too many and no accent. */
const SEARCH = '/c/bench/members?q=montrreal+theatre';
/** How many it finds. */
const FOUND = 40;
/** What a search of the directory may take, in milliseconds. */
const SEARCH_MS = 50;

const PAGES: [figure: string, path: string, signedIn?: boolean][] = [
  ['home', '/'],
  ['home, signed in', '/', true],
  ['events', '/events'],
  ['events, signed in', '/events', true],
  ['event', '/events/evening-1'],
  ['event, signed in', '/events/evening-1', true],
  ['member', '/@bench1'],
  ['member, signed in', '/@bench2', true],
  ['communities', '/communities'],
  ['community', '/c/bench'],
  ['community, its events', '/c/bench/events'],
  ['community, its members', '/c/bench/members', true],
  ['community, its members searched', SEARCH, true],
  ['live', '/live'],
  ['hashtag', '/live/bench'],
  ['hashtag, signed in', '/live/bench', true],
];

/** Pages of an instance full of people, evenings and posts, beside one with a hundredth of them. */
export async function benchGrowth(on: BenchDatabase): Promise<BenchRow[]> {
  const large = await startInstance(on, 'bench_large');
  const small = await startInstance(on, 'bench_small');
  try {
    await fill(large, 1);
    await fill(small, SMALLER);
    const rows: BenchRow[] = [];
    for (const [figure, address, signedIn] of PAGES) {
      // Half the connections of the other benches: here it is the wait that matters.
      const headers: Record<string, string> = signedIn ? { Cookie: cookieOf(1) } : {};
      const wait = async (app: Instance) => {
        const done = await load(`${app.url}${address}${address.includes('?') ? '&' : '?'}bench=1`, {
          seconds: SECONDS,
          connections: 2,
          headers,
        });
        if (done.errors > 0) throw new Error(`${address} answered with errors`);
        return 2_000 / done.perSecond;
      };
      await wait(large);
      await wait(small);
      const pairs = await inPairs(
        ROUNDS,
        () => wait(large),
        () => wait(small),
      );
      const about = { bench: 'growth', figure, unit: 'ms', beside: 'a hundredth' };
      rows.push(pairedRow(about, pairs, { most: 1.3 }));
    }
    const searching = await load(`${large.url}${SEARCH}`, {
      seconds: 2 * SECONDS,
      connections: 1,
      headers: { Cookie: cookieOf(1) },
    });
    const figure = 'a directory of 10,000 searched, median wait';
    rows.push(plainRow({ bench: 'growth', figure, unit: 'ms', value: searching.p50 }, { most: SEARCH_MS }));
    return rows;
  } finally {
    await small.stop();
    await large.stop();
  }
}

async function fill({ database }: Instance, divisor: number): Promise<void> {
  const [members, events, posts] = [MEMBERS, EVENTS, POSTS].map((count) => count / divisor);
  await addMembers(database, members!);
  // Enough seats for no waiting line: on its page a small event has as many birds as a large one.
  await addEvening(database, 'evening-1', 100);
  await database.query(
    `insert into memberships (community_id, member_id)
     select c.id, m.id from communities c, members m where m.handle like 'bench%' on conflict do nothing`,
  );
  // Everybody is in the directory; as many are found in a small one as in a large one, and most have one word of the two.
  await database.query('update memberships set in_directory = true');
  await database.query(
    `update members set
       city = case when n <= ${FOUND} then 'Montréal' else
         (array['Montréal', 'Lille', 'Brest', 'Lyon', 'Nantes', 'Paris', 'Dijon', 'Tours', 'Pau', 'Metz'])[1 + n % 10] end,
       interests = array[case when n <= ${FOUND} or n % 10 <> 0 and n % 7 = 0 then 'théâtre' else
         (array['chorale', 'romans noirs', 'vélo', 'cuisine', 'astronomie', 'jardin'])[1 + n % 6] end]
     from (select id, row_number() over (order by handle) as n from members) numbered
     where numbered.id = members.id`,
  );
  await database.query(
    `insert into hashtags (tag, display) select 'bench' || n, 'bench' || n from generate_series(1, $1::int) n`,
    [events],
  );
  // Half of them are to come, a few of those soon.
  await database.query(
    `insert into events (slug, community_id, hashtag, title, status, published_at, starts_at, ends_at, timezone, place)
     select 'of-many-' || n, c.id, 'bench' || n, 'Soirée ' || n, 'published', now(),
       now() + (n - $1::int / 2) * interval '6 hours', now() + (n - $1::int / 2) * interval '6 hours' + interval '3 hours',
       'Europe/Paris', 'La Cave'
     from communities c, generate_series(1, $1::int) n`,
    [events],
  );
  await database.query(
    `insert into rsvps (event_id, contact_id, answer, seat, seen_by)
     select e.id, m.contact_id, 'going', 'held', 'everyone'
     from (select id, row_number() over (order by slug) as place from events) e
     join (select contact_id, row_number() over (order by handle) as place from members) m
       on m.place between e.place % ($1 - 25) and e.place % ($1 - 25) + 19`,
    [members],
  );
  await database.query(
    `with authors as (select id, row_number() over (order by handle) as place from members where handle like 'bench%'),
     made as (
       insert into posts (author_id, client_key, text, created_at)
       select a.id, gen_random_uuid(), 'Message ' || n || ' pour #bench', now() - n * interval '30 seconds'
       from generate_series(1, $1::int) n join authors a on a.place = n % $2::int + 1
       returning id, created_at)
     insert into post_hashtags (tag, post_id, created_at) select 'bench', id, created_at from made`,
    [posts, members],
  );
  await database.query(
    `insert into thanks (post_id, member_id)
     select p.id, m.id from (select id, row_number() over (order by created_at desc) as place from posts) p
     join (select id, row_number() over (order by handle) as place from members) m on m.place = p.place % 50 + 1`,
  );
  await database.query('vacuum analyze');
}
