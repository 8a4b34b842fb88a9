import { repositoryBranches } from './git-fields.ts';
import { sameName } from './item-filters.ts';
import { refusal } from './refusal.ts';
import { repositoryLists } from './repository-lists.ts';
import type { Fields, Request } from './request.ts';
import { written } from './request.ts';
import type { Item, Repository } from './rows.ts';
import { nameWithOwner } from './rows.ts';

interface Numbered {
  readonly number: number;
}

/** The item of that number if it is of one of the kinds; else GitHub's refusal, in its words for them. */
function numbered(
  words: string,
  kinds: readonly Item['kind'][],
  repository: Repository,
  number: number,
  { tables }: Request,
): Item {
  const item = tables.item(repository.id, number);
  if (item !== undefined && kinds.includes(item.kind)) return item;
  throw refusal('NOT_FOUND', `Could not resolve to ${words} with the number of ${number}.`);
}

/** `Repository` */
export const repositoryFields: Fields<Repository> = {
  ...repositoryLists,
  ...repositoryBranches,
  id: (repository) => repository.id,
  databaseId: (repository) => repository.databaseId,
  name: (repository) => repository.name,
  nameWithOwner,
  owner: (repository, _args, { tables }) => tables.account(repository.owner),
  description: (repository) => repository.description,
  url: (repository, _args, { webUrl }) => `${webUrl}/${nameWithOwner(repository)}`,
  resourcePath: (repository) => `/${nameWithOwner(repository)}`,
  isPrivate: (repository) => repository.isPrivate,
  isArchived: (repository) => repository.isArchived,
  isFork: () => false,
  visibility: (repository) => (repository.isPrivate ? 'PRIVATE' : 'PUBLIC'),
  hasIssuesEnabled: () => true,
  createdAt: (repository) => written(repository.createdAt),
  updatedAt: (repository) => written(repository.updatedAt),
  issue: (repository, { number }: Numbered, request) =>
    numbered('an Issue', ['Issue'], repository, number, request),
  pullRequest: (repository, { number }: Numbered, request) =>
    numbered('a PullRequest', ['PullRequest'], repository, number, request),
  issueOrPullRequest: (repository, { number }: Numbered, request) =>
    numbered('an issue or pull request', ['Issue', 'PullRequest'], repository, number, request),
  milestone: (repository, { number }: Numbered, { tables }) =>
    tables.milestones.of(repository.id).find((row) => row.number === number) ?? null,
  label: (repository, { name }: { readonly name: string }, { tables }) =>
    tables.labels.of(repository.id).find((row) => sameName(row.name, name)) ?? null,
};
