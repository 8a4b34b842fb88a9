/** The question about a hotfix: its branch, its pull requests, their checks, and what the default branch holds. */

/**
 * Asked of at most five ids: repositories, the issue, and the pull request of the fix. Counted by connections,
 * an id makes 6 + 1 + 11 + 12 requests, so three of them are one point and five are two.
 */
const fix = (declared: string, compare: string): string => `query Fix(
  $ids: [ID!]!
  $branch: String!
  $ref: String!
  ${declared}
  $since: DateTime
  $wantsIssue: Boolean!
) {
  nodes(ids: $ids) {
    kind: __typename
    ... on Repository {
      id
      url
      defaultBranchRef {
        name
        ${compare}
      }
      ref(qualifiedName: $ref) { name }
      pullRequests(
        first: 5
        headRefName: $branch
        orderBy: { field: UPDATED_AT, direction: DESC }
      ) {
        nodes { ...Pull }
      }
      issues(
        first: 20
        filterBy: { since: $since }
        orderBy: { field: CREATED_AT, direction: DESC }
      ) @include(if: $wantsIssue) {
        nodes { id body }
      }
    }
    ... on Issue {
      timelineItems(last: 10, itemTypes: [CROSS_REFERENCED_EVENT]) { nodes { ...Reference } }
    }
    ... on PullRequest {
      ...Pull
      timelineItems(last: 10, itemTypes: [CROSS_REFERENCED_EVENT]) { nodes { ...Reference } }
    }
  }
  rateLimit { cost remaining resetAt }
}
fragment Reference on CrossReferencedEvent {
  willCloseTarget
  source { ... on PullRequest { ...Pull } }
}
fragment Pull on PullRequest {
  id
  number
  url
  state
  isDraft
  createdAt
  mergedAt
  isCrossRepository
  authorAssociation
  baseRefName
  headRefName
  headRefOid
  mergeCommit { oid }
  repository { id }
  commits(last: 1) { nodes { commit { oid statusCheckRollup { state } } } }
}`;

export const FIX = fix(
  '$commit: String!, $hasCommit: Boolean!',
  'compare(headRef: $commit) @include(if: $hasCommit) { aheadBy }',
);
/** The same for a GitHub that does not compare a branch with a commit. */
export const FIX_WITHOUT_COMPARISON = fix('', '');
