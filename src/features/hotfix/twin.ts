/** Whether what is declared now was declared by somebody else a moment ago. Pure. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { HotfixRow } from './tables.ts';

/** Declared this shortly one after the other, two hotfixes of a project are most likely one incident. */
const SAME_MINUTES = 10;

/** A hotfix that was declared shortly before `now` and is not among those that the author has seen. */
export function twinIn(
  open: readonly HotfixRow[],
  known: readonly string[],
  now: Instant,
): HotfixRow | undefined {
  const since = plusMinutes(now, -SAME_MINUTES);
  return open.find(({ id, declared_at }) => declared_at >= since && !known.includes(id));
}
