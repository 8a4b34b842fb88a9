/** What a run found, in lines for a terminal, and how many faults it counts. */
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
  const faults = lost.length + doubled.length + unwell + refreshed;
  return {
    faults,
    lines: [
      ...troubles.map(inWords),
      `${typed} commands typed, ${handled} taken, ${connectionsOpened} connections opened`,
      `${lost.length} lost, ${doubled.length} answered twice, ${unwell} not handled exactly once, ${refreshed} turned away by a refresh`,
      faults === 0 ? 'passed' : `failed: ${[...lost, ...doubled].slice(0, 20).join(' ')}`,
    ],
  };
}

function inWords(trouble: Trouble): string {
  const { name, times, typed, turnedAway, longestWaitMs, longestDeafMs } = trouble;
  const told = `${turnedAway} turned away by Slack`;
  const waits = `longest wait ${longestWaitMs.toFixed(0)} ms, longest deaf time ${longestDeafMs.toFixed(0)} ms`;
  return `${name}, ${times} times: ${typed} commands, ${told}; ${waits}`;
}
