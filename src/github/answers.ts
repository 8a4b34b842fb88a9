/** GitHub's answers in our words. Null nodes, ghosts (deleted users) and missing parts are normal. */
import { z } from 'zod';
import type {
  GitHubItem,
  GitHubMilestone,
  GitHubRepository,
  Page,
  PointsSpent,
  RepositoryLook,
} from './port.ts';

/** A list of nodes in which GitHub may leave holes: what the token may not see, or what failed. */
export function nodes<T>(node: z.ZodType<T>): z.ZodType<readonly T[]> {
  return z
    .object({ nodes: z.array(node.nullable()).nullable() })
    .nullish()
    .transform((list) => (list?.nodes ?? []).filter((one) => one !== null));
}

/** GitHub writes instants without milliseconds: only these are to be put in, for a first read has thousands. */
export const instant = z
  .string()
  .transform((text) =>
    IN_SECONDS.test(text) ? `${text.slice(0, -1)}.000Z` : new Date(text).toISOString(),
  );

const IN_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const named = z.object({ name: z.string() }).transform(({ name }) => name);
const login = z.object({ login: z.string() }).transform(({ login }) => login);

/** What a question cost. */
export const points = z
  .object({ cost: z.number(), remaining: z.number(), resetAt: instant })
  .nullish()
  .transform((spent): PointsSpent => spent ?? UNLIMITED);

/** An Enterprise Server without rate limits answers null: nothing is spent. */
const UNLIMITED: PointsSpent = {
  cost: 0,
  remaining: Number.MAX_SAFE_INTEGER,
  resetAt: '1970-01-01T00:00:00.000Z',
};

const item = z
  .object({
    __typename: z.enum(['Issue', 'PullRequest']),
    id: z.string(),
    number: z.number(),
    title: z.string(),
    url: z.string(),
    state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
    stateReason: z.string().nullish(),
    createdAt: instant,
    updatedAt: instant,
    closedAt: instant.nullable(),
    author: login.nullable(),
    milestone: z.object({ number: z.number() }).nullable(),
    labels: nodes(named),
    assignees: nodes(login),
  })
  .transform(({ __typename, state, stateReason, milestone, ...rest }): GitHubItem => ({
    ...rest,
    kind: __typename === 'Issue' ? 'issue' : 'pull_request',
    state: STATES[state],
    closedAs: state === 'CLOSED' ? (CLOSED_AS.get(stateReason ?? '') ?? null) : null,
    milestoneNumber: milestone?.number ?? null,
  }));

const STATES = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;

const CLOSED_AS: ReadonlyMap<string, GitHubItem['closedAs']> = new Map([
  ['COMPLETED', 'completed'],
  ['NOT_PLANNED', 'not_planned'],
  ['DUPLICATE', 'duplicate'],
]);

const milestone = z
  .object({
    number: z.number(),
    title: z.string(),
    description: z.string().nullable(),
    dueOn: instant.nullable(),
    state: z.enum(['OPEN', 'CLOSED']),
    issues: z.object({ totalCount: z.number() }),
    pullRequests: z.object({ totalCount: z.number() }),
  })
  .transform(({ description, state, issues, pullRequests, ...rest }): GitHubMilestone => ({
    ...rest,
    description: description ?? '',
    isOpen: state === 'OPEN',
    openItems: issues.totalCount + pullRequests.totalCount,
  }));

export const identityAnswer = z.object({ viewer: login });

export const repositoryAnswer = z.object({
  repository: z
    .object({
      id: z.string(),
      name: z.string(),
      owner: login,
      isPrivate: z.boolean(),
      url: z.string(),
    })
    .transform((found): GitHubRepository => found),
});

/** Null when there is none; undefined when there are some, but GitHub left the newest out. */
const newest = z
  .object({
    totalCount: z.number(),
    nodes: z.array(z.object({ updatedAt: instant }).nullable()).nullable(),
  })
  .transform(({ totalCount, nodes: rows }) => (totalCount === 0 ? null : rows?.[0]?.updatedAt));

const look = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: login,
    isPrivate: z.boolean(),
    issues: newest,
    pullRequests: newest,
  })
  .transform(({ issues, pullRequests, ...rest }): RepositoryLook | null =>
    issues === undefined || pullRequests === undefined
      ? null
      : { ...rest, newestIssue: issues, newestPullRequest: pullRequests },
  );

/** An id of something else answers with an empty node, one that may not be seen with null. */
export const lookAnswer = z
  .object({ nodes: z.array(look.or(z.unknown().transform(() => null))) })
  .transform(({ nodes: rows }) => rows.filter((row) => row !== null));

export const stillThereAnswer = z.object({
  nodes: z.array(
    z.object({ id: z.string(), repository: z.object({ id: z.string() }).optional() }).nullable(),
  ),
  rateLimit: points,
});

/** A place on a board that may not be seen is null; so is everything that failed. */
const place = z
  .object({
    fieldValueByName: z.object({ number: z.number().nullish() }).nullable(),
    project: z.object({ field: z.object({ dataType: z.string() }).nullable() }).nullable(),
  })
  .nullable();

export const fieldPointsAnswer = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string(),
        projectItems: z.object({ nodes: z.array(place).nullable() }).nullish(),
      })
      .nullable(),
  ),
  rateLimit: points,
});

export const searchAnswer = z.object({
  search: z.object({
    issueCount: z.number(),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(z.object({ id: z.string() }).nullable()).nullable(),
  }),
  rateLimit: points,
});

export const milestonesAnswer = z.object({
  repository: z.object({ open: nodes(milestone), closed: nodes(milestone) }),
});

export const labelsAnswer = z.object({ repository: z.object({ labels: nodes(named) }) });

export const assignableAnswer = z.object({
  repository: z.object({ assignableUsers: nodes(login) }),
});

export const itemsAnswer = z
  .object({
    repository: z.object({
      items: z
        .object({
          totalCount: z.number(),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        })
        .and(nodes(item).transform((items) => ({ items }))),
    }),
    rateLimit: points,
  })
  .transform(({ repository: { items: page }, rateLimit }): Omit<Page<GitHubItem>, 'isWhole'> => ({
    items: page.items,
    cursor: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
    totalCount: page.totalCount,
    points: rateLimit,
  }));
