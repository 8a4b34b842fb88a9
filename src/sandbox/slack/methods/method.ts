import type { Instant } from '../../../base/time.ts';
import type { Plain } from '../plain.ts';
import { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspace.ts';
import type { Arguments } from './arguments.ts';

/** One call of a method that passed the token and scope checks. */
export interface MethodCall {
  readonly args: Arguments;
  readonly slack: Workspace;
  readonly now: Instant;
  /** The scopes that the call's token has. */
  readonly scopes: readonly string[];
  /** The server's own address without a slash at its end, for the links that answers carry. */
  readonly origin: string;
  /** A single-use ticket for a Socket Mode connection. */
  readonly ticket: () => string;
}

/** A method answers what follows `ok: true`, or throws a Refusal. */
export type Method = (call: MethodCall) => Plain;

/** Methods by Slack's name for them. */
export type MethodFamily = Readonly<Record<string, Method>>;

/** Refuses with `missing_scope` as Slack words it, unless one of `wanted` is there. */
export function requireScope(scopes: readonly string[], wanted: readonly string[]): void {
  if (wanted.length === 0 || wanted.some((scope) => scopes.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: wanted.join(','), provided: scopes.join(',') });
}
