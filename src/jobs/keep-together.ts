/** Promises of one kind that are due at once, such as a full hour's digests: their facts are read together. */
import type { Log } from '../base/log.ts';
import type { Instant } from '../base/time.ts';
import type { Transact, Tx } from '../store/db.ts';
import { readyList } from '../store/ready-list.ts';
import type { Store } from '../store/store.ts';
import type { DuePromise } from './contract.ts';
import { toDuePromise, withPatience } from './keep-promise.ts';
import { withJobTables, type PromiseRow } from './tables.ts';
import { AlreadyHandled } from './transact-once.ts';

/** Promises that can be kept in one transaction. */
export interface Together {
  /** Those that `write` keeps. Who is missing is kept alone: it is to be skipped, or is odd in another way. */
  readonly keys: ReadonlySet<string>;
  /** Does what keeping them means in one transaction through `transact`, which marks all of them as done. */
  readonly write: (transact: Transact) => Promise<void>;
}

/** Reads what keeping several promises of one kind needs. May be done again, so it writes only what may be, too. */
export type PrepareTogether = (due: readonly DuePromise[]) => Promise<Together>;

/** By kind of promise, for kinds of which many come due at once. */
export type Preparers = Readonly<Record<string, PrepareTogether>>;

/** What keeping several at once needs. */
export interface TogetherTools {
  readonly store: Pick<Store, 'transactSoon'>;
  readonly together: Preparers;
  readonly log: Log;
  readonly patienceMs: number;
}

// One transaction of so many holds the event loop for some twenty milliseconds.
const MOST_TOGETHER = 16;

type Due = Pick<PromiseRow, 'key' | 'kind' | 'attempts' | 'release_id'>;

/**
 * Cuts what is due into runs that are kept together, in the order in which it is due; most are runs of one. A
 * promise that was tried before is alone, so that one over which the program dies is known by its deaths; and
 * so is a second one of the same release, for it may have to know of the first.
 */
export function runsOf<T extends Due>(due: readonly T[], together: Preparers): readonly T[][] {
  const runs: T[][] = [];
  for (const row of due) {
    const run = runs.at(-1);
    if (run !== undefined && joins(row, run, together)) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function joins(row: Due, run: readonly Due[], together: Preparers): boolean {
  return (
    Object.hasOwn(together, row.kind) &&
    run.length < MOST_TOGETHER &&
    [...run, row].every((one) => one.kind === row.kind && isPlain(one)) &&
    run.every(({ release_id }) => release_id !== row.release_id)
  );
}

function isPlain({ attempts, release_id }: Due): boolean {
  return attempts === 0 && release_id !== null;
}

/**
 * Keeps claimed promises of one run in one transaction. Returns those that are left to be kept alone: all of
 * them when anything failed, for then nothing was written. Never throws.
 */
export async function keepTogether(
  tools: TogetherTools,
  rows: readonly PromiseRow[],
): Promise<readonly PromiseRow[]> {
  const { together, store, log, patienceMs } = tools;
  const kind = rows[0]?.kind ?? '';
  const prepare = Object.hasOwn(together, kind) ? together[kind] : undefined;
  if (prepare === undefined || rows.length < 2) return rows;
  try {
    const { keys, write } = await withPatience(patienceMs, prepare(rows.map(toDuePromise)));
    const [kept, left] = [rows.filter(has(keys)), rows.filter((row) => !has(keys)(row))];
    if (kept.length > 0) await write(marking(store.transactSoon, kept));
    return left;
  } catch (error) {
    log.trouble('promise.not_kept_together', error, { kind, promises: rows.length });
    return rows;
  }
}

function has(keys: ReadonlySet<string>): (row: PromiseRow) => boolean {
  return ({ key }) => keys.has(key);
}

function marking(transact: Transact, rows: readonly PromiseRow[]): Transact {
  return (now: Instant, work) =>
    transact(now, async (tx) => {
      await markDone(tx, rows);
      return await work(tx);
    });
}

/** All of one claim have its epoch, and this is the first try of each. */
async function markDone(tx: Tx, rows: readonly PromiseRow[]): Promise<void> {
  const keys = rows.map(({ key }) => key);
  const epoch = rows[0]?.claim_epoch ?? null;
  const marked = await markFirstTries(tx.db, keys, { epoch, now: tx.now });
  if (marked.length < keys.length) throw new AlreadyHandled(keys.join(', '));
}

const markFirstTries = readyList<{ epoch: number | null; now: Instant }, { key: string }>(
  (db, keys, place) =>
    withJobTables(db)
      .updateTable('promise')
      .set({ state: 'done', reason: null, updated_at: place('now') })
      .where('key', 'in', keys)
      .where('state', '=', 'doing')
      .where('claim_epoch', '=', place('epoch'))
      .where('attempts', '=', 1)
      .returning('key'),
);
