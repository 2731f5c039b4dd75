import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchDatabase, type Instance, startInstance } from './instance';
import { load } from './load';
import { addEvening, addMembers, cookieOf } from './people';
import { post } from './posts';
import { inPairs, pairedRow, percentile, plainRow } from './rounds';
import type { BenchRow } from './row';
import { type Sink, startSink } from './sink';

const ROUNDS = 3;
/** Letters of a round beside Nodemailer, and of the mailing that pages have to bear. */
const LETTERS = 1_500;
const MAILING = 5_000;
/** Page views a second while nobody rushes, in milliseconds between two. */
const VIEW_EVERY = 25;
const VIEWS = 150;

/** From "send" on the organizer's page to the last letter taken by the mail server. */
export async function benchInvitations(on: BenchDatabase): Promise<BenchRow[]> {
  const sink = await startSink();
  const app = await startInstance(on, 'bench_invitations', { SMTP_URL: sink.url, SAMPLE: 'off' });
  const bench = { app, sink, example: path.join(on.folder, 'letter.eml'), evenings: 0 };
  try {
    await addMembers(app.database, 1);
    const first = await invite(bench, 200);
    await first.taken;
    const pairs = await inPairs(
      ROUNDS,
      async () => {
        const mailing = await invite(bench, LETTERS);
        return (LETTERS * 1_000) / (await mailing.taken);
      },
      async () => (LETTERS * 1_000) / (await sendBare(bench, LETTERS)),
    );
    const about = {
      bench: 'invitations',
      figure: `letters, ${LETTERS.toLocaleString('en')} invited`,
      unit: '/s',
      beside: 'bare Nodemailer',
    };
    return [pairedRow(about, pairs, { least: 0.7 }), ...(await pagesMeanwhile(bench))];
  } finally {
    await app.stop();
    await sink.stop();
  }
}

type Bench = { app: Instance; sink: Sink; example: string; evenings: number };

/** Invites so many people who are new; `taken` says how many milliseconds later the last letter was. */
async function invite(bench: Bench, people: number): Promise<{ taken: Promise<number> }> {
  const { app, sink, example } = bench;
  const evening = await addEvening(app.database, `mailing-${++bench.evenings}`, null);
  const addresses = Array.from(
    { length: people },
    (_, n) => `Personne ${n} <p${n}.${bench.evenings}@example.org>`,
  );
  const { taken } = sink.expect(people);
  const began = Date.now();
  const status = await post(app.url, {
    path: `${evening.path}/invitations`,
    cookie: cookieOf(1),
    form: { addresses: addresses.join('\n'), message: 'On se voit ?', language: 'fr' },
  });
  if (status >= 400) throw new Error(`the invitations were answered with ${status}`);
  return {
    taken: taken.then(({ at, raw }) => {
      fs.writeFileSync(example, raw);
      return at - began;
    }),
  };
}

async function sendBare({ sink, example }: Bench, letters: number): Promise<number> {
  const script = path.join(import.meta.dirname, 'bare-mail.mjs');
  const child = spawn(process.execPath, [script, String(sink.port), String(letters), example], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return Number(await text(child.stdout!));
}

/** What readers notice of a large mailing: the wait for a page, and how many pages there are in a rush. */
async function pagesMeanwhile(bench: Bench): Promise<BenchRow[]> {
  const { app, sink } = bench;
  const page = `${app.url}/events/mailing-1?bench=1`;
  const rush = async () => (await load(page, { seconds: 3, headers: { 'Accept-Encoding': 'br' } })).perSecond;
  await rush();
  const before = { rush: await rush(), waits: await viewWaits(page) };
  const mailing = await invite(bench, MAILING);
  // The sending itself is measured above: here it must be under way.
  await sleep(1_000);
  const waits = await viewWaits(page);
  const already = await sink.count();
  const rushMeanwhile = await rush();
  const letters = (await sink.count()) - already;
  if (already + letters >= MAILING) console.log('invitations: the mailing was over before the pages were');
  await mailing.taken;
  // The machine has other moods than ours: what is far apart in these two says nothing of the mailing.
  const after = { rush: await rush(), waits: await viewWaits(page) };
  const about = { bench: 'invitations', beside: 'without' };
  const waitRow = (figure: string, share: number) => {
    const ours = percentile(waits, share);
    const pairs = [before, after].map((quiet) => ({ ours, theirs: percentile(quiet.waits, share) }));
    return pairedRow({ ...about, figure, unit: 'ms' }, pairs, { most: 1.2 });
  };
  const rushes = [before, after].map((quiet) => ({ ours: rushMeanwhile, theirs: quiet.rush }));
  return [
    waitRow('page, median wait, during a mailing', 0.5),
    waitRow('page, p95 wait, during a mailing', 0.95),
    pairedRow({ ...about, figure: 'pages in a rush, during a mailing', unit: '/s' }, rushes, { least: 0.8 }),
    plainRow({ bench: 'invitations', figure: 'letters meanwhile', value: letters / 3, unit: '/s' }),
  ];
}

/** How long each of some page views took that came at an even pace, in milliseconds. */
async function viewWaits(page: string): Promise<number[]> {
  const waits: Promise<number>[] = [];
  for (let view = 0; view < VIEWS; view++) {
    const began = performance.now();
    waits.push(
      fetch(page)
        .then((answer) => answer.arrayBuffer())
        .then(() => performance.now() - began),
    );
    await sleep(VIEW_EVERY);
  }
  return Promise.all(waits);
}
