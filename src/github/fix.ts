/** What GitHub shows of a hotfix, in our words. */
import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { instant, nodes, points } from './answers.ts';
import type { Answered, Ask } from './caller.ts';
import { FIX, FIX_WITHOUT_COMPARISON } from './fix-query.ts';
import { createVariants, type Variants } from './older-server.ts';
import type {
  FixLook,
  FixPullRequest,
  FixQuestion,
  FixRelation,
  FixRepository,
  GitHubPort,
} from './port.ts';
import { shaped } from './shaped.ts';

const NO_COMPARISON =
  'This GitHub does not compare commits: a fix is found on the default branch only through a pull request.';

const rollup = z.object({ state: z.string() }).nullable();

const pull = z.object({
  id: z.string(),
  number: z.number(),
  url: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  createdAt: instant,
  mergedAt: instant.nullable(),
  isCrossRepository: z.boolean(),
  authorAssociation: z.string(),
  baseRefName: z.string(),
  headRefName: z.string(),
  headRefOid: z.string(),
  mergeCommit: z.object({ oid: z.string() }).nullable(),
  repository: z.object({ id: z.string() }),
  commits: nodes(
    z.object({ commit: z.object({ oid: z.string(), statusCheckRollup: rollup }).nullable() }),
  ),
});

/** Something else that named the item, such as an issue, is an empty object. */
const reference = z.object({
  willCloseTarget: z.boolean(),
  source: pull.or(z.unknown().transform(() => null)),
});
const references = nodes(reference.or(z.object({}).transform(() => null)));

const repository = z.object({
  kind: z.literal('Repository'),
  id: z.string(),
  url: z.string(),
  defaultBranchRef: z
    .object({ name: z.string(), compare: z.object({ aheadBy: z.number() }).nullish() })
    .nullable(),
  ref: z.object({ name: z.string() }).nullable(),
  pullRequests: nodes(pull),
  issues: nodes(z.object({ id: z.string(), body: z.string() })),
});
const issue = z.object({ kind: z.literal('Issue'), timelineItems: references });
const known = pull.extend({ kind: z.literal('PullRequest'), timelineItems: references });

const fixAnswer = z.object({
  nodes: z.array(z.discriminatedUnion('kind', [repository, issue, known]).nullable()),
  rateLimit: points,
});

type Pull = z.infer<typeof pull>;
type Node = NonNullable<z.infer<typeof fixAnswer>['nodes'][number]>;

/** Asks in the fullest way that this GitHub understands; `variants` remembers which one that is. */
export function createFix(
  ask: Ask,
  wall: Clock,
  log: Log,
): { readonly look: GitHubPort['fix']; readonly variants: Variants } {
  const variants = createVariants(
    [
      { query: FIX, lack: null },
      { query: FIX_WITHOUT_COMPARISON, lack: NO_COMPARISON },
    ],
    log,
  );
  const look: GitHubPort['fix'] = async (question) => {
    const answer = await variants.ask((query) => ask(query, variablesOf(query, question)));
    return lookIn(answer, question, wall);
  };
  return { look, variants };
}

function variablesOf(query: string, question: FixQuestion): Readonly<Record<string, unknown>> {
  const { repositoryIds, branch, issueId, pullRequestId, commit, opened } = question;
  const also = [issueId, pullRequestId].filter((id) => id !== null);
  return {
    ids: [...repositoryIds, ...also],
    branch,
    ref: `refs/heads/${branch}`,
    since: opened?.since ?? null,
    wantsIssue: opened !== null,
    ...(query === FIX ? { commit: commit ?? '', hasCommit: commit !== null } : {}),
  };
}

