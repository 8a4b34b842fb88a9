#!/usr/bin/env node
/** The front door: reads the settings, picks real or local, starts, and stops when told to. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './app.ts';
import { machineClock } from './base/clock.ts';
import { prefixCommands } from './base/command-names.ts';
import { SlipwayError } from './base/errors.ts';
import type { Log } from './base/log.ts';
import { takeWayOut } from './base/way-out.ts';
import { pinoLog } from './base/pino-log.ts';
import { scrub, scrubberOf } from './base/scrub.ts';
import type { Config, Secrets } from './config/contract.ts';
import { givenSecrets, readConfig } from './config/read-config.ts';
import { createGitHub } from './github/create-github.ts';
import { createHealth, serveHealth } from './health.ts';
import { watchProcess } from './metrics/process-gauges.ts';
import { createProgramMeter } from './metrics/program-meter.ts';
import { createScrape } from './metrics/scrape.ts';
import { MEDIA_TYPE } from './metrics/text-format.ts';
import { rememberWorkspace } from './release/people.ts';
import { isOperatorCommand, operate, type OperatorCommand } from './operator/commands.ts';
import { checkSlack } from './slack/check.ts';
import { createSlack, type SlackWay } from './slack/create-slack.ts';
import { healthOf, signOfLife } from './store/sign-of-life.ts';
import { openStore } from './store/store.ts';

/** Something that runs until it is stopped. */
interface Running {
  stop(): Promise<void>;
}

const MIGRATIONS = join(import.meta.dirname, '../migrations');
const USAGE = `slipway            starts the bot; without tokens, a local workspace in the browser
slipway migrate    brings the database up to date and ends
slipway manifest   prints the Slack app's manifest, with the prefix of the settings; [--json]
slipway health     says whether the bot on this machine works; exit code 0 or 1
slipway doctor     looks at settings, tokens, channels, people, repositories, clock, disk and database
slipway ledger     what is due, was sent, was skipped (and why) or failed; [due|sent|skipped|failed] [--json]
slipway backup     copies the database to a new file, also while the bot runs; <file>
slipway restore    puts a copy in place of the database, while no bot runs; <file>
slipway export     everything stored about one person, as JSON; <slack user id> [file]
slipway erase      takes one person out of the database, while no bot runs; <slack user id> [--yes]`;

async function main(words: readonly string[]): Promise<void> {
  const [command] = words;
  readEnvironmentFile();
  if (command === undefined || command === 'start') return start();
  if (command === 'migrate') return migrate();
  if (command === 'health') return health();
  if (isOperatorCommand(command)) return operator(command, words.slice(1));
  print(USAGE);
  process.exitCode = command === 'help' || command === '--help' ? 0 : 2;
}

async function start(): Promise<void> {
  const { config, secrets, unknown } = readConfig();
  const log = pinoLog(secrets === null ? 'warn' : config.logLevel, undefined, givenSecrets());
  prefixCommands(config.commandPrefix);
  if (unknown.length > 0) log.warn('config.unknown', { names: unknown.join(', ') });
  const running = secrets === null ? await local(config, log) : await real(config, secrets, log);
  stopOnSignal(running, log);
}

async function migrate(): Promise<void> {
  const { config } = readConfig();
  const log = pinoLog(config.logLevel, undefined, givenSecrets());
  const store = await openStore({ file: config.databaseFile, migrationsFolder: MIGRATIONS, log });
  await store.close();
  print(`The database ${config.databaseFile} is up to date.`);
}

function health(): void {
  const { config } = readConfig();
  const { isWell, sentence } = healthOf(config.databaseFile, machineClock.now());
  print(sentence);
  process.exitCode = isWell ? 0 : 1;
}

async function operator(command: OperatorCommand, words: readonly string[]): Promise<void> {
  const desk = { clock: machineClock, migrationsFolder: MIGRATIONS, print };
  process.exitCode = await operate(command, words, desk);
}

async function real(config: Config, secrets: Secrets, log: Log): Promise<Running> {
  takeWayOut(config.wayOut);
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
  const store = await openStore({ file: config.databaseFile, migrationsFolder: MIGRATIONS, log });
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
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

function wayOf(config: Config, secrets: Secrets): SlackWay {
  if ('slackAppToken' in secrets) return { appToken: secrets.slackAppToken };
  if (config.http === null) throw new Error('HTTP mode without a port');
  return { http: { ...config.http, signingSecret: secrets.slackSigningSecret } };
}

/** The sandbox lives in development dependencies; an installation without them has no local workspace. */
async function local(config: Config, log: Log): Promise<Running> {
  const { startSandbox } = await import('./sandbox/main.ts').catch((error: unknown) => {
    throw new SlipwayError(
      'unavailable',
      'No tokens are set, and the local workspace needs the development dependencies: run npm ci, or set SLACK_BOT_TOKEN, SLACK_APP_TOKEN and GITHUB_TOKEN.',
      error,
    );
  });
  const sandbox = await startSandbox(config, log);
  print(`Slipway runs in a local workspace: open ${sandbox.url} (nothing leaves this machine)`);
  return sandbox;
}

/** Settings from `.env` in the working folder, when there is one; what the environment sets goes first. */
function readEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

function stopOnSignal(running: Running, log: Log): void {
  const stop = (signal: string): void => {
    log.info('slipway.stopping', { signal });
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.trouble('slipway.stop-failed', error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

/** What is printed may carry an address or a word of somebody else's; our own secrets never leave. */
function print(text: string): void {
  process.stdout.write(`${scrubberOf(givenSecrets())(text)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${scrub(scrubberOf(givenSecrets())(sentence))}\n`);
  process.exitCode = 1;
});
