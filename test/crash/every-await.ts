/**
 * Kills at every point in turn, as SQLite does with its own: the first, the second, and so on, until a run
 * passes in which nobody died. Each run plays the script in a town of its own, starts the next bot after the
 * death, lets it come to rest, and is judged like any other.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createChance } from './chance.ts';
import { ordersFor } from './crash.ts';
import type { Fault } from './fault.ts';
import { judgeAll } from './judge-all.ts';
import { createMemory } from './memory.ts';
import { openNursery, type Bot, type Nursery } from './nursery.ts';
import { countOpen, readRecords } from './records.ts';
import { doersIn, WEEK, type Stage } from './script.ts';
import { START, startWorld, type World } from './world.ts';

/** A script to be killed at every point of it. */
interface Chapter {
  readonly name: string;
  readonly isPlanned: boolean;
  readonly stages: readonly Stage[];
  /** Who kills: the bot itself at its n-th point, or the road when the other side did the n-th deed. */
  readonly killer: 'bot' | 'road';
}

/** How one run went; `died` names the point, null when nobody died. */
interface Run {
  readonly died: string | null;
  readonly faults: readonly Fault[];
}

const NOTHING: Stage = { at: START, act: () => Promise.resolve() };
const CHAPTERS: readonly Chapter[] = [
  { name: 'first start on an empty disk', isPlanned: false, stages: [NOTHING], killer: 'bot' },
  { name: 'a week', isPlanned: true, stages: WEEK, killer: 'bot' },
  { name: 'a week, answers on their way', isPlanned: true, stages: WEEK, killer: 'road' },
];
const PATIENCE_MS = 90_000;
const LOOK_MS = 15;
const PRINT_EVERY = 25;
const MOST_SHOWN = 50;

/** Plays all chapters, `atOnce` runs beside each other; true when nothing was wrong. */
export async function everyAwait(
  atOnce: number,
  step: number,
  print: (line: string) => void,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-await-'));
  const nursery = await openNursery(atOnce + 1, join(folder, 'code'));
  const faults: Fault[] = [];
  for (const chapter of CHAPTERS)
    faults.push(...(await playChapter(chapter, { folder, nursery, atOnce, step, print })));
  for (const { kind, words } of faults.slice(0, MOST_SHOWN)) print(`${kind}: ${words}`);
  await nursery.close();
  if (faults.length === 0) rmSync(folder, { recursive: true });
  else print(`databases and logs are kept in ${folder}`);
  return faults.length === 0;
}

interface Tools {
  readonly folder: string;
  readonly nursery: Nursery;
  readonly atOnce: number;
  /** Every how many-th point; one for all. */
  readonly step: number;
  print(line: string): void;
}

async function playChapter(chapter: Chapter, tools: Tools): Promise<readonly Fault[]> {
  const begun = performance.now();
  const died = new Map<string, number>();
  const faults: Fault[] = [];
  let next = 1;
  let isOver = false;
  let played = 0;
  const work = async (): Promise<void> => {
    while (!isOver) {
      const point = next;
      next += tools.step;
      const run = await playOnce(chapter, tools, point);
      if (run.died === null) isOver = true;
      else died.set(run.died, (died.get(run.died) ?? 0) + 1);
      played += 1;
      if (played % PRINT_EVERY === 0) tools.print(`${chapter.name}: ${played} runs played`);
      for (const { kind, words } of run.faults) {
        faults.push({ kind, words: `${chapter.name}, point ${point} (${run.died}): ${words}` });
        tools.print(`fault at point ${point}: ${words}`);
      }
    }
  };
  await Promise.all(Array.from({ length: tools.atOnce }, work));
  const kills = [...died.values()].reduce((sum, times) => sum + times, 0);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  tools.print(`${chapter.name}: ${kills} points, ${seconds} s, ${faults.length} faults`);
  for (const [name, times] of died) tools.print(`  ${times} ${name}`);
  return faults;
}

