import type { Log } from '../base/log.ts';
import type { Instant } from '../base/time.ts';
import type { Transact, Tx } from '../store/db.ts';
import type { Store } from '../store/store.ts';
import type { DuePromise, Kept } from './contract.ts';
import { afterFailedTry, reasonOf } from './promise-rules.ts';
import type { PromiseStatements } from './promise-statements.ts';
import { withJobTables, type PromiseRow } from './tables.ts';
import { transactOnce } from './transact-once.ts';

/**
 * Keeps promises of one kind. Its first transaction through `transact` also marks the promise as done, or
 * as skipped when the work answers so: after a kill it is kept again as a whole or not at all.
 */
export type KeepPromise = (due: DuePromise, transact: Transact) => Promise<Kept>;

/** Handlers by kind of promise. */
export type Keepers = Readonly<Record<string, KeepPromise>>;

/** What keeping one promise needs. */
export interface KeepTools {
  readonly store: Store;
  readonly statements: PromiseStatements;
  readonly keepers: Keepers;
  readonly log: Log;
  /** Longest time a handler may take, in milliseconds; a hanging one must not hold up the others. */
  readonly patienceMs: number;
}

/** Keeps a claimed promise. Never throws for what its handler does: that one is tried again later. */
export async function keepPromise(tools: KeepTools, row: PromiseRow, now: Instant): Promise<void> {
  const { store, statements, log } = tools;
  const once = transactOnce(store.transactSoon, row.key, (tx) => markDone(tx, row));
  try {
    const call = callKeeper(tools, row, skipping(once.transact, row));
    const kept = await withPatience(tools.patienceMs, call);
    await store.alone(() => {
      if (kept.kind === 'skipped') statements.end(row, 'skipped', kept.reason, now);
      else if (!once.isMarked()) statements.end(row, 'done', null, now);
    });
  } catch (error) {
    log.trouble('promise.not_kept', error, { promise: row.key, attempts: row.attempts });
    if (once.isMarked()) return;
    await store.alone(() => recordFailure(statements, row, reasonOf(error), now));
  }
}

/** A death after the commit must not leave a skipped promise behind as kept, without its reason. */
function skipping(transact: Transact, row: PromiseRow): Transact {
  return (now, work) =>
    transact(now, async (tx) => {
      const result = await work(tx);
      if (isSkip(result)) await markSkipped(tx, row, result.reason);
      return result;
    });
}

function isSkip(result: unknown): result is Extract<Kept, { kind: 'skipped' }> {
  return (
    typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'skipped'
  );
}

async function callKeeper(tools: KeepTools, row: PromiseRow, transact: Transact): Promise<Kept> {
  const keep = Object.hasOwn(tools.keepers, row.kind) ? tools.keepers[row.kind] : undefined;
  if (keep === undefined) throw new Error(`nobody keeps promises of the kind ${row.kind}`);
  return await keep(toDuePromise(row), transact);
}

/** What `work` resolves with. Throws when it takes longer than so many milliseconds; it is not stopped by that. */
export async function withPatience<T>(patienceMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const seconds = Math.round(patienceMs / 1_000);
    timer = setTimeout(() => reject(new Error(`took more than ${seconds} s`)), patienceMs).unref();
  });
  return await Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}

function recordFailure(
  statements: PromiseStatements,
  row: PromiseRow,
  reason: string,
  now: Instant,
): void {
  const next = afterFailedTry(row, reason, now);
  if (next.kind === 'fail') statements.end(row, 'failed', reason, now);
  else statements.putBack(row, next.at, reason, now);
}

async function markDone(tx: Tx, row: PromiseRow): Promise<boolean> {
  const { numUpdatedRows } = await withJobTables(tx.db)
    .updateTable('promise')
    .set({ state: 'done', reason: null, updated_at: tx.now })
    .where('key', '=', row.key)
    .where('state', '=', 'doing')
    .where('claim_epoch', '=', row.claim_epoch)
    .where('attempts', '=', row.attempts)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function markSkipped(tx: Tx, row: PromiseRow, reason: string): Promise<void> {
  await withJobTables(tx.db)
    .updateTable('promise')
    .set({ state: 'skipped', reason })
    .where('key', '=', row.key)
    .where('state', '=', 'done')
    .where('claim_epoch', '=', row.claim_epoch)
    .where('attempts', '=', row.attempts)
    .execute();
}

/** The promise as its keeper sees it. */
export function toDuePromise(row: PromiseRow): DuePromise {
  return {
    key: row.key,
    workspaceId: row.workspace_id,
    kind: row.kind,
    dueAt: row.due_at,
    usefulUntil: row.useful_until,
    payload: JSON.parse(row.payload) as DuePromise['payload'],
    ...(row.release_id === null ? {} : { releaseId: row.release_id }),
    late: row.late === 1,
  };
}
