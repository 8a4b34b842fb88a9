/** The two numbers of the colour rule, as the settings hold them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  confidenceChoices,
  parseThresholds,
  thresholdTexts,
} from '../../../src/features/setup/thresholds.ts';

test('what stands reads back the same', () => {
  const standing = fc.record({
    behindPoints: fc.integer({ min: 0, max: 100 }),
    lowConfidence: fc.integer({ min: 2, max: 10 }).map((half) => half / 2),
  });
  fc.assert(
    fc.property(standing, (thresholds) => {
      expect(parseThresholds(thresholdTexts(thresholds))).toEqual({ thresholds });
    }),
  );
});

describe('what cannot be read is named at its field', () => {
  test.each([
    ['', '2', ['behind_points']],
    ['-1', '2', ['behind_points']],
    ['101', '2', ['behind_points']],
    ['1e1', '2', ['behind_points']],
    ['15', '0', ['low_confidence']],
    ['15', '5.5', ['low_confidence']],
    ['fifteen', 'unlikely', ['behind_points', 'low_confidence']],
  ])('“%s” and “%s”', (behindPoints, lowConfidence, fields) => {
    const read = parseThresholds({ behindPoints, lowConfidence });
    expect('mistakes' in read ? Object.keys(read.mistakes) : []).toEqual(fields);
  });
});

describe('the medians to choose from', () => {
  test('have every answer that can be worried about, each once', () =>
    expect(confidenceChoices('2').map(({ value }) => value)).toEqual(['1', '2', '3', '4']));

  test('and what stands, if it is none of them', () =>
    expect(confidenceChoices('2.5').at(-1)).toEqual({ text: '2.5 of 5 or less', value: '2.5' }));

  test('but nothing that is no confidence', () =>
    expect(confidenceChoices('x'.repeat(80))).toHaveLength(4));
});
