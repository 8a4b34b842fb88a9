/** The world outside the bot: a small Slack, a small GitHub, the people of Harbor Labs, and their clock. */
import type { Clock } from '../base/clock.ts';
import type { Instant } from '../base/time.ts';
import { ownManifest } from '../slack/own-manifest.ts';
import { startGitHubSandbox, type GitHubSandbox } from './github/github-sandbox.ts';
import { fillAtlas } from './seed/atlas-repository.ts';
import { createAtlasPlayer, type ScriptPlayer } from './seed/atlas-player.ts';
import { ON_CALL, PEOPLE, seededChannels } from './seed/people.ts';
import { startSlackSandbox, type SlackSandbox, type SlackSandboxOptions } from './slack/start.ts';

/** What the bot's environment needs, and what its people can do. */
export interface OutsideWorld {
  readonly slack: SlackSandbox;
  readonly github: GitHubSandbox;
  /** Plays what the team does on GitHub, up to an instant. */
  readonly team: ScriptPlayer;
  readonly manifest: unknown;
  stop(): Promise<void>;
}

/**
 * Starts both on free ports of this machine, with people, channels and repositories as they stand on
 * the morning of `start`. `clock` is the product's time, `wall` the machine's. With `http` Slack calls the
 * app instead of waiting for its sockets. `leaveMs`: how long a connection that was asked to go may stay.
 */
export async function startOutsideWorld(options: {
  readonly clock: Clock;
  readonly wall: Clock;
  readonly start: Instant;
  readonly http?: SlackSandboxOptions['http'];
  /** Whether Slack's limits are enforced; off when left out. */
  readonly rateLimits?: SlackSandboxOptions['rateLimits'];
  readonly leaveMs?: number;
}): Promise<OutsideWorld> {
  const { clock, wall, start } = options;
  const manifest = ownManifest();
  const slack = await startSlackSandbox({
    clock,
    wall,
    manifest,
    ...(options.http === undefined ? {} : { http: options.http }),
    ...(options.rateLimits === undefined ? {} : { rateLimits: options.rateLimits }),
    ...(options.leaveMs === undefined ? {} : { leaveMs: options.leaveMs }),
  });
  const github = await startGitHubSandbox({ clock });
  for (const person of Object.values(PEOPLE)) slack.addPerson(person);
  slack.addGroup(ON_CALL);
  for (const channel of seededChannels(slack.botUserId)) slack.addChannel(channel);
  fillAtlas(github.world, start);
  return {
    slack,
    github,
    team: createAtlasPlayer(github.world, start),
    manifest,
    async stop() {
      await slack.stop();
      await github.stop();
    },
  };
}
