/** Counters by label and histograms, kept in memory: they begin at zero with each start. */
import type { Sample } from './text-format.ts';

/** Adds up by the values of its labels. */
export interface Counter {
  add(values: readonly string[], amount?: number): void;
  samples(): readonly Sample[];
}

/** What goes beyond `MOST_SERIES` different labels is counted together. */
const MOST_SERIES = 200;
const REST = 'other';

/** A counter at zero; without labels it shows a zero before anything happened. */
export function createCounter(labels: readonly string[]): Counter {
  const totals = new Map<string, { readonly values: readonly string[]; total: number }>();
  const at = (values: readonly string[]) => {
    const known = totals.get(values.join('\n'));
    if (known !== undefined) return known;
    const shown = totals.size < MOST_SERIES ? values : values.map(() => REST);
    const entry = totals.get(shown.join('\n')) ?? { values: shown, total: 0 };
    totals.set(shown.join('\n'), entry);
    return entry;
  };
  if (labels.length === 0) at([]);
  return {
    add(values, amount = 1) {
      at(values).total += amount;
    },
    samples: () =>
      [...totals.values()].map(({ values, total }) => ({
        labels: Object.fromEntries(labels.map((label, index) => [label, values[index] ?? ''])),
        value: total,
      })),
  };
}

/** Counts how often a figure was at most as large as each bound. */
export interface Histogram {
  observe(value: number): void;
  samples(): readonly Sample[];
}

/** An empty histogram; `bounds` grow. */
export function createHistogram(bounds: readonly number[]): Histogram {
  const counts = bounds.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    observe(value) {
      count += 1;
      sum += value;
      for (const [index, bound] of bounds.entries())
        if (value <= bound) counts[index] = (counts[index] ?? 0) + 1;
    },
    samples: () => [
      ...bounds.map((bound, index) => bucket(String(bound), counts[index] ?? 0)),
      bucket('+Inf', count),
      { suffix: '_sum', value: sum },
      { suffix: '_count', value: count },
    ],
  };
}

function bucket(bound: string, value: number): Sample {
  return { suffix: '_bucket', labels: { le: bound }, value };
}
