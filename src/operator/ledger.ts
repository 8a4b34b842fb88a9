/** `slipway ledger`: everything that was due, sent, skipped and failed, for a terminal or a program. */
import { oneLine } from '../base/text.ts';
import { readConfig } from '../config/read-config.ts';
import { ledger, type LedgerRow, type LedgerState } from '../jobs/ledger.ts';
import { openReader } from '../store/reader.ts';
import type { OperatorDesk } from './desk.ts';

const STATES = ['due', 'sent', 'skipped', 'failed'] as const;
const USAGE = 'slipway ledger [due|sent|skipped|failed] [--json]';
/** Rows of each state: few when all are asked for, so that they fit a screen or two. */
const ROWS_OF_ALL = 10;
const ROWS_OF_ONE = 1000;

/**
 * Prints the ledger. One state: its newest thousand rows, for what is due the ones that come next; without a
 * state ten of each. `--json` prints one array of rows, with the fields of `LedgerRow`.
 */
export async function ledgerCommand(
  words: readonly string[],
  { migrationsFolder, print }: OperatorDesk,
): Promise<number> {
  const asked = parse(words);
  if (asked === null) {
    print(USAGE);
    return 2;
  }
  const { config } = readConfig();
  const reader = await openReader(config.databaseFile, migrationsFolder);
  try {
    const counts = await ledger.counts(reader.db);
    const rows = new Map<LedgerState, readonly LedgerRow[]>();
    const limit = asked.states.length === 1 ? ROWS_OF_ONE : ROWS_OF_ALL;
    for (const state of asked.states) {
      rows.set(state, await ledger.newest(reader.db, state, limit));
    }
    if (asked.json) print(JSON.stringify([...rows.values()].flat(), null, 2));
    else for (const [state, some] of rows) print(inWords(state, counts[state], some));
    return 0;
  } finally {
    reader.close();
  }
}

function parse(
  words: readonly string[],
): { readonly states: readonly LedgerState[]; readonly json: boolean } | null {
  const json = words.includes('--json');
  const [word, ...more] = words.filter((each) => each !== '--json');
  if (more.length > 0) return null;
  if (word === undefined) return { states: STATES, json };
  const state = STATES.find((each) => each === word);
  return state === undefined ? null : { states: [state], json };
}

function inWords(state: LedgerState, total: number, rows: readonly LedgerRow[]): string {
  const shown = rows.length < total ? `, ${rows.length} shown` : '';
  return [`${state}: ${total}${shown}`, ...rows.map(line)].join('\n');
}

// Keys and reasons may carry words of Slack or GitHub: none of them may move the cursor.
function line({ at, of, what, reason }: LedgerRow): string {
  const why = reason === null ? '' : `  (${oneLine(reason)})`;
  return `  ${at}  ${of.padEnd(7)}  ${oneLine(what)}${why}`;
}
