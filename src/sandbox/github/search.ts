import type { GraphQLResolveInfo } from 'graphql';
import type { PageArgs } from './connection.ts';
import { connection } from './connection.ts';
import { ordered } from './orders.ts';
import { refusal } from './refusal.ts';
import type { Request } from './request.ts';
import type { Item } from './rows.ts';
import type { SearchPart } from './search-query.ts';
import { searchParts } from './search-query.ts';
import { searchTest } from './search-qualifiers.ts';
import { mayRead } from './tokens.ts';

/** The arguments of `search`. */
export interface SearchArgs extends PageArgs {
  readonly type: string;
  readonly query: string;
}

/** GitHub hands out no more results than these, however many there are. */
const MOST_RESULTS = 1000;

const SORTS: Readonly<Record<string, (item: Item) => string>> = {
  created: (item) => item.createdAt,
  updated: (item) => item.updatedAt,
};

function isSort(part: SearchPart): boolean {
  return part.qualifier === 'sort';
}

/** Newest first; `sort:updated-asc` and its like choose otherwise. */
function sorted(items: readonly Item[], sort: string): readonly Item[] {
  const [name = '', direction] = sort.split('-');
  const key = SORTS[name];
  if (key === undefined) throw refusal('NOT_SERVED', `The sandbox cannot sort by ${sort}.`);
  return ordered(
    items,
    (item) => [key(item), item.databaseId],
    direction === 'asc' ? 'ASC' : 'DESC',
  ).rows;
}

/**
 * GitHub's search for issues and pull requests. Its cursors count results, so a page may repeat or miss
 * a row when the results shift, as it may on GitHub. Unlike GitHub's, its index never lags.
 */
export function search(args: SearchArgs, request: Request, info: GraphQLResolveInfo) {
  if (args.type !== 'ISSUE')
    throw refusal('NOT_SERVED', `The sandbox searches issues, not ${args.type}.`);
  const parts = searchParts(args.query);
  const tests = parts.filter((part) => !isSort(part)).map((part) => searchTest(part, request));
  const { tables, token } = request;
  const readable = tables.repositories().filter((repository) => mayRead(token, repository));
  const found = readable
    .flatMap(({ id }): Item[] => [...tables.issues.of(id), ...tables.pullRequests.of(id)])
    .filter((item) => tests.every((test) => test(item)));
  const results = sorted(found, parts.find(isSort)?.value ?? 'created-desc');
  const places = new Map(results.slice(0, MOST_RESULTS).map((item, index) => [item, index]));
  const list = ordered([...places.keys()], (item) => [places.get(item) ?? 0, 0]);
  const none = { repositoryCount: 0, userCount: 0, discussionCount: 0, codeCount: 0, wikiCount: 0 };
  return { ...connection(list, args, info), ...none, issueCount: found.length };
}
