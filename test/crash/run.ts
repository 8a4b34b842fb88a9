/**
 * Kills the whole product and counts what stands in the end: everything must stand exactly once.
 *
 *   npm run crash-test -- --kills 50 [--seed 7] [--bots 2] [--worlds 2] [--faults lost,slow] [--blind]
 *   npm run crash-test -- --every-await [--worlds 3] [--step 1] [--chapter hotfix]
 *   npm run crash-test -- --leaders 100 --bots 5 --worlds 3
 *   npm run crash-test -- --rolling 10
 *   npm run crash-test -- --power-cuts
 */
import { parseArgs } from 'node:util';
import { crash } from './crash.ts';
import { everyAwait } from './every-await.ts';
import { everyCut } from './every-cut.ts';
import { leaders } from './leaders.ts';
import { reportOf } from './report.ts';
import { FAULT_NAMES } from './road-faults.ts';
import { rolling } from './rolling.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(process.pid) },
    /** How many bots share the database at a time. */
    bots: { type: 'string', default: '1' },
    /** How many such towns are played beside each other; they share the work. */
    worlds: { type: 'string', default: '1' },
    /** What goes wrong on the way, by name; `none` for nothing. */
    faults: { type: 'string', default: FAULT_NAMES.join(',') },
    /** Checks the rig itself: these bots cannot look for messages, so the run must fail. */
    blind: { type: 'boolean', default: false },
    /** Kills at every point in turn instead, or at every n-th: wherever control leaves the process or returns. */
    'every-await': { type: 'boolean', default: false },
    step: { type: 'string', default: '1' },
    /** Only the chapters whose name holds these words. */
    chapter: { type: 'string', default: '' },
    /** Kills so many of those who send instead, of several bots with the product's own leases. */
    leaders: { type: 'string' },
    /** Replaces the bot so often instead, as a deploy does, while twenty commands a second come in. */
    rolling: { type: 'string' },
    /** Cuts the log of a database at every frame instead. */
    'power-cuts': { type: 'boolean', default: false },
  },
});

const seed = Number(values.seed);
const bots = Number(values.bots);
const worlds = Number(values.worlds);

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Kills at random instants, over a Slack and a GitHub that lose answers, are slow, refuse and fail. */
async function kills(): Promise<boolean> {
  print(`${values.kills} kills, seed ${seed}, ${bots} at a time, ${worlds} worlds`);
  const share = (index: number): number => Math.ceil((Number(values.kills) - index) / worlds);
  const outcomes = await Promise.all(
    Array.from({ length: worlds }, (_, index) =>
      crash({
        kills: share(index),
        seed: seed + index * 1_000,
        bots,
        faults: values.faults.split(','),
        isBlind: values.blind,
      }),
    ),
  );
  for (const line of reportOf(outcomes)) print(line);
  return outcomes.every(({ faults }) => faults.length === 0);
}

function chosen(): Promise<boolean> {
  if (values['every-await']) return everyAwait(worlds, Number(values.step), values.chapter, print);
  if (values.leaders !== undefined)
    return leaders({ kills: Number(values.leaders), seed, bots, groups: worlds }, print);
  if (values.rolling !== undefined) return rolling(Number(values.rolling), seed, print);
  if (values['power-cuts']) return everyCut(print);
  return kills();
}

process.exitCode = (await chosen()) ? 0 : 1;
