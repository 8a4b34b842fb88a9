import type { Instant } from '../../base/time.ts';
import { plusDays } from '../../base/time.ts';
import type { GitHubWorld } from '../github/world.ts';
import { daysBefore } from './days-before.ts';
import { addTeamLabels } from './repository-labels.ts';
import type { TeamLogin } from './team-accounts.ts';
import { teamLogins } from './team-accounts.ts';

/** A second, small repository, for trying the setup of another project. */
export const ZEPHYR = 'oci-labs/zephyr';

type Row = readonly [title: string, assignee: TeamLogin | null, ...labels: readonly string[]];

const ISSUES: readonly Row[] = [
  ['Sign in with the account of the host', 'sam-w', 'priority: high', 'enhancement', 'size: 5'],
  ['List jumps to the top on every refresh', 'noor-h', 'priority: high', 'bug', 'size: 2'],
  ['Show the log of a stopped container', 'sam-w', 'priority: medium', 'enhancement', 'size: 3'],
  ['Dark colours', null, 'priority: low', 'enhancement', 'size: 2'],
  ['Stop asks before it stops', 'ivo-t', 'priority: medium', 'enhancement', 'size: 1'],
  ['Sign-in cookie lives too long', 'ines-b', 'priority: high', 'security', 'size: 2'],
  ['Guide to the first start', 'mara-k', 'priority: low', 'documentation', 'size: 1'],
  ['Build with the next compiler', 'kestrel-ci', 'priority: low', 'ci', 'size: 1'],
];

/** Adds `oci-labs/zephyr` with a GitHub milestone 1.2.0, due in four weeks, and eight open issues. */
export function addZephyr(world: GitHubWorld, start: Instant): void {
  world.addRepository({
    owner: 'oci-labs',
    name: 'zephyr',
    description: 'A small web console for Atlas.',
    collaborators: teamLogins,
    at: daysBefore(start, 200, 0),
  });
  addTeamLabels(world, ZEPHYR);
  const dueOn = plusDays(start.slice(0, 10), 28);
  world.addMilestone(ZEPHYR, { title: '1.2.0', dueOn, at: daysBefore(start, 40, 0) });
  for (const [index, [title, assignee, ...labels]] of ISSUES.entries())
    world.openIssue(ZEPHYR, {
      title,
      labels,
      assignees: assignee === null ? [] : [assignee],
      author: 'paul-o',
      milestone: '1.2.0',
      at: daysBefore(start, 38 - index * 4, index + 1),
    });
}
