/** How the process itself is: delays of its event loop, memory, processor time. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metric } from './text-format.ts';

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

/** Looks after the event loop until stopped. */
export interface ProcessGauges {
  metrics(): readonly Metric[];
  stop(): void;
}

/** Begins to watch. `version` is Slipway's. */
export function watchProcess(version: string): ProcessGauges {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return {
    metrics: () => {
      const { rss, heapUsed } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      return [
        one('slipway_build_info', 'Always 1; the labels say which version runs.', 1, {
          version,
          node: process.versions.node,
        }),
        loopDelay(delay),
        one('process_resident_memory_bytes', 'Memory that the process holds.', rss),
        one('nodejs_heap_used_bytes', 'Memory that the values of the program take.', heapUsed),
        {
          name: 'process_cpu_seconds_total',
          type: 'counter',
          help: 'Processor time that was used.',
          samples: [{ value: (user + system) / MICROSECONDS }],
        },
      ];
    },
    stop: () => void delay.disable(),
  };
}

/** Since the last look, so that one bad minute does not shine through for days. */
function loopDelay(delay: ReturnType<typeof monitorEventLoopDelay>): Metric {
  const seconds = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? nanoseconds / NANOSECONDS : 0;
  const samples = [
    { labels: { quantile: '0.5' }, value: seconds(delay.percentile(50)) },
    { labels: { quantile: '0.99' }, value: seconds(delay.percentile(99)) },
    { labels: { quantile: '1' }, value: seconds(delay.max) },
  ];
  delay.reset();
  return {
    name: 'slipway_event_loop_delay_seconds',
    type: 'gauge',
    help: 'By how much the event loop was late since the last look; 0.02 is its rest.',
    samples,
  };
}

function one(
  name: string,
  help: string,
  value: number,
  labels?: Readonly<Record<string, string>>,
): Metric {
  return {
    name,
    type: 'gauge',
    help,
    samples: [labels === undefined ? { value } : { labels, value }],
  };
}
