/**
 * A canary in every secret and in every address that Slack hands out: whatever goes wrong, none of them
 * is found again in what the program logs, prints, stores or says.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineClock } from '../../src/base/clock.ts';
import { SECRET_NAMES } from '../../src/config/environment.ts';
import { settingsTable } from '../../src/config/settings.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import { startProgram, type Running } from '../support/child-program.ts';
import { saveAtlas } from '../operator/premises.ts';
import { openStore } from '../../src/store/store.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Payload } from '../soak/payloads.ts';
import {
  blockActions,
  command,
  eventCallback,
  globalShortcut,
  viewSubmission,
} from '../slack/slack-payloads.ts';
import { readRows } from '../support/town-rows.ts';
import { BAD_MOODS, openEcho, type Echo } from './echo.ts';

// A busy machine takes its time to start a program.
const PATIENCE = { timeout: 60_000 };
const MIGRATIONS = join(import.meta.dirname, '../../migrations');
const CANARY = /canary/i;

/** Of the right shape, as its example has it; most look like no token that anybody would know. */
function canaryFor(name: string): string {
  const example = settingsTable().find((one) => one.name === name)?.example ?? '';
  const prefix = /^x[a-z]+-/.exec(example)?.[0] ?? '';
  const canary = `${prefix}canary.of.${name.toLowerCase()}`;
  // All that is asked here is on this machine, which no proxy stands before.
  return name === 'HTTPS_PROXY' ? `http://slipway:${canary}@127.0.0.1:9` : canary;
}

