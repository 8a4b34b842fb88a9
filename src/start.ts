/** Starts the bot: reads the settings, picks real or local, and stops when told to. */
import { readFileSync } from 'node:fs';
import { build } from './app.ts';
import { machineClock } from './base/clock.ts';
import { prefixCommands } from './base/command-names.ts';
import { SlipwayError } from './base/errors.ts';
import type { Log } from './base/log.ts';
import { ownFile } from './base/own-files.ts';
import { takeWayOut } from './base/way-out.ts';
import { pinoLog } from './base/pino-log.ts';
import type { Config, Secrets } from './config/contract.ts';
import { createGitHub } from './github/create-github.ts';
import { createHealth, serveHealth } from './health.ts';
import { watchProcess } from './metrics/process-gauges.ts';
import { createProgramMeter } from './metrics/program-meter.ts';
import { createScrape } from './metrics/scrape.ts';
import { MEDIA_TYPE } from './metrics/text-format.ts';
import { rememberWorkspace } from './release/people.ts';
import { checkSlack } from './slack/check.ts';
import { createSlack, type SlackWay } from './slack/create-slack.ts';
import { openStore } from './store/store.ts';
import { keepCompiled } from './base/compile-cache.ts';
import { givenSecrets } from './config/environment.ts';
import { readConfig } from './config/read-config.ts';
import { signOfLife } from './store/sign-of-life.ts';

/** Something that runs until it is stopped. */
interface Running {
  stop(): Promise<void>;
}

/** Resolves when the bot, or the local workspace, is ready. Throws one sentence for what is wrong. */
export async function start(print: (text: string) => void): Promise<void> {
  const { config, secrets, unknown } = readConfig();
  const log = pinoLog(secrets === null ? 'warn' : config.logLevel, undefined, givenSecrets());
  prefixCommands(config.commandPrefix);
  if (unknown.length > 0) log.warn('config.unknown', { names: unknown.join(', ') });
  const running =
    secrets === null ? await local(config, log, print) : await real(config, secrets, log);
  stopOnSignal(running, log);
  keepCompiled();
}

async function real(config: Config, secrets: Secrets, log: Log): Promise<Running> {
  await takeWayOut(config.wayOut);
  const { slackBotToken: botToken } = secrets;
  const way = wayOf(config, secrets);
  const { slackApiUrl: apiUrl } = config;
  const checked = await checkSlack({
    botToken,
    apiUrl,
    log,
    ...('appToken' in way ? { appToken: way.appToken } : {}),
  });
  if (checked.kind !== 'fine') throw new SlipwayError('unavailable', checked.sentence);
  const meter = createProgramMeter();
  const github = createGitHub({
    ...secrets.gitHub,
    apiUrl: config.gitHubApiUrl,
    log,
    wall: machineClock,
    meter,
  });
  const { login } = await github.identity();
  const store = await openStore({
    file: config.databaseFile,
    migrationsFolder: ownFile('migrations'),
    log,
    fillsLog: true,
  });
  const sign = signOfLife(config.databaseFile, machineClock, log);
  const { teamId, teamName, botUserId } = checked.identity;
  const workspace = { id: teamId, name: teamName, botUserId };
  const slack = createSlack({ ...way, botToken, apiUrl, wall: machineClock, log, meter });
  const app = build(
    {
      workspace,
      admins: config.admins,
      syncMinutes: config.syncMinutes,
      keepDays: config.keepDays,
      outbox: { settleMs: config.settleSeconds * 1000, spacingMs: config.postSpacingMs },
    },
    {
      store,
      slack,
      github,
      clock: machineClock,
      wall: machineClock,
      log,
      onSign: () => sign.give(),
      meter,
    },
  );
  const health = createHealth({
    line: () => slack.line.parkedBecause() ?? app.parkedBecause(),
    wall: machineClock,
    // Its own row, as it is: the smallest write that shows that writing works.
    write: () => store.transact(machineClock.now(), (tx) => rememberWorkspace(tx, workspace)),
  });
  const watched = watchProcess(ownVersion());
  const metrics = {
    mediaType: MEDIA_TYPE,
    text: createScrape({
      db: store.db,
      meter,
      process: watched,
      line: () => slack.line.parkedBecause(),
      clock: machineClock,
      wall: machineClock,
      log,
    }),
  };
  const close = async (): Promise<void> => {
    health.stopping();
    await app.stop();
    await store.close();
    sign.end();
    await probes?.close(0);
    watched.stop();
  };
  const probes =
    config.health === null ? null : await serveHealth(health, metrics, config.health, log);
  // A port that is taken is found here, with much of the program running already.
  await app.start().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  health.started();
  sign.give();
  log.info('slipway.ready', { workspace: teamId, github: login });
  return { stop: close };
}

/** From the package that this program is part of. */
function ownVersion(): string {
  const text = readFileSync(ownFile('package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

function wayOf(config: Config, secrets: Secrets): SlackWay {
  if ('slackAppToken' in secrets) return { appToken: secrets.slackAppToken };
  if (config.http === null) throw new Error('HTTP mode without a port');
  return { http: { ...config.http, signingSecret: secrets.slackSigningSecret } };
}

/** The sandbox needs the sources and development dependencies; the built program is without it. */
async function local(config: Config, log: Log, print: (text: string) => void): Promise<Running> {
  const { startSandbox } = await import('./sandbox/main.ts').catch((error: unknown) => {
    throw new SlipwayError(
      'unavailable',
      'No tokens are set, and this installation has no local workspace: set SLACK_BOT_TOKEN, SLACK_APP_TOKEN and GITHUB_TOKEN, or run npm ci and npm start in the sources.',
      error,
    );
  });
  const sandbox = await startSandbox(config, log);
  print(`Slipway runs in a local workspace: open ${sandbox.url} (nothing leaves this machine)`);
  return sandbox;
}

function stopOnSignal(running: Running, log: Log): void {
  const stop = (signal: string): void => {
    log.info('slipway.stopping', { signal });
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.trouble('slipway.stop_failed', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}
