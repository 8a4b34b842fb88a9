/** What GitHub shows of a hotfix's fix, over the played GitHub and its real schema. */
import { expect, test } from 'vitest';
import { pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Ask } from '../../src/github/caller.ts';
import { createFix } from '../../src/github/fix.ts';
import { UnknownToGitHub } from '../../src/github/older-server.ts';
import type { FixLook, FixQuestion } from '../../src/github/port.ts';
import { ATLAS, githubOn, rig, START, type Rig } from './real-github.ts';

const REPOSITORY = 'oci-labs/atlas';
const BRANCH = 'hotfix/1.4.2-hotfix';

const QUESTION: Omit<FixQuestion, 'repositoryIds'> = {
  branch: BRANCH,
  issueId: null,
  pullRequestId: null,
  commit: null,
  opened: null,
};

async function asked({ github }: Rig, question: Partial<FixQuestion> = {}): Promise<FixLook> {
  const { id } = await github.repository(ATLAS);
  return github.fix({ repositoryIds: [id], ...QUESTION, ...question });
}

test('a repository without the branch shows that, and nothing else', async () => {
  const look = await asked(await rig());
  expect(look.repositories).toEqual([
    expect.objectContaining({ defaultBranch: 'main', hasBranch: false, holdsCommit: null }),
  ]);
  expect(look.pullRequests).toEqual([]);
});

test('branch, draft, ready, running, red and green are told apart', async () => {
  const town = await rig();
  const { world } = town.sandbox;
  const commit = world.pushTo(REPOSITORY, BRANCH);
  expect((await asked(town)).repositories[0]?.hasBranch).toBe(true);
  const { number } = world.openPullRequest(REPOSITORY, {
    title: 'Mend sign-in',
    author: 'ann',
    branch: BRANCH,
    base: 'release/1.4',
    isDraft: true,
  });
  const only = async () => (await asked(town)).pullRequests[0];
  expect(await only()).toMatchObject({
    number,
    state: 'draft',
    base: 'release/1.4',
    headCommit: commit.oid,
    checks: 'none',
    relation: 'branch',
  });
  world.markReady(REPOSITORY, number);
  for (const [state, checks] of [
    ['PENDING', 'running'],
    ['FAILURE', 'red'],
    ['SUCCESS', 'green'],
  ] as const) {
    world.setChecks(REPOSITORY, BRANCH, state);
    expect(await only()).toMatchObject({ state: 'ready', checks });
  }
  const next = world.pushTo(REPOSITORY, BRANCH);
  expect(await only()).toMatchObject({ headCommit: next.oid, checks: 'none' });
  world.closePullRequest(REPOSITORY, number);
  expect(await only()).toMatchObject({ state: 'closed' });
});

test('pull requests that close or mention the issue are met through it, those of strangers marked', async () => {
  const town = await rig(1);
  const { world } = town.sandbox;
  const issueId = world.issues(REPOSITORY)[0]?.id ?? '';
  const open = (author: string, more: object): number =>
    world.openPullRequest(REPOSITORY, { title: 'A fix', author, branch: author, ...more }).number;
  world.addUser({ login: 'eve' });
  const closes = open('ann', { closes: [1] });
  const mentions = open('ben', { body: 'See #1.' });
  const strange = open('eve', { body: 'See #1.', isFork: true });
  open('ann', { body: 'See #11.' });
  const { pullRequests } = await asked(town, { issueId });
  expect(pullRequests.map((one) => [one.number, one.relation, one.isByStranger])).toEqual([
    [closes, 'closes', false],
    [mentions, 'mentions', false],
    [strange, 'mentions', true],
  ]);
});

test('the default branch holds a merged commit once its branch was merged there', async () => {
  const town = await rig();
  const { world } = town.sandbox;
  const { number, id } = world.openPullRequest(REPOSITORY, {
    title: 'Mend sign-in',
    author: 'ann',
    branch: BRANCH,
    base: 'release/1.4',
  });
  world.mergePullRequest(REPOSITORY, number, { by: 'ann' });
  const merged = (await asked(town, { pullRequestId: id })).pullRequests[0];
  expect(merged).toMatchObject({ state: 'merged', base: 'release/1.4' });
  const commit = merged?.mergeCommit ?? '';
  const back = world.openPullRequest(REPOSITORY, {
    title: 'Back-port',
    author: 'ann',
    branch: 'back',
    body: `Brings #${number} to main`,
  });
  const before = await asked(town, { pullRequestId: id, commit });
  expect(before.repositories[0]?.holdsCommit).toBe(false);
  expect(before.pullRequests.find((one) => one.id === back.id)?.relation).toBe('names the fix');
  world.mergeBranch(REPOSITORY, 'release/1.4', 'main');
  expect((await asked(town, { commit })).repositories[0]?.holdsCommit).toBe(true);
});

test('a commit that is not there says nothing of the default branch', async () => {
  const look = await asked(await rig(), { commit: 'f'.repeat(40) });
  expect(look.repositories[0]?.holdsCommit).toBeNull();
});

