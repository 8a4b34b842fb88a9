import { isPlain } from '../plain.ts';
import type { Plain } from '../plain.ts';

/** What is wrong and where: Slack's own sentence and a JSON pointer. */
export interface Flaw {
  readonly problem: string;
  readonly at: string;
}

/** Looks at one value, standing at the JSON pointer `at`; no flaws means that Slack takes it. */
export type Check = (value: unknown, at: string) => readonly Flaw[];

/** One flaw at one place. */
export function flaw(problem: string, at: string): readonly Flaw[] {
  return [{ problem, at }];
}

/** Text of `min` to `max` characters (UTF-16 units, as everywhere in the SDK). */
export function text(max: number, min = 1): Check {
  return (value, at) => {
    if (typeof value !== 'string') return flaw('must provide a string', at);
    if (value.length < min) return flaw(`must be more than ${min - 1} characters`, at);
    return value.length > max ? flaw(`must be less than ${max + 1} characters`, at) : [];
  };
}

/** Text of a form that Slack knows, such as a date. */
export function pattern(form: RegExp): Check {
  return (value, at) => {
    if (typeof value !== 'string') return flaw('must provide a string', at);
    return form.test(value) ? [] : flaw(`input must match regex pattern: ${form.source}`, at);
  };
}

/** A web address that can be read, of at most `max` characters. */
export function address(max: number): Check {
  return (value, at) => {
    const wrong = text(max)(value, at);
    if (wrong.length > 0) return wrong;
    return typeof value === 'string' && URL.canParse(value) ? [] : flaw('must be a valid URL', at);
  };
}

/** True or false. */
export const flag: Check = (value, at) =>
  typeof value === 'boolean' ? [] : flaw('must provide a boolean', at);

/** A whole number within bounds, both included. */
export function whole(min: number, max: number): Check {
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isInteger(value))
      return flaw('must provide an integer', at);
    if (value < min) return flaw(`must be greater than or equal to ${min}`, at);
    return value > max ? flaw(`must be less than or equal to ${max}`, at) : [];
  };
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): Check {
  return (value, at) =>
    typeof value === 'string' && words.includes(value)
      ? []
      : flaw('must be a valid enum value', at);
}

/** A list of `min` to `max` items, each of which passes `item`. */
export function list(item: Check, max: number, min = 1): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return flaw('must provide an array', at);
    if (value.length < min) return flaw(`must provide at least ${min} items`, at);
    if (value.length > max) return flaw(`no more than ${max} items allowed`, at);
    return value.flatMap((entry, index) => item(entry, `${at}/${index}`));
  };
}

/** The fields of an object: those that must be there, and those that may. */
export interface Fields {
  readonly must?: Readonly<Record<string, Check>>;
  readonly may?: Readonly<Record<string, Check>>;
}

function missing(value: Plain, must: Readonly<Record<string, Check>>, at: string): Flaw[] {
  return Object.keys(must)
    .filter((name) => value[name] === undefined)
    .map((name) => ({ problem: `missing required field: ${name}`, at }));
}

/** An object with these fields and no others; `type` itself is checked by whoever chose this check. */
export function object({ must = {}, may = {} }: Fields): Check {
  const known: Readonly<Record<string, Check>> = { ...must, ...may };
  return (value, at) => {
    if (!isPlain(value)) return flaw('must provide an object', at);
    const present = Object.entries(value).filter(
      ([name, part]) => name !== 'type' && part !== undefined,
    );
    const wrong = present.flatMap(([name, part]) => {
      const check = known[name];
      return check
        ? check(part, `${at}/${name}`)
        : flaw(`invalid additional property: ${name}`, at);
    });
    return [...missing(value, must, at), ...wrong];
  };
}

/** An object whose `type` chooses its check; another type is unsupported here. */
export function typed(table: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isPlain(value)) return flaw('must provide an object', at);
    const { type } = value;
    if (typeof type !== 'string') return flaw('missing required field: type', at);
    const check = Object.hasOwn(table, type) ? table[type] : undefined;
    return check ? check(value, at) : flaw(`unsupported type: ${type}`, `${at}/type`);
  };
}

/** All flaws of several checks of one value. */
export function every(...checks: readonly Check[]): Check {
  return (value, at) => checks.flatMap((check) => check(value, at));
}

/** A check of an object that passed for one; anything else is left to the others. */
export function also(rule: (value: Plain, at: string) => readonly Flaw[]): Check {
  return (value, at) => (isPlain(value) ? rule(value, at) : []);
}

/** Picks some of a table's checks by name. */
export function pick(table: Readonly<Record<string, Check>>, ...names: readonly string[]) {
  return Object.fromEntries(Object.entries(table).filter(([name]) => names.includes(name)));
}
