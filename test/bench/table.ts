/** The figures as one table of Markdown. */
import type { Figure } from './figures.ts';

const HEAD = ['what', 'bare', 'Slipway', 'ratio', 'goal', 'met'];

/** One line a figure. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(cellsOf);
  const widths = HEAD.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(HEAD), line(rule), ...rows.map(line)].join('\n');
}

function cellsOf({ what, unit, bare, ours, ratio, goal, isMet }: Figure): readonly string[] {
  const amount = (value: number): string =>
    unit === 'count' ? String(value) : `${value.toPrecision(3)} ${unit}`;
  const goalWords = goal === null ? '' : ratio === null ? amount(goal) : `${goal}x`;
  return [
    what,
    bare === null ? '' : amount(bare),
    amount(ours),
    ratio === null ? '' : `${ratio.toFixed(2)}x`,
    goalWords,
    isMet === null ? '' : isMet ? 'yes' : 'no',
  ];
}
