import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, DEFAULT_LABEL_RULES } from '../../src/release/labels.ts';

const read = (...labels: readonly string[]) => classify(labels, DEFAULT_LABEL_RULES);

describe('what labels mean', () => {
  test.each([
    ['nothing said', [], { priority: 'P2', tier: 'could', kind: 'enhancement', points: null }],
    ['high is P0', ['priority: high'], { priority: 'P0', tier: 'must' }],
    ['medium is P1', ['Priority: Medium'], { priority: 'P1', tier: 'should' }],
    ['low is P2', ['priority: low'], { priority: 'P2', tier: 'could' }],
    ['the most urgent wins', ['p2', 'p0', 'p1'], { priority: 'P0' }],
    ['a tier label beats the priority', ['p0', 'nice to have'], { priority: 'P0', tier: 'could' }],
    ['the strictest tier wins', ['could', 'must'], { tier: 'must' }],
    ['a bug is a bug first', ['enhancement', 'bug'], { kind: 'bug' }],
    ['documentation', ['documentation'], { kind: 'docs' }],
    ['points', ['size: 5'], { points: 5 }],
    ['the largest points win', ['size: 2', 'points: 8'], { points: 8 }],
    ['strangers say nothing', ['good first issue'], { priority: 'P2', points: null }],
  ])('%s', (_, labels, meaning) => {
    expect(read(...labels)).toMatchObject(meaning);
  });

  test("a project's own rules are all that counts", () => {
    const rules = [{ label: 'burning', field: 'priority', value: 'P0' }] as const;
    expect(classify(['Burning'], rules).priority).toBe('P0');
    expect(classify(['p0'], rules).priority).toBe('P2');
  });

  test('a rule with nonsense points is not believed', () => {
    const rules = [{ label: 'huge', field: 'points', value: 'many' }] as const;
    expect(classify(['huge'], rules).points).toBeNull();
  });

  test('order and case of labels change nothing', () => {
    const label = fc.constantFrom(...DEFAULT_LABEL_RULES.map((rule) => rule.label), 'other');
    fc.assert(
      fc.property(fc.array(label, { maxLength: 6 }), (labels) => {
        const turned = labels.toReversed().map((name) => name.toUpperCase());
        expect(read(...turned)).toEqual(read(...labels));
      }),
    );
  });
});
