/** When a release's search is asked, and what its findings mean for the release. Pure. */
import { plusMinutes, type Instant } from '../../base/time.ts';
import type { SearchFindings } from '../../github/port.ts';
import { contradicts, isOnlyDone, type SearchedItem } from './search-fit.ts';
import type { FoundBySearch } from '../../release/tables.ts';

/** GitHub's index lags seconds, on bad days minutes: what changed this short a while ago is searched again. */
const LAG_MINUTES = 10;
/** Boards and dates in a search change without an item changing, so only time can tell. */
const FRESH_MINUTES = 60;
/** Two looks so far apart must miss an item that does not fit any more by what is known of it. */
const SURE_MINUTES = 10;
/** The same for an item that seems to fit: the index may be behind. */
const DOUBTFUL_MINUTES = 60;

/** Whether to ask now; `newest` is the latest change known in the project's repositories. */
export function isSearchDue(
  { searchedAt, missed }: FoundBySearch,
  newest: Instant | null,
  now: Instant,
): boolean {
  // A time ahead of us is from before the clock was set back.
  if (searchedAt === null || searchedAt > now) return true;
  if (plusMinutes(searchedAt, FRESH_MINUTES) <= now) return true;
  if (newest !== null && plusMinutes(newest, LAG_MINUTES) > searchedAt) return true;
  return Object.values(missed).some((since) => plusMinutes(since, SURE_MINUTES) <= now);
}

/** Items by id, as the mirror knows them; one that it never saw is missing. */
export type MirroredItems = ReadonlyMap<string, SearchedItem>;

/**
 * The source after a search. What was found is in. What was not found any more stays until two looks a while
 * apart have missed it; when there was more than GitHub hands out, its silence says nothing. What was finished stays,
 * though a search for open items does not show it.
 */
export function afterSearch(
  source: FoundBySearch,
  findings: Pick<SearchFindings, 'ids' | 'isWhole'>,
  mirror: MirroredItems,
  now: Instant,
): FoundBySearch {
  const shown = new Set(findings.ids);
  const absent = source.found.filter((id) => !shown.has(id));
  if (!findings.isWhole)
    return { ...source, found: [...shown, ...absent], missed: {}, searchedAt: now };
  const kept = absent.filter((id) => !hasLeft(source, mirror.get(id), id, now));
  const missed = kept
    .filter((id) => !isDoneOf(source, mirror.get(id)))
    .map((id) => [id, since(source, id, now)] as const);
  return {
    ...source,
    found: [...shown, ...kept],
    missed: Object.fromEntries(missed),
    searchedAt: now,
  };
}

/** Items that were missed long enough to leave, though they seem to fit: GitHub is asked for these by id. */
export function doubtful(
  source: FoundBySearch,
  findings: Pick<SearchFindings, 'ids' | 'isWhole'>,
  mirror: MirroredItems,
  now: Instant,
): readonly string[] {
  if (!findings.isWhole) return [];
  const shown = new Set(findings.ids);
  return source.found.filter((id) => {
    const item = mirror.get(id);
    const isMissed = !shown.has(id) && isOver(source, id, SURE_MINUTES, now);
    return isMissed && item !== undefined && !contradicts(source.query, item);
  });
}

function hasLeft(
  source: FoundBySearch,
  item: SearchedItem | undefined,
  id: string,
  now: Instant,
): boolean {
  if (isDoneOf(source, item)) return false;
  const isSure = item === undefined || contradicts(source.query, item);
  return isOver(source, id, isSure ? SURE_MINUTES : DOUBTFUL_MINUTES, now);
}

function isDoneOf({ query }: FoundBySearch, item: SearchedItem | undefined): boolean {
  return item !== undefined && isOnlyDone(query, item);
}

function isOver(source: FoundBySearch, id: string, minutes: number, now: Instant): boolean {
  return plusMinutes(since(source, id, now), minutes) <= now;
}

function since({ missed }: FoundBySearch, id: string, now: Instant): Instant {
  const at = missed[id];
  return at === undefined || at > now ? now : at;
}
