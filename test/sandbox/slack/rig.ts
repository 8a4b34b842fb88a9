import { App, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { ChatPostMessageArguments, ChatPostMessageResponse } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { pushedClock } from '../../../src/base/clock.ts';
import type { PushedClock } from '../../../src/base/clock.ts';
import type { SandboxPerson } from '../../../src/sandbox/contract.ts';
import { startSlackSandbox } from '../../../src/sandbox/slack/start.ts';
import type { SlackSandbox, SlackSandboxOptions } from '../../../src/sandbox/slack/start.ts';

/** A manifest with one of everything that the small Slack reads. */
export const MANIFEST = {
  display_information: { name: 'Slipway' },
  features: {
    bot_user: { display_name: 'Slipway' },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    slash_commands: [
      { command: '/release', description: 'Releases', should_escape: true },
      { command: '/plain', description: 'No escaping' },
    ],
    shortcuts: [
      { name: 'Plan', type: 'global', callback_id: 'plan' },
      { name: 'Risk', type: 'message', callback_id: 'risk' },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        'commands',
        'chat:write',
        'channels:read',
        'channels:history',
        'channels:join',
        'groups:read',
        'groups:history',
        'im:read',
        'im:write',
        'im:history',
        'users:read',
        'usergroups:read',
        'bookmarks:read',
        'bookmarks:write',
        'reactions:write',
        'files:write',
        'app_mentions:read',
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        'app_home_opened',
        'app_mention',
        'member_joined_channel',
        'message.channels',
        'message.im',
      ],
    },
    socket_mode_enabled: true,
  },
} as const;

export const START = '2026-11-20T10:31:36.000Z';

/** A person as the seed has them. */
export function person(id: string, name: string, more: Partial<SandboxPerson> = {}): SandboxPerson {
  return {
    id,
    name,
    realName: `${name[0]?.toUpperCase()}${name.slice(1)} Example`,
    title: 'Engineer',
    zone: 'Europe/Berlin',
    colour: '#336699',
    isBot: false,
    isAdmin: false,
    isGuest: false,
    ...more,
  };
}

/** A small Slack with two people, a public channel with the bot and a private one without. */
export interface Rig {
  readonly slack: SlackSandbox;
  readonly client: WebClient;
  readonly clock: PushedClock;
  readonly wall: PushedClock;
}

/** The standing rig. It stops by itself when the test is over. */
export async function startRig(more: Partial<SlackSandboxOptions> = {}): Promise<Rig> {
  const clock = pushedClock(START);
  const wall = pushedClock(START);
  const slack = await startSlackSandbox({ clock, wall, manifest: MANIFEST, ...more });
  onTestFinished(() => slack.stop());
  slack.addPerson(person('U0MARA', 'mara', { isAdmin: true }));
  slack.addPerson(person('U0IVO', 'ivo', { zone: 'America/New_York' }));
  const bot = slack.botUserId;
  slack.addChannel({
    id: 'C0ATLAS',
    name: 'atlas',
    kind: 'public',
    members: ['U0MARA', 'U0IVO', bot],
    topic: 'Atlas',
  });
  slack.addChannel({
    id: 'C0SECRET',
    name: 'secret',
    kind: 'private',
    members: ['U0MARA'],
    topic: '',
  });
  slack.addChannel({
    id: 'C0OPEN',
    name: 'open',
    kind: 'public',
    members: ['U0MARA'],
    topic: '',
  });
  return { slack, client: clientFor(slack), clock, wall };
}

/** The real SDK's client, without retries and without its log lines. */
export function clientFor(slack: SlackSandbox, token: string = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
    logger: silent,
  });
}

const nothing = (): void => undefined;

/** A logger that says nothing: refusals are what these tests are about. */
export const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: (): LogLevel => LogLevel.ERROR,
  setName: nothing,
};

/** A real Bolt app over Socket Mode, running once `listen` has given it its listeners. */
export async function boltFor(slack: SlackSandbox, listen: (app: App) => void): Promise<App> {
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    deferInitialization: true,
    // So that tests hear what the bot's own messages cause.
    ignoreSelf: false,
    logger: silent,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  listen(app);
  await app.init();
  await app.start();
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

/** Posts through the real SDK. (The linter takes `x.postMessage(y)` for a browser window's.) */
export function post(
  client: WebClient,
  args: ChatPostMessageArguments,
): Promise<ChatPostMessageResponse> {
  const { postMessage } = client.chat;
  return postMessage(args);
}

/** Why Slack refused: its code and the sentences with their JSON pointers. Fails when it did not refuse. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ readonly error: string; readonly messages: readonly string[] }> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WebAPIPlatformError)) throw new Error(`no refusal but ${String(error)}`);
  return { error: error.data.error, messages: error.data.response_metadata?.messages ?? [] };
}

/** Resolves as soon as `test` is true, looking after every visible change and every turn of the loop. */
export async function until(test: () => boolean): Promise<void> {
  while (!test())
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
}
