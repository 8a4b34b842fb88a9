import type { Instant } from '../base/time.ts';
import type { Arrival } from '../slack/port.ts';
import type { Transact, Tx } from '../store/db.ts';
import type { Store } from '../store/store.ts';
import { withJobTables, type ArrivalRow } from './tables.ts';
import { transactOnce } from './transact-once.ts';
import { createWriteGroup } from './write-group.ts';

/** The body of what was worked off. */
const FORGOTTEN = '{}';

/** An arrival that was recorded and not worked off; `attempts` counts the tries that were begun. */
export interface UnfinishedArrival extends Arrival {
  readonly receivedAt: Instant;
  readonly attempts: number;
}

/**
 * What arrived: recorded before it is acknowledged, handled once, found again after a crash. Once it is
 * worked off only its key and its fate stay; what people wrote and Slack's addresses for replies go.
 */
export interface Inbox {
  /**
   * Writes it down, with its first try counted as begun: one wait for the disk instead of two. `seen` when
   * it is there already. Resolves when it survives a power cut. `whenNew` hears a little earlier that it is
   * new and survives a kill: what nobody relies on may begin.
   */
  recordArrival(arrival: Arrival, now: Instant, whenNew?: () => void): Promise<'new' | 'seen'>;
  /** Counts a further try and returns which it is; null when there is nothing left to do. */
  begin(key: string): Promise<number | null>;
  /**
   * A `transact` for the handler of this arrival. Its first transaction also marks the arrival as
   * handled: after a kill either both stand or none. Later ones of the same handler just run. Throws
   * `AlreadyHandled` when another try got there first.
   */
  transactFor(key: string): Transact;
  /**
   * Marks it as handled when its handler wrote nothing; `outcome` is a word for the operator. Without waiting
   * for the disk: a power cut repeats an answer that only one person sees, or a window that Slack refuses.
   */
  finish(key: string, outcome: string, now: Instant): Promise<void>;
  /** Marks a form that went back to its person; handled after a power cut, it would count as accepted. */
  sendBack(key: string, now: Instant): Promise<void>;
  /** Gives it up. `reference` is what the person was told and the log says. */
  fail(key: string, reference: string, now: Instant): Promise<void>;
}

/** The inbox over the store; `seat` is where the program sits that writes into it, null for nowhere. */
export function createInbox(store: Store, seat: () => number | null = () => null): Inbox {
  const write = createWriteGroup(store);
  const insert = store.prepare(
    `insert into arrival (key, kind, body, received_at, state, attempts, seat)
     values (?, ?, ?, ?, 'waiting', 1, ?) on conflict (key) do nothing`,
  );
  const countTry = store.prepare<{ attempts: number }>(
    "update arrival set attempts = attempts + 1 where key = ? and state = 'waiting' returning attempts",
  );
  const close = store.prepare(
    `update arrival set state = ?, outcome = ?, reference = ?, finished_at = ?, body = '${FORGOTTEN}'
     where key = ? and state = 'waiting'`,
  );
  const remove = store.prepare(
    "delete from arrival where key = ? and received_at = ? and state = 'waiting' and attempts = 1",
  );

  /** It may be in the log without being on disk. Whoever hears that nothing was saved does it again. */
  async function takeBack(key: string, now: Instant): Promise<void> {
    await store.atomicallySoon(() => remove.run(key, now)).catch(() => undefined);
  }

  return {
    async recordArrival({ key, kind, body }, now, whenNew) {
      // Here, because a body that nests too deep to be written must fail alone, not with its whole group.
      const text = JSON.stringify(body);
      let isNew = false;
      try {
        await write(
          () => (isNew = insert.run(key, kind, text, now, seat()) === 1),
          () => (isNew ? whenNew?.() : undefined),
        );
      } catch (error) {
        if (isNew) await takeBack(key, now);
        throw error;
      }
      return isNew ? 'new' : 'seen';
    },
    begin: (key) => store.alone(() => countTry.first(key)?.attempts ?? null),
    transactFor: (key) => transactOnce(store.transact, key, (tx) => markHandled(tx, key)).transact,
    async finish(key, outcome, now) {
      await store.atomicallySoon(() => close.run('handled', outcome, null, now, key));
    },
    async sendBack(key, now) {
      await write(() => close.run('handled', 'sent back with errors', null, now, key));
    },
    async fail(key, reference, now) {
      await write(() => close.run('failed', null, reference, now, key));
    },
  };
}

async function markHandled(tx: Tx, key: string): Promise<boolean> {
  const { numUpdatedRows } = await withJobTables(tx.db)
    .updateTable('arrival')
    .set({ state: 'handled', finished_at: tx.now, body: FORGOTTEN })
    .where('key', '=', key)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A row as it was delivered. */
export function toArrival(row: ArrivalRow): UnfinishedArrival {
  return {
    key: row.key,
    kind: row.kind as Arrival['kind'],
    body: JSON.parse(row.body) as Arrival['body'],
    receivedAt: row.received_at,
    attempts: row.attempts,
  };
}
