#!/usr/bin/env node
/** The front door: one word says what to do, and only what that needs is loaded. */
import { existsSync } from 'node:fs';
import { machineClock } from './base/clock.ts';
import { useCompileCache } from './base/compile-cache.ts';
import { ownFile } from './base/own-files.ts';
import { scrub, scrubberOf } from './base/scrub.ts';
import { databaseFileIn, environment, givenSecrets } from './config/environment.ts';

const USAGE = `slipway            starts the bot; without tokens, a local workspace in the browser
slipway migrate    brings the database up to date and ends
slipway manifest   prints the Slack app's manifest, with the prefix of the settings; [--json]
slipway health     says whether the bot on this machine works; exit code 0 or 1
slipway doctor     looks at settings, tokens, channels, people, repositories, clock, disk and database
slipway ledger     what is due, was sent, was skipped (and why) or failed; [due|sent|skipped|failed] [--json]
slipway backup     copies the database to a new file, also while the bot runs; <file>
slipway restore    puts a copy in place of the database, while no bot runs; <file>
slipway export     everything stored about one person, as JSON; <slack user id> [file]
slipway erase      takes one person out of the database, while no bot runs; <slack user id> [--yes]
slipway hotfix-report  what happened, why, and what is done about it, as Markdown; <version> [--project name]`;

async function main(words: readonly string[]): Promise<void> {
  const [command] = words;
  readEnvironmentFile();
  if (command === undefined || command === 'start') return start();
  if (command === 'migrate') return migrate();
  if (command === 'health') return health();
  const { isOperatorCommand, operate } = await import('./operator/commands.ts');
  if (isOperatorCommand(command)) {
    const desk = { clock: machineClock, migrationsFolder: ownFile('migrations'), print };
    process.exitCode = await operate(command, words.slice(1), desk);
    return;
  }
  print(USAGE);
  process.exitCode = command === 'help' || command === '--help' ? 0 : 2;
}

/** The bot alone uses the cache: a command that another user types must not leave files in it. */
async function start(): Promise<void> {
  useCompileCache(databaseFileIn(environment()));
  // In the built program errors then name places in the sources; the maps are read when one is shown.
  process.setSourceMapsEnabled(true);
  const bot = await import('./start.ts');
  return bot.start(print);
}

async function migrate(): Promise<void> {
  const { readConfig } = await import('./config/read-config.ts');
  const { pinoLog } = await import('./base/pino-log.ts');
  const { openStore } = await import('./store/store.ts');
  const { config } = readConfig();
  const log = pinoLog(config.logLevel, undefined, givenSecrets());
  const store = await openStore({
    file: config.databaseFile,
    migrationsFolder: ownFile('migrations'),
    log,
  });
  await store.close();
  print(`The database ${config.databaseFile} is up to date.`);
}

async function health(): Promise<void> {
  const { readConfig } = await import('./config/read-config.ts');
  const { healthOf } = await import('./store/sign-of-life.ts');
  const { config } = readConfig();
  const { isWell, sentence } = healthOf(config.databaseFile, machineClock.now());
  print(sentence);
  process.exitCode = isWell ? 0 : 1;
}

/** Settings from `.env` in the working folder, when there is one; what the environment sets goes first. */
function readEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
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
