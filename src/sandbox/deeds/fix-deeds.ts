/** What the team does on GitHub for the fix of a hotfix: from its issue to the default branch. */
import { DEFAULT_BRANCH } from '../github/git.ts';
import type { CheckState } from '../github/git.ts';
import type { Issue, PullRequest } from '../github/rows.ts';
import type { GitHubWorld } from '../github/world.ts';
import type { Deed } from './deed.ts';

/** Who mends, and who merges: both are in the seeded team. */
const AUTHOR = 'noor-h';
const MERGER = 'ines-b';

/** What is known of the hotfix that runs. */
export interface FixPlace {
  readonly world: GitHubWorld;
  /** `owner/name`. */
  readonly repository: string;
  /** The version that the fix becomes, such as `0.6.2-hotfix`. */
  readonly version: string;
  /** Node ids of its issues; none while it has none. */
  readonly issueIds: readonly string[];
  /** The address of GitHub's form for its issue, as its alert has it; null when it has no such button. */
  readonly newIssueUrl: string | null;
}

/** As it stands now on GitHub. */
interface Standing extends FixPlace {
  /** `hotfix/0.6.2-hotfix`. */
  readonly branch: string;
  /** Where the fix goes first: `release/0.6`. */
  readonly line: string;
  readonly hasBranch: boolean;
  /** The pull request that is open. */
  readonly open: PullRequest | null;
  readonly isMerged: boolean;
  /** The issue that is open. */
  readonly issue: Issue | null;
}

/** Everything that can happen, in the order in which it mostly does. */
export function fixDeeds(place: FixPlace): readonly Deed[] {
  const now = standingOf(place);
  return [...issueDeeds(now), ...branchDeeds(now), ...pullDeeds(now), ...endDeeds(now)];
}

function standingOf(place: FixPlace): Standing {
  const { world, repository, version, issueIds } = place;
  const branch = `hotfix/${version}`;
  const pulls = world.pullRequests(repository).filter((row) => row.headRefName === branch);
  const issue = world
    .issues(repository)
    .find((row) => row.state === 'OPEN' && issueIds.includes(row.id));
  return {
    ...place,
    branch,
    line: `release/${version.split('.').slice(0, 2).join('.')}`,
    hasBranch: world.newestOf(repository, branch) !== null,
    open: pulls.find(({ state }) => state === 'OPEN') ?? null,
    isMerged: pulls.some(({ state }) => state === 'MERGED'),
    issue: issue ?? null,
  };
}

function issueDeeds({ world, repository, newIssueUrl }: Standing): readonly Deed[] {
  const wish = newIssueUrl === null ? null : wishIn(newIssueUrl);
  const isThere = wish !== null && world.issues(repository).some(({ body }) => body === wish.body);
  return [
    {
      id: 'fix.issue',
      name: 'Open the issue',
      watch: 'As the button of the alert fills it in. Watch: the hotfix knows it by itself.',
      isPossible: wish !== null && !isThere,
      act: () => wish && world.openIssue(repository, { ...wish, author: AUTHOR }),
    },
  ];
}

/** What stands in GitHub's form behind this address. */
function wishIn(url: string): { readonly title: string; readonly body: string } {
  const { searchParams } = new URL(url);
  return { title: searchParams.get('title') ?? '', body: searchParams.get('body') ?? '' };
}

function branchDeeds({ world, repository, branch, hasBranch }: Standing): readonly Deed[] {
  const turn = (checks: CheckState) => () => world.setChecks(repository, branch, checks);
  return [
    {
      id: 'fix.branch',
      name: 'Push the branch',
      watch: `${branch}, off ${DEFAULT_BRANCH}. Watch: the alert says that it is there.`,
      isPossible: !hasBranch,
      act: () => world.pushTo(repository, branch, { checks: 'PENDING' }),
    },
    {
      id: 'fix.commit',
      name: 'Push a new commit',
      watch:
        'Its checks begin anew. Watch: what the technical lead approved during the test is void, and they are asked again.',
      isPossible: hasBranch,
      act: () => world.pushTo(repository, branch, { checks: 'PENDING' }),
    },
    {
      id: 'fix.green',
      name: 'Let the checks turn green',
      watch: 'Watch: the alert says so.',
      isPossible: hasBranch,
      act: turn('SUCCESS'),
    },
    {
      id: 'fix.red',
      name: 'Let the checks turn red',
      watch: 'Watch: what was approved with other checks is void.',
      isPossible: hasBranch,
      act: turn('FAILURE'),
    },
  ];
}

function pullDeeds(now: Standing): readonly Deed[] {
  const { world, repository, line, open } = now;
  return [
    {
      id: 'fix.draft',
      name: 'Open a draft',
      watch: `A pull request into ${line}. Watch: the alert shows it; the test waits.`,
      isPossible: open === null,
      act: () => openPull(now, true),
    },
    {
      id: 'fix.pull',
      name: 'Open the pull request',
      watch: `Into ${line}, ready for review. Watch: once it is approved, the test begins by itself.`,
      isPossible: open === null,
      act: () => openPull(now, false),
    },
    {
      id: 'fix.ready',
      name: 'Mark the draft as ready',
      watch: 'Watch: the test begins by itself.',
      isPossible: open?.isDraft === true,
      act: () => open && world.markReady(repository, open.number),
    },
    {
      id: 'fix.merge',
      name: 'Merge the pull request',
      watch: `Into ${line}, and not into ${DEFAULT_BRANCH}. Watch: from the deployment on the alert says what is missing.`,
      isPossible: open !== null,
      act: () => open && world.mergePullRequest(repository, open.number, { by: MERGER }),
    },
  ];
}

function openPull({ world, repository, branch, line, version }: Standing, isDraft: boolean): void {
  if (world.newestOf(repository, line) === null)
    world.pushTo(repository, line, { checks: 'SUCCESS' });
  world.openPullRequest(repository, {
    title: `Fix for ${version}`,
    author: AUTHOR,
    branch,
    base: line,
    isDraft,
  });
}

function endDeeds({ world, repository, line, isMerged, issue }: Standing): readonly Deed[] {
  return [
    {
      id: 'fix.main',
      name: `Merge ${line} into ${DEFAULT_BRANCH}`,
      watch: 'Watch: nothing is owed any more, and the next release does not bring the fault back.',
      isPossible: isMerged && !world.isIn(repository, line, DEFAULT_BRANCH),
      act: () => world.mergeBranch(repository, line, DEFAULT_BRANCH),
    },
    {
      id: 'fix.close',
      name: 'Close the issue',
      watch: 'Watch: the hotfix goes on; people end it, not an issue.',
      isPossible: issue !== null,
      act: () => issue && world.closeIssue(repository, issue.number),
    },
  ];
}
