/**
 * Kills at every point in turn, as SQLite does with its own: the first, the second, and so on, until a run
 * passes in which nobody died. Each run plays the script in a town of its own, lets another bot go on after
 * the death and come to rest, and is judged like any other.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { bundleBot } from './bundle.ts';
import { CHAPTERS, type RunOrder } from './await-chapters.ts';
import type { Run } from './await-run.ts';
import type { Fault } from './fault.ts';
import { guarded } from '../support/children.ts';

const WORKER = join(import.meta.dirname, 'await-worker.ts');
const PRINT_EVERY = 25;
const MOST_SHOWN = 50;

/** Plays the chapters whose name holds `only`, `atOnce` runs beside each other; true when nothing was wrong. */
export async function everyAwait(
  atOnce: number,
  step: number,
  only: string,
  print: (line: string) => void,
): Promise<boolean> {
  const begun = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'slipway-await-'));
  const code = join(folder, 'code');
  const bundle = await bundleBot(code);
  const players = await Promise.all(
    Array.from({ length: atOnce }, () => openPlayer(folder, code, bundle)),
  );
  const played: Played[] = [];
  const chosen = [...CHAPTERS.keys()].filter((at) => CHAPTERS[at]?.name.includes(only));
  for (const chapter of chosen) played.push(await playChapter(chapter, { players, step, print }));
  for (const player of players) await player.close();
  const faults = played.flatMap((chapter) => chapter.faults);
  for (const { kind, words } of faults.slice(0, MOST_SHOWN)) print(`${kind}: ${words}`);
  const kills = played.reduce((sum, chapter) => sum + chapter.kills, 0);
  const which = step === 1 ? 'every point' : `every ${step}th point`;
  print(
    `${kills} kills, at ${which} of ${chosen.length} chapters, each until a run passed in which nobody died; ${secondsSince(begun)} s, ${faults.length} faults`,
  );
  if (faults.length === 0) rmSync(folder, { recursive: true });
  else print(`databases and logs are kept in ${folder}`);
  return faults.length === 0;
}

/** A process that plays one run at a time. */
interface Player {
  play(order: RunOrder): Promise<Run>;
  close(): Promise<void>;
}

async function openPlayer(...words: readonly string[]): Promise<Player> {
  const child = guarded(fork(WORKER, words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  await heard(child);
  return {
    async play(order) {
      child.send(order);
      return (await heard(child)) as Run;
    },
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** Its next word; throws when it is gone instead. */
async function heard(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const gone = once(child, 'exit', { signal }).then(() => {
    throw new Error('a process that plays runs is gone');
  });
  try {
    const [word] = await Promise.race([once(child, 'message', { signal }), gone]);
    return word;
  } finally {
    gone.catch(() => undefined);
    over.abort();
  }
}

interface Tools {
  readonly players: readonly Player[];
  /** Every how many-th point; one for all. */
  readonly step: number;
  print(line: string): void;
}

interface Played {
  readonly kills: number;
  readonly faults: readonly Fault[];
}

async function playChapter(chapter: number, { players, step, print }: Tools): Promise<Played> {
  const begun = performance.now();
  const name = CHAPTERS[chapter]?.name ?? '';
  const died = new Map<string, number>();
  const faults: Fault[] = [];
  let next = 1;
  let lastDeath = 0;
  let lastWhole = 0;
  let runs = 0;

  /** One run after the other, until one passed whole beyond all points at which a bot died. */
  const work = async (player: Player): Promise<void> => {
    while (lastWhole <= lastDeath) {
      const point = next;
      next += step;
      const run = await player.play({ chapter, point });
      runs += 1;
      if (run.died === null) lastWhole = Math.max(lastWhole, point);
      else {
        lastDeath = Math.max(lastDeath, point);
        died.set(run.died, (died.get(run.died) ?? 0) + 1);
      }
      if (runs % PRINT_EVERY === 0) print(`${name}: ${runs} runs played`);
      for (const { kind, words } of run.faults) {
        faults.push({ kind, words: `${name}, point ${point} (${run.died}): ${words}` });
        print(`fault at point ${point} (${run.died}): ${words}`);
      }
    }
  };
  await Promise.all(players.map(work));
  const kills = [...died.values()].reduce((sum, times) => sum + times, 0);
  print(
    `${name}: ${kills} points, ${runs - kills} runs passed whole, ${secondsSince(begun)} s, ${faults.length} faults`,
  );
  for (const [point, times] of died) print(`  ${times} ${point}`);
  return { kills, faults };
}

function secondsSince(begun: number): number {
  return Math.round((performance.now() - begun) / 1_000);
}
