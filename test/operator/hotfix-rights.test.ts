/** What `slipway doctor` says of the rights that hotfixes need: of an app, of a token, and of Slack's user groups. */
import { expect, test } from 'vitest';
import type { FixLook, GitHubPort } from '../../src/github/port.ts';
import {
  examineFixes,
  examineFixRights,
  examineGroups,
  hotfixUse,
} from '../../src/operator/look-at-hotfixes.ts';
import type { Finding } from '../../src/operator/finding.ts';
import { aTown } from '../support/town.ts';
import { aProject } from '../support/builders.ts';

const UNUSED = { isUsed: false, callers: [] };
const USED = { isUsed: true, callers: [] };
const read = (findings: readonly Finding[]) => findings.map(({ isWell, text }) => [isWell, text]);

const asking = (permissions: Readonly<Record<string, string>> | null) => ({
  identity: () => Promise.resolve({ login: 'slipway-app[bot]', scopes: [], permissions }),
});

test('an app that may not read contents, checks or statuses is told where to allow it, as a fault once there are hotfixes', async () => {
  const contents = asking({ contents: 'read' });
  const words = [
    "GitHub: the app may not read checks, so hotfixes do not show the checks of a fix. Set Checks to “Read-only” in the app's permissions, and accept the change in the installation.",
    "GitHub: the app may not read commit statuses, so hotfixes do not show the checks of a fix that are commit statuses. Set Commit statuses to “Read-only” in the app's permissions, and accept the change in the installation.",
  ];
  expect(read(await examineFixRights(contents, UNUSED))).toEqual(words.map((one) => [true, one]));
  expect(read(await examineFixRights(contents, USED))).toEqual(words.map((one) => [false, one]));
  const all = asking({ contents: 'read', checks: 'read', statuses: 'read' });
  expect(read(await examineFixRights(all, USED))).toEqual([
    [true, 'GitHub: the app may read the fix of a hotfix'],
  ]);
  expect(await examineFixRights(asking(null), USED)).toEqual([]);
});

const PULL: FixLook['pullRequests'][number] = {
  id: 'PR_1',
  repositoryId: 'R_1',
  number: 1,
  url: 'https://github.example/o/r/pull/1',
  state: 'ready',
  base: 'main',
  headCommit: 'a'.repeat(40),
  mergeCommit: null,
  createdAt: '2026-11-16T08:00:00.000Z',
  mergedAt: null,
  checks: 'unknown',
  isByStranger: false,
  relation: 'known',
};

function tokenThatSees(
  look: Partial<FixLook>,
): Pick<GitHubPort, 'repository' | 'pullRequests' | 'fix'> {
  const repository = { id: 'R_1', owner: 'oci-labs', name: 'atlas', isPrivate: true, url: '' };
  const points = { cost: 1, remaining: 5000, resetAt: '2026-11-16T09:00:00.000Z' };
  return {
    repository: () => Promise.resolve(repository),
    pullRequests: () =>
      Promise.resolve({ items: [], cursor: null, totalCount: 0, isWhole: true, points }),
    fix: () =>
      Promise.resolve({ repositories: [], pullRequests: [], openedIssueId: null, points, ...look }),
  };
}

test.each<[string, Partial<FixLook>, string]>([
  [
    'contents',
    {
      repositories: [
        { id: 'R_1', url: '', defaultBranch: null, hasBranch: false, holdsCommit: null },
      ],
    },
    'Atlas: oci-labs/atlas: hotfixes do not show the branch of a fix, and whether the default branch has it. Give the token the repository permission Contents: read.',
  ],
  [
    'checks',
    {
      repositories: [
        { id: 'R_1', url: '', defaultBranch: 'main', hasBranch: false, holdsCommit: null },
      ],
      pullRequests: [PULL],
    },
    'Atlas: oci-labs/atlas: hotfixes do not show the checks of a fix, nor the checks of a fix that are commit statuses. Give the token the repository permission Checks: read and Commit statuses: read.',
  ],
])('a token that may not read %s is known by trying', async (_what, look, words) => {
  const atlas = { name: 'Atlas', repositories: [{ owner: 'oci-labs', name: 'atlas' }] };
  expect(read(await examineFixes(tokenThatSees(look), atlas, UNUSED))).toEqual([[true, words]]);
  expect(read(await examineFixes(tokenThatSees(look), atlas, USED))).toEqual([[false, words]]);
});

test('the scope for user groups is asked for where a project calls one', async () => {
  const town = await aTown();
  const db = () => town.bot().store.db;
  const projects = async () => {
    const rows = town.rows('select id, name from project');
    return rows.map(({ id, name }) => aProject({ id: String(id), name: String(name) }));
  };
  expect(await hotfixUse(db(), await projects())).toEqual(UNUSED);
  const mara = town.person('mara');
  await mara.types('#atlas', '/hotfix setup');
  await mara.submits({ 'User group that is called': '@on-call' });
  await mara.types('#atlas', '/hotfix');
  await mara.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Sign-in is down',
    'Who is hit, and how badly?': 'Everybody',
    'Affected versions': '0.6.2',
  });
  const use = await hotfixUse(db(), await projects());
  expect(use).toEqual({ isUsed: true, callers: ['Atlas'] });
  expect(examineGroups([], UNUSED)).toEqual([]);
  expect(examineGroups(['usergroups:read'], use)).toMatchObject([{ isWell: true }]);
  expect(read(examineGroups(['chat:write'], use))).toEqual([
    [
      false,
      'Slack: Atlas calls a user group for hotfixes, and the scope usergroups:read is not granted: the group is called, but cannot be seen or chosen anew. Put manifest.yml into the app settings (App Manifest), and reinstall the app.',
    ],
  ]);
  await town.leave();
});