test('an issue is found by its marker', async () => {
  const town = await rig(3);
  const { world } = town.sandbox;
  const opened = { since: '2026-11-20T09:00:00.000Z', marker: 'slipway-hotfix: hfx_1' };
  expect((await asked(town, { opened })).openedIssueId).toBeNull();
  const body = 'Sign-in is down.\n\nslipway-hotfix: hfx_1';
  const issue = world.openIssue(REPOSITORY, { title: 'Sign-in', author: 'ann', body });
  expect((await asked(town, { opened })).openedIssueId).toBe(issue.id);
});

test('three ids cost one point, five cost two', async () => {
  const town = await rig(1);
  const { world } = town.sandbox;
  const pull = world.openPullRequest(REPOSITORY, { title: 'Fix', author: 'ann', branch: BRANCH });
  const issueId = world.issues(REPOSITORY)[0]?.id ?? '';
  const three = await asked(town, { issueId, pullRequestId: pull.id, commit: pull.headRefOid });
  expect(three.points.cost).toBe(1);
  const names = ['a', 'b', 'c', 'd', 'e'];
  const repositoryIds = names.map((name) => world.addRepository({ owner: 'o', name }).id);
  const opened = { since: '2026-11-20T09:00:00.000Z', marker: 'x' };
  expect((await asked(town, { repositoryIds, opened })).points.cost).toBe(2);
});

test('an issue that is gone leaves the rest readable', async () => {
  const town = await rig();
  town.sandbox.world.pushTo(REPOSITORY, BRANCH);
  const look = await asked(town, { issueId: 'I_kwDOgone' });
  expect(look.repositories[0]?.hasBranch).toBe(true);
});

test('a token that was revoked is refused', async () => {
  const town = await rig();
  const { id } = await town.github.repository(ATLAS);
  const stranger = githubOn(town.sandbox.url, 'ghp_revoked');
  await expect(stranger.fix({ repositoryIds: [id], ...QUESTION })).rejects.toMatchObject({
    kind: 'refused',
  });
});

test('checks that the token may not read are unknown, not missing', async () => {
  const ask: Ask = async () => ({
    data: { nodes: [repositoryWith({ statusCheckRollup: null })], rateLimit: null },
    errors: [forbidden('nodes', 0, 'pullRequests', 'nodes', 0, 'statusCheckRollup')],
    isWhole: true,
    headers: {},
  });
  const { look } = createFix(ask, pushedClock(START), silentLog);
  const shown = await look({ repositoryIds: ['R_1'], ...QUESTION });
  expect(shown.pullRequests[0]?.checks).toBe('unknown');
});

test('rows that were lost are left out', async () => {
  const shown = repositoryWith({ statusCheckRollup: { state: 'SUCCESS' } });
  const ask: Ask = async () => ({
    data: { nodes: [{ ...shown, pullRequests: { nodes: [null] } }, null], rateLimit: null },
    errors: [],
    isWhole: false,
    headers: {},
  });
  const { look } = createFix(ask, pushedClock(START), silentLog);
  const { repositories, pullRequests } = await look({ repositoryIds: ['R_1'], ...QUESTION });
  expect(repositories).toHaveLength(1);
  expect(pullRequests).toEqual([]);
});

test('an older server that does not compare is asked without that, and says so', async () => {
  const ask: Ask = async (query) => {
    if (query.includes('compare')) throw new UnknownToGitHub('compare');
    return { data: { nodes: [], rateLimit: null }, errors: [], isWhole: true, headers: {} };
  };
  const { look, variants } = createFix(ask, pushedClock(START), silentLog);
  expect((await look({ repositoryIds: ['R_1'], ...QUESTION, commit: 'a' })).repositories).toEqual(
    [],
  );
  expect(variants.lack()).toContain('does not compare');
});

const forbidden = (...path: readonly unknown[]) => ({
  type: 'FORBIDDEN',
  message: 'Resource not accessible by integration',
  unknown: null,
  path,
});

function repositoryWith(commit: object) {
  const pull = {
    id: 'PR_1',
    number: 7,
    url: 'https://github.example/oci-labs/atlas/pull/7',
    state: 'OPEN',
    isDraft: false,
    createdAt: '2026-11-20T10:00:00Z',
    mergedAt: null,
    isCrossRepository: false,
    authorAssociation: 'MEMBER',
    baseRefName: 'main',
    headRefName: BRANCH,
    headRefOid: 'abc',
    mergeCommit: null,
    repository: { id: 'R_1' },
    commits: { nodes: [{ commit: { oid: 'abc', ...commit } }] },
  };
  return {
    kind: 'Repository',
    id: 'R_1',
    url: 'https://github.example/oci-labs/atlas',
    defaultBranchRef: { name: 'main' },
    ref: { name: BRANCH },
    pullRequests: { nodes: [pull] },
  };
}
