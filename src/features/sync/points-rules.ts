/** Which items are asked for their points, and what the answers say of the field. Pure. */
import { typed } from '../../base/command-names.ts';
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { ItemFieldPoints } from '../../github/port.ts';

/** What was read of an item before, under the present field. */
export interface KnownPoints {
  readonly itemUpdatedAt: Instant;
  readonly readAt: Instant;
}

/** A change of a board leaves the item's own time alone, so time alone can tell that it may have changed. */
const FRESH_MINUTES = 60;

/** The ids to ask for, and whether they are all: everything once an hour, what changed or is new between that. */
export function pointsDue(
  items: ReadonlyMap<string, Instant>,
  known: ReadonlyMap<string, KnownPoints>,
  now: Instant,
): { readonly ids: readonly string[]; readonly isAll: boolean } {
  const ids = [...items.keys()];
  const isOld = (id: string): boolean => {
    const before = known.get(id);
    return before !== undefined && plusMinutes(before.readAt, FRESH_MINUTES) <= now;
  };
  if (ids.some(isOld)) return { ids, isAll: true };
  const due = ids.filter((id) => {
    const before = known.get(id);
    return before === undefined || before.itemUpdatedAt < (items.get(id) ?? '');
  });
  return { ids: due, isAll: due.length === ids.length };
}

/** A sentence, null when the field is well, undefined when these answers do not tell. */
export function pointsTrouble(
  field: string,
  said: readonly ItemFieldPoints[],
  isAll: boolean,
): string | null | undefined {
  const kinds = new Set(said.map((item) => item.field));
  if (kinds.has('number')) return null;
  if (!isAll) return undefined;
  const rest = `points are as last known. Name another field in ${typed('/release')} setup, or empty it to use labels.`;
  if (kinds.has('no number'))
    return `The field “${field}” of GitHub Projects holds no numbers; ${rest}`;
  if (kinds.has('missing'))
    return `GitHub Projects has no field “${field}” for this project's issues: renamed or removed; ${rest}`;
  return undefined;
}
