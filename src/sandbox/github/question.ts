/** What a client posts. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

/** What to call a question before it was read: the name that its text bears, if any. */
export function writtenName({ operationName, query }: Question): string {
  return operationName ?? /\bquery\s+(\w+)/.exec(query)?.[1] ?? 'unnamed';
}

/** The question in a posted body; null when the body is no JSON object with a query in it. */
export function questionIn(body: string): Question | null {
  const value = parsed(body);
  if (!isObject(value) || typeof value['query'] !== 'string') return null;
  const { query, variables, operationName } = value;
  return {
    query,
    variables: isObject(variables) ? variables : {},
    operationName: typeof operationName === 'string' ? operationName : null,
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
