/** GitHub's search, repository by repository, no faster than GitHub allows. */
import type { Clock } from '../base/clock.ts';
import { millisecondsBetween, plusMilliseconds, type Instant } from '../base/time.ts';
import { searchAnswer } from './answers.ts';
import type { Ask } from './caller.ts';
import {
  GitHubTrouble,
  type GitHubPort,
  type RepositoryName,
  type SearchFindings,
} from './port.ts';
import { SEARCH } from './queries.ts';
import { shaped } from './shaped.ts';

/** GitHub takes no more searches in a minute. */
const SEARCHES = 30;
const MINUTE_MS = 60_000;
/** GitHub ends a search's pages here, however many results there are. */
const MOST_RESULTS = 1000;

/**
 * The port's `search`. Each repository is asked for itself: several `repo:` beside each other mean "or" in GitHub's
 * older search and "and" in its newer one. The words stand in front, so that an OR in them cannot reach the others.
 */
export function createSearch(ask: Ask, wall: Clock): GitHubPort['search'] {
  const pace = createPace(wall);
  return async (names, query) => {
    const found = new Set<string>();
    let [total, cost, isWhole] = [0, 0, true];
    for (const name of names) {
      const one = await searchOne(ask, wall, pace, name, query);
      for (const id of one.ids) found.add(id);
      total += one.total;
      cost += one.cost;
      isWhole &&= one.isWhole;
    }
    return { ids: [...found], total, isWhole, cost };
  };
}

async function searchOne(
  ask: Ask,
  wall: Clock,
  pace: () => void,
  { owner, name }: RepositoryName,
  query: string,
): Promise<SearchFindings> {
  const words = `${hasOperators(query) ? `(${query})` : query} repo:${owner}/${name}`;
  const ids: string[] = [];
  let cost = 0;
  let isWhole = true;
  for (let after: string | null = null; ;) {
    pace();
    const answer = await ask(SEARCH, { words, after });
    const { search, rateLimit } = shaped(searchAnswer, answer, wall);
    const rows = search.nodes ?? [];
    const there = rows.filter((row) => row !== null);
    ids.push(...there.map(({ id }) => id));
    cost += rateLimit.cost;
    isWhole &&= answer.isWhole && there.length === rows.length;
    after = search.pageInfo.hasNextPage ? search.pageInfo.endCursor : null;
    if (after === null || rows.length === 0)
      return { ids, total: search.issueCount, cost, isWhole: isWhole && fits(search.issueCount) };
  }
}

function fits(total: number): boolean {
  return total <= MOST_RESULTS;
}

/** Without parentheses `a OR b repo:x` would be `a`, anywhere, or `b` in x. */
function hasOperators(query: string): boolean {
  return /\b(?:AND|OR|NOT)\b/.test(query.replaceAll(/"[^"]*"/g, ''));
}

/** Counts the searches of the last minute; throws `limited` instead of letting one too many through. */
function createPace(wall: Clock): () => void {
  let asked: Instant[] = [];
  return () => {
    const now = wall.now();
    // One that seems to lie ahead is from before the clock was set back: it is over.
    asked = asked.filter((at) => {
      const age = millisecondsBetween(at, now);
      return age >= 0 && age < MINUTE_MS;
    });
    const [oldest] = asked;
    if (oldest !== undefined && asked.length >= SEARCHES)
      throw new GitHubTrouble(
        'limited',
        'GitHub takes thirty searches a minute, and they are used up.',
        plusMilliseconds(oldest, MINUTE_MS),
      );
    asked.push(now);
  };
}
