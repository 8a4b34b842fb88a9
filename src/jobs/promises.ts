import { sql } from 'kysely';
import type { Instant } from '../base/time.ts';
import type { Tx } from '../store/db.ts';
import { readyRows } from '../store/ready-rows.ts';
import type { Promised } from './contract.ts';
import { withJobTables, type PromiseRow } from './tables.ts';

/**
 * Promises to do something at an instant, in the transaction of the fact that asks for it. The same key
 * again moves the promise and gives it new details while it is still waiting; one that is being kept,
 * was kept, skipped or failed stays as it is.
 */
export async function writePromise(tx: Tx, ...promised: readonly Promised[]): Promise<void> {
  await upsert(
    tx.db,
    promised.map((one) => toRow(one, tx.now)),
  );
}

const upsert = readyRows<PromiseRow>((db, rows) =>
  withJobTables(db)
    .insertInto('promise')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet((eb) => ({
          due_at: eb.ref('excluded.due_at'),
          useful_until: eb.ref('excluded.useful_until'),
          payload: eb.ref('excluded.payload'),
          release_id: eb.ref('excluded.release_id'),
          updated_at: eb.ref('excluded.updated_at'),
          // Promised for the same instant again: a pause after a failed try stays.
          try_at: eb
            .case()
            .when('promise.due_at', '=', eb.ref('excluded.due_at'))
            .then(eb.ref('promise.try_at'))
            .else(eb.ref('excluded.due_at'))
            .end(),
        }))
        .where('promise.state', '=', 'waiting'),
    ),
);

function toRow(promised: Promised, now: Instant): PromiseRow {
  return {
    key: promised.key,
    workspace_id: promised.workspaceId,
    kind: promised.kind,
    due_at: promised.dueAt,
    useful_until: promised.usefulUntil,
    payload: JSON.stringify(promised.payload),
    release_id: promised.releaseId ?? null,
    try_at: promised.dueAt,
    state: 'waiting',
    reason: null,
    late: 0,
    attempts: 0,
    claim_epoch: null,
    created_at: now,
    updated_at: now,
  };
}

/** Which promises to take back: one, or all of a release, or those of one kind. */
export type Withdrawn =
  { readonly key: string } | { readonly releaseId: string; readonly kind?: string };

/** Skips waiting promises, with the reason for the ledger; returns how many. Others stay as they are. */
export async function withdraw(tx: Tx, which: Withdrawn, reason: string): Promise<number> {
  let skip = withJobTables(tx.db)
    .updateTable('promise')
    .set({ state: 'skipped', reason, updated_at: tx.now })
    // In the text, not as a value: only then can the index of what is waiting be used.
    .where('state', '=', sql.lit('waiting'));
  if ('key' in which) skip = skip.where('key', '=', which.key);
  else {
    skip = skip.where('release_id', '=', which.releaseId);
    if (which.kind !== undefined) skip = skip.where('kind', '=', which.kind);
  }
  const { numUpdatedRows } = await skip.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** A waiting promise's instant and kind. */
export interface NextDue {
  readonly at: Instant;
  readonly kind: string;
}
