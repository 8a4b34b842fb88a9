/** Windows that show no more than that something is being read: a crash must not leave one so. */
import type { Store } from '../store/store.ts';
import type { ArrivalRow } from './tables.ts';

/** A window as it was when it opened. `hash` is null when Slack did not tell it: after a submission. */
export interface OpenWindow {
  readonly viewId: string;
  readonly hash: string | null;
}

/** Remembers the windows, by the key of the arrival that opened them. */
export interface OpenWindows {
  /** Resolves when it survives a crash. A later window of the same arrival takes the place of an earlier. */
  opened(key: string, window: OpenWindow): Promise<void>;
  /** It shows what it was opened for, or the person was told. */
  filled(key: string): Promise<void>;
  /** The window that an earlier run left open over this arrival; null for none. */
  of(key: string): Promise<OpenWindow | null>;
}

/** The windows over the store. */
export function createOpenWindows(store: Store): OpenWindows {
  const write = store.prepare('update arrival set view_id = ?, view_hash = ? where key = ?');
  const one = store.prepare<ArrivalRow>('select * from arrival where key = ?');
  return {
    async opened(key, { viewId, hash }) {
      await store.alone(() => write.run(viewId, hash, key));
    },
    async filled(key) {
      await store.alone(() => write.run(null, null, key));
    },
    of: (key) => store.alone(() => windowIn(one.first(key))),
  };
}

/** The window in an arrival's row; null for none. */
export function windowIn(row: ArrivalRow | undefined): OpenWindow | null {
  return row === undefined || row.view_id === null
    ? null
    : { viewId: row.view_id, hash: row.view_hash };
}