function lookIn(answer: Answered, { opened }: FixQuestion, wall: Clock): FixLook {
  const { nodes: shown, rateLimit } = shaped(fixAnswer, answer, wall);
  const seen = shown.filter((node) => node !== null);
  const isHidden = answer.errors.some(({ path }) => path.at(-1) === 'statusCheckRollup');
  const repositories = seen.flatMap((node) =>
    node.kind === 'Repository' ? [repositoryOf(node)] : [],
  );
  const marked = seen.flatMap((node) =>
    node.kind === 'Repository' && opened !== null
      ? node.issues.filter(({ body }) => body.includes(opened.marker))
      : [],
  );
  return {
    repositories,
    pullRequests: onlyOnce(seen.flatMap((node) => pullsIn(node, isHidden))).filter((one) =>
      repositories.some(({ id }) => id === one.repositoryId),
    ),
    openedIssueId: marked[0]?.id ?? null,
    points: rateLimit,
  };
}

function repositoryOf(shown: z.infer<typeof repository>): FixRepository {
  const { id, url, defaultBranchRef, ref } = shown;
  const aheadBy = defaultBranchRef?.compare?.aheadBy;
  return {
    id,
    url,
    defaultBranch: defaultBranchRef?.name ?? null,
    hasBranch: ref !== null,
    holdsCommit: aheadBy === undefined ? null : aheadBy === 0,
  };
}

function pullsIn(node: Node, isHidden: boolean): readonly FixPullRequest[] {
  const read = (one: Pull, relation: FixRelation) => pullOf(one, relation, isHidden);
  if (node.kind === 'Repository') return node.pullRequests.map((one) => read(one, 'branch'));
  const named = node.timelineItems.flatMap((one) =>
    one === null || one.source === null ? [] : [{ ...one, source: one.source }],
  );
  if (node.kind === 'Issue')
    return named.map(({ source, willCloseTarget }) =>
      read(source, willCloseTarget ? 'closes' : 'mentions'),
    );
  return [read(node, 'known'), ...named.map(({ source }) => read(source, 'names the fix'))];
}

const OURS: readonly string[] = ['OWNER', 'MEMBER', 'COLLABORATOR'];

function pullOf(shown: Pull, relation: FixRelation, isHidden: boolean): FixPullRequest {
  const newest = shown.commits.find(({ commit }) => commit?.oid === shown.headRefOid)?.commit;
  return {
    id: shown.id,
    repositoryId: shown.repository.id,
    number: shown.number,
    url: shown.url,
    state: stateOf(shown),
    base: shown.baseRefName,
    headCommit: shown.headRefOid,
    mergeCommit: shown.mergeCommit?.oid ?? null,
    createdAt: shown.createdAt,
    mergedAt: shown.mergedAt,
    checks:
      newest === undefined || newest === null || (isHidden && newest.statusCheckRollup === null)
        ? 'unknown'
        : checksOf(newest.statusCheckRollup?.state),
    isByStranger: shown.isCrossRepository && !OURS.includes(shown.authorAssociation),
    relation,
  };
}

function stateOf({ state, isDraft }: Pull): FixPullRequest['state'] {
  if (state === 'OPEN') return isDraft ? 'draft' : 'ready';
  return state === 'MERGED' ? 'merged' : 'closed';
}

function checksOf(state: string | undefined): FixPullRequest['checks'] {
  if (state === undefined) return 'none';
  if (state === 'SUCCESS') return 'green';
  return state === 'FAILURE' || state === 'ERROR' ? 'red' : 'running';
}

/** Whatever is met in several ways counts in the one that says most. */
function onlyOnce(all: readonly FixPullRequest[]): readonly FixPullRequest[] {
  const strongest = (id: string): FixPullRequest | undefined =>
    all
      .filter((one) => one.id === id)
      .toSorted((a, b) => RANK.indexOf(a.relation) - RANK.indexOf(b.relation))[0];
  return [...new Set(all.map(({ id }) => id))].flatMap((id) => strongest(id) ?? []);
}

const RANK: readonly FixRelation[] = ['branch', 'closes', 'mentions', 'names the fix', 'known'];
