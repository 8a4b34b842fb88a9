import type { Store } from '../store/store.ts';

/**
 * Does a short write together with others; resolves with what it returned, once it survives a power cut.
 * `committed` hears it a little earlier, when it survives a kill.
 */
export type GroupedWrite = <T>(work: () => T, committed?: (result: T) => void) => Promise<T>;

interface Pending {
  /** Does the write and keeps its result. */
  readonly work: () => void;
  readonly committed: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits all writes together that come before the connection is free. Each commit waits for the disk; with one
 * commit each, sixteen arrivals at once would wait for sixteen syncs in a row. When one fails, all do. They
 * go before what handlers want of the database: Slack waits for them, and a person for Slack.
 */
export function createWriteGroup(store: Store): GroupedWrite {
  let pending: Pending[] = [];

  async function commit(): Promise<void> {
    let group: readonly Pending[] = [];
    // At its turn. A group whose turn does not come takes nobody with it.
    const takeAll = (): void => {
      group = [...group, ...pending];
      pending = [];
    };
    try {
      await store.atomicallyNext(
        () => {
          takeAll();
          for (const { work } of group) work();
        },
        () => group.forEach(({ committed }) => committed()),
      );
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length === 0) takeAll();
      for (const { reject } of group) reject(error);
    }
  }

  return <T>(work: () => T, committed?: (result: T) => void) =>
    new Promise<T>((resolve, reject) => {
      let result: { readonly value: T } | null = null;
      if (pending.length === 0) setImmediate(() => void commit());
      pending.push({
        work: () => (result = { value: work() }),
        committed: () => (result === null ? undefined : committed?.(result.value)),
        resolve: () => (result === null ? undefined : resolve(result.value)),
        reject,
      });
    });
}
