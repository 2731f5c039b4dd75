import { benchGrowth } from './growth';
import { type BenchDatabase, startDatabase } from './instance';
import { benchInvitations } from './invitations';
import { benchLive } from './live';
import { benchPages } from './pages';
import { benchPhone } from './phone';
import type { BenchRow } from './row';
import { benchRsvp } from './rsvp';
import { machineLine, tableOf } from './table';
import { benchWeight } from './weight';

/*
 * `npm run bench` runs them all in turn and prints one table; `npm run bench -- rsvp` runs one. A goal that
 * is missed is a figure like any other; only a bench that could not be run ends in an error.
 */

const BENCHES: Record<string, (on: BenchDatabase) => Promise<BenchRow[]>> = {
  weight: benchWeight,
  pages: benchPages,
  phone: benchPhone,
  rsvp: benchRsvp,
  invitations: benchInvitations,
  growth: benchGrowth,
  live: () => benchLive(),
};

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.log(`There is no bench "${unknown[0]}". Benches: ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}

const began = Date.now();
const database = await startDatabase();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // Every process of ours ends with its server, or when we do.
  process.once(signal, () => database.stop().finally(() => process.exit(130)));
}
const rows: BenchRow[] = [];
const unmeasured: string[] = [];
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`${name}...`);
    const begun = Date.now();
    try {
      rows.push(...(await bench(database)));
      console.log(`${name}: ${Math.round((Date.now() - begun) / 1_000)} s`);
    } catch (error) {
      process.exitCode = 1;
      unmeasured.push(name);
      console.log(`${name} could not be measured: ${error instanceof Error ? error.stack : error}`);
    }
  }
} finally {
  await database.stop();
}
const missed = rows.filter((row) => row.ok === false).length;
const minutes = ((Date.now() - began) / 60_000).toFixed(1);
console.log(`\n${machineLine(database.version)}; ${minutes} minutes\n\n${tableOf(rows)}\n`);
const verdict = unmeasured.length > 0 ? [`Not measured: ${unmeasured.join(', ')}.`] : [];
if (missed > 0) verdict.push(`${missed} of ${rows.length} figures miss their goal.`);
console.log(verdict.join(' ') || 'Every goal is met.');
// What a bench that failed left open must not keep us.
process.exit();
