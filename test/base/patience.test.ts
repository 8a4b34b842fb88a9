/** Patience with others does not run while we stand still ourselves. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { patience } from '../../src/base/patience.ts';

afterEach(() => vi.useRealTimers());

test('it ends once, after its time and not before, and not at all when it is stopped', () => {
  vi.useFakeTimers();
  const over = vi.fn();
  patience(2_500, over);
  patience(2_500, over)();
  vi.advanceTimersByTime(2_499);
  expect(over).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5_000);
  expect(over).toHaveBeenCalledOnce();
});

test('a process that stood still for longer than that still hears what came meanwhile', async () => {
  const over = vi.fn();
  patience(60, over);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120);
  await nextTurn();
  await nextTurn();
  expect(over).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(over).toHaveBeenCalledOnce());
});
