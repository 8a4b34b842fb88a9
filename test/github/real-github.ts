/** The real adapter on the small GitHub, with a repository to look at. */
import { onTestFinished } from 'vitest';
import { type PushedClock, pushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { createGitHub } from '../../src/github/create-github.ts';
import type { GitHubPort } from '../../src/github/port.ts';
import { type GitHubSandbox, startGitHubSandbox } from '../../src/sandbox/github/github-sandbox.ts';

export const START = '2026-11-20T10:00:00.000Z';
export const ATLAS = { owner: 'oci-labs', name: 'atlas' };

export interface Rig {
  readonly sandbox: GitHubSandbox;
  readonly github: GitHubPort;
  readonly wall: PushedClock;
  readonly clock: PushedClock;
}

/** `oci-labs/atlas` with ann, ben, two labels and two GitHub milestones; `issues` of them, a minute apart. */
export async function rig(
  issues = 0,
  options: { readonly hourlyPoints?: number } = {},
): Promise<Rig> {
  const clock = pushedClock(START);
  const wall = pushedClock(START);
  const sandbox = await startGitHubSandbox({ clock, webUrl: 'https://github.example', ...options });
  onTestFinished(() => sandbox.stop());
  const { world } = sandbox;
  for (const login of ['ann', 'ben']) world.addUser({ login });
  world.addRepository({ ...ATLAS, collaborators: ['ann', 'ben'] });
  for (const name of ['bug', 'priority: high']) world.addLabel('oci-labs/atlas', { name });
  world.addMilestone('oci-labs/atlas', { title: '0.7.0', dueOn: '2026-12-11' });
  world.addMilestone('oci-labs/atlas', { title: '0.8.0' });
  for (let n = 1; n <= issues; n += 1)
    world.openIssue('oci-labs/atlas', { title: `Issue ${n}`, author: 'ann', at: minute(n) });
  return { sandbox, clock, wall, github: githubOn(sandbox.url, sandbox.token, wall) };
}

/** The adapter with pauses of a millisecond. */
export function githubOn(
  apiUrl: string,
  token: string,
  wall = pushedClock(START),
  timeoutMs = 5000,
): GitHubPort {
  return createGitHub({ apiUrl, token, wall, log: silentLog, firstPauseMs: 1, timeoutMs });
}

/** The instant `n` minutes into the day before the start. */
export function minute(n: number): string {
  return new Date(Date.parse('2026-11-19T00:00:00.000Z') + n * 60_000).toISOString();
}
