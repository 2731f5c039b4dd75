/** One figure of `npm run bench`. A goal is a ratio to what stands beside it, measured in the same run. */
export type BenchRow = {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  beside?: string;
  besideValue?: number;
  ratio?: number;
  /** The least and the most of the rounds. */
  ratios?: [number, number];
  goal?: string;
  ok?: boolean;
};
