/** The program as an operator starts it: its settings, its one clear sentence, its stop. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machineClock } from '../src/base/clock.ts';
import { startOutsideWorld, type OutsideWorld } from '../src/sandbox/outside-world.ts';
import { startSlackSandbox } from '../src/sandbox/slack/start.ts';
import { ownManifest } from '../src/slack/own-manifest.ts';
import { PEOPLE } from '../src/sandbox/seed/people.ts';
import { settingsFor, startProgram, type Environment } from './support/child-program.ts';

let world: OutsideWorld;
let folder: string;
beforeAll(async () => {
  world = await startOutsideWorld({
    clock: machineClock,
    wall: machineClock,
    start: machineClock.now(),
  });
  folder = mkdtempSync(join(tmpdir(), 'slipway-main-'));
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const environment = (changes: Environment = {}): Environment =>
  settingsFor(world, join(folder, 'slipway.db'), changes);
const run = (words: readonly string[], env: Environment) => startProgram(words, env, folder);

describe('with tokens and base addresses', () => {
  test('it runs against any server that speaks Slack and GitHub, and stops when told', async () => {
    const bot = run([], environment());
    await expect.poll(() => world.slack.connections(), { timeout: 15_000 }).toBe(2);
    const mara = world.slack.as(PEOPLE.mara.id);
    const answer = await mara.command('C0ATLAS', '/release help');
    expect(answer).toEqual({ kind: 'ok', payload: expect.anything() });
    await expect
      .poll(() => world.slack.messages('C0ATLAS', PEOPLE.mara.id).at(-1)?.text)
      .toBe('What /release can do');
    bot.signal('SIGTERM');
    const { code, output } = await bot.ended;
    expect(code).toBe(0);
    for (const secret of [world.slack.botToken, world.slack.appToken, world.github.token])
      expect(output).not.toContain(secret);
    // For the next start, in a folder that is the bot's alone.
    expect(readdirSync(join(folder, '.compile-cache'))).not.toEqual([]);
  });
});

describe('in HTTP mode', () => {
  const secret = 'a-signing-secret-for-the-test';
  const port = async (): Promise<number> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port: free } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return free;
  };

  test('Slack calls, twice counts once, probes are answered, and no secret is said', async () => {
    const [slackPort, healthPort] = [await port(), await port()];
    const town = await startOutsideWorld({
      clock: machineClock,
      wall: machineClock,
      start: machineClock.now(),
      http: {
        signingSecret: secret,
        url: () => `http://127.0.0.1:${slackPort}/slack/events`,
        isDoubled: true,
      },
    });
    const bot = run(
      [],
      environment({
        SLACK_API_URL: town.slack.apiUrl,
        SLACK_APP_TOKEN: undefined,
        SLACK_SIGNING_SECRET: secret,
        SLIPWAY_HTTP_PORT: String(slackPort),
        SLIPWAY_HTTP_HOST: '127.0.0.1',
        SLIPWAY_HEALTH_PORT: String(healthPort),
        SLIPWAY_DATABASE: join(folder, 'http.db'),
        SLIPWAY_LOG_LEVEL: 'debug',
      }),
    );
    const ask = (path: string) => fetch(`http://127.0.0.1:${healthPort}${path}`);
    const readiness = () =>
      ask('/readyz').then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(readiness, { timeout: 15_000 }).toBe(200);
    expect(await (await ask('/healthz')).json()).toEqual({ alive: true });

    const noor = PEOPLE.noor.id;
    const answer = await town.slack.as(noor).command('C0ATLAS', '/release help');
    expect(answer).toEqual({ kind: 'ok', payload: expect.anything() });
    const seen = () => town.slack.messages('C0ATLAS', noor).filter(isHelp);
    await expect.poll(() => seen().length).toBe(1);

    bot.signal('SIGTERM');
    const { code, output } = await bot.ended;
    expect(code).toBe(0);
    expect(seen()).toHaveLength(1);
    expect(output).toContain('slack.listening');
    for (const hidden of [secret, world.slack.botToken]) expect(output).not.toContain(hidden);
    await town.stop();
  });

  test('a port that is taken ends it with one sentence', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const taken = String((server.address() as AddressInfo).port);
    const { code, output } = await run(
      [],
      environment({
        SLACK_APP_TOKEN: undefined,
        SLACK_SIGNING_SECRET: secret,
        SLIPWAY_HTTP_PORT: taken,
        SLIPWAY_HTTP_HOST: '127.0.0.1',
        SLIPWAY_DATABASE: join(folder, 'taken.db'),
      }),
    ).ended;
    server.close();
    expect(code).toBe(1);
    expect(output).toContain(`Slipway cannot listen on 127.0.0.1:${taken} (it is taken).`);
  });
});

const isHelp = ({ text }: { readonly text: string }): boolean => text === 'What /release can do';

describe('what is wrong is said in one sentence, before anything starts', () => {
  const sentence = async (changes: Environment) => {
    const { code, output } = await run([], environment(changes)).ended;
    expect(code).not.toBe(0);
    expect(output.trim().split('\n')).toHaveLength(1);
    return output.trim();
  };

  test('a token that is missing', async () => {
    expect(await sentence({ GITHUB_TOKEN: undefined })).toMatchInlineSnapshot(
      `"GITHUB_TOKEN is not set. Set all three tokens to join your workspace, or none to try the local one."`,
    );
  });

  test('a token in the wrong place', async () => {
    expect(await sentence({ SLACK_BOT_TOKEN: 'xapp-oops' })).toMatchInlineSnapshot(
      `"SLACK_BOT_TOKEN is not right: a token that starts with xoxb- is needed, such as xoxb-…."`,
    );
  });

  test('a bot token that Slack does not know', async () => {
    expect(await sentence({ SLACK_BOT_TOKEN: 'xoxb-unknown' })).toMatchInlineSnapshot(
      `"Slack refuses SLACK_BOT_TOKEN (invalid_auth). Copy the bot token from the app settings (OAuth & Permissions), reinstalling the app if it was removed."`,
    );
  });

  test('an app token that Slack does not know', async () => {
    expect(await sentence({ SLACK_APP_TOKEN: 'xapp-unknown' })).toMatchInlineSnapshot(
      `"Slack refuses SLACK_APP_TOKEN (invalid_auth). Make an app-level token with connections:write in the app settings (Basic Information), and switch Socket Mode on."`,
    );
  });

  test('a GitHub token that GitHub does not know', async () => {
    expect(await sentence({ GITHUB_TOKEN: 'ghp_unknown' })).toMatchInlineSnapshot(
      `"GitHub does not accept the token. Put a valid one into GITHUB_TOKEN."`,
    );
  });

  test('a scope that the app was not given', async () => {
    const narrow = await startSlackSandbox({
      clock: machineClock,
      wall: machineClock,
      manifest: ownManifest(),
      botScopes: ['commands', 'chat:write'],
    });
    const said = await sentence({
      SLACK_API_URL: narrow.apiUrl,
      SLACK_BOT_TOKEN: narrow.botToken,
      SLACK_APP_TOKEN: narrow.appToken,
    });
    await narrow.stop();
    expect(said).toMatchInlineSnapshot(
      `"The Slack app lacks the scopes im:write, channels:read, groups:read, channels:history, groups:history, im:history, users:read. Put manifest.yml into the app settings (App Manifest), reinstall the app, and start again."`,
    );
  });
});

test('migrate makes the database and ends, and leaves no compiled code of its user', async () => {
  const file = join(mkdtempSync(join(folder, 'fresh-')), 'fresh.db');
  const { code, output } = await run(['migrate'], environment({ SLIPWAY_DATABASE: file })).ended;
  expect(code).toBe(0);
  expect(output).toContain(`The database ${file} is up to date.`);
  expect(existsSync(join(file, '../.compile-cache'))).toBe(false);
});

test('an unknown word shows what there is', async () => {
  const { code, output } = await run(['migrat'], environment()).ended;
  expect(code).toBe(2);
  expect(output).toContain('slipway migrate');
});
