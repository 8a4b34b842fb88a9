/** Gathers what is stored about one person: theirs, and nothing that others answered. */
import { scrub } from '../base/scrub.ts';
import type { Instant } from '../base/time.ts';
import type { Db } from '../store/db.ts';
import { ask, PARTS, rowsOf, type Cell, type Row } from './person-parts.ts';
import { isObject, isTheirWords } from './traces.ts';

/** The file's shape: a list of rows for each part, in our own column names; texts as they were typed. */
export interface PersonExport {
  readonly format: 'slipway-person/1';
  readonly userId: string;
  readonly exportedAt: Instant;
  /** By name of the part; empty ones are there too. */
  readonly parts: Readonly<Record<string, readonly Exported[]>>;
}

type Exported = Readonly<Record<string, unknown>>;

/** Null when nothing is stored about this person. */
export async function exportPerson(
  db: Db,
  userId: string,
  now: Instant,
): Promise<PersonExport | null> {
  const others = await openingsOfOthers(db, userId);
  const parts: Record<string, readonly Exported[]> = {};
  for (const part of PARTS) {
    const rows = await rowsOf(db, part, userId);
    parts[part.name] = rows.map((row) => exported(part.table, row, others));
  }
  parts['postedWords'] = await postedWords(db, userId);
  if (Object.values(parts).every((rows) => rows.length === 0)) return null;
  return { format: 'slipway-person/1', userId, exportedAt: now, parts };
}

function exported(table: string, row: Row, others: readonly string[]): Exported {
  if (table === 'arrival') return { ...without(row, ['body']), ...deedOf(row['body'] ?? null) };
  if (table === 'message')
    return {
      ...pick(row, ['key', 'target', 'state', 'reason', 'created_at', 'sent_at']),
      words: textsIn(jsonOf(row['wanted'] ?? null)).map((text) => withoutOthers(text, others)),
    };
  if (table === 'journal') return { ...row, detail: jsonOf(row['detail'] ?? null) };
  if (table === 'promise') return { ...row, payload: jsonOf(row['payload'] ?? null) };
  return row;
}

/**
 * What the person did, and not what stood around it: a press carries the message it stands on, with the
 * words of others, and addresses by which anybody could answer.
 */
function deedOf(body: Cell): Exported {
  const said = jsonOf(body);
  if (!isObject(said)) return {};
  const { view, event, actions } = said;
  return clean({
    ...pick(said, ['command', 'text', 'callback_id', 'type']),
    ...(Array.isArray(actions) ? { actions } : {}),
    ...(isObject(view) ? { view: pick(view, ['callback_id', 'state']) } : {}),
    ...(isObject(event) ? { event: pick(event, ['type', 'channel', 'tab']) } : {}),
  });
}

function clean(deed: Exported): Exported {
  return JSON.parse(scrub(JSON.stringify(deed))) as Exported;
}

// So much of a line tells it from others, also where a message cut it short.
const OPENING = 20;

/** How lines begin that others answered. */
async function openingsOfOthers(db: Db, userId: string): Promise<readonly string[]> {
  const { rows } = await ask(
    db,
    'select accomplishments, risks, mitigation, focus from check_in where user_id <> ?',
    [userId],
  );
  const lines = rows.flatMap((row) =>
    Object.values(row).flatMap((text) => String(text ?? '').split('\n')),
  );
  return [...new Set(lines.map((line) => line.trim().slice(0, OPENING)))].filter(
    (opening) => opening.length >= OPENING / 2,
  );
}

function withoutOthers(text: string, others: readonly string[]): string {
  const isTheirs = others.some((opening) => text.includes(opening));
  return isTheirs ? '(words of somebody else)' : text;
}

/** Every text in a message, in its order, each once. */
function textsIn(value: unknown): readonly string[] {
  const found: string[] = [];
  const walk = (each: unknown): void => {
    if (Array.isArray(each)) each.forEach(walk);
    else if (isObject(each))
      for (const [key, inner] of Object.entries(each))
        if (key === 'text' && typeof inner === 'string') found.push(inner);
        else walk(inner);
  };
  walk(value);
  return [...new Set(found)];
}

/** What they said in reports that were posted. */
async function postedWords(db: Db, userId: string): Promise<readonly Exported[]> {
  const { rows } = await ask(
    db,
    'select release_id, week, kind, report from status_report where instr(report, ?) > 0',
    [userId],
  );
  return rows.flatMap((row) => {
    const words = theirsIn(jsonOf(row['report'] ?? null), userId);
    return words.length === 0 ? [] : [{ ...without(row, ['report']), words }];
  });
}

function theirsIn(value: unknown, userId: string): readonly unknown[] {
  if (Array.isArray(value))
    return value.flatMap((each) => (isTheirWords(each, userId) ? [each] : theirsIn(each, userId)));
  return isObject(value) ? Object.values(value).flatMap((each) => theirsIn(each, userId)) : [];
}

function jsonOf(text: Cell): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}

function pick(from: Exported, names: readonly string[]): Exported {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}

function without(from: Exported, names: readonly string[]): Exported {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
}
