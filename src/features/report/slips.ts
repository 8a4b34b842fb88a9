/** The slip ledger: what moved since the last report, so that a moved date never looks like progress. Pure. */
import type { CalendarDate } from '../../base/time.ts';
import type { JournalEntry } from '../../release/journal.ts';
import type { CountedItem } from './counted-items.ts';
import { nameItem, type ItemName, type NamingFacts } from './item-name.ts';

/** A target date that was moved. */
export interface TargetMove {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly by: string;
  readonly reason: string;
}

/** Another GitHub milestone, other labels or another search; a number of items for what it did to the scope. */
export interface SourceChange {
  readonly by: string;
  readonly reason: string;
  readonly came: number;
  readonly left: number;
}

/** An item that left the scope. `reason` is missing in entries from before it was kept for all of them. */
export type RemovedItem = ItemName & { readonly reason?: string };

/** The slip ledger since the last report. */
export interface Slips {
  readonly targets: readonly TargetMove[];
  /** Left out when what is counted stayed. */
  readonly sources?: readonly SourceChange[];
  readonly added: readonly ItemName[];
  readonly removed: readonly RemovedItem[];
  readonly deferred: readonly (ItemName & { readonly to: string })[];
}

/** Moves of the same item within the week are told once: what came and went again is left out. */
export function slipsOf(
  journal: readonly JournalEntry[],
  whole: readonly CountedItem[],
  naming: NamingFacts,
): Slips {
  const byId = new Map(whole.map((item) => [item.id, item]));
  const moves = journal
    .filter(({ event }) => event.startsWith('scope.'))
    .map((entry) => [wordOf(entry.detail, 'itemId'), entry] as const);
  const last = new Map(moves);
  const first = new Map(moves.toReversed());
  const of = (event: JournalEntry['event'], unless?: JournalEntry['event']): readonly ItemName[] =>
    [...last].flatMap(([id, entry]) => {
      const item = byId.get(id);
      const cancelsOut = unless !== undefined && first.get(id)?.event === unless;
      return item === undefined || entry.event !== event || cancelsOut
        ? []
        : [nameItem(item, naming)];
    });
  const sources = journal
    .filter(({ event }) => event === 'release.source_changed')
    .map(({ actor, detail }) => ({
      by: actor,
      reason: wordOf(detail, 'reason'),
      came: Number(detail['came']),
      left: Number(detail['left']),
    }));
  return {
    ...(sources.length === 0 ? {} : { sources }),
    targets: journal
      .filter(({ event }) => event === 'release.target_moved')
      .map(({ actor, detail }) => ({
        from: wordOf(detail, 'from'),
        to: wordOf(detail, 'to'),
        by: actor,
        reason: wordOf(detail, 'reason'),
      })),
    added: of('scope.added', 'scope.removed'),
    removed: of('scope.removed', 'scope.added').map((name) => ({
      ...name,
      ...reasonOf(last.get(name.id)),
    })),
    deferred: of('scope.deferred').map((name) => ({
      ...name,
      to: wordOf(last.get(name.id)?.detail ?? {}, 'to'),
    })),
  };
}

function reasonOf(entry: JournalEntry | undefined): { readonly reason?: string } {
  const reason = wordOf(entry?.detail ?? {}, 'reason');
  return reason === '' ? {} : { reason };
}

/** A text in a journal entry's detail; empty when it is not there. */
function wordOf(detail: JournalEntry['detail'], name: string): string {
  const value = detail[name];
  return typeof value === 'string' ? value : '';
}
