/** As much of Prometheus' language as the rules of the manual use, over the text of two scrapes. */

/** One line of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads a scrape; comments are left out. */
export function samplesIn(text: string): readonly Sample[] {
  return [...text.matchAll(/^([a-z_]+)(?:\{([^}]*)\})? (\S+)$/gm)].map(
    ([, name = '', labels = '', value = '']) => ({
      name,
      labels: Object.fromEntries(
        [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', word = '']) => [key, word]),
      ),
      value: Number(value),
    }),
  );
}

/** Metrics and the labels that an expression asks of them. */
export function asked(expression: string): readonly { name: string; labels: readonly string[] }[] {
  return [...expression.matchAll(/((?:slipway|process|nodejs)_[a-z_]+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', labels = '']) => ({
      name,
      labels: [...labels.matchAll(/(\w+)(?==)/g)].map(([key]) => key),
    }),
  );
}

/** Whether an alert with this expression fires, between an earlier scrape and the present one. */
export function fires(
  expression: string,
  before: readonly Sample[],
  now: readonly Sample[],
): boolean {
  const gone = /^absent\((\w+)\)$/.exec(expression)?.[1];
  if (gone !== undefined) return !now.some(({ name }) => name === gone);
  const [, left, sign, limit] = /^(.*) (>|<|==) ([\d.]+)$/.exec(expression) ?? [];
  if (left === undefined) throw new Error(`no comparison in: ${expression}`);
  const bound = Number(limit);
  return valueOf(left, before, now).some(({ value }) =>
    sign === '>' ? value > bound : sign === '<' ? value < bound : value === bound,
  );
}

function valueOf(
  text: string,
  before: readonly Sample[],
  now: readonly Sample[],
): readonly Sample[] {
  const inner = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  const deep = (part: string): readonly Sample[] => valueOf(part, before, now);
  const total = inner(/^sum\((.*)\)$/);
  if (total !== undefined) return [sum(deep(total))];
  const counted = inner(/^count\((.*)\)$/);
  if (counted !== undefined) return [{ name: '', labels: {}, value: deep(counted).length }];
  const byLe = inner(/^sum by \(le\) \((.*)\)$/);
  if (byLe !== undefined)
    return [...Map.groupBy(deep(byLe), ({ labels }) => labels['le'] ?? '')].map(([le, same]) => ({
      ...sum(same),
      labels: { le },
    }));
  const buckets = inner(/^histogram_quantile\(0\.99, (.*)\)$/);
  if (buckets !== undefined) return quantile(deep(buckets));
  const ranged = /^(?:increase|delta|rate)\((.*)\[\w+\]\)$/.exec(text)?.[1];
  if (ranged === undefined) return select(text, now);
  const earlier = select(ranged, before);
  return select(ranged, now).map((sample) => {
    const same = earlier.find(({ labels }) => sameLabels(labels, sample.labels));
    return { ...sample, value: sample.value - (same?.value ?? 0) };
  });
}

function select(text: string, samples: readonly Sample[]): readonly Sample[] {
  const [, name, wanted = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(text) ?? [];
  if (name === undefined) throw new Error(`not understood: ${text}`);
  const tests = [...wanted.matchAll(/(\w+)(=~|=)"([^"]*)"/g)];
  return samples.filter(
    (sample) =>
      sample.name === name &&
      tests.every(([, key = '', sign, word = '']) => {
        const value = sample.labels[key] ?? '';
        return sign === '=' ? value === word : new RegExp(`^(?:${word})$`).test(value);
      }),
  );
}

function sum(samples: readonly Sample[]): Sample {
  return { name: '', labels: {}, value: samples.reduce((all, { value }) => all + value, 0) };
}

/** The upper edge of the bucket with the 99th percentile; nothing without a count. */
function quantile(buckets: readonly Sample[]): readonly Sample[] {
  const edge = ({ labels }: Sample): number =>
    labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
  const inOrder = buckets.toSorted((a, b) => edge(a) - edge(b));
  const all = inOrder.at(-1)?.value ?? 0;
  const found = all === 0 ? undefined : inOrder.find(({ value }) => value >= all * 0.99);
  return found === undefined ? [] : [{ ...found, value: edge(found) }];
}

function sameLabels(a: Sample['labels'], b: Sample['labels']): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
