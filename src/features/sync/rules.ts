/** What GitHub's news means for a release's scope. Pure. */
import {
  dateIn,
  instantAt,
  plusDays,
  plusMinutes,
  type Instant,
  type Zone,
} from '../../base/time.ts';
import type { GitHubItem, RepositoryLook } from '../../github/port.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { RepositoryTable, TrackedItemTable } from '../../release/tables.ts';
import type { Standing } from './standings.ts';

/** How a release's scope must change to hold what its source names now. */
export interface ScopeChanges {
  readonly added: readonly ScopeItem[];
  /** Their ids. */
  readonly removed: readonly string[];
  /** In scope before and now, with other priority, tier, kind or points. */
  readonly reread: readonly ScopeItem[];
}

/**
 * Compares the scope with what the source names now. An item that was deferred by a person stays
 * deferred, whatever GitHub says.
 */
export function scopeChanges(
  whole: readonly Standing[],
  wanted: readonly ScopeItem[],
): ScopeChanges {
  const byId = new Map(whole.map((item) => [item.id, item]));
  const wantedIds = new Set(wanted.map((item) => item.id));
  const isIn = (item: Standing | undefined): item is Standing =>
    item !== undefined && item.removedAt === null;
  return {
    added: wanted.filter((item) => !isIn(byId.get(item.id))),
    removed: whole
      .filter((item) => isIn(item) && item.deferredTo === null && !wantedIds.has(item.id))
      .map(({ id }) => id),
    reread: wanted.filter((item) => {
      const before = byId.get(item.id);
      return isIn(before) && !sameMeaning(before, item);
    }),
  };
}

function sameMeaning(a: Standing, b: Standing): boolean {
  return (
    a.priority === b.priority && a.tier === b.tier && a.kind === b.kind && a.points === b.points
  );
}

/** Merged, or closed for no other reason than that it is done. */
function isFinished({ kind, state, closedAs }: GitHubItem): boolean {
  if (state === 'merged') return true;
  return (
    state === 'closed' && kind === 'issue' && closedAs !== 'not_planned' && closedAs !== 'duplicate'
  );
}

/** Items whose state turned, seen from the mirror as it was before this news. */
export function turned(
  before: ReadonlyMap<string, TrackedItemTable>,
  news: readonly GitHubItem[],
): { readonly done: readonly GitHubItem[]; readonly reopened: readonly GitHubItem[] } {
  const was = (item: GitHubItem): 'open' | 'done' | 'unknown' => {
    const row = before.get(item.id);
    if (row === undefined || row.updated_at > item.updatedAt) return 'unknown';
    return row.state === 'open' ? 'open' : 'done';
  };
  return {
    done: news.filter((item) => isFinished(item) && was(item) === 'open'),
    reopened: news.filter((item) => item.state === 'open' && was(item) === 'done'),
  };
}

/**
 * GitHub's clock counts in seconds: two changes within one look alike. News younger than this at the last
 * read may have had company that the read did not see, so it is read once more.
 */
export const OVERLAP_MINUTES = 2;

/** Which of a repository's two lists holds something that was not read yet. */
export interface Moved {
  readonly issues: boolean;
  readonly pullRequests: boolean;
}

/** For a repository that was not looked at: anything may have moved. */
export const ALL_MOVED: Moved = { issues: true, pullRequests: true };

/** What a full read would find and the last one did not. A list that is empty is not asked for. */
export function whatMoved(row: RepositoryTable, look: RepositoryLook): Moved {
  const { last_read_at: readAt, trouble, issues_read_to, pulls_read_to, pulls_cursor } = row;
  const hasNews = (newest: Instant | null, readTo: Instant | null): boolean => {
    if (newest === null) return false;
    if (readAt === null || trouble !== null || readTo === null) return true;
    return newest > readTo || plusMinutes(newest, OVERLAP_MINUTES) > readAt;
  };
  return {
    issues: hasNews(look.newestIssue, issues_read_to),
    pullRequests: pulls_cursor !== null || hasNews(look.newestPullRequest, pulls_read_to),
  };
}

/** In the project's zone: after the day's work of those near it, before the next. */
const SWEEP_TIME = '03:00';

/** Whether a night has come since the last sweep; not before the first full read, which is a sweep itself. */
export function isSweepDue(sweptAt: Instant | null, zone: Zone, now: Instant): boolean {
  if (sweptAt === null) return false;
  const today = dateIn(zone, now);
  const tonight = instantAt(zone, today, SWEEP_TIME);
  const night = tonight <= now ? tonight : instantAt(zone, plusDays(today, -1), SWEEP_TIME);
  return sweptAt < night;
}

/** GitHub's budget comes back within the hour, and what it does not show is asked for once an hour. */
const LONGEST_PAUSE_MINUTES = 60;

/** More minutes than a next look is ever planned ahead, with every `syncMinutes` minutes a look. */
export function furthestMinutes(syncMinutes: number): number {
  return Math.max(syncMinutes, LONGEST_PAUSE_MINUTES) + LONGEST_PAUSE_MINUTES;
}
