/** A disk that is slow or broken when a test says so: every sync off the thread passes here. */
import fs from 'node:fs';
import { onTestFinished } from 'vitest';

/** What becomes of the syncs. */
export interface HeldDisk {
  /** How many were begun. */
  readonly syncs: number;
  /** From now on they wait for `go`. */
  hold(): void;
  /** Lets those that wait, and all that come, through. */
  go(): void;
  /** From now on they fail, until null. */
  fail(code: 'EIO' | 'ENOSPC' | null): void;
}

/** Stands before the disk until the test is over. */
export function holdDisk(): HeldDisk {
  const { fdatasync } = fs;
  let syncs = 0;
  let isHeld = false;
  let failing: string | null = null;
  const waiting: (() => void)[] = [];
  const watched = (descriptor: number, done: fs.NoParamCallback): void => {
    syncs += 1;
    const code = failing;
    const sync = (): void => {
      if (code === null) fdatasync(descriptor, done);
      else setImmediate(done, Object.assign(new Error(`${code}: fdatasync`), { code }));
    };
    if (isHeld) waiting.push(sync);
    else sync();
  };
  Object.assign(fs, { fdatasync: watched });
  const go = (): void => {
    isHeld = false;
    for (const sync of waiting.splice(0)) sync();
  };
  onTestFinished(() => {
    go();
    Object.assign(fs, { fdatasync });
  });
  return {
    get syncs() {
      return syncs;
    },
    hold: () => void (isHeld = true),
    go,
    fail: (code) => void (failing = code),
  };
}
