import { type BenchDatabase, startInstance, startPeer } from './instance';
import { type Load, load } from './load';
import { inPairs, pairedRow, plainRow } from './rounds';
import type { BenchRow } from './row';

const ROUNDS = 3;
const EMPTY = 'empty Express route';

type Target = { figure: string; path: string; least: number; headers?: Record<string, string> };

/** Public pages of the sample, as strangers ask for them, beside an Express route that does nothing. */
export async function benchPages(on: BenchDatabase): Promise<BenchRow[]> {
  const app = await startInstance(on, 'bench_pages', { SAMPLE: 'on' });
  const empty = await startPeer('empty-route.mjs');
  try {
    const event = await theBusiest(
      app.database,
      `select slug from events e where visibility = 'public' and status = 'published'
       order by (select count(*) from rsvps where event_id = e.id) desc limit 1`,
    );
    const tag = await theBusiest(
      app.database,
      'select tag from post_hashtags group by tag order by count(*) desc limit 1',
    );
    const community = await theBusiest(
      app.database,
      `select hashtag from communities c where visibility = 'public'
       order by (select count(*) from events where community_id = c.id and status <> 'draft') desc limit 1`,
    );
    const eventPage = `/events/${event}`;
    const livePage = `/live/${encodeURIComponent(tag)}`;
    const targets: Target[] = [
      // A page with a parameter it does not know is not kept, so each of these is rendered.
      { figure: 'event page, rendered', path: `${eventPage}?bench=1`, least: 0.03 },
      { figure: 'hashtag page, rendered', path: `${livePage}?bench=1`, least: 0.03 },
      { figure: 'event page, kept', path: eventPage, least: 1 },
      { figure: 'hashtag page, kept', path: livePage, least: 1 },
      ...(await calendars(app.url, `${eventPage}.ics`, 'calendar')),
      ...(await calendars(app.url, `/c/${community}/calendar.ics`, 'calendar of a community')),
    ];
    const rows: BenchRow[] = [];
    for (const target of targets) {
      rows.push(...(await measure(`${app.url}${target.path}`, `http://127.0.0.1:${empty.port}/`, target)));
    }
    return rows;
  } finally {
    await app.stop();
    await empty.stop();
  }
}

async function measure(ours: string, theirs: string, target: Target): Promise<BenchRow[]> {
  const headers = { Accept: 'text/html', 'Accept-Language': 'fr', 'Accept-Encoding': 'gzip, br' };
  const loads: Load[] = [];
  const ask = async () => {
    const done = await load(ours, { headers: { ...headers, ...target.headers } });
    loads.push(done);
    return done.perSecond;
  };
  // The first seconds are the compiler's.
  await load(ours, { seconds: 3, headers: { ...headers, ...target.headers } });
  await load(theirs, { seconds: 1 });
  const pairs = await inPairs(ROUNDS, ask, async () => (await load(theirs)).perSecond);
  const errors = loads.reduce((sum, { errors }) => sum + errors, 0);
  const about = { bench: 'pages', figure: target.figure, unit: '/s', beside: EMPTY };
  const row = pairedRow(about, pairs, { least: target.least });
  if (errors === 0) return [row];
  return [
    row,
    plainRow({ bench: 'pages', figure: `${target.figure}, errors`, value: errors, unit: '' }, { most: 0 }),
  ];
}

/** The event's calendar, and the short answer to who has it already. */
async function calendars(url: string, path: string, figure: string): Promise<Target[]> {
  const answer = await fetch(`${url}${path}`);
  const etag = answer.headers.get('ETag');
  if (!answer.ok || !etag) {
    console.log(`pages: no calendar to measure, ${path} answers ${answer.status}`);
    return [];
  }
  const known: Target = { figure: `${figure}, 304`, path, least: 0.5, headers: { 'If-None-Match': etag } };
  return [{ figure, path, least: 0.05 }, known];
}

async function theBusiest(
  database: { query(sql: string): Promise<{ rows: Record<string, string>[] }> },
  sql: string,
): Promise<string> {
  const { rows } = await database.query(sql);
  return Object.values(rows[0] ?? {})[0] ?? '';
}
