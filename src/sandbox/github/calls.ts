import type { Instant } from '../../base/time.ts';
import type { FaultName } from './fault-table.ts';

/** One query as the sandbox saw it, for tests and for the visitor's inspector. */
export interface GitHubCall {
  /** The operation's name, else what it asked for: `repository, rateLimit`. */
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Points taken; 0 when the query did not run. */
  readonly cost: number;
  readonly nodeCount: number;
  /** HTTP status; 0 when the connection was dropped. */
  readonly status: number;
  /** The `type` of each honest error, or its message when it has none. */
  readonly errors: readonly string[];
  /** The fault that the query met. */
  readonly fault: FaultName | null;
  readonly at: Instant;
}

/** The list of calls; the oldest are dropped when it grows past ten thousand. */
export interface CallLog {
  add(call: GitHubCall): void;
  all(): readonly GitHubCall[];
}

const MOST_KEPT = 10_000;

/** An empty list. */
export function createCallLog(): CallLog {
  let calls: GitHubCall[] = [];
  return {
    add(call) {
      calls.push(call);
      if (calls.length > MOST_KEPT) calls = calls.slice(-MOST_KEPT / 2);
    },
    all: () => [...calls],
  };
}
