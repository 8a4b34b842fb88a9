/** So many at a time; the others wait in line, in the order in which they came. */
export interface Places {
  /** Runs `work` as soon as a place is free, and frees it when `work` is done. Throws what `work` throws. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** `count` places, all free. */
export function createPlaces(count: number): Places {
  const waiting: (() => void)[] = [];
  let free = count;

  async function take(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function give(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async run(work) {
      await take();
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
