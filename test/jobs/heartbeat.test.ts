/** The beat of the minute goes on whatever happens to the machine's clock. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { startHeartbeat, type Heartbeat } from '../../src/jobs/heartbeat.ts';

const START = Date.UTC(2026, 10, 20, 10, 0, 30);
const DAY = 24 * 3_600_000;

let beats = 0;
let heart: Heartbeat;
beforeEach(() => {
  beats = 0;
  vi.useFakeTimers({ now: START });
  heart = startHeartbeat(async () => void (beats += 1), silentLog);
});
afterEach(() => {
  heart.stop();
  vi.useRealTimers();
});

test('beats once a minute', async () => {
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(beats).toBe(10);
});

// Two minutes and a half at most: the watch looks every one and a half, and its first look may find a beat.
test.each([
  ['case 27: the clock is set back by a day: beats go on within three minutes', -DAY],
  ['case 27: the clock is set back by two hours: beats go on within three minutes', -2 * 3_600_000],
  ['case 27: the clock is set forward by a day: beats go on within three minutes', DAY],
])('%s', async (_name, jump) => {
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(beats).toBe(5);
  vi.setSystemTime(Date.now() + jump);
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  expect(beats).toBeGreaterThan(5);
  const then = beats;
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(beats - then).toBeGreaterThanOrEqual(9);
  expect(beats - then).toBeLessThanOrEqual(11);
});

test('a beat that takes long is neither doubled nor taken for a missing one', async () => {
  heart.stop();
  let begun = 0;
  let end: () => void = () => undefined;
  heart = startHeartbeat(() => {
    begun += 1;
    return new Promise((resolve) => (end = resolve));
  }, silentLog);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(begun).toBe(1);
  end();
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(begun).toBe(2);
});
