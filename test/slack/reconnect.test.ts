/** When to try again, and the words for an operator. */
import { describe, expect, test } from 'vitest';
import { LINE_TIMING, parkedSentence, pauseAfter } from '../../src/slack/reconnect.ts';

describe('the pause', () => {
  test('is short first, doubles, and ends at half a minute', () => {
    const pauses = [0, 1, 2, 5, 9, 10, 1000].map((failures) =>
      pauseAfter(failures, LINE_TIMING, 1),
    );
    expect(pauses).toEqual([50, 100, 200, 1600, 25_600, 30_000, 30_000]);
  });

  test('is spread over its upper half', () => {
    expect(pauseAfter(10, LINE_TIMING, 0)).toBe(15_000);
    expect(pauseAfter(10, LINE_TIMING, 0.5)).toBe(22_500);
  });

  test('four failures in a row are over within a second: a cut is mended in time', () => {
    const sum = [0, 1, 2, 3].reduce((all, n) => all + pauseAfter(n, LINE_TIMING, 1), 0);
    expect(sum).toBeLessThan(1000);
  });
});

test.each([
  ['missing_scope', 'connections:write'],
  ['link_disabled', 'Switch it on'],
  ['invalid_auth', 'SLACK_APP_TOKEN'],
])('%s says what to do', (code, deed) => {
  expect(parkedSentence(code)).toContain(`(${code})`);
  expect(parkedSentence(code)).toContain(deed);
});
