/**
 * What the team does to `oci-labs/atlas`. A visitor plays with the same world, so each deed looks
 * first and leaves alone what is no longer as the script expects it.
 */
import type { Instant } from '../../base/time.ts';
import type { Item } from '../github/rows.ts';
import type { GitHubWorld } from '../github/world.ts';
import { ATLAS } from './atlas-repository.ts';
import type { TeamLogin } from './team-accounts.ts';

/** Something done at `when.at`, or at the world's present when that is left out. */
export type Deed = (world: GitHubWorld, when: { readonly at?: Instant }) => void;

function ifItIs(number: number, state: Item['state'], deed: Deed): Deed {
  return (world, when) => {
    if (world.item(ATLAS, number)?.state === state) deed(world, when);
  };
}

/** Opens a pull request that will close `closes`. */
export function propose(
  number: number,
  closes: number,
  title: string,
  author: TeamLogin,
  isDraft = false,
): Deed {
  const wish = { number, title, author, isDraft, closes: [closes], branch: `${author}/${closes}` };
  return (world, when) => {
    if (world.item(ATLAS, number) !== null) return;
    world.openPullRequest(ATLAS, { ...wish, body: `Closes #${closes}.`, ...when });
  };
}

/** The same as a draft. */
export function draft(number: number, closes: number, title: string, author: TeamLogin): Deed {
  return propose(number, closes, title, author, true);
}

/** Asks for reviews of a draft. */
export function ready(number: number): Deed {
  return ifItIs(number, 'OPEN', (world, when) => world.markReady(ATLAS, number, when));
}

/** Merges a pull request, which closes its issue. */
export function merge(number: number, by: TeamLogin): Deed {
  return ifItIs(number, 'OPEN', (world, when) =>
    world.mergePullRequest(ATLAS, number, { by, ...when }),
  );
}

/** Closes an issue as completed. */
export function close(number: number): Deed {
  return ifItIs(number, 'OPEN', (world, when) => world.closeIssue(ATLAS, number, when));
}

/** Closes an issue as not planned. */
export function giveUp(number: number): Deed {
  return ifItIs(number, 'OPEN', (world, when) =>
    world.closeIssue(ATLAS, number, { reason: 'NOT_PLANNED', ...when }),
  );
}

/** Reopens an issue. */
export function reopen(number: number): Deed {
  return ifItIs(number, 'CLOSED', (world, when) => world.reopen(ATLAS, number, when));
}

/** Gives an open issue to these and nobody else. */
export function assign(number: number, ...assignees: readonly TeamLogin[]): Deed {
  return ifItIs(number, 'OPEN', (world, when) =>
    world.editIssue(ATLAS, number, { assignees, ...when }),
  );
}

/** Moves an open issue to a later GitHub milestone, which is made when it is not there. */
export function moveOut(number: number, milestone: string): Deed {
  return ifItIs(number, 'OPEN', (world, when) => {
    if (world.milestone(ATLAS, milestone) === null)
      world.addMilestone(ATLAS, { title: milestone, ...when });
    world.editIssue(ATLAS, number, { milestone, ...when });
  });
}

/** Opens the bug that nobody planned, straight into 0.7.0. */
export function report(number: number): Deed {
  return (world, when) => {
    if (world.item(ATLAS, number) !== null) return;
    world.openIssue(ATLAS, {
      number,
      title: 'Mounts are gone after the host restarts',
      body: 'Containers start without their volumes. Seen on two hosts.',
      author: 'dana-r',
      labels: ['priority: high', 'must', 'bug', 'size: 3'],
      assignees: ['noor-h'],
      milestone: '0.7.0',
      ...when,
    });
  };
}

/** Closes a GitHub milestone. */
export function finish(milestone: string): Deed {
  return (world, when) => {
    if (world.milestone(ATLAS, milestone)?.state === 'OPEN')
      world.editMilestone(ATLAS, milestone, { state: 'CLOSED', ...when });
  };
}
