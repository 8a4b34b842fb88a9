/** Chance that can be repeated: the same seed gives the same throws. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True once in `1 / share` times. */
  hits(share: number): boolean;
  pick<T>(all: readonly T[]): T;
}

/** Mulberry32, a public-domain generator by Tommy Ettinger: small, and even enough for a rig. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  const between = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    hits: (share) => next() < share,
    pick<T>(all: readonly T[]): T {
      const chosen = all[between(0, all.length - 1)];
      if (chosen === undefined) throw new Error('nothing to pick from');
      return chosen;
    },
  };
}
