/** A release's items in numbers and in words. Pure. */
import { count } from '../../base/text.ts';
import { sentenceCase } from '../../release/calendar-steps.ts';
import { shareOf, shareWords, type ScopeItem } from '../../release/items.ts';
import type { Priority } from '../../release/tables.ts';

/** The priorities, most urgent first. */
export const PRIORITIES: readonly Priority[] = ['P0', 'P1', 'P2'];

/** What a scope adds up to. Priorities and owners are counted among the open items only. */
export interface ScopeCounts {
  readonly open: number;
  readonly done: number;
  readonly byPriority: Readonly<Record<Priority, number>>;
  readonly withoutOwner: number;
  /** Of open and done items together; null when no item has points. */
  readonly points: number | null;
  readonly pointsDone: number;
}

/** Counts items; leave out beforehand what was removed or deferred. */
export function countScope(items: readonly ScopeItem[]): ScopeCounts {
  const open = items.filter((item) => !item.isDone);
  const sized = items.filter((item) => item.points !== null);
  const points = (of: readonly ScopeItem[]): number =>
    of.reduce((sum, item) => sum + (item.points ?? 0), 0);
  const of = (priority: Priority): number =>
    open.filter((item) => item.priority === priority).length;
  return {
    open: open.length,
    done: items.length - open.length,
    byPriority: { P0: of('P0'), P1: of('P1'), P2: of('P2') },
    withoutOwner: open.filter((item) => item.assignees.length === 0).length,
    points: sized.length > 0 ? points(sized) : null,
    pointsDone: points(sized.filter((item) => item.isDone)),
  };
}

/** `12 open: 3 P0, 4 P1, 5 P2; 1 without owner`; all done and nothing there are said as such. */
export function openWords(counts: ScopeCounts): string {
  if (counts.open + counts.done === 0) return 'no issues yet';
  if (counts.open === 0) return `all ${counts.done} done`;
  const parts = PRIORITIES.filter((priority) => counts.byPriority[priority] > 0).map(
    (priority) => `${counts.byPriority[priority]} ${priority}`,
  );
  const owners = counts.withoutOwner > 0 ? `; ${counts.withoutOwner} without owner` : '';
  return `${counts.open} open: ${parts.join(', ')}${owners}`;
}

/** What counts, on one line: `12 open, 2 done already, 31 points`. */
export function countWords(counts: ScopeCounts): string {
  return [`${counts.open} open`, ...besideOpen(counts)].join(', ');
}

/** The same in full, for a preview: `12 open: 3 P0, 9 P2. 2 done already, 31 points`. */
export function fullWords(counts: ScopeCounts): string {
  const beside = besideOpen(counts).join(', ');
  if (counts.open === 0) return countWords(counts);
  return beside === '' ? openWords(counts) : `${openWords(counts)}. ${sentenceCase(beside)}`;
}

function besideOpen(counts: ScopeCounts): readonly string[] {
  const done = counts.done > 0 ? [`${counts.done} done already`] : [];
  return counts.points === null ? done : [...done, count(counts.points, 'point')];
}

/** `14 of 19 done (74 %)`; null when there is nothing to do. */
export function doneWords(counts: ScopeCounts): string | null {
  const all = counts.open + counts.done;
  if (all === 0) return null;
  return shareWords(shareOf(counts.done, all));
}
