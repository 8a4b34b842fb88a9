/** What jobs themselves forget once it is old: words of messages, promises that were not kept, arrivals. */
import { sql } from 'kysely';
import { plusDays, dateIn, type Instant } from '../base/time.ts';
import { sentence } from '../slack/blocks.ts';
import type { Tx } from '../store/db.ts';
import { withJobTables, type MessageRow } from './tables.ts';

/**
 * Forgets a few rows that ended before `before`, in one transaction; true when there may be more. Called again
 * and again, with others let in between.
 */
export type Forget = (tx: Tx, before: Instant) => Promise<boolean>;

/** How long an arrival's key is remembered, in days. Slack redelivers for an hour or so. */
const ARRIVAL_DAYS = 30;

/** Rows a step: some milliseconds, also on a slow disk. */
export const FORGOTTEN_AT_ONCE = 100;

/** In place of the words of a message: a key that stands must never be posted again, so its row stays. */
const NO_WORDS = JSON.stringify({ text: '', blocks: [] });
/**
 * The same for one that stands in full and hides something from other organisations: when its channel is shared
 * after all, it is edited into this.
 */
const NOT_KEPT = JSON.stringify(
  sentence('What stood here was for this organisation only, and I do not keep it any more.'),
);

/** For one walk through all messages. What is still to be sent, or to be looked for, keeps its words. */
export function forgetMessages(): Forget {
  let place = 0;
  return async (tx, before) => {
    const rows = await withJobTables(tx.db)
      .selectFrom('message')
      .select([
        'key',
        'place',
        'state',
        'updated_at',
        'look_wall',
        'redacted_wanted',
        'sent_redacted',
      ])
      .where('place', '>', place)
      .orderBy('place')
      .limit(FORGOTTEN_AT_ONCE)
      .execute();
    const over = rows.filter(
      (row) => ENDED.has(row.state) && row.updated_at < before && row.look_wall === null,
    );
    const hiding = over.filter(
      (row) => row.state === 'sent' && row.redacted_wanted !== null && row.sent_redacted === 0,
    );
    const plain = over.filter((row) => !hiding.includes(row));
    await replaceWords(tx, plain, { wanted: NO_WORDS, redacted_wanted: null });
    await replaceWords(tx, hiding, { wanted: NOT_KEPT, redacted_wanted: NOT_KEPT });
    place = rows.at(-1)?.place ?? place;
    return rows.length === FORGOTTEN_AT_ONCE;
  };
}

/** Every column that holds words. Rows that have the new ones already are not written again. */
async function replaceWords(
  tx: Tx,
  rows: readonly Pick<MessageRow, 'key'>[],
  words: Pick<MessageRow, 'wanted' | 'redacted_wanted'>,
): Promise<void> {
  if (rows.length === 0) return;
  const keys = rows.map(({ key }) => key);
  await withJobTables(tx.db)
    .updateTable('message')
    .set({ ...words, late_wanted: null, late_redacted_wanted: null, late_after: null })
    .where('key', 'in', keys)
    .where((row) =>
      row.or([
        row('wanted', '<>', words.wanted),
        row('redacted_wanted', 'is distinct from', words.redacted_wanted),
        row('late_redacted_wanted', 'is not', null),
      ]),
    )
    .execute();
}

const ENDED: ReadonlySet<string> = new Set(['sent', 'unconfirmed', 'skipped', 'failed']);

/** Promises that were skipped or failed: the ledger has told of them for long enough. */
export const forgetPromises: Forget = async (tx, before) => {
  let forgotten = 0;
  for (const state of ['skipped', 'failed']) {
    const { numAffectedRows } = await sql`
      delete from promise where key in (
        select key from promise where state = ${sql.lit(state)} and updated_at < ${before}
        order by updated_at limit ${sql.lit(FORGOTTEN_AT_ONCE)})`.execute(tx.db);
    forgotten = Math.max(forgotten, Number(numAffectedRows ?? 0n));
  }
  return forgotten === FORGOTTEN_AT_ONCE;
};

/** What arrived and is worked off, after thirty days or sooner when everything goes sooner. */
export const forgetArrivals: Forget = async (tx, before) => {
  const latest = plusDays(dateIn('UTC', tx.now), -ARRIVAL_DAYS);
  const { numAffectedRows } = await sql`
    delete from arrival where key in (
      select key from arrival where received_at < ${before > latest ? before : latest} and state <> 'waiting'
      order by received_at limit ${sql.lit(FORGOTTEN_AT_ONCE)})`.execute(tx.db);
  return Number(numAffectedRows ?? 0n) === FORGOTTEN_AT_ONCE;
};
