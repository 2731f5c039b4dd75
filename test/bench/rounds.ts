import type { BenchRow } from './row';

export function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const above = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const below = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (above + below) / 2;
}

/** The value at this share of the sorted ones: `percentile(waits, 0.99)`. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export type Pair = { ours: number; theirs: number };

/** Measures both, one right after the other, in turns: a machine's mood changes, a pair shares it. */
export async function inPairs(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await ours();
      pairs.push({ ours: first, theirs: await theirs() });
    } else {
      const first = await theirs();
      pairs.push({ ours: await ours(), theirs: first });
    }
  }
  return pairs;
}

type Goal = { least: number } | { most: number };

/** A row of pairs: the ratio is the median of each pair's own, not that of the medians. */
export function pairedRow(
  about: Pick<BenchRow, 'bench' | 'figure' | 'unit' | 'beside'>,
  pairs: Pair[],
  goal: Goal,
): BenchRow {
  const ratios = pairs.map(({ ours, theirs }) => ours / theirs);
  const ratio = median(ratios);
  return {
    ...about,
    value: median(pairs.map(({ ours }) => ours)),
    besideValue: median(pairs.map(({ theirs }) => theirs)),
    ratio,
    ratios: [Math.min(...ratios), Math.max(...ratios)],
    goal: 'least' in goal ? `at least ${goal.least} x` : `at most ${goal.most} x`,
    ok: 'least' in goal ? ratio >= goal.least : ratio <= goal.most,
  };
}

/** A row whose goal is a figure of its own. */
export function plainRow(
  about: Pick<BenchRow, 'bench' | 'figure' | 'unit' | 'value'>,
  goal?: Goal,
): BenchRow {
  if (!goal) return about;
  const { value, unit } = about;
  return 'least' in goal
    ? { ...about, goal: `at least ${goal.least} ${unit}`, ok: value >= goal.least }
    : { ...about, goal: `at most ${goal.most} ${unit}`, ok: value <= goal.most };
}
