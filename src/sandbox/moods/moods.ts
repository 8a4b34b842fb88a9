import type { Faults } from '../github/faults.ts';
import type { SlackSandbox } from '../slack/start.ts';
import { gitHubMoods } from './github-moods.ts';
import type { Mood } from './mood.ts';
import { answerMoods } from './slack-moods.ts';
import { socketMoods } from './socket-moods.ts';
import { workspaceMoods } from './workspace-moods.ts';

/** What goes wrong around one channel, and with GitHub where there is one; the groups follow each other. */
export function moodsAround(
  slack: SlackSandbox,
  channel: { readonly id: string; readonly name: string },
  gitHub: Faults | null,
): readonly Mood[] {
  const name = `#${channel.name}`;
  return [
    ...answerMoods(slack, channel.id, name),
    ...socketMoods(slack),
    ...workspaceMoods(slack, channel.id, name),
    ...(gitHub === null ? [] : gitHubMoods(gitHub)),
  ];
}
