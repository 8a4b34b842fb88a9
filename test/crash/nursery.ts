/** Bots that have loaded and wait for their orders, so that a killed one is followed at once. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { bundleBot } from './bundle.ts';
import type { Orders } from './orders.ts';
import { guarded } from '../support/children.ts';

export interface Bot {
  /** Begins its life; while it lives, gives it another pace. */
  live(orders: Orders): void;
  /** Resolves when it listens to Slack, or has died. */
  readonly listens: Promise<void>;
  /** How often it has beaten to the end; told only by who passes points. */
  beats(): number;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  isGone(): boolean;
  /** Ends it without a word; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end well; resolves with its exit code, null when it had to be killed. */
  retire(): Promise<number | null>;
}

export interface Nursery {
  next(): Promise<Bot>;
  /** How many ended although nobody killed them. */
  strayDeaths(): number;
  close(): Promise<void>;
}

const RETIRE_MS = 15_000;

/**
 * Keeps `ready` bots loaded. `folder` keeps their code, bundled and compiled: loading is most of their cost.
 * `bundle` is its file, when somebody has bundled it there already.
 */
export async function openNursery(
  ready: number,
  folder: string,
  bundle: string | null = null,
): Promise<Nursery> {
  const file = bundle ?? (await bundleBot(folder));
  const loadBot = () => load(file, join(folder, 'compiled'));
  const waiting: Promise<ChildProcess>[] = Array.from({ length: ready }, loadBot);
  let strayDeaths = 0;
  return {
    async next() {
      waiting.push(loadBot());
      const loaded = waiting.shift();
      if (loaded === undefined) throw new Error('the nursery is empty');
      return asBot(await loaded, () => (strayDeaths += 1));
    },
    strayDeaths: () => strayDeaths,
    async close() {
      await Promise.all(waiting.map(async (loaded) => endNow(await loaded)));
    },
  };
}

async function load(file: string, cacheFolder: string): Promise<ChildProcess> {
  const env = { ...process.env, NODE_COMPILE_CACHE: cacheFolder };
  const child = guarded(fork(file, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  await once(child, 'message');
  return child;
}

function asBot(child: ChildProcess, onStrayDeath: () => void): Bot {
  const { promise: listens, resolve } = Promise.withResolvers<void>();
  const { promise: gone, resolve: go } = Promise.withResolvers<void>();
  let isEnding = false;
  let beats = 0;
  child.on('message', (stage) => {
    if (stage === 'listening') resolve();
    if (stage === 'beat') beats += 1;
  });
  child.on('exit', () => {
    if (!isEnding) onStrayDeath();
    resolve();
    go();
  });
  return {
    live: (orders) => {
      // Whoever is gone takes no orders; that it is gone is told otherwise.
      if (child.connected) child.send(orders, () => undefined);
    },
    listens,
    beats: () => beats,
    gone,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    kill() {
      isEnding = true;
      return endNow(child);
    },
    async retire() {
      isEnding = true;
      const timer = setTimeout(() => child.kill('SIGKILL'), RETIRE_MS);
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      clearTimeout(timer);
      return child.exitCode;
    },
  };
}

async function endNow(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
