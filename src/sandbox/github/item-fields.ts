import { boardItems } from './board-fields.ts';
import type { PageArgs } from './connection.ts';
import { connection } from './connection.ts';
import { itemTimeline, pullRequestCommits } from './git-fields.ts';
import { milestoneOf, sameName } from './item-filters.ts';
import { ordered, orderedLabels, only } from './orders.ts';
import type { OrderBy } from './orders.ts';
import type { Fields, Request } from './request.ts';
import { itemPath, repositoryOf, written } from './request.ts';
import type { Issue, Item, PullRequest } from './rows.ts';

function users(logins: readonly string[], { tables }: Request) {
  const found = logins.flatMap((login) => {
    const account = tables.account(login);
    return account?.kind === 'User' ? account : [];
  });
  return ordered(found, (user) => [found.indexOf(user), user.databaseId]);
}

function labelled(item: Item, { tables }: Request, orderBy: OrderBy | undefined) {
  return only(orderedLabels(tables, item.repositoryId, orderBy), (label) =>
    item.labels.some((name) => sameName(name, label.name)),
  );
}

const itemFields: Fields<Item> = {
  ...boardItems,
  ...itemTimeline,
  id: (item) => item.id,
  databaseId: (item) => item.databaseId,
  fullDatabaseId: (item) => String(item.databaseId),
  number: (item) => item.number,
  title: (item) => item.title,
  body: (item) => item.body,
  bodyText: (item) => item.body,
  state: (item) => item.state,
  closed: (item) => item.state !== 'OPEN',
  locked: () => false,
  createdAt: (item) => written(item.createdAt),
  updatedAt: (item) => written(item.updatedAt),
  closedAt: (item) => written(item.closedAt),
  url: (item, _args, request) => request.webUrl + itemPath(request, item),
  resourcePath: (item, _args, request) => itemPath(request, item),
  author: (item, _args, { tables }) => tables.account(item.author) ?? null,
  repository: (item, _args, request) => repositoryOf(request, item),
  milestone: (item, _args, { tables }) => milestoneOf(tables, item) ?? null,
  labels: (item, args: PageArgs & { orderBy?: OrderBy }, request, info) =>
    connection(labelled(item, request, args.orderBy), args, info),
  assignees: (item, args: PageArgs, request, info) =>
    connection(users(item.assignees, request), args, info),
};

/** `Issue` */
export const issueFields: Fields<Issue> = {
  ...itemFields,
  // Whoever does not ask for duplicates is told the reason that GitHub had before it knew them.
  stateReason: ({ stateReason }, { enableDuplicate }: { enableDuplicate?: boolean }) =>
    stateReason === 'DUPLICATE' && enableDuplicate !== true ? 'NOT_PLANNED' : stateReason,
};

/** `PullRequest` */
export const pullRequestFields: Fields<PullRequest> = {
  ...itemFields,
  ...pullRequestCommits,
  isDraft: (pullRequest) => pullRequest.isDraft,
  merged: (pullRequest) => pullRequest.state === 'MERGED',
  mergedAt: (pullRequest) => written(pullRequest.mergedAt),
  mergedBy: (pullRequest, _args, { tables }) =>
    pullRequest.mergedBy === null ? null : tables.account(pullRequest.mergedBy),
  baseRefName: (pullRequest) => pullRequest.baseRefName,
  headRefName: (pullRequest) => pullRequest.headRefName,
  closingIssuesReferences(pullRequest, args: PageArgs, { tables }, info) {
    const issues = pullRequest.closes.flatMap((number) => {
      const item = tables.item(pullRequest.repositoryId, number);
      return item?.kind === 'Issue' ? item : [];
    });
    return connection(
      ordered(issues, (issue) => [issue.number, issue.databaseId]),
      args,
      info,
    );
  },
};
