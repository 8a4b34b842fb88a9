import type { Plain } from '../plain.ts';
import { Refusal } from '../refusal.ts';

/** A call's arguments. From a form every value is text, from JSON each has its own type. */
export type Arguments = Plain;

/** A text argument, or undefined when it is missing or empty. */
export function textArg(args: Arguments, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text argument, or a refusal with `code`. */
export function requiredText(args: Arguments, name: string, code = 'invalid_arguments'): string {
  const value = textArg(args, name);
  if (value !== undefined) return value;
  if (code !== 'invalid_arguments') throw new Refusal(code);
  const messages = [`[ERROR] missing required field: ${name}`];
  throw new Refusal(code, { response_metadata: { messages } });
}

/** True for `true`, `"true"`, `"1"` and 1, as Slack reads flags. */
export function flagArg(args: Arguments, name: string): boolean {
  return [true, 'true', '1', 1].includes(args[name] as string);
}

/** A whole number within bounds; `fallback` when missing, `invalid_limit` when it is none. */
export function limitArg(args: Arguments, fallback: number, most: number): number {
  const raw = args['limit'];
  if (raw === undefined || raw === '') return fallback;
  const value = Number(raw);
  if (!Number.isInteger(value) || value < 0 || value > most) throw new Refusal('invalid_limit');
  return value === 0 ? fallback : value;
}

/** A structured argument: parsed when it came as text; a refusal with `code` when it is no JSON. */
export function jsonArg(args: Arguments, name: string, code: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal(code);
  }
}
