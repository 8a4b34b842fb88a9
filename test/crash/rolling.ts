/** A deploy under load: the next bot begins to listen, the one before is told to end, while people go on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Acknowledgement } from '../../src/sandbox/contract.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import { createChance } from './chance.ts';
import { calmDown } from './calm.ts';
import { ordersFor } from './crash.ts';
import { judgeAll } from './judge-all.ts';
import { createMemory } from './memory.ts';
import { openNursery, type Bot } from './nursery.ts';
import { readRecords } from './records.ts';
import { startWorld, type World } from './world.ts';

const EVERY_MS = 50;
const BETWEEN_MS = 1_000;
const MOST_MS = 10_000;

/** Replaces the bot so often and prints what became of the commands; true when none was lost. */
export async function rolling(
  restarts: number,
  seed: number,
  print: (line: string) => void,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-rolling-'));
  const databaseFile = join(folder, 'slipway.db');
  const nursery = await openNursery(1, join(folder, 'code'));
  const world = await startWorld({
    databaseFile,
    chance: createChance(seed),
    faults: [],
    isBlind: false,
  });
  const pace = world.standStill('2026-11-16T09:00:00.000Z');
  const orders = { ...ordersFor(world, folder, databaseFile, pace, false), leaseMs: null };
  const begin = async (): Promise<Bot> => {
    const bot = await nursery.next();
    bot.live(orders);
    await bot.listens;
    return bot;
  };
  const before = handledCommands(databaseFile);
  let bot = await begin();
  const load = startLoad(world);
  const stops: number[] = [];
  let unwell = 0;
  for (let n = 0; n < restarts; n += 1) {
    await pause(BETWEEN_MS);
    const next = await begin();
    const begun = performance.now();
    if ((await bot.retire()) !== 0) unwell += 1;
    stops.push(performance.now() - begun);
    bot = next;
  }
  const acknowledgements = await load.stop();
  await bot.retire();
  const endedWell = await calmDown(world, nursery, orders);
  const taken = acknowledgements.filter(({ kind }) => kind === 'ok').length;
  const nobody = acknowledgements.filter(({ kind }) => kind === 'nobody-listens').length;
  // What was acknowledged too late for Slack is handled all the same, so it makes up for nothing here.
  const handled = handledCommands(databaseFile) - before;
  const lost = Math.max(0, taken - handled);
  const faults = judgeAll(
    world.outside.slack,
    world.clock.now(),
    readRecords(databaseFile),
    createMemory(),
  );
  const longest = Math.max(...stops);
  print(
    `${restarts} restarts, ${acknowledgements.length} commands: ${taken} acknowledged in time, ${acknowledgements.length - taken - nobody} too late, ${nobody} found nobody, ${handled} handled, ${lost} lost; the longest stop took ${(longest / 1_000).toFixed(1)} s, ${unwell} ended badly; ${faults.length} faults`,
  );
  for (const { kind, words } of faults) print(`${kind}: ${words}`);
  await nursery.close();
  await world.stop();
  rmSync(folder, { recursive: true });
  // Slack shows a person an error where the acknowledgement is late, also when all is done in the end.
  const isHeard = taken === acknowledgements.length;
  const isWhole = isHeard && handled === taken && unwell === 0 && endedWell;
  return isWhole && faults.length === 0 && longest < MOST_MS;
}

/** Twenty commands a second, whatever becomes of them. */
function startLoad({ outside }: World) {
  const people = Object.values(PEOPLE);
  const sent: Promise<Acknowledgement>[] = [];
  const timer = setInterval(() => {
    const person = people[sent.length % people.length];
    if (person === undefined) return;
    sent.push(outside.slack.as(person.id).command(ATLAS_CHANNEL, '/release status'));
  }, EVERY_MS);
  return {
    async stop(): Promise<readonly Acknowledgement[]> {
      clearInterval(timer);
      return await Promise.all(sent);
    },
  };
}

function handledCommands(databaseFile: string): number {
  const sqlite = new Database(databaseFile, { readonly: true, timeout: 5_000 });
  try {
    const count = sqlite.prepare<[], { n: number }>(
      "select count(*) as n from arrival where kind = 'command' and state = 'handled'",
    );
    return count.get()?.n ?? 0;
  } finally {
    sqlite.close();
  }
}
