/** What a part of the bench finds out: figures beside those of a bare program, and whether they are good enough. */

/** One line of the table. `ours` and `bare` are medians of the rounds, `ratio` the median of the rounds' ratios. */
export interface Figure {
  readonly part: string;
  readonly what: string;
  readonly unit: 'ms' | 'MB' | 'us' | 'count';
  readonly bare: number | null;
  readonly ours: number;
  readonly ratio: number | null;
  /** The highest ratio, or the highest figure of ours where nothing bare is beside it; null for no goal. */
  readonly goal: number | null;
  readonly isMet: boolean | null;
}

/** One round: the bare program's figure and ours, measured one after the other. */
export interface Pair<T = number> {
  readonly bare: T;
  readonly ours: T;
}

/** How thorough a run is. */
export interface Effort {
  readonly rounds: number;
  /** A share of the usual amounts, such as 0.01 where only the parts themselves are tried. */
  readonly scale: number;
}

/** The middle one; the mean of the two middle ones. NaN for nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? NaN;
  const high = sorted[Math.ceil(middle)] ?? NaN;
  return (low + high) / 2;
}

/** The value below which `share` of all lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** A figure from paired rounds. */
export function paired(
  name: Pick<Figure, 'part' | 'what' | 'unit'>,
  pairs: readonly Pair[],
  goal: number | null,
): Figure {
  const ratio = median(pairs.map(({ bare, ours }) => ours / bare));
  return {
    ...name,
    bare: median(pairs.map(({ bare }) => bare)),
    ours: median(pairs.map(({ ours }) => ours)),
    ratio,
    goal,
    isMet: goal === null ? null : ratio <= goal,
  };
}

/** A figure that stands for itself. */
export function alone(
  name: Pick<Figure, 'part' | 'what' | 'unit'>,
  values: readonly number[],
  goal: number | null,
): Figure {
  const ours = median(values);
  return {
    ...name,
    bare: null,
    ours,
    ratio: null,
    goal,
    isMet: goal === null ? null : ours <= goal,
  };
}

/** Runs both variants in turn, in the other order every second round. */
export async function inTurn<T>(
  rounds: number,
  bare: () => Promise<T>,
  ours: () => Promise<T>,
): Promise<readonly Pair<T>[]> {
  const pairs: Pair<T>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await bare();
      pairs.push({ bare: first, ours: await ours() });
    } else {
      const first = await ours();
      pairs.push({ bare: await bare(), ours: first });
    }
  }
  return pairs;
}
