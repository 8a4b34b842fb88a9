import type { IssuesArgs, ListSource, PullRequestsArgs } from './item-lists.ts';
import { issueList, pullRequestList } from './item-lists.ts';
import type { Fields, Request } from './request.ts';
import { repositoryOf, written } from './request.ts';
import type { Label, Milestone } from './rows.ts';
import { nameWithOwner } from './rows.ts';

function path(milestone: Milestone, request: Request): string {
  return `/${nameWithOwner(repositoryOf(request, milestone))}/milestone/${milestone.number}`;
}

function itemsIn({ repositoryId, number }: Milestone): ListSource {
  return { repositoryId, keep: (item) => item.milestone === number };
}

/** Share of a milestone's issues and pull requests that are closed, in percent. */
function progress(milestone: Milestone, { tables }: Request): number {
  const items = [
    ...tables.issues.of(milestone.repositoryId),
    ...tables.pullRequests.of(milestone.repositoryId),
  ].filter((item) => item.milestone === milestone.number);
  const closed = items.filter((item) => item.state !== 'OPEN').length;
  return items.length === 0 ? 0 : (closed / items.length) * 100;
}

/** `Milestone` */
export const milestoneFields: Fields<Milestone> = {
  id: (milestone) => milestone.id,
  number: (milestone) => milestone.number,
  title: (milestone) => milestone.title,
  description: (milestone) => milestone.description,
  dueOn: (milestone) => written(milestone.dueOn),
  state: (milestone) => milestone.state,
  closed: (milestone) => milestone.state === 'CLOSED',
  createdAt: (milestone) => written(milestone.createdAt),
  updatedAt: (milestone) => written(milestone.updatedAt),
  closedAt: (milestone) => written(milestone.closedAt),
  progressPercentage: (milestone, _args, request) => progress(milestone, request),
  url: (milestone, _args, request) => request.webUrl + path(milestone, request),
  resourcePath: (milestone, _args, request) => path(milestone, request),
  repository: (milestone, _args, request) => repositoryOf(request, milestone),
  issues: (milestone, args: IssuesArgs, { tables }, info) =>
    issueList(itemsIn(milestone), args, tables, info),
  pullRequests: (milestone, args: PullRequestsArgs, { tables }, info) =>
    pullRequestList(itemsIn(milestone), args, tables, info),
};

/** `Label` */
export const labelFields: Fields<Label> = {
  id: (label) => label.id,
  name: (label) => label.name,
  color: (label) => label.color,
  description: (label) => label.description,
  isDefault: () => false,
  createdAt: (label) => written(label.createdAt),
  repository: (label, _args, request) => repositoryOf(request, label),
};
