/** Rings when there may be something to do. A ring that nobody waits for is remembered. */
export interface Bell {
  ring(): void;
  /** True when it rang since the last `silence`. */
  rang(): boolean;
  silence(): void;
  /** Resolves at the next ring, at once when it rang already, or after `milliseconds`. */
  heard(milliseconds: number): Promise<void>;
}

/** A silent bell. */
export function createBell(): Bell {
  let hasRung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      hasRung = true;
      wake?.();
    },
    rang: () => hasRung,
    silence() {
      hasRung = false;
    },
    heard: (milliseconds) =>
      new Promise((resolve) => {
        if (hasRung) return resolve();
        const timer = setTimeout(done, milliseconds).unref();
        wake = done;
        function done(): void {
          clearTimeout(timer);
          wake = null;
          resolve();
        }
      }),
  };
}
