import { connection, type PageArgs } from './connection.ts';
import { DEFAULT_BRANCH, type Branch, type Commit } from './git.ts';
import { ordered } from './orders.ts';
import { refusal } from './refusal.ts';
import type { Fields, Request } from './request.ts';
import type { Item, PullRequest, Repository } from './rows.ts';

/** `Commit` */
export const commitFields: Fields<Commit> = {
  id: (commit) => commit.id,
  oid: (commit) => commit.oid,
  abbreviatedOid: (commit) => commit.oid.slice(0, 7),
  statusCheckRollup: ({ checks }) => (checks === null ? null : { state: checks }),
};

/** `Ref` */
export const refFields: Fields<Branch> = {
  id: (branch) => branch.id,
  name: (branch) => branch.name,
  prefix: () => 'refs/heads/',
  target: ({ repositoryId, oid }, _args, { tables }) => tables.git.commit(repositoryId, oid),
  compare({ repositoryId, oid }, { headRef }: { readonly headRef: string }, { tables: { git } }) {
    const head = git.branch(repositoryId, headRef)?.oid ?? headRef;
    if (git.commit(repositoryId, head) === undefined)
      throw refusal('NOT_FOUND', `Could not resolve head ref '${headRef}'.`);
    const aheadBy = git.aheadBy(repositoryId, oid, head);
    const behindBy = git.aheadBy(repositoryId, head, oid);
    return { aheadBy, behindBy, status: statusOf(aheadBy, behindBy) };
  },
};

function statusOf(aheadBy: number, behindBy: number): string {
  if (aheadBy === 0) return behindBy === 0 ? 'IDENTICAL' : 'BEHIND';
  return behindBy === 0 ? 'AHEAD' : 'DIVERGED';
}

/** The branches of `Repository`. */
export const repositoryBranches: Fields<Repository> = {
  defaultBranchRef: ({ id }, _args, { tables }) => tables.git.branch(id, DEFAULT_BRANCH),
  ref: ({ id }, { qualifiedName }: { readonly qualifiedName: string }, { tables }) =>
    tables.git.branch(id, qualifiedName.replace(/^refs\/heads\//, '')) ?? null,
};

/** What a `PullRequest` has of git. Of its commits the small GitHub lists the newest one alone. */
export const pullRequestCommits: Fields<PullRequest> = {
  headRefOid: (row) => row.headRefOid,
  isCrossRepository: (row) => row.isFork,
  authorAssociation: (row, _args, { tables }) => {
    const repository = tables.node(row.repositoryId);
    const isOurs =
      repository?.kind === 'Repository' && repository.collaborators.includes(row.author);
    return isOurs ? 'COLLABORATOR' : 'NONE';
  },
  mergeCommit: ({ repositoryId, mergeCommit }, _args, { tables }) =>
    mergeCommit === null ? null : tables.git.commit(repositoryId, mergeCommit),
  commits({ repositoryId, headRefOid }, args: PageArgs, { tables }, info) {
    const commit = tables.git.commit(repositoryId, headRefOid);
    const rows = commit === undefined ? [] : [{ kind: 'PullRequestCommit' as const, commit }];
    return connection(
      ordered(rows, () => [0, 0]),
      args,
      info,
    );
  },
};

/** `PullRequestCommit` */
export const pullRequestCommitFields: Fields<{ readonly commit: Commit }> = {
  commit: ({ commit }) => commit,
};

interface CrossReference {
  readonly kind: 'CrossReferencedEvent';
  readonly source: PullRequest;
  readonly willCloseTarget: boolean;
}

/** `CrossReferencedEvent` */
export const crossReferenceFields: Fields<CrossReference> = {
  source: ({ source }) => source,
  willCloseTarget: ({ willCloseTarget }) => willCloseTarget,
};

/** Of a timeline the small GitHub knows which pull requests name the item; anything else is refused. */
export const itemTimeline: Fields<Item> = {
  timelineItems(
    item,
    args: PageArgs & { readonly itemTypes?: readonly string[] },
    request: Request,
    info,
  ) {
    if (args.itemTypes?.join() !== 'CROSS_REFERENCED_EVENT')
      throw refusal('NOT_SERVED', 'The sandbox serves no timeline but cross-references.');
    return connection(
      ordered(referencesTo(item, request), ({ source }) => [source.createdAt, source.databaseId]),
      args,
      info,
    );
  },
};

function referencesTo(item: Item, { tables }: Request): readonly CrossReference[] {
  const mention = new RegExp(`(^|[^\\w/])#${item.number}(?!\\d)`);
  return tables.pullRequests.of(item.repositoryId).flatMap((source) => {
    const willCloseTarget = source.closes.includes(item.number);
    if (source.id === item.id || (!willCloseTarget && !mention.test(source.body))) return [];
    return [{ kind: 'CrossReferencedEvent' as const, source, willCloseTarget }];
  });
}
