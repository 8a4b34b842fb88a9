/**
 * Kills the whole product at random instants while messages are due and people answer, over a Slack and a
 * GitHub that lose answers, are slow, refuse and fail after the deed. Afterwards everything must stand exactly
 * once.
 *
 *   npm run crash-test -- --kills 50 [--seed 7] [--bots 2] [--worlds 2] [--faults lost,slow] [--blind]
 */
import { parseArgs } from 'node:util';
import { crash } from './crash.ts';
import { reportOf } from './report.ts';
import { FAULT_NAMES } from './road-faults.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(process.pid) },
    /** How many bots share the database at a time. */
    bots: { type: 'string', default: '1' },
    /** How many such towns are played beside each other; they share the kills. */
    worlds: { type: 'string', default: '1' },
    /** What goes wrong on the way, by name; `none` for nothing. */
    faults: { type: 'string', default: FAULT_NAMES.join(',') },
    /** Checks the rig itself: these bots cannot look for messages, so the run must fail. */
    blind: { type: 'boolean', default: false },
  },
});

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const { seed, bots } = values;
const worlds = Number(values.worlds);
print(`${values.kills} kills, seed ${seed}, ${bots} at a time, ${worlds} worlds`);
const outcomes = await Promise.all(
  Array.from({ length: worlds }, (_, index) =>
    crash({
      kills: Math.ceil((Number(values.kills) - index) / worlds),
      seed: Number(seed) + index * 1_000,
      bots: Number(bots),
      faults: values.faults.split(','),
      isBlind: values.blind,
    }),
  ),
);
for (const line of reportOf(outcomes)) print(line);
process.exitCode = outcomes.every(({ faults }) => faults.length === 0) ? 0 : 1;
