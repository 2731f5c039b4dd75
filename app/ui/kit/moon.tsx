/** 0 new, 0.25 first quarter, 0.5 full, 0.75 last quarter. */
export type MoonPhaseName =
  | 'new'
  | 'waxing-crescent'
  | 'first-quarter'
  | 'waxing-gibbous'
  | 'full'
  | 'waning-gibbous'
  | 'last-quarter'
  | 'waning-crescent';

/** An evening's moon is called full or new for the day or so that the eye cannot tell. */
const BOUNDS: readonly (readonly [below: number, name: MoonPhaseName])[] = [
  [0.03, 'new'],
  [0.22, 'waxing-crescent'],
  [0.28, 'first-quarter'],
  [0.47, 'waxing-gibbous'],
  [0.53, 'full'],
  [0.72, 'waning-gibbous'],
  [0.78, 'last-quarter'],
  [0.97, 'waning-crescent'],
];

export function moonPhaseName(phase: number): MoonPhaseName {
  const turn = wrapped(phase);
  return BOUNDS.find(([below]) => turn < below)?.[1] ?? 'new';
}

function wrapped(phase: number): number {
  return ((phase % 1) + 1) % 1;
}

/** The lit part, as seen from the north: half a disc on the sun's side, and an ellipse that adds to it or bites it. */
export function moonPath(phase: number): string {
  const turn = wrapped(phase);
  const waxing = turn < 0.5;
  const gibbous = turn > 0.25 && turn < 0.75;
  const limb = waxing ? 1 : 0;
  const terminator = gibbous ? limb : 1 - limb;
  const width = (Math.abs(Math.cos(2 * Math.PI * turn)) * 30).toFixed(1);
  return `M32 2A30 30 0 0 ${limb} 32 62A${width} 30 0 0 ${terminator} 32 2z`;
}

/** The night side is hatched, as prints do. */
const HATCHING = 'M12 21 21 12M6 37 37 6M6 47 47 6M10 54 54 10M17 58 58 17M27 58 58 27M43 52 52 43';

/** Decorative: its name is written beside it. */
export function Moon({ phase, size = 64 }: { phase: number; size?: number }) {
  return (
    <svg className="moon" width={size} height={size} viewBox="0 0 64 64" focusable="false" aria-hidden="true">
      <circle cx="32" cy="32" r="29.3" fill="var(--ground)" stroke="var(--wire-2)" strokeWidth="1.2" />
      <path d={HATCHING} stroke="var(--wire-2)" strokeWidth="1.2" fill="none" />
      <path d={moonPath(phase)} fill="var(--act)" />
      {phase > 0.3 && phase < 0.7 && (
        <path
          d="M22 22q4-2 6 1M40 40q4 0 5 4M24 44q3 1 4-2"
          fill="none"
          stroke="var(--on-act)"
          strokeWidth="1.3"
          strokeLinecap="round"
          opacity=".5"
        />
      )}
    </svg>
  );
}
