import { type BenchDatabase, type Instance, startInstance } from './instance';
import { addEvening, addMembers, cookieOf } from './people';
import { type Posting, postAll } from './posts';
import { inPairs, pairedRow, plainRow } from './rounds';
import type { BenchRow } from './row';
import { startSink } from './sink';

const ROUNDS = 3;
/** Answers of a round, each by another member. */
const ANSWERS = 600;
const CONNECTIONS = 64;
const CAPACITY = 500;

const AT_ONCE = 1_000;
const SEATS = 28;

/**
 * Members rush for one event through its page's form, beside the least a signed-in form can do here:
 * choosing one's language, which is the same session, one row written and one redirect.
 */
export async function benchRsvp(on: BenchDatabase): Promise<BenchRow[]> {
  // With a mail server, as an instance that is rushed has one: each answer writes to its giver meanwhile.
  const sink = await startSink();
  const app = await startInstance(on, 'bench_rsvp', { SMTP_URL: sink.url });
  try {
    await addMembers(app.database, Math.max(ANSWERS, AT_ONCE));
    return [...(await rush(app)), ...(await seats(app))];
  } finally {
    await app.stop();
    await sink.stop();
  }
}

async function rush(app: Instance): Promise<BenchRow[]> {
  let evenings = 0;
  let errors = 0;
  const waits: number[] = [];
  const everybody = (posting: Omit<Posting, 'cookie'>) =>
    Array.from({ length: ANSWERS }, (_, n) => ({ ...posting, cookie: cookieOf(n + 1) }));
  const measure = async (posting: Omit<Posting, 'cookie'>) => {
    const done = await postAll(app.url, everybody(posting), CONNECTIONS);
    errors += done.errors;
    return done;
  };
  const answer = async () => {
    const { path } = await addEvening(app.database, `rush-${++evenings}`, CAPACITY);
    const done = await measure({ path, form: { answer: 'going' } });
    waits.push(done.p99);
    await lettersGone(app);
    return done.perSecond;
  };
  const empty = async () => (await measure({ path: '/language', form: { language: 'fr' } })).perSecond;
  await answer();
  await empty();
  waits.length = 0;
  const about = { bench: 'rsvp', figure: 'answers to one event', unit: '/s', beside: 'choosing a language' };
  return [
    pairedRow(about, await inPairs(ROUNDS, answer, empty), { least: 0.7 }),
    plainRow({
      bench: 'rsvp',
      figure: 'p99 of an answer, worst round',
      value: Math.max(...waits),
      unit: 'ms',
    }),
    plainRow({ bench: 'rsvp', figure: 'errors', value: errors, unit: '' }, { most: 0 }),
  ];
}

/** A thousand people press "going" in the same moment, for a table of 28. */
async function seats(app: Instance): Promise<BenchRow[]> {
  const event = await addEvening(app.database, 'seats', SEATS);
  const postings = Array.from({ length: AT_ONCE }, (_, n) => ({
    path: event.path,
    cookie: cookieOf(n + 1),
    form: { answer: 'going' },
  }));
  const done = await postAll(app.url, postings, AT_ONCE);
  const { rows } = await app.database.query<{ seat: string; waiting_no: string | null }>(
    'select seat, waiting_no from rsvps where event_id = $1 order by answered_at, waiting_no nulls first',
    [event.id],
  );
  const held = rows.filter(({ seat }) => seat === 'held').length;
  const astray = rows.filter(({ seat, waiting_no }, place) =>
    place < SEATS ? seat !== 'held' : Number(waiting_no) !== place - SEATS + 1,
  ).length;
  const bench = `rsvp, ${AT_ONCE.toLocaleString('en')} at once`;
  return [
    { bench, figure: 'seats held', value: held, unit: '', goal: `exactly ${SEATS}`, ok: held === SEATS },
    plainRow({ bench, figure: 'out of the order of arrival', value: astray, unit: '' }, { most: 0 }),
    plainRow({ bench, figure: 'p99', value: done.p99, unit: 'ms' }, { most: 5_000 }),
    plainRow(
      { bench, figure: 'errors and answers lost', value: done.errors + AT_ONCE - rows.length, unit: '' },
      { most: 0 },
    ),
  ];
}

/** Waits until the letters of a round are gone, so that they are not counted against the next. */
async function lettersGone(app: Instance): Promise<void> {
  for (let left = 1; left > 0; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { rows } = await app.database.query(
      `select (select count(*) from notices where expanded_at is null)
         + (select count(*) from letters where state in ('queued', 'sending')) as left`,
    );
    left = Number(rows[0].left);
  }
}
