/** A whole page on the real small Slack, with a small app behind it over the real Socket Mode. */
import { App } from '@slack/bolt';
import type { Logger } from '@slack/logger';
import { LogLevel } from '@slack/logger';
import { afterEach } from 'vitest';
import { machineClock, pushedClock } from '../../../src/base/clock.ts';
import type { PushedClock } from '../../../src/base/clock.ts';
import type { PageOptions, PushableTime } from '../../../src/sandbox/page/options.ts';
import { moodsAround } from '../../../src/sandbox/moods/moods.ts';
import { startPage } from '../../../src/sandbox/page/start-page.ts';
import { startSlackSandbox } from '../../../src/sandbox/slack/start.ts';
import type { SlackSandbox } from '../../../src/sandbox/slack/start.ts';
import { ATLAS, MARA, PAUL, channel } from './drawn.ts';

const MANIFEST = {
  display_information: { name: 'Slipway' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'Slipway' },
    slash_commands: [{ command: '/release', description: 'Where are we', usage_hint: '[plan]' }],
    shortcuts: [
      { callback_id: 'plan', name: 'Plan a release', type: 'global', description: 'x' },
      { callback_id: 'risk', name: 'Add as a release risk', type: 'message', description: 'x' },
    ],
  },
  oauth_config: {
    scopes: { bot: ['chat:write', 'commands', 'im:write', 'users:read', 'channels:read'] },
  },
  settings: { event_subscriptions: { bot_events: ['app_home_opened'] } },
};

/** What a test holds. */
export interface Rig {
  readonly slack: SlackSandbox;
  readonly clock: PushedClock;
  readonly time: FakeTime;
  readonly url: string;
  get(address: string, headers?: Record<string, string>): Promise<Response>;
  screen(address: string): Promise<string>;
  post(route: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

/** Time that a test can hold back in the middle of a push. */
export interface FakeTime extends PushableTime {
  readonly pushed: string[];
  next: () => Promise<{ at: string; what: string } | null>;
  hold: () => Promise<void>;
}

function fakeTime(clock: PushedClock): FakeTime {
  return {
    zone: 'Europe/Berlin',
    pushed: [],
    hold: () => Promise.resolve(),
    now: () => clock.now(),
    next: () => Promise.resolve({ at: '2026-11-26T09:00:00.000Z', what: 'check-ins are asked' }),
    async pushTo(instant) {
      this.pushed.push(instant);
      await this.hold();
      clock.push(instant);
    },
  };
}

/** Bolt tells of every socket that closes; here they all do. */
const SILENT: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

async function startApp(slack: SlackSandbox, listen: (app: App) => void): Promise<App> {
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    deferInitialization: true,
    logger: SILENT,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  await app.init();
  listen(app);
  await app.start();
  return app;
}

async function startSlack(clock: PushedClock): Promise<SlackSandbox> {
  const slack = await startSlackSandbox({
    clock,
    wall: machineClock,
    manifest: MANIFEST,
    ackMs: 400,
  });
  slack.addPerson(MARA);
  slack.addPerson(PAUL);
  const members = [MARA.id, PAUL.id, slack.botUserId];
  slack.addChannel({ ...ATLAS, members });
  slack.addChannel(channel('C0QUIET', 'quiet', { members: [PAUL.id] }));
  slack.addChannel(channel('C0SECRET', 'secret', { kind: 'private', members: [PAUL.id] }));
  return slack;
}

const running = new Set<Rig>();
afterEach(async () => {
  await Promise.all([...running].map((rig) => rig.stop()));
  running.clear();
});

/** Starts all of it; everything stops after the test. `listen` gives the app its listeners, null no app. */
export async function startRig(
  listen: ((app: App) => void) | null = () => {},
  more: Pick<PageOptions, 'deeds'> = {},
): Promise<Rig> {
  const clock = pushedClock('2026-11-20T15:00:00.000Z');
  const slack = await startSlack(clock);
  const app = listen === null ? null : await startApp(slack, listen);
  const time = fakeTime(clock);
  const page = await startPage({
    ...more,
    slack,
    time,
    port: 0,
    moods: moodsAround(slack, { id: ATLAS.id, name: ATLAS.name }, null),
    commands: [{ command: '/release', description: 'Where are we', usageHint: '[plan]' }],
    shortcuts: [
      { callbackId: 'plan', name: 'Plan a release', type: 'global' },
      { callbackId: 'risk', name: 'Add as a release risk', type: 'message' },
    ],
  });
  const get = (address: string, headers: Record<string, string> = {}) =>
    fetch(new URL(address, page.url), { headers });
  const rig: Rig = {
    slack,
    clock,
    time,
    url: page.url,
    get,
    screen: async (address) => (await get(`/screen${address}`)).text(),
    post: (route, body, headers = {}) =>
      fetch(new URL(`/api/${route}`, page.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async stop() {
      await page.stop();
      await app?.stop();
      await slack.stop();
    },
  };
  running.add(rig);
  return rig;
}
