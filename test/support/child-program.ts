/** The program as an operator starts it: a child process with settings that point into a played world. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { OutsideWorld } from '../../src/sandbox/outside-world.ts';
import { guarded } from './children.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** Variables by name; undefined takes one away. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a program ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** A program under way. */
export interface Running {
  readonly ended: Promise<Ended>;
  output(): string;
  signal(name: NodeJS.Signals): void;
}

/** The settings of a bot in this world, over sockets; `changes` go first. */
export function settingsFor(
  world: Pick<OutsideWorld, 'slack' | 'github'>,
  database: string,
  changes: Environment = {},
): Environment {
  return {
    PATH: process.env['PATH'],
    SLACK_BOT_TOKEN: world.slack.botToken,
    SLACK_APP_TOKEN: world.slack.appToken,
    GITHUB_TOKEN: world.github.token,
    SLACK_API_URL: world.slack.apiUrl,
    GITHUB_API_URL: world.github.url,
    SLIPWAY_DATABASE: database,
    ...changes,
  };
}

/** Starts the program with these words in the folder `cwd`; `main` is its first file, the sources' when left out. */
export function startProgram(
  words: readonly string[],
  env: Environment,
  cwd: string,
  main: string = MAIN,
): Running {
  const child = guarded(spawn(process.execPath, [main, ...words], { env, cwd }));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, output })),
  );
  return { ended, output: () => output, signal: (name) => void child.kill(name) };
}