let world: OutsideWorld;
let slack: Echo;
let github: Echo;
let folder: string;
let outputs: string[];
beforeEach(async () => {
  world = await startOutsideWorld({
    clock: machineClock,
    wall: machineClock,
    start: machineClock.now(),
  });
  slack = await openEcho(
    new URL(world.slack.apiUrl).origin,
    (sent) => `Bearer ${sent.includes('xapp-') ? world.slack.appToken : world.slack.botToken}`,
  );
  github = await openEcho(world.github.url, () => `token ${world.github.token}`);
  folder = mkdtempSync(join(tmpdir(), 'slipway-bird-'));
  outputs = [];
  const store = await openStore({ file: database(), migrationsFolder: MIGRATIONS, log: silentLog });
  await store.transact(machineClock.now(), (tx) => saveAtlas(tx, world.slack.teamId));
  await store.close();
});
afterEach(async () => {
  await slack.stop();
  await github.stop();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const database = (): string => join(folder, 'slipway.db');

/** Every secret but those of the other mode. */
function settings(without: string, more: Readonly<Record<string, string>>) {
  const left = [without, 'GITHUB_APP_PRIVATE_KEY'];
  const secrets = SECRET_NAMES.filter((name) => !left.includes(name)).map((name) => [
    name,
    canaryFor(name),
  ]);
  return {
    PATH: process.env['PATH'],
    ...Object.fromEntries(secrets),
    SLACK_API_URL: `${slack.url}/api/`,
    GITHUB_API_URL: github.url,
    SLIPWAY_DATABASE: database(),
    SLIPWAY_LOG_LEVEL: 'debug',
    SLIPWAY_SETTLE_SECONDS: '1',
    SLIPWAY_POST_SPACING_MS: '0',
    ...more,
  };
}

type Settings = ReturnType<typeof settings>;

async function run(env: Settings, ...words: readonly string[]): Promise<string> {
  const { output } = await startProgram(words, env, folder).ended;
  outputs.push(output);
  return output;
}

async function end(bot: Running, signal: NodeJS.Signals): Promise<void> {
  bot.signal(signal);
  outputs.push((await bot.ended).output);
}

const ready = (bot: Running) =>
  expect.poll(() => bot.output(), PATIENCE).toContain('slipway.ready');

let count = 0;
/** One of each kind, with canaries wherever Slack puts a secret. */
function deeds(): readonly Payload[] {
  const make = (
    type: Payload['type'],
    shape: (more: Readonly<Record<string, unknown>>) => Payload['body'],
  ) => {
    const id = `canary.trigger.${(count += 1)}`;
    const user = { id: PEOPLE.mara.id, team_id: world.slack.teamId };
    const body = shape({
      token: 'canary-verification',
      trigger_id: id,
      event_id: id,
      response_url: `${slack.url}/reply/canary-address`,
      user,
      user_id: user.id,
      team: { id: world.slack.teamId },
      team_id: world.slack.teamId,
      channel_id: ATLAS_CHANNEL,
    });
    return { id, type, body, simple: false };
  };
  return [
    make('slash_commands', (more) => command('help', more)),
    make('slash_commands', (more) => command('plan 0.7.0', more)),
    make('slash_commands', (more) => command('setup', more)),
    make('slash_commands', (more) => command('status', { ...more, user_id: null })),
    make('interactive', (more) => blockActions({ type: 'button', action_id: 'nobody' }, more)),
    make('interactive', (more) => viewSubmission({}, more)),
    make('interactive', (more) => globalShortcut({ ...more, callback_id: 'plan.start' })),
    make('events_api', (more) =>
      eventCallback({ type: 'app_home_opened', user: PEOPLE.mara.id, tab: 'home' }, more),
    ),
    make('events_api', (more) => ({ ...more, type: 'event_callback', event: 'canary' })),
  ];
}

const openArrivals = (): number =>
  readRows(database(), "select key from arrival where state = 'waiting'").length;

/** All roads turn bad in every way, and people act meanwhile; then all is well again. */
async function trouble(deliver: (deed: Payload) => Promise<void>): Promise<void> {
  for (const mood of BAD_MOODS) {
    slack.turn(mood);
    github.turn(mood);
    const before = slack.bad();
    for (const deed of deeds()) await deliver(deed);
    await expect.poll(() => slack.bad() > before && openArrivals() === 0, PATIENCE).toBe(true);
  }
  slack.turn('open');
  github.turn('open');
}

/** All that is kept and was said; a trigger stands in an arrival's key, and goes back to Slack to open a window. */
function traces(): string {
  const tables = readRows(database(), "select name from sqlite_schema where type = 'table'");
  const rows = tables.flatMap(({ name }) =>
    readRows(database(), `select * from "${String(name)}"`).map(({ key, ...row }) =>
      name === 'arrival' ? row : { key, ...row },
    ),
  );
  const said = [...slack.said, ...github.said].map((body) => body.replace(/trigger_id=[^&]*/, ''));
  return [...outputs, ...rows.map((row) => JSON.stringify(row)), ...said].join('\n');
}

function expectNoCanary(): void {
  const found = traces()
    .split('\n')
    .filter((line) => CANARY.test(line));
  expect(found.map((line) => line.slice(0, 600))).toEqual([]);
}

test('case 48: whatever is called a token, a key or a secret is in the list of secrets', () => {
  const names = settingsTable().map(({ name }) => name);
  expect(
    names.filter((name) => /TOKEN|SECRET|PASSWORD|_KEY|PROXY$/.test(name) && name !== 'NO_PROXY'),
  ).toEqual(names.filter((name) => SECRET_NAMES.includes(name)));
});

describe('case 48: no secret is logged, printed, stored or said', { timeout: 240_000 }, () => {
  test('over sockets: bad answers of every kind, a crash, a wrong token', async () => {
    const env = settings('SLACK_SIGNING_SECRET', {});
    const bot = startProgram([], env, folder);
    await ready(bot);
    const deliver = async ({ id, type, body }: Payload): Promise<void> => {
      world.slack.socket.write(JSON.stringify({ type, envelope_id: id, payload: body }));
    };
    await trouble(deliver);
    for (const deed of deeds()) await deliver(deed);
    await end(bot, 'SIGKILL');
    const again = startProgram([], env, folder);
    await ready(again);
    await expect.poll(openArrivals, PATIENCE).toBe(0);
    world.slack.socket.refresh('link_disabled', 'all');
    await end(again, 'SIGTERM');
    for (const mood of ['echo-403', 'echo-error'] as const) {
      slack.turn(mood);
      await run(env);
    }
    expect(outputs.join('\n')).toContain('arrival.failed');
    expectNoCanary();
  });
});
