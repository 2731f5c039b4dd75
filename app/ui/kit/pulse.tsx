/** The box the wire is plucked in; it is stretched to any width. */
const WIDTH = 1000;
const MIDDLE = 32;
const LOUDEST = 30;

/** One full wave per count, as high as that moment was busy; the rests are a still wire. */
export function pulsePath(counts: readonly number[]): string {
  if (counts.length === 0) return `M0 ${MIDDLE}H${WIDTH}`;
  const most = Math.max(...counts, 1);
  const half = WIDTH / counts.length / 2;
  const waves = counts.map((count) => {
    // not quite in proportion: a quiet hour still shows its life beside one burst
    const height = count > 0 ? LOUDEST * (count / most) ** 0.8 : 0;
    return `q${tenth(half / 2)} ${tenth(-height)} ${tenth(half)} 0t${tenth(half)} 0`;
  });
  return `M0 ${MIDDLE}${waves.join('')}`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The rhythm of an evening: the wire, plucked. Decorative; say the figures in words nearby. */
export function Pulse({ counts }: { counts: readonly number[] }) {
  return (
    <svg
      className="pulse"
      viewBox={`0 0 ${WIDTH} ${MIDDLE * 2}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={pulsePath(counts)}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
