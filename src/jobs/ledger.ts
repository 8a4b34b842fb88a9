import { sql } from 'kysely';
import type { Instant } from '../base/time.ts';
import type { Db } from '../store/db.ts';
import {
  withJobTables,
  type MessageRow,
  type MessageState,
  type PromiseRow,
  type PromiseState,
} from './tables.ts';

/** How a promise or message stands, in the operator's words. */
export type LedgerState = 'due' | 'sent' | 'skipped' | 'failed';

/** One row of the ledger. `what` is its key; `at` is when it is due, or when it ended. */
export interface LedgerRow {
  readonly what: string;
  readonly of: 'promise' | 'message';
  readonly at: Instant;
  readonly state: LedgerState;
  /** Why it was skipped or failed, or what holds it up; null when all is well. */
  readonly reason: string | null;
  readonly releaseId: string | null;
}

// A promise that was kept has no row of its own: what it said is there as a message.
const PROMISE_STATES: Readonly<Record<LedgerState, readonly PromiseState[]>> = {
  due: ['waiting', 'doing'],
  sent: [],
  skipped: ['skipped'],
  failed: ['failed'],
};
const MESSAGE_STATES: Readonly<Record<LedgerState, readonly MessageState[]>> = {
  due: ['waiting', 'ready', 'sending', 'unknown'],
  sent: ['sent', 'unconfirmed'],
  skipped: ['skipped'],
  failed: ['failed'],
};

/** The `limit` newest rows of a state; for what is due, the ones that come next. */
async function newest(db: Db, state: LedgerState, limit: number): Promise<readonly LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for (const of of PROMISE_STATES[state]) {
    rows.push(...(await readPromises(db, of, limit)).map((row) => fromPromise(row, state)));
  }
  for (const of of MESSAGE_STATES[state]) {
    rows.push(...(await readMessages(db, of, limit)).map((row) => fromMessage(row, state)));
  }
  const forwards = state === 'due' ? 1 : -1;
  return rows.sort((a, b) => forwards * compare(a, b)).slice(0, limit);
}

/** How many there are in each state. */
async function counts(db: Db): Promise<Readonly<Record<LedgerState, number>>> {
  const total = { due: 0, sent: 0, skipped: 0, failed: 0 };
  for (const state of ['due', 'sent', 'skipped', 'failed'] as const) {
    for (const of of PROMISE_STATES[state]) total[state] += await count(db, 'promise', of);
    for (const of of MESSAGE_STATES[state]) total[state] += await count(db, 'message', of);
  }
  return total;
}

/** Which of these messages nobody ever read, with the reason: they failed or were skipped, and do not stand. */
async function neverStood(db: Db, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await withJobTables(db)
    .selectFrom('message')
    .select(['key', 'reason'])
    .where('key', 'in', [...keys])
    .where('ts', 'is', null)
    .where('state', 'in', ['failed', 'skipped'])
    .execute();
  return new Map(rows.map(({ key, reason }) => [key, reason ?? '']));
}

/**
 * What became of a promise or a message. `at` is when a message first stood in Slack; `reason` is why it
 * never will, or why a promise was not kept.
 */
export type Fate =
  | { readonly kind: 'open' }
  | { readonly kind: 'done'; readonly at: Instant }
  | { readonly kind: 'over'; readonly reason: string };

/** The fate of what was promised or said under a key; null when nothing was. */
async function fateOf(db: Db, of: 'promise' | 'message', key: string): Promise<Fate | null> {
  const row =
    of === 'promise'
      ? await withJobTables(db)
          .selectFrom('promise')
          .select(['state', 'reason', 'updated_at as at'])
          .where('key', '=', key)
          .executeTakeFirst()
      : await withJobTables(db)
          .selectFrom('message')
          .select(['state', 'reason', 'sent_at as at'])
          .where('key', '=', key)
          .executeTakeFirst();
  if (row === undefined) return null;
  const { state, reason, at } = row;
  // What stands and could not be edited since was read all the same.
  if (at !== null && (of === 'message' || state === 'done')) return { kind: 'done', at };
  if (state === 'skipped' || state === 'failed') return { kind: 'over', reason: reason ?? state };
  return { kind: 'open' };
}

/** The read side of all that was promised and said. */
export const ledger = { newest, counts, neverStood, fateOf };

// The state stands in the text of the query, not as a value: only then can its own index be used.
async function readPromises(db: Db, state: PromiseState, limit: number): Promise<PromiseRow[]> {
  const all = withJobTables(db).selectFrom('promise').selectAll().limit(limit);
  const ordered =
    state === 'waiting' ? all.orderBy('try_at').orderBy('key') : all.orderBy('updated_at', 'desc');
  return await ordered.where('state', '=', sql.lit(state)).execute();
}

async function readMessages(db: Db, state: MessageState, limit: number): Promise<MessageRow[]> {
  const isOver = MESSAGE_STATES.due.every((other) => other !== state);
  return await withJobTables(db)
    .selectFrom('message')
    .selectAll()
    .where('state', '=', sql.lit(state))
    .orderBy('updated_at', isOver ? 'desc' : 'asc')
    .limit(limit)
    .execute();
}

async function count(db: Db, table: 'promise' | 'message', state: string): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`
    select count(*) as count from ${sql.table(table)} where state = ${sql.lit(state)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

function fromPromise(row: PromiseRow, state: LedgerState): LedgerRow {
  const { key, reason, release_id: releaseId } = row;
  const at = state === 'due' ? row.try_at : row.updated_at;
  return { what: key, of: 'promise', at, state, reason, releaseId };
}

function fromMessage(row: MessageRow, state: LedgerState): LedgerRow {
  const { key, reason, release_id: releaseId } = row;
  const at = state === 'due' ? (row.not_before ?? row.created_at) : row.updated_at;
  return { what: key, of: 'message', at, state, reason, releaseId };
}

function compare(a: LedgerRow, b: LedgerRow): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.what < b.what ? -1 : 1;
}
