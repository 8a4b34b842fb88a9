/**
 * The image, as far as it can be tried without Docker: its Dockerfile is replayed into a folder, and what
 * lies there then is started as a container would start it, against the played Slack and GitHub.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { machineClock } from '../../src/base/clock.ts';
import { startOutsideWorld, type OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import { replayBuild, type Image } from './replay-build.ts';
import { guarded } from '../support/children.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 20_000;

interface Container {
  output(): string;
  readonly ended: Promise<number | null>;
  stop(): void;
}

const say = (words: string): void => void process.stdout.write(`${words}\n`);

const scratch = mkdtempSync(join(tmpdir(), 'slipway-image-'));
try {
  const image = replayBuild(PROJECT, scratch);
  leavesDevelopmentOut(image);
  await saysWhatIsMissing(image);
  await migrates(image);
  await worksInAWorkspace(image);
  say('The image does what it should.');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function leavesDevelopmentOut({ folder }: Image): void {
  for (const path of [
    'src',
    'test',
    'build',
    '.env',
    'node_modules/vitest',
    'node_modules/esbuild',
  ])
    assert(!existsSync(join(folder, path)), `${path} is in the image`);
  assert.deepEqual(readdirSync(join(folder, 'node_modules')), ['better-sqlite3']);
  say('built: a few files, and SQLite');
}

async function saysWhatIsMissing(image: Image): Promise<void> {
  const container = run(image, image.command);
  assert.equal(await container.ended, 1);
  const lines = container.output().trim().split('\n');
  assert.equal(lines.length, 1, container.output());
  assert.match(lines[0] ?? '', /set SLACK_BOT_TOKEN, SLACK_APP_TOKEN and GITHUB_TOKEN/);
  say(`without tokens: ${lines[0] ?? ''}`);
}

async function migrates(image: Image): Promise<void> {
  const container = run(image, [...image.command, 'migrate']);
  assert.equal(await container.ended, 0, container.output());
  assert(existsSync(image.environment['SLIPWAY_DATABASE'] ?? ''), 'no database was made');
  say('migrate: the database is made');
  assert.equal(await run(image, image.healthcheck).ended, 1, 'healthy without a running bot');
}

async function worksInAWorkspace(image: Image): Promise<void> {
  const clock = machineClock;
  const world = await startOutsideWorld({ clock, wall: clock, start: clock.now() });
  const container = run(image, image.command, tokensOf(world));
  try {
    await until(() => world.slack.connections() === 2, container);
    await world.slack.as(PEOPLE.mara.id).command(ATLAS_CHANNEL, '/release help');
    await until(() => newestWords(world) === 'What /release can do', container);
    say('with tokens: it starts and answers a command');
    const check = run(image, image.healthcheck);
    assert.equal(await check.ended, 0, check.output());
    say(`health: ${check.output().trim()}`);
    container.stop();
    assert.equal(await container.ended, 0, container.output());
    for (const secret of Object.values(tokensOf(world)).filter(
      (value) => !value.startsWith('http'),
    ))
      assert(!container.output().includes(secret), 'a token was printed');
    assert.equal(await run(image, image.healthcheck).ended, 1, 'healthy after the end');
    say('SIGTERM: it ends with 0, and health says so');
  } finally {
    container.stop();
    await world.stop();
  }
}

function tokensOf({ slack, github }: OutsideWorld): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    GITHUB_TOKEN: github.token,
    GITHUB_API_URL: github.url,
  };
}

function newestWords({ slack }: OutsideWorld): string | undefined {
  return slack.messages(ATLAS_CHANNEL, PEOPLE.mara.id).at(-1)?.text;
}

/** Starts a command as a container would: the image's folder and environment, nothing of ours. */
function run(
  image: Image,
  command: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Container {
  const [program = '', ...words] = command;
  const child = guarded(
    spawn(program, words, {
      cwd: image.folder,
      env: { ...image.environment, ...more },
    }),
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    output: () => output,
    ended: once(child, 'close').then(() => child.exitCode),
    stop: () => void child.kill('SIGTERM'),
  };
}

/** Waits until something holds; fails with what the container printed. */
async function until(holds: () => boolean, container: Container): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    assert(waited < PATIENCE_MS, `it did not come to that: ${container.output()}`);
    await pause(50);
  }
}
