/** Takes one person out of every table, in one transaction. */
import { randomBytes } from 'node:crypto';
import { describeSchema } from '../store/describe-schema.ts';
import type { Db, Tx } from '../store/db.ts';
import { ask, deleteRows, PARTS, rowsOf, type Row } from './person-parts.ts';
import { SOMEONE, withoutTraces, withoutWords, type Depth, type Traces } from './traces.ts';

/** How many rows of each part there are, in the words of an operator; those of which there are none left out. */
export interface Counted {
  readonly text: string;
  readonly onErase: 'delete' | 'keep';
}

/** What is stored about a person, counted. */
export async function countParts(db: Db, userId: string): Promise<readonly Counted[]> {
  const all: Counted[] = [];
  for (const part of PARTS) {
    const { length } = await rowsOf(db, part, userId);
    const { one, many } = part.what;
    if (length > 0)
      all.push({ text: `${length} ${length === 1 ? one : many}`, onErase: part.onErase });
  }
  return all;
}

/**
 * Deletes what is theirs alone, and puts a stand-in where others' records need somebody. Afterwards no
 * column of any table holds their id, their name or their confirmed login. Returns how many rows of
 * others were changed.
 */
export async function erasePerson(tx: Tx, userId: string): Promise<number> {
  const people = await rowsOf(tx.db, partNamed('person'), userId);
  const words = await theirWords(tx.db, userId);
  const traces = tracesOf(userId, people);
  await emptyArrivals(tx, userId);
  await passOnSupport(tx, userId);
  for (const part of PARTS) if (part.onErase === 'delete') await deleteRows(tx.db, part, userId);
  await forgetWords(tx.db, words);
  const changed = await sweep(tx.db, traces);
  for (const { workspace_id: workspaceId } of people)
    await addStandIn(tx, String(workspaceId), traces.standInId);
  return changed;
}

function partNamed(name: string): (typeof PARTS)[number] {
  const part = PARTS.find((each) => each.name === name);
  if (part === undefined) throw new Error(`no part ${name}`);
  return part;
}

/** A login counts as theirs only once they said so themselves. */
function tracesOf(userId: string, people: readonly Row[]): Traces {
  const texts = (values: readonly unknown[]): readonly string[] => [
    ...new Set(values.filter((value) => typeof value === 'string' && value !== '').map(String)),
  ];
  const confirmed = people.filter(({ login_state: state }) => state === 'confirmed');
  return {
    userId,
    standInId: `gone_${randomBytes(6).toString('hex')}`,
    names: texts(people.map(({ name }) => name)),
    logins: texts(confirmed.map(({ login }) => login)),
  };
}

/** What they typed goes; that it came stays, so that Slack's second delivery of it is still known. */
async function emptyArrivals(tx: Tx, userId: string): Promise<void> {
  const { where } = partNamed('arrivals');
  await ask(
    tx.db,
    `update arrival set body = '{}', reference = case when state = 'waiting' then 'erased' else reference end,
       finished_at = coalesce(finished_at, ?), state = case when state = 'waiting' then 'failed' else state end
     where ${where}`,
    [tx.now, userId, userId, userId],
  );
}

/** Open requests that name them are the release manager's now. */
async function passOnSupport(tx: Tx, userId: string): Promise<void> {
  await ask(
    tx.db,
    "update support_request set to_user_id = null where to_user_id = ? and state = 'open'",
    [userId],
  );
}

// Shorter lines are words that anybody may have written.
const SHORTEST_LINE = 12;

/** Lines that they wrote, to be found in the stored words of messages to others. */
async function theirWords(db: Db, userId: string): Promise<readonly string[]> {
  const checkIns = await rowsOf(db, partNamed('checkIns'), userId);
  const requests = await rowsOf(db, partNamed('supportAsked'), userId);
  const texts = [
    ...checkIns.flatMap((row) =>
      ['accomplishments', 'risks', 'mitigation', 'focus'].map((name) => row[name]),
    ),
    ...requests.map(({ text }) => text),
  ];
  const lines = texts.flatMap((text) => String(text ?? '').split('\n'));
  return [...new Set(lines.map((line) => line.trim()))].filter(
    ({ length }) => length >= SHORTEST_LINE,
  );
}

async function forgetWords(db: Db, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  const { rows } = await ask(db, 'select key, wanted, late_wanted from message');
  for (const { key, wanted, late_wanted: late } of rows) {
    const next = [wanted, late].map((text) =>
      text === null ? null : withoutWords(String(text), words),
    );
    if (next[0] === wanted && next[1] === late) continue;
    await ask(db, 'update message set wanted = ?, late_wanted = ? where key = ?', [
      next[0] ?? '',
      next[1] ?? null,
      key ?? '',
    ]);
  }
}

// Keys, states, zones, addresses: the program reads these, and a person's name may equal one of them.
const NO_PROSE =
  /^(id|key|kind|state|stage|event|role|step|type|field|value|source|owner|url|zone|holder|label|labels|item|tier|priority|rule|colour|late|version|version_key|criterion|decision|acting_as|made_in|outcome|clock|how|subject|bound|section|remark|invited|missing|.*_(id|at|on|wall|state|read_to|cursor|key|digest))$/;

/** Every text column of every table there is, so that no table can be forgotten. */
async function sweep(db: Db, traces: Traces): Promise<number> {
  let changed = 0;
  for (const [table, columns] of Object.entries(await describeSchema(db)))
    for (const { name, type } of columns)
      if (type === 'text') changed += await sweepColumn(db, table, name, traces);
  return changed;
}

async function sweepColumn(db: Db, table: string, column: string, traces: Traces): Promise<number> {
  const depth: Depth = NO_PROSE.test(column) ? 'ids' : 'names';
  const sought = [traces.userId, ...(depth === 'names' ? [...traces.names, ...traces.logins] : [])];
  const anyOf = sought.map(() => `instr(lower("${column}"), lower(?)) > 0`).join(' or ');
  const { rows } = await ask(
    db,
    `select rowid as row, "${column}" as text from "${table}" where ${anyOf}`,
    sought,
  );
  let changed = 0;
  for (const { row, text } of rows) {
    const cleaned = withoutTraces(String(text), traces, depth);
    if (cleaned === text) continue;
    await ask(db, `update "${table}" set "${column}" = ? where rowid = ?`, [cleaned, row ?? 0]);
    changed += 1;
  }
  return changed;
}

/** Whoever reads an old entry finds a name, and nobody waits for the stand-in. */
async function addStandIn(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await ask(
    tx.db,
    `insert into person (workspace_id, id, name, zone, is_admin, is_guest, is_deactivated, login_state, looked_up_at)
     values (?, ?, ?, 'UTC', 0, 0, 1, 'none', ?)`,
    [workspaceId, id, SOMEONE, tx.now],
  );
}
