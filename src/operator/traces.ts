/** Finds what points to one person in text and JSON, and puts something neutral there. Pure. */

/** What a person is called where somebody else's record needs them. */
export const SOMEONE = 'someone who left';

/** What points to a person. `stand-in` ids are made anew for each erasure and say nothing. */
export interface Traces {
  readonly userId: string;
  readonly standInId: string;
  /** As Slack showed it, and the confirmed GitHub login; empty when not known. */
  readonly names: readonly string[];
  readonly logins: readonly string[];
}

/** Says whether names are looked for, or ids alone: words such as a state or a kind may equal a name. */
export type Depth = 'names' | 'ids';

// What stands under these keys is the program's own word, never a person's name.
const OWN_WORDS =
  /^(type|kind|step|state|stage|event|style|action_id|block_id|callback_id|colour|rule|id|url|.*(Id|At|_id|_at))$/;

/** The text or JSON of one column without the person; the very same text when nothing pointed to them. */
export function withoutTraces(text: string, traces: Traces, depth: Depth): string {
  const value = parsed(text);
  if (value === null) return inText(text, traces, depth);
  const cleaned = inValue(value, traces, depth);
  const changed = JSON.stringify(cleaned);
  return changed === JSON.stringify(value) ? text : changed;
}

/** A JSON object or array; null for anything else, numbers and quoted words included. */
function parsed(text: string): object | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function inValue(value: unknown, traces: Traces, depth: Depth): unknown {
  if (typeof value === 'string') return withoutTraces(value, traces, depth);
  if (Array.isArray(value)) {
    const others = value.filter((each) => !isTheirWords(each, traces.userId));
    return others.map((each) => inValue(each, traces, depth));
  }
  if (!isObject(value)) return value;
  // Slack refuses a message that mentions somebody who is nobody.
  if (value['type'] === 'user' && value['user_id'] === traces.userId)
    return { type: 'text', text: SOMEONE };
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      inText(key, traces, 'ids'),
      inValue(each, traces, depth === 'names' && OWN_WORDS.test(key) ? 'ids' : depth),
    ]),
  );
}

/** An entry of a list that carries what this person said. Figures beside the list stay as they are. */
export function isTheirWords(value: unknown, userId: string): boolean {
  if (!isObject(value) || typeof value['text'] !== 'string') return false;
  return value['userId'] === userId || value['fromUserId'] === userId;
}

/** The JSON of a message without these lines, wherever they stand in its texts. */
export function withoutWords(json: string, lines: readonly string[]): string {
  return lines.reduce((said, line) => {
    const inJson = JSON.stringify(line).slice(1, -1);
    return said.split(inJson).join('…');
  }, json);
}

function inText(text: string, traces: Traces, depth: Depth): string {
  const mention = new RegExp(`<@${escaped(traces.userId)}(\\|[^>]*)?>`, 'gu');
  const id = new RegExp(`(?<![A-Za-z0-9])${escaped(traces.userId)}(?![A-Za-z0-9])`, 'gu');
  const withoutIds = text.replace(mention, SOMEONE).replace(id, traces.standInId);
  if (depth === 'ids') return withoutIds;
  const withoutNames = traces.names.reduce(
    (said, name) => said.replace(whole(name, '\\p{L}\\p{N}_', 'gu'), SOMEONE),
    withoutIds,
  );
  return traces.logins.reduce(
    (said, login) => said.replace(whole(login, '\\p{L}\\p{N}_-', 'giu'), SOMEONE),
    withoutNames,
  );
}

/** The word as a whole, so that Max does not go from maximum. */
function whole(word: string, letters: string, flags: string): RegExp {
  return new RegExp(`(?<![${letters}])@?${escaped(word)}(?![${letters}])`, flags);
}

/** As it stands, in a pattern. */
function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
