import type { Plain } from '../plain.ts';
import { Refusal } from '../refusal.ts';
import { limitArg, textArg } from './arguments.ts';
import type { Arguments } from './arguments.ts';

/** One page, and the cursor of the next: base64 text, empty at the end, as Slack gives it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
  readonly metadata: Plain;
}

function encode(key: string): string {
  return Buffer.from(`next:${key}`).toString('base64');
}

function decode(cursor: string): string {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  if (!text.startsWith('next:')) throw new Refusal('invalid_cursor');
  return text.slice('next:'.length);
}

/**
 * The page that `cursor` and `limit` ask for. The cursor holds the key of the first item to come, so
 * a list that grows between two calls loses nothing. Refuses `invalid_cursor` and `invalid_limit`.
 */
export function pageOf<T>(
  args: Arguments,
  items: readonly T[],
  keyOf: (item: T) => string,
  limits: { readonly fallback: number; readonly most: number },
): Page<T> {
  const size = limitArg(args, limits.fallback, limits.most);
  const cursor = textArg(args, 'cursor');
  const start = cursor === undefined ? 0 : startAt(items, keyOf, decode(cursor));
  const next = items[start + size];
  const next_cursor = next === undefined ? '' : encode(keyOf(next));
  return {
    items: items.slice(start, start + size),
    more: next !== undefined,
    metadata: { response_metadata: { next_cursor } },
  };
}

function startAt<T>(items: readonly T[], keyOf: (item: T) => string, key: string): number {
  const found = items.findIndex((item) => keyOf(item) === key);
  return found === -1 ? items.length : found;
}
