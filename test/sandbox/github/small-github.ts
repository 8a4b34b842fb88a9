import { graphql } from '@octokit/graphql';
import type { GraphqlResponseError } from '@octokit/graphql';
import { onTestFinished } from 'vitest';
import { pushedClock } from '../../../src/base/clock.ts';
import type { PushedClock } from '../../../src/base/clock.ts';
import type {
  GitHubSandbox,
  GitHubSandboxOptions,
} from '../../../src/sandbox/github/github-sandbox.ts';
import { startGitHubSandbox } from '../../../src/sandbox/github/github-sandbox.ts';

/** The instant at which every test begins, a Monday morning. */
export const START = '2026-11-02T08:00:00.000Z';

/** A sandbox for one test, and the real client that speaks to it. */
export interface SmallGitHub extends GitHubSandbox {
  readonly clock: PushedClock;
  readonly ask: <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;
  /** The whole answer of a query that GitHub finds fault with. */
  readonly refused: (query: string, variables?: Record<string, unknown>) => Promise<Answered>;
}

/** A body that carries errors. */
interface Answered {
  readonly data?: unknown;
  readonly errors: readonly {
    readonly type?: string;
    readonly message: string;
    readonly path?: readonly (string | number)[];
  }[];
}

/** Starts an empty sandbox that stops with the test. */
export async function smallGitHub(
  options: Partial<GitHubSandboxOptions> = {},
): Promise<SmallGitHub> {
  const clock = pushedClock(START);
  const sandbox = await startGitHubSandbox({ clock, webUrl: 'https://github.example', ...options });
  onTestFinished(() => sandbox.stop());
  const ask = clientOf(sandbox.url, `token ${sandbox.token}`);
  return {
    ...sandbox,
    clock,
    ask,
    refused: (query, variables) => ask(query, variables).then(unexpected, answerOf),
  };
}

/** A sandbox with `o/r`, the users ann and ben, three labels and two GitHub milestones. */
export async function furnishedGitHub(
  options: Partial<GitHubSandboxOptions> = {},
): Promise<SmallGitHub> {
  const gitHub = await smallGitHub(options);
  const { world } = gitHub;
  for (const login of ['ann', 'ben']) world.addUser({ login, name: login.toUpperCase() });
  world.addRepository({ owner: 'o', name: 'r', collaborators: ['ann', 'ben'] });
  for (const name of ['bug', 'p1', 'Size: 3']) world.addLabel('o/r', { name });
  world.addMilestone('o/r', { title: '1.0', dueOn: '2026-12-11' });
  world.addMilestone('o/r', { title: '2.0' });
  return gitHub;
}

/** The real client with another address or token. */
export function clientOf(baseUrl: string, authorization?: string): SmallGitHub['ask'] {
  const headers = authorization === undefined ? {} : { authorization };
  const client = graphql.defaults({ baseUrl, headers });
  return (query, variables) => client(query, variables ?? {});
}

function unexpected(answer: unknown): never {
  throw new Error(`GitHub found no fault: ${JSON.stringify(answer)}`);
}

function answerOf(error: GraphqlResponseError<unknown>): Answered {
  if (error.name !== 'GraphqlResponseError') throw error;
  return error.response;
}
