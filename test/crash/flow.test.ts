/** The product's time of a crash run flows only while it is let. */
import { expect, test } from 'vitest';
import { machineClock } from '../../src/base/clock.ts';
import { plusMilliseconds } from '../../src/base/time.ts';
import { createFlow } from './flow.ts';
import { quickWeeks } from './quick-weeks.ts';

const START = '2026-11-16T08:00:00.000Z';
const LATER = { now: () => plusMilliseconds(machineClock.now(), 3_600_000) };

test('a run with a limit ends at the limit, however late somebody looks', () => {
  const flow = createFlow(START, 10_000);
  expect(quickWeeks(flow.stand(), LATER).now()).toBe(START);
  expect(quickWeeks(flow.run(1_000), LATER).now()).toBe('2026-11-19T04:00:00.000Z');
});

test('it stands where it was stopped, and goes on from there', () => {
  const flow = createFlow(START, 10_000);
  flow.run(0);
  expect(quickWeeks(flow.stand(), LATER).now()).toBe(START);
  expect(quickWeeks(flow.run(), LATER).now() > '2027-01-01').toBe(true);
  const stood = quickWeeks(flow.stand(), LATER).now();
  expect(quickWeeks(flow.run(0), LATER).now()).toBe(stood);
});
