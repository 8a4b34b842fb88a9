import type { SlackSandbox } from '../slack/start.ts';
import { moodOf } from './mood.ts';
import type { Mood } from './mood.ts';

const GROUP = 'Workspace';

/** What people do to the bot and to its channel. `name` is the channel's with a `#`. */
export function workspaceMoods(
  { changes, botUserId }: SlackSandbox,
  channel: string,
  name: string,
): readonly Mood[] {
  return [
    moodOf(
      {
        group: GROUP,
        id: 'workspace.token',
        name: 'The token is revoked',
        watch:
          'Slack knows Slipway no longer. Watch: it stays up and says nothing; when you switch this off it goes on, and leaves out what is out of date.',
      },
      { begin: () => changes.revokeTokens(), end: () => changes.reinstall() },
    ),
    moodOf(
      {
        group: GROUP,
        id: 'workspace.kicked',
        name: `Slipway is removed from ${name}`,
        watch:
          'Somebody took the bot out of the channel. Watch: questions to people still come; what was meant for the channel is not posted twice when it is back.',
      },
      {
        begin: () => changes.kick(channel, botUserId),
        end: () => changes.inviteTo(channel, botUserId),
      },
    ),
    moodOf(
      {
        group: GROUP,
        id: 'workspace.shared',
        name: `${name} is shared`,
        watch:
          'People of another organisation read along. Watch: issues of private repositories lose their titles there.',
      },
      { begin: () => changes.share(channel), end: () => changes.unshare(channel) },
    ),
  ];
}
