import type { GraphQLResolveInfo } from 'graphql';
import type { PageArgs } from './connection.ts';
import { connection } from './connection.ts';
import type { ItemChoice } from './item-filters.ts';
import { chosen } from './item-filters.ts';
import type { OrderBy } from './orders.ts';
import { only, orderedIssues, orderedPullRequests } from './orders.ts';
import type { Item } from './rows.ts';
import type { Tables } from './tables.ts';

/** The arguments of `issues`. */
export type IssuesArgs = PageArgs & ItemChoice & { readonly orderBy?: OrderBy };

/** The arguments of `pullRequests`; there is no `since` here, nor on GitHub. */
export type PullRequestsArgs = PageArgs &
  Omit<ItemChoice, 'filterBy'> & {
    readonly orderBy?: OrderBy;
    readonly baseRefName?: string;
    readonly headRefName?: string;
  };

/** Where a list is taken from: a repository, and what of it. */
export interface ListSource {
  readonly repositoryId: string;
  readonly keep?: (item: Item) => boolean;
}

/** One page of issues. */
export function issueList(
  { repositoryId, keep = () => true }: ListSource,
  args: IssuesArgs,
  tables: Tables,
  info: GraphQLResolveInfo,
) {
  const fits = chosen(tables, args);
  const list = orderedIssues(tables, repositoryId, args.orderBy);
  return connection(
    only(list, (row) => keep(row) && fits(row)),
    args,
    info,
  );
}

/** One page of pull requests. */
export function pullRequestList(
  { repositoryId, keep = () => true }: ListSource,
  args: PullRequestsArgs,
  tables: Tables,
  info: GraphQLResolveInfo,
) {
  const { baseRefName, headRefName } = args;
  const fits = chosen(tables, args);
  const list = orderedPullRequests(tables, repositoryId, args.orderBy);
  return connection(
    only(
      list,
      (row) =>
        keep(row) &&
        fits(row) &&
        (baseRefName === undefined || row.baseRefName === baseRefName) &&
        (headRefName === undefined || row.headRefName === headRefName),
    ),
    args,
    info,
  );
}
