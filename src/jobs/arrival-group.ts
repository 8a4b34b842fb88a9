import type { Instant } from '../base/time.ts';
import type { Arrival } from '../slack/port.ts';
import type { Store } from '../store/store.ts';

/** Records arrivals; see `Inbox.recordArrival`. */
export interface ArrivalGroup {
  record(arrival: Arrival, now: Instant): Promise<'new' | 'seen'>;
}

interface Pending {
  readonly arrival: Arrival;
  readonly text: string;
  readonly now: Instant;
  readonly resolve: (answer: 'new' | 'seen') => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits all that arrives in one turn of the event loop together. Each commit waits for the disk; with
 * one commit each, sixteen arrivals at once would wait for sixteen syncs in a row.
 */
export function createArrivalGroup(store: Store): ArrivalGroup {
  const insert = store.prepare(
    `insert into arrival (key, kind, body, received_at, state, attempts)
     values (?, ?, ?, ?, 'waiting', 0) on conflict (key) do nothing`,
  );
  let pending: Pending[] = [];

  const write = ({ arrival, text, now }: Pending): 'new' | 'seen' =>
    insert.run(arrival.key, arrival.kind, text, now) === 1 ? 'new' : 'seen';

  async function commit(): Promise<void> {
    const group = pending;
    pending = [];
    try {
      const all = () => group.map(write);
      const answers = group.length === 1 ? await store.alone(all) : await store.atomically(all);
      group.forEach(({ resolve }, index) => resolve(answers[index] ?? 'seen'));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return {
    record: (arrival, now) =>
      new Promise((resolve, reject) => {
        // Here, because a body that nests too deep to be written must fail alone, not with its whole group.
        const text = JSON.stringify(arrival.body);
        if (pending.length === 0) setImmediate(() => void commit());
        pending.push({ arrival, text, now, resolve, reject });
      }),
  };
}
