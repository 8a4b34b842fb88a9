/** A program under test: the product or a bare one, as a child with the same node and flags. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SIGNING_SECRET, type Address } from './side-orders.ts';
import { guarded } from '../support/children.ts';
import { freePort } from '../support/free-port.ts';

/** How Slack reaches the app. */
export type Mode = 'http' | 'socket';

/** A program that is ready. */
export interface Program {
  /** From the start of its process until it said that it is ready. */
  readonly startMs: number;
  /** Processor time of that, milliseconds: says the same on a busy machine. */
  readonly startCpuMs: number;
  /** Where Slack's calls go; null over sockets. */
  readonly address: string | null;
  /** Resident memory now, megabytes. */
  residentMb(): number;
  stop(): Promise<void>;
}

// As it is installed: `npm run build` makes it.
const OURS = fileURLToPath(import.meta.resolve('../../dist/slipway.js'));
const BARE = fileURLToPath(import.meta.resolve('./bare-bolt.js'));
const START_LIMIT_MS = 30_000;

/** Starts the bare Bolt app. */
export async function startBare(mode: Mode, side: Address): Promise<Program> {
  const port = mode === 'http' ? await freePort() : 0;
  const settings = { ...tokens(side), MODE: mode, PORT: String(port) };
  return start(BARE, { ...settings, SLACK_SIGNING_SECRET: SIGNING_SECRET }, port, 'ready');
}

/** Starts the built Slipway as an operator would; `databaseFile` may be new or seeded. */
export async function startOurs(
  mode: Mode,
  side: Address,
  databaseFile: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const port = mode === 'http' ? await freePort() : 0;
  const { SLACK_APP_TOKEN, ...shared } = tokens(side);
  const way =
    mode === 'http'
      ? {
          SLACK_SIGNING_SECRET: SIGNING_SECRET,
          SLIPWAY_HTTP_PORT: String(port),
          SLIPWAY_HTTP_HOST: '127.0.0.1',
        }
      : { SLACK_APP_TOKEN };
  const environment = { ...shared, ...way, SLIPWAY_DATABASE: databaseFile, ...more };
  return start(OURS, environment, port, 'slipway.ready');
}

function tokens({ origin }: Address) {
  return {
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_APP_TOKEN: 'xapp-bench',
    GITHUB_TOKEN: 'ghp_bench_token',
    SLACK_API_URL: `${origin}/api/`,
    GITHUB_API_URL: origin,
  };
}

async function start(
  file: string,
  settings: Readonly<Record<string, string>>,
  port: number,
  word: string,
): Promise<Program> {
  const begun = performance.now();
  const child = guarded(
    spawn(process.execPath, [file], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  await said(child, word).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  const startMs = performance.now() - begun;
  const startCpuMs = cpuMs(child.pid ?? 0);
  return {
    startMs,
    startCpuMs,
    address: port === 0 ? null : `http://127.0.0.1:${port}/slack/events`,
    residentMb: () => residentMb(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Resolves once the program has written `word`. */
async function said(child: ChildProcess, word: string): Promise<void> {
  let output = '';
  const heard = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(word)) resolve();
      output = output.slice(-10_000);
    });
  });
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`ended: ${output}`)));
  died.catch(() => undefined);
  const late = pause(START_LIMIT_MS, null, { ref: false });
  await Promise.race([
    heard,
    died,
    late.then(() => Promise.reject(new Error(`silent: ${output}`))),
  ]);
}

/** As Linux counts it; there is no other way to ask from outside without a tool. */
function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** Processor time of a process so far; Linux counts it in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
