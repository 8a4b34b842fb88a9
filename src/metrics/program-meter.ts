/** Counts what the running program tells. */
import type { Meter } from '../base/meter.ts';
import { createCounter, createHistogram } from './counts.ts';
import type { Metric } from './text-format.ts';

// Slack gives up after three seconds.
const ACK_BOUNDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];

/** A meter, and what it counted so far. */
export interface ProgramMeter extends Meter {
  metrics(): readonly Metric[];
}

/** A meter at zero. */
export function createProgramMeter(): ProgramMeter {
  const arrivals = createCounter(['kind', 'outcome']);
  const acknowledged = createHistogram(ACK_BOUNDS);
  const calls = createCounter(['method', 'outcome']);
  const throttled = createCounter([]);
  const answers = createCounter(['outcome']);
  const points = createCounter([]);
  let left: number | null = null;
  return {
    arrival: (kind, end) => arrivals.add([kind, end]),
    acknowledged: (seconds) => acknowledged.observe(seconds),
    slackCall(method, end, waitSeconds) {
      calls.add([method, end]);
      throttled.add([], waitSeconds);
    },
    gitHubAnswer(end, spent) {
      answers.add([end]);
      if (spent === null) return;
      points.add([], spent.cost);
      left = spent.remaining;
    },
    metrics: () => [
      {
        name: 'slipway_arrivals_total',
        type: 'counter',
        help: 'What Slack delivered, by kind and by how it ended here.',
        samples: arrivals.samples(),
      },
      {
        name: 'slipway_acknowledge_seconds',
        type: 'histogram',
        help: 'From a delivery of Slack to its acknowledgement; Slack gives up after 3 seconds.',
        samples: acknowledged.samples(),
      },
      {
        name: 'slipway_slack_calls_total',
        type: 'counter',
        help: 'Calls to Slack, by method and by how they ended.',
        samples: calls.samples(),
      },
      {
        name: 'slipway_slack_throttled_seconds_total',
        type: 'counter',
        help: 'Seconds that Slack asked us to wait because we called too often.',
        samples: throttled.samples(),
      },
      {
        name: 'slipway_github_requests_total',
        type: 'counter',
        help: 'Questions to GitHub, by how they ended.',
        samples: answers.samples(),
      },
      {
        name: 'slipway_github_points_spent_total',
        type: 'counter',
        help: "Points of GitHub's hourly budget that were spent.",
        samples: points.samples(),
      },
      {
        name: 'slipway_github_points_left',
        type: 'gauge',
        help: "Points left of this hour's budget, as GitHub last said.",
        samples: left === null ? [] : [{ value: left }],
      },
    ],
  };
}
