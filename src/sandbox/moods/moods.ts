import type { GitHubSandbox } from '../github/github-sandbox.ts';
import type { SlackSandbox } from '../slack/start.ts';
import { panelOfGitHub } from './github-moods.ts';
import type { Mood } from './mood.ts';
import { answerMoods } from './slack-moods.ts';
import { socketMoods } from './socket-moods.ts';
import { workspaceMoods } from './workspace-moods.ts';

/** What goes wrong around one channel, and with GitHub and a repository there where there is one; the groups follow each other. */
export function moodsAround(
  slack: SlackSandbox,
  channel: { readonly id: string; readonly name: string },
  gitHub: { readonly sandbox: GitHubSandbox; readonly repository: string } | null,
): readonly Mood[] {
  const name = `#${channel.name}`;
  return [
    ...answerMoods(slack, channel.id, name),
    ...socketMoods(slack),
    ...workspaceMoods(slack, channel.id, name),
    ...(gitHub === null ? [] : panelOfGitHub(gitHub.sandbox, gitHub.repository)),
  ];
}
