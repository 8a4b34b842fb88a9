import type { Clock } from '../../base/clock.ts';
import { createBranches, type Branches } from './world-branches.ts';
import { createBoards, type Boards } from './boards.ts';
import { createBench } from './item-bench.ts';
import type { Issue, Item, Milestone, PullRequest } from './rows.ts';
import type { Tables } from './tables.ts';
import { knownRepository } from './known.ts';
import type { Issues } from './world-issues.ts';
import { createIssues } from './world-issues.ts';
import type { Milestones } from './world-milestones.ts';
import { createMilestones } from './world-milestones.ts';
import type { PullRequests } from './world-pull-requests.ts';
import { createPullRequests } from './world-pull-requests.ts';
import type { Repositories } from './world-repositories.ts';
import { createRepositories } from './world-repositories.ts';

/** The world behind the API, as the people who work in it see it. `owner/name` names a repository. */
export interface GitHubWorld
  extends Repositories, Milestones, Issues, PullRequests, Branches, Boards {
  /** The issue or pull request as it stands now, null when there is none of that number. */
  item(repository: string, number: number): Item | null;
  /** Oldest first. */
  issues(repository: string): readonly Issue[];
  /** Oldest first. */
  pullRequests(repository: string): readonly PullRequest[];
  /** The GitHub milestone of that title as it stands now. */
  milestone(repository: string, title: string): Milestone | null;
}

/** The deeds and looks on `tables`; deeds without an instant happen at the clock's present one. */
export function createWorld(tables: Tables, clock: Clock): GitHubWorld {
  const now = () => clock.now();
  const bench = createBench(tables, now);
  const idOf = (name: string) => knownRepository(tables, name).id;
  return {
    ...createRepositories(tables, now),
    ...createMilestones(tables, now),
    ...createIssues(tables, bench),
    ...createPullRequests(tables, bench),
    ...createBranches(tables, bench),
    ...createBoards(tables),
    item: (name, number) => tables.item(idOf(name), number) ?? null,
    issues: (name) => tables.issues.of(idOf(name)),
    pullRequests: (name) => tables.pullRequests.of(idOf(name)),
    milestone: (name, title) =>
      tables.milestones.of(idOf(name)).find((row) => row.title === title) ?? null,
  };
}