async function playOnce(chapter: Chapter, tools: Tools, point: number): Promise<Run> {
  const folder = mkdtempSync(join(tools.folder, 'run-'));
  const databaseFile = join(folder, 'slipway.db');
  const { isPlanned } = chapter;
  const chance = createChance(point);
  const world = await startWorld({ databaseFile, chance, faults: [], isBlind: false, isPlanned });
  const memory = createMemory();
  const doerOf = doersIn(world, memory);
  const life = await beginLife(chapter, tools.nursery, world, folder, point);
  let isQuiet = true;
  for (const { at, act } of chapter.stages) {
    life.goTo(at);
    isQuiet = (await life.rest()) && isQuiet;
    await act(doerOf);
    isQuiet = (await life.rest()) && isQuiet;
  }
  const endedWell = await life.end();
  const records = readRecords(databaseFile);
  const faults = [
    ...judgeAll(world.outside.slack, world.clock.now(), records, memory.all()),
    ...(isQuiet ? [] : [wrong('it did not come to rest')]),
    ...(endedWell ? [] : [wrong('the last bot did not end well')]),
    // A week without words would be a script that plays nothing.
    ...(isPlanned && records.messages.length < 5 ? [wrong('hardly anything was said')] : []),
  ];
  await world.stop();
  if (faults.length === 0) rmSync(folder, { recursive: true });
  return { died: life.died(), faults };
}

/** The bots of one run, one after the other. */
interface Life {
  goTo(at: string): void;
  /** Resolves when a bot lives and nothing is open; false when that takes too long. */
  rest(): Promise<boolean>;
  end(): Promise<boolean>;
  died(): string | null;
}

async function beginLife(
  { killer }: Chapter,
  nursery: Nursery,
  world: World,
  folder: string,
  point: number,
): Promise<Life> {
  const pointsFile = join(folder, 'points');
  const mortal = { dieAt: killer === 'bot' ? point : null, pointsFile };
  const immortal = { dieAt: null, pointsFile: null };
  const first = ordersFor(
    world,
    folder,
    join(folder, 'slipway.db'),
    world.standStill(START),
    false,
  );
  let orders = { ...first, ...(killer === 'bot' ? mortal : immortal) };
  let died: string | null = null;
  let bot = await nursery.next();
  let isEnding = false;

  const followed = async (first: Bot): Promise<void> => {
    await first.gone;
    if (isEnding) return;
    died ??= readFileSync(pointsFile, 'utf8').trim().split('\n').at(-1) ?? 'unknown';
    orders = { ...orders, ...immortal };
    bot = await nursery.next();
    bot.live(orders);
    void followed(bot);
  };
  if (killer === 'road')
    killOnRoad(world, point, (path) => {
      died = `${path} done, not answered`;
      void bot.kill();
    });
  bot.live(orders);
  void followed(bot);

  return {
    goTo(at) {
      orders = { ...orders, pace: world.standStill(at) };
      bot.live(orders);
    },
    async rest() {
      const deadline = performance.now() + PATIENCE_MS;
      while (performance.now() < deadline) {
        const present = bot;
        await present.listens;
        await pause(LOOK_MS);
        if (!present.isGone() && isDone(orders.databaseFile, world)) return true;
      }
      return false;
    },
    async end() {
      isEnding = true;
      return (await bot.retire()) === 0;
    },
    died: () => died,
  };
}

/** False also while the database is being made. */
function isDone(databaseFile: string, world: World): boolean {
  try {
    return countOpen(databaseFile, world.clock.now()) === 0;
  } catch {
    return false;
  }
}

/** Kills when the other side has done the n-th deed and before it answers; the answer never comes. */
function killOnRoad(world: World, point: number, kill: (path: string) => void): void {
  let done = 0;
  const listener = (path: string, stage: string): void => {
    if (stage !== 'done') return;
    done += 1;
    if (done === point) kill(path);
  };
  world.road.listen(listener);
  world.gitHubRoad.listen(listener);
}

function wrong(words: string): Fault {
  return { kind: 'wrong', words };
}
