/** What a run found, in lines for a terminal, and how many faults it counts. */
import type { HostileOutcome, Siege } from './hostile.ts';
import type { Memory } from './program.ts';
import type { SocketOutcome, Trouble } from './refreshes.ts';

/** Lines to print; with any fault the run has failed. */
export interface Report {
  readonly lines: readonly string[];
  readonly faults: number;
}

/** A warned refresh may cost nobody anything; after a cut the person is told, and only for a moment. */
export function reportSockets(outcome: SocketOutcome): Report {
  const { troubles, typed, lost, doubled, unwell, handled, connectionsOpened } = outcome;
  const refreshed = troubles.find(({ name }) => name === 'refresh')?.turnedAway ?? 0;
  const faults = lost.length + doubled.length + unwell.length + refreshed;
  return {
    faults,
    lines: [
      ...troubles.map(inWords),
      `${typed} commands typed, ${handled} taken, ${connectionsOpened} connections opened`,
      `${lost.length} lost, ${doubled.length} answered twice, ${unwell.length} not handled exactly once, ${refreshed} turned away by a refresh`,
      faults === 0
        ? 'passed'
        : `failed: ${[...lost, ...doubled, ...unwell].slice(0, 20).join(' ')}`,
    ],
  };
}

function inWords(trouble: Trouble): string {
  const { name, times, typed, turnedAway, late, longestWaitMs, longestDeafMs } = trouble;
  const told = `${turnedAway} turned away by Slack, ${late} not acknowledged in time`;
  const waits = `longest wait ${longestWaitMs.toFixed(0)} ms, longest deaf time ${longestDeafMs.toFixed(0)} ms`;
  return `${name}, ${times} times: ${typed} commands, ${told}; ${waits}`;
}

const MEGABYTE = 1024 * 1024;
/**
 * How much the second half of a siege may take more than its middle. Objects that something still holds are
 * what leaks; what the machine gives also holds what the allocator keeps for later, in steps of its own.
 */
const MOST_GROWTH = { heap: 0.05, rss: 0.15 } as const;

/** Nothing handled twice or lost, nothing forged got in, nobody pinged, memory flat, and it ended when told. */
export function reportHostile(outcome: HostileOutcome): Report {
  const { sieges, lost, doubled, forged, arrivals, pings, looked, exitCodes, logged } = outcome;
  const wrong = sieges.flatMap(({ wrongAnswers }) => wrongAnswers);
  const crashes = exitCodes.filter((code) => code !== 0).length;
  const grown = sieges.filter((siege) =>
    (['heap', 'rss'] as const).some((part) => growthOf(siege, part) > MOST_GROWTH[part]),
  ).length;
  const found = [lost, doubled, pings, wrong].map(({ length }) => length);
  const faults = found.reduce((sum, some) => sum + some, forged + crashes + grown);
  const counts = (all: ReadonlyMap<string, number>): string =>
    [...all].map(([name, count]) => `${count} ${name}`).join(', ');
  return {
    faults,
    lines: [
      ...sieges.flatMap((siege) => [`${siege.way}: ${counts(siege.sent)}`, ...memoryLines(siege)]),
      `log: ${counts(logged)}`,
      `${arrivals} arrivals in the database; ${looked} payloads of the bot were looked through`,
      `${doubled.length} handled twice, ${lost.length} lost, ${forged} forgeries got in, ${pings.length} unwanted pings, ${wrong.length} wrong answers, ${crashes} crashes`,
      ...[...new Set([...doubled, ...lost, ...pings, ...wrong])].slice(0, 20),
      faults === 0 ? 'passed' : 'failed',
    ],
  };
}

/** How much the highest sample of the second half is above the one in the middle, as a share of it. */
function growthOf({ samples }: Siege, part: keyof Memory): number {
  const half = samples.slice(Math.floor(samples.length / 2)).map(({ memory }) => memory[part]);
  return Math.max(...half) / (half[0] ?? 1) - 1;
}

function memoryLines(siege: Siege): readonly string[] {
  const line = (part: keyof Memory, name: string): string => {
    const all = siege.samples.map(({ memory }) => (memory[part] / MEGABYTE).toFixed(1)).join(' ');
    const grown = (growthOf(siege, part) * 100).toFixed(1);
    return `${name} over ${siege.way}, MB: ${all}; second half ${grown} % above the middle`;
  };
  const inLine = Math.max(...siege.samples.map((sample) => sample.inLine));
  return [
    line('heap', 'objects'),
    line('rss', 'memory of the machine'),
    `at most ${inLine} acknowledged over ${siege.way} and not handled yet; memory is measured when they are`,
  ];
}
