import type { Instant } from '../../base/time.ts';
import type { GitHubWorld } from '../github/world.ts';
import { historyIssues, seededPullRequests } from './atlas-history.ts';
import type { SeededIssue } from './atlas-issues.ts';
import { sprintIssues } from './atlas-issues.ts';
import { daysBefore, fridayInFiveWeeks } from './days-before.ts';
import { addTeamLabels } from './repository-labels.ts';
import { addTeam, teamLogins } from './team-accounts.ts';
import { addZephyr } from './zephyr-repository.ts';

/** The repository that the seeded plan is about. */
export const ATLAS = 'oci-labs/atlas';

/** What 0.7.0 shall reach beside its issues: none of these has a number. */
const GOALS: readonly string[] = [
  'Fix the memory leaks that are left in config.zig',
  'Handle errors better, and recover from them',
  'Stay quick in deployments with many containers',
  'Fix the mounts of OCI bundles (ConfigFileNotFound)',
  'Tell the failures of pct apart',
  'Test every backend automatically',
  'Benchmark the performance',
];

/**
 * Fills an empty world with the team, `oci-labs/atlas` as it stands on the morning of `start`, and the
 * smaller `oci-labs/zephyr`. The history reaches half a year back.
 */
export function fillAtlas(world: GitHubWorld, start: Instant): void {
  addTeam(world);
  world.addRepository({
    owner: 'oci-labs',
    name: 'atlas',
    description: 'Runs containers on many kinds of host through one command.',
    collaborators: teamLogins,
    at: daysBefore(start, 400, 0),
  });
  addTeamLabels(world, ATLAS);
  addMilestones(world, start);
  const issues = [...historyIssues, ...sprintIssues];
  for (const issue of issues.toSorted((a, b) => a.number - b.number)) open(world, start, issue);
  for (const issue of issues) close(world, start, issue);
  addPullRequests(world, start);
  world.editMilestone(ATLAS, '0.5.0', { state: 'CLOSED', at: daysBefore(start, 98, 0) });
  world.editMilestone(ATLAS, '0.6.0', { state: 'CLOSED', at: daysBefore(start, 14, 0) });
  addZephyr(world, start);
}

function addMilestones(world: GitHubWorld, start: Instant): void {
  const add = (title: string, days: number, dueOn: string, description: string) =>
    world.addMilestone(ATLAS, { title, dueOn, description, at: daysBefore(start, days, 0) });
  const day = (days: number) => daysBefore(start, days, 0).slice(0, 10);
  add('0.5.0', 182, day(100), 'Limits and logs');
  add('0.6.0', 130, day(14), 'Proxmox through pct');
  add('0.7.0', 16, fridayInFiveWeeks(start), GOALS.map((goal) => `- ${goal}`).join('\n'));
}

function open(world: GitHubWorld, start: Instant, issue: SeededIssue): void {
  const { number, title, body, author, milestone, assignee } = issue;
  world.openIssue(ATLAS, {
    number,
    title,
    body,
    author,
    milestone,
    labels: [
      `priority: ${issue.priority}`,
      ...(issue.tier === null ? [] : [issue.tier]),
      issue.kind,
      `size: ${issue.size}`,
    ],
    assignees: assignee === null ? [] : [assignee],
    at: daysBefore(start, issue.openedDaysBefore, number),
  });
}

function close(world: GitHubWorld, start: Instant, issue: SeededIssue): void {
  if (issue.closedDaysBefore === null) return;
  world.closeIssue(ATLAS, issue.number, {
    at: daysBefore(start, issue.closedDaysBefore, issue.number),
  });
}

function addPullRequests(world: GitHubWorld, start: Instant): void {
  for (const { number, title, author, closes, ...days } of seededPullRequests) {
    world.openPullRequest(ATLAS, {
      number,
      title,
      author,
      body: `Closes #${closes}.`,
      closes: [closes],
      branch: `${author}/${closes}`,
      isDraft: number === 114,
      at: daysBefore(start, days.openedDaysBefore, number),
    });
    if (days.mergedDaysBefore === null) continue;
    const at = daysBefore(start, days.mergedDaysBefore, number);
    world.mergePullRequest(ATLAS, number, { by: 'ines-b', at });
  }
}
