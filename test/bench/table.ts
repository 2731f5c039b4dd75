import os from 'node:os';
import type { BenchRow } from './row';

/** The figures as a Markdown table. */
export function tableOf(rows: BenchRow[]): string {
  const head = ['bench', 'figure', 'value', 'beside', 'ratio (min to max)', 'goal', 'met'];
  const lines = rows.map((row) => [
    row.bench,
    row.figure,
    `${shown(row.value)} ${row.unit}`.trim(),
    row.beside ? `${row.beside}: ${shown(row.besideValue)}` : '',
    ratioOf(row),
    row.goal ?? '',
    row.ok === undefined ? '' : row.ok ? 'yes' : '**no**',
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function ratioOf({ ratio, ratios }: BenchRow): string {
  if (ratio === undefined) return '';
  return ratios ? `${shown(ratio)} (${ratios.map(shown).join(' to ')})` : shown(ratio);
}

/** Three figures are all that a bench can tell. */
function shown(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '?';
  if (value === 0 || Number.isInteger(value)) return value.toLocaleString('en');
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** What the figures were measured on. */
export function machineLine(postgres: string | undefined): string {
  const processors = os.cpus();
  const model = processors[0]?.model.trim() || 'an unnamed processor';
  const memory = `${Math.round(os.totalmem() / 1024 ** 3)} GB`;
  return [
    `${processors.length} x ${model}, ${memory}, ${os.type()} ${os.arch()}`,
    `Node ${process.versions.node}`,
    ...(postgres ? [`PostgreSQL ${postgres}`] : []),
  ].join('; ');
}
