/**
 * Wears the product down for longer than a test may take, and counts what stands in the end.
 *
 *   npm run soak -- --refreshes 1000
 *   npm run soak -- --hostile 100000 [--seed 7] [--snapshots folder]
 */
import { parseArgs } from 'node:util';
import { besiege } from './hostile.ts';
import { wearSockets } from './refreshes.ts';
import { reportHostile, reportSockets } from './report.ts';

const { values } = parseArgs({
  options: {
    /** How often Slack asks a connection to be renewed. */
    refreshes: { type: 'string' },
    /** How many replays, forgeries and fuzzed payloads. */
    hostile: { type: 'string' },
    /** Where heap snapshots of the program go, for a look at what grew. */
    snapshots: { type: 'string' },
    seed: { type: 'string', default: String(process.pid) },
  },
});

function tell({
  lines,
  faults,
}: {
  readonly lines: readonly string[];
  readonly faults: number;
}): void {
  process.stdout.write(`${lines.join('\n')}\n`);
  if (faults > 0) process.exitCode = 1;
}

if (values.refreshes !== undefined) {
  const refreshes = Number(values.refreshes);
  const cuts = Math.ceil(refreshes / 20);
  const halfOpen = Math.ceil(refreshes / 200);
  const outcome = await wearSockets({
    refreshes,
    cuts,
    halfOpen,
    perSecond: 20,
    leaveMs: 10_000,
    refusals: true,
    // Between two refreshes hours pass in Slack, so none of them makes the bot cautious; and it hangs up
    // early, because Slack allows ten connections.
    timing: { steadyAfterMs: 0, lingerMs: 500 },
    onOver: (name) => process.stdout.write(`over: ${name}\n`),
  });
  tell(reportSockets(outcome));
}

if (values.hostile !== undefined) {
  const seed = Number(values.seed);
  process.stdout.write(`${values.hostile} attempts, seed ${seed}\n`);
  const begun = performance.now();
  const outcome = await besiege({
    attempts: Number(values.hostile),
    seed,
    ...(values.snapshots === undefined ? {} : { snapshots: values.snapshots }),
    onSample: (way, share) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(0);
      process.stdout.write(`${way}: ${(share * 100).toFixed(0)} % after ${seconds} s\n`);
    },
  });
  tell(reportHostile(outcome));
}
