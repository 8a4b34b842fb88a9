/**
 * Kills the whole product at random instants while messages are due and people answer, over a Slack that
 * loses 3 % of its answers and is slow in 10 %. Afterwards everything must stand exactly once.
 *
 *   npm run crash-test -- --kills 50 [--seed 7] [--bots 2] [--blind]
 */
import { parseArgs } from 'node:util';
import { crash, type Outcome } from './crash.ts';
import { countOf } from './fault.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(process.pid) },
    /** How many bots share the database at a time. */
    bots: { type: 'string', default: '1' },
    /** Checks the rig itself: these bots cannot look for messages, so the run must fail. */
    blind: { type: 'boolean', default: false },
  },
});

const MOST_SHOWN = 50;

function report({ faults, folder, ...outcome }: Outcome): readonly string[] {
  const { records, remembered, seconds, calls, removed } = outcome;
  const answers = remembered.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  const outOfDate = records.messages.filter(({ state }) => state === 'skipped').length;
  const kept = records.promises.filter(({ state }) => state === 'done').length;
  const skipped = records.promises.filter(({ state }) => state === 'skipped').length;
  const late = records.promises.filter(({ state }) => state === 'failed').length;
  return [
    `${(Number(values.kills) / seconds.killing).toFixed(1)} kills a second, ${seconds.all.toFixed(0)} s in all; the product's time is ${outcome.now}`,
    `${calls.all} calls to Slack: ${calls.lost} answers lost, ${calls.slow} slow; ${removed} doubles were removed on the way`,
    `${kept} promises kept, ${skipped} skipped with a reason, ${late} given up because their time was over`,
    `${values.kills} kills, ${records.messages.length} messages (${outOfDate} out of date before they could be posted), ${answers} acknowledged answers; ${countOf(faults, 'lost')} lost, ${countOf(faults, 'doubled')} doubled, ${countOf(faults, 'wrong')} otherwise wrong`,
    ...faults.slice(0, MOST_SHOWN).map(({ kind, words }) => `${kind}: ${words}`),
    ...(faults.length === 0
      ? ['passed: everything stands exactly once']
      : [`failed: ${faults.length} faults; database and log are kept in ${folder}`]),
  ];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

print(`${values.kills} kills, seed ${values.seed}, ${values.bots} at a time`);
const outcome = await crash({
  kills: Number(values.kills),
  seed: Number(values.seed),
  bots: Number(values.bots),
  isBlind: values.blind,
});
for (const line of report(outcome)) print(line);
process.exitCode = outcome.faults.length === 0 ? 0 : 1;
