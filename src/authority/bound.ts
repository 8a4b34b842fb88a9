/** What a decision was about, as plain facts with a digest, so that a change of any of them can be told. Pure. */
import { createHash } from 'node:crypto';

/** Facts by name, such as `{ issue: 'api#90', commit: '1a2b3c4', checks: '14 green' }`; short texts. */
export type Bound = Readonly<Record<string, string>>;

/** SHA-256 in hex over the facts, whatever order they were named in. */
export function digestOf(bound: Bound): string {
  const sorted = Object.entries(bound).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/** Names of the facts that a decision was bound to and that are different now; a fact that went counts. */
export function changedSince(bound: Bound, now: Bound): readonly string[] {
  return Object.keys(bound).filter((name) => bound[name] !== now[name]);
}
