/**
 * One run of `--every-await`: the part of the script in which a bot dies is lived by a process of its own.
 * What comes before it, and what comes after the death, is lived in the rig's process: the same program over
 * the same adapters, only warm, so that most of the time goes into the deaths.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createChance } from './chance.ts';
import type { Fault } from './fault.ts';
import { judgeAll } from './judge-all.ts';
import { createMemory } from './memory.ts';
import { openLives } from './lives.ts';
import type { Nursery } from './nursery.ts';
import { readRecords } from './records.ts';
import { doersIn, type Stage } from './script.ts';
import { startWorld, type World } from './world.ts';

/** A script, and the part of it that is to be killed at every point. */
export interface Chapter {
  readonly name: string;
  readonly isPlanned: boolean;
  readonly stages: readonly Stage[];
  /** Index of the stage whose points count; those of the first begin with the bot's birth. */
  readonly part: number;
  /** Who kills: the bot itself at its n-th point, or the road when the other side did the n-th deed. */
  readonly killer: 'bot' | 'road';
}

/** How one run went; `died` names the point, null when nobody died. */
export interface Run {
  readonly died: string | null;
  readonly faults: readonly Fault[];
}

/** Plays the whole script, with a death at the `point`-th of its part, and judges what stands in the end. */
export async function playRun(
  chapter: Chapter,
  { folder: base, nursery }: { readonly folder: string; readonly nursery: Nursery },
  point: number,
): Promise<Run> {
  const { isPlanned, stages, part, killer } = chapter;
  const folder = mkdtempSync(join(base, 'run-'));
  const databaseFile = join(folder, 'slipway.db');
  const chance = createChance(point);
  const world = await startWorld({ databaseFile, chance, faults: [], isBlind: false, isPlanned });
  const memory = createMemory();
  const doerOf = doersIn(world, memory);
  const lives = openLives(world, nursery, folder);
  const armed = (): void => {
    if (killer === 'road')
      killOnRoad(world, point, (path) => lives.kill(`${path} done, not answered`));
  };
  let isQuiet = true;
  for (const [index, { at, act }] of stages.entries()) {
    const isPart = index === part;
    const dieAt = isPart && killer === 'bot' ? point : null;
    if (index === 0 && isPart) {
      armed();
      await lives.beginMortal(at, dieAt);
    } else if (index === 0) lives.beginHere(at);
    else if (isPart) {
      isQuiet = (await lives.becomeMortal()) && isQuiet;
      armed();
      lives.goTo(at, dieAt);
    } else lives.goTo(at);
    isQuiet = (await lives.rest()) && isQuiet;
    await act(doerOf);
    isQuiet = (await lives.rest()) && isQuiet;
  }
  const endedWell = await lives.end();
  const records = readRecords(databaseFile);
  const faults = [
    ...judgeAll(world.outside.slack, world.clock.now(), records, memory),
    ...(isQuiet ? [] : [wrong('it did not come to rest')]),
    ...(endedWell ? [] : [wrong('the last bot did not end well')]),
    // A week without words would be a script that plays nothing.
    ...(isPlanned && records.messages.length < 5 ? [wrong('hardly anything was said')] : []),
  ];
  await world.stop();
  if (faults.length === 0) rmSync(folder, { recursive: true });
  return { died: lives.died(), faults };
}

/** Kills when the other side has done the n-th deed from now and before it answers; the answer never comes. */
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
