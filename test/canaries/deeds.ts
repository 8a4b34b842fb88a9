/** What people do, with canaries wherever Slack puts a secret. */
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import type { Payload } from '../soak/payloads.ts';
import {
  blockActions,
  command,
  eventCallback,
  globalShortcut,
  messageShortcut,
  viewSubmission,
} from '../slack/slack-payloads.ts';

type Data = Readonly<Record<string, unknown>>;

let count = 0;

/** One of each kind, all of Mara in the workspace `teamId`; replies go to addresses below `replyUrl`. */
export function deeds(teamId: string, replyUrl: string): readonly Payload[] {
  const make = (type: Payload['type'], shape: (more: Data) => Payload['body']): Payload => {
    const id = `canary.trigger.${(count += 1)}`;
    const body = shape({
      token: 'canary-verification',
      trigger_id: id,
      event_id: id,
      response_url: `${replyUrl}/canary-address`,
      user: { id: PEOPLE.mara.id, team_id: teamId },
      user_id: PEOPLE.mara.id,
      team: { id: teamId },
      team_id: teamId,
      channel_id: ATLAS_CHANNEL,
    });
    return { id, type, body, simple: false };
  };
  return [
    make('slash_commands', (more) => command('help', more)),
    make('slash_commands', (more) => command('plan 0.7.0', more)),
    make('slash_commands', (more) => command('setup', more)),
    make('slash_commands', (more) => command('status', { ...more, user_id: null })),
    make('slash_commands', (more) => command('', { ...more, command: '/hotfix' })),
    make('interactive', (more) => messageShortcut({ ...more, callback_id: 'hotfix.from_message' })),
    make('interactive', (more) =>
      blockActions({ type: 'button', action_id: 'hotfix.open', value: 'hfx_none' }, more),
    ),
    make('interactive', (more) => blockActions({ type: 'button', action_id: 'nobody' }, more)),
    make('interactive', (more) => viewSubmission({}, more)),
    make('interactive', (more) => globalShortcut({ ...more, callback_id: 'plan.start' })),
    make('events_api', (more) =>
      eventCallback({ type: 'app_home_opened', user: PEOPLE.mara.id, tab: 'home' }, more),
    ),
    make('events_api', (more) => ({ ...more, type: 'event_callback', event: 'canary' })),
  ];
}
