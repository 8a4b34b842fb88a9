/**
 * Every question to GitHub. Points are counted by connections, so the two walks carry nothing nested but
 * labels and assignees: 1 + 100 + 100 requests a page of 100 make 2 points of the hour's 5,000.
 */

const SPENT = 'rateLimit { cost remaining resetAt }';

/** Who the token belongs to. */
export const IDENTITY = `query Identity {
  viewer { login }
  ${SPENT}
}`;

/** A repository by its present or a former name. */
export const REPOSITORY = `query Repository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    id
    name
    owner { login }
    isPrivate
    url
  }
  ${SPENT}
}`;

/** A repository by its node id, which outlives a rename. */
export const REPOSITORY_BY_ID = `query RepositoryById($id: ID!) {
  repository: node(id: $id) {
    ... on Repository {
      id
      name
      owner { login }
      isPrivate
      url
    }
  }
  ${SPENT}
}`;

/**
 * The newest update in each of up to a hundred repositories. Two connections of one row each: two requests a
 * repository make one point for up to 74 of them, two for a hundred.
 */
export const LOOK = `query Look($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Repository {
      id
      name
      owner { login }
      isPrivate
      issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
        totalCount
        nodes { updatedAt }
      }
      pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
        totalCount
        nodes { updatedAt }
      }
    }
  }
  ${SPENT}
}`;

/** Where these issues and pull requests are now. No connection, so one point; nulls are told apart by the errors. */
export const STILL_THERE = `query StillThere($ids: [ID!]!) {
  nodes(ids: $ids) {
    id
    ... on Issue {
      repository { id }
    }
    ... on PullRequest {
      repository { id }
    }
  }
  ${SPENT}
}`;

/**
 * What a field of GitHub Projects holds for these issues and pull requests, and whether the field is there: an
 * empty value and a missing field look alike. Two connections, so two points for a hundred items.
 */
export const FIELD_POINTS = `query FieldPoints($ids: [ID!]!, $field: String!) {
  nodes(ids: $ids) {
    id
    ... on Issue {
      projectItems(first: 10, includeArchived: false) { nodes { ...Points } }
    }
    ... on PullRequest {
      projectItems(first: 10, includeArchived: false) { nodes { ...Points } }
    }
  }
  ${SPENT}
}
fragment Points on ProjectV2Item {
  fieldValueByName(name: $field) {
    ... on ProjectV2ItemFieldNumberValue { number }
  }
  project {
    field(name: $field) {
      ... on ProjectV2Field { dataType }
      ... on ProjectV2IterationField { dataType }
      ... on ProjectV2SingleSelectField { dataType }
    }
  }
}`;

/** GitHub milestones: the open ones by date, and the newest closed ones. */
export const MILESTONES = `query Milestones($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    open: milestones(first: 100, states: [OPEN], orderBy: { field: DUE_DATE, direction: ASC }) {
      nodes { ...Milestone }
    }
    closed: milestones(first: 100, states: [CLOSED], orderBy: { field: NUMBER, direction: DESC }) {
      nodes { ...Milestone }
    }
  }
  ${SPENT}
}
fragment Milestone on Milestone {
  number
  title
  description
  dueOn
  state
  issues(states: [OPEN]) { totalCount }
  pullRequests(states: [OPEN]) { totalCount }
}`;

/** Which issues and pull requests a search finds: ids alone, for the mirror has the rest. One point a page. */
export const SEARCH = `query Search($words: String!, $first: Int!, $after: String) {
  search(type: ISSUE, query: $words, first: $first, after: $after) {
    issueCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ... on Issue { id }
      ... on PullRequest { id }
    }
  }
  ${SPENT}
}`;

/** Label names. */
export const LABELS = `query Labels($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    labels(first: 100, orderBy: { field: NAME, direction: ASC }) {
      nodes { name }
    }
  }
  ${SPENT}
}`;

/** Who may be assigned. */
export const ASSIGNABLE = `query Assignable($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    assignableUsers(first: 100) {
      nodes { login }
    }
  }
  ${SPENT}
}`;

const ITEM = `
        __typename
        id
        number
        title
        url
        state
        createdAt
        updatedAt
        closedAt
        author { login }
        milestone { number }
        labels(first: 20) { nodes { name } }
        assignees(first: 10) { nodes { login } }`;

/** Issues touched since an instant, the oldest change first: what changes meanwhile moves behind us and comes again. */
const issues = (
  reason: string,
): string => `query Issues($owner: String!, $name: String!, $since: DateTime, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    items: issues(
      first: $first
      after: $after
      filterBy: { since: $since }
      orderBy: { field: UPDATED_AT, direction: ASC }
    ) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {${ITEM}
        ${reason}
      }
    }
  }
  ${SPENT}
}`;

/** Issues with all that GitHub says of why they were closed. */
export const ISSUES = issues('stateReason(enableDuplicate: true)');
/** The same for a GitHub that does not tell duplicates apart. */
export const ISSUES_WITHOUT_DUPLICATES = issues('stateReason');
/** The same for a GitHub from before there were reasons. */
export const ISSUES_WITHOUT_REASONS = issues('');

/** Pull requests, the newest change first: GitHub offers no filter by time here. */
export const PULL_REQUESTS = `query PullRequests($owner: String!, $name: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    items: pullRequests(
      first: $first
      after: $after
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {${ITEM}
      }
    }
  }
  ${SPENT}
}`;
