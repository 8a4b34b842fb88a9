import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colourOf, overdue, type ColourFacts } from '../../../src/features/report/rules.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/release/projects.ts';
import type { Milestone } from '../../../src/release/releases.ts';
import { STAGES } from '../../../src/release/stages.ts';
import { aDoneItem, anItem, aRelease } from '../../support/builders.ts';

const DONE_AT = '2026-11-18T10:00:00.000Z';
const step = (name: Milestone['step'], date: string, state: Milestone['state'] = 'planned') => ({
  step: name,
  date,
  state,
  compressed: false,
});

/** Week 2 of five: 2 of 10 done, nothing overdue, nobody in doubt. */
function facts(changes: Partial<ColourFacts> = {}): ColourFacts {
  const release = changes.release ?? aRelease();
  return {
    scope: [
      ...Array.from({ length: 2 }, () => aDoneItem(DONE_AT)),
      ...Array.from({ length: 8 }, () => anItem()),
    ],
    span: { plannedOn: '2026-11-16', targetDate: release.targetDate, daysOff: new Set() },
    thresholds: DEFAULT_THRESHOLDS,
    today: '2026-11-23',
    wasRead: true,
    medianConfidence: null,
    ...changes,
    release,
  };
}

const p0 = anItem({ priority: 'P0' });
const frozen = aRelease({ milestones: [step('code-freeze', '2026-12-04')] });

describe('the first rule that matches gives the colour', () => {
  test.each<[string, Partial<ColourFacts>, string, string]>([
    ['never read', { wasRead: false }, 'white', 'never-read'],
    ['no items', { scope: [] }, 'white', 'no-items'],
    ['all is well', {}, 'green', 'on-track'],
    [
      'on the target day',
      { today: '2026-12-18', scope: [aDoneItem(DONE_AT)] },
      'green',
      'on-track',
    ],
    ['the day after the target', { today: '2026-12-19' }, 'red', 'target-passed'],
    [
      'a P0 before the freeze',
      { release: frozen, scope: [p0], today: '2026-11-17' },
      'green',
      'on-track',
    ],
    [
      'a P0 on freeze day',
      { release: frozen, scope: [p0], today: '2026-12-04' },
      'yellow',
      'behind-time',
    ],
    [
      'a P0 after the freeze',
      { release: frozen, scope: [p0], today: '2026-12-05' },
      'red',
      'critical-after-freeze',
    ],
    [
      'a P0 once frozen by hand',
      { release: aRelease({ stage: 'code-freeze' }), scope: [p0] },
      'red',
      'critical-after-freeze',
    ],
    ['a P1 after the freeze', { release: aRelease({ stage: 'code-freeze' }) }, 'green', 'on-track'],
    [
      'a step due yesterday',
      { release: aRelease({ milestones: [step('alpha', '2026-11-22')] }) },
      'yellow',
      'step-overdue',
    ],
    [
      'a step due today',
      { release: aRelease({ milestones: [step('alpha', '2026-11-23')] }) },
      'green',
      'on-track',
    ],
    [
      'a step marked done',
      { release: aRelease({ milestones: [step('alpha', '2026-11-20', 'done')] }) },
      'green',
      'on-track',
    ],
    [
      'a skipped step',
      { release: aRelease({ milestones: [step('development-start', '2026-11-09', 'skipped')] }) },
      'green',
      'on-track',
    ],
    [
      'far behind',
      { scope: Array.from({ length: 10 }, () => anItem()), today: '2026-11-24' },
      'yellow',
      'behind-time',
    ],
    ['the team doubts', { medianConfidence: 2 }, 'yellow', 'low-confidence'],
    ['the team is unsure', { medianConfidence: 2.5 }, 'green', 'on-track'],
    [
      'a threshold of the project',
      { medianConfidence: 3, thresholds: { behindPoints: 15, lowConfidence: 3 } },
      'yellow',
      'low-confidence',
    ],
    [
      'more patience',
      {
        scope: Array.from({ length: 10 }, () => anItem()),
        today: '2026-11-24',
        thresholds: { behindPoints: 30, lowConfidence: 2 },
      },
      'green',
      'on-track',
    ],
  ])('%s', (_, changes, colour, rule) => {
    expect(colourOf(facts(changes))).toMatchObject({ colour, rule });
  });

  test('exactly fifteen points behind is still green', () => {
    const twenty = {
      plannedOn: '2026-11-16',
      targetDate: '2026-12-14',
      daysOff: new Set<string>(),
    };
    const scope = Array.from({ length: 10 }, () => anItem());
    expect(colourOf(facts({ scope, span: twenty, today: '2026-11-19' })).rule).toBe('on-track');
    expect(colourOf(facts({ scope, span: twenty, today: '2026-11-20' })).rule).toBe('behind-time');
  });
});

describe('overdue steps', () => {
  const all: readonly Milestone[] = [
    step('development-start', '2026-11-02'),
    step('feature-complete', '2026-11-20'),
    step('code-freeze', '2026-11-27'),
    step('end-of-support', '2026-11-21'),
  ];

  test('a stage proves the steps behind it', () => {
    const names = (stage: (typeof STAGES)[number]) =>
      overdue({ stage, milestones: all }, '2026-12-01').map((one) => one.step);
    expect(names('planning')).toEqual(['development-start', 'feature-complete', 'code-freeze']);
    expect(names('development')).toEqual(['feature-complete', 'code-freeze']);
    expect(names('feature-complete')).toEqual(['code-freeze']);
    expect(names('release-candidate')).toEqual([]);
  });
});

test('every colour says why, in one line without markup', () => {
  const arbitrary = fc.record({
    today: fc.constantFrom('2026-11-16', '2026-11-30', '2026-12-18', '2027-01-04'),
    stage: fc.constantFrom(...STAGES),
    done: fc.nat(4),
    open: fc.nat(4),
    median: fc.option(fc.integer({ min: 1, max: 5 })),
    wasRead: fc.boolean(),
  });
  fc.assert(
    fc.property(arbitrary, ({ today, stage, done, open, median, wasRead }) => {
      const scope = [
        ...Array.from({ length: done }, () => aDoneItem(DONE_AT)),
        ...Array.from({ length: open }, () => anItem({ priority: 'P0' })),
      ];
      const release = aRelease({ stage, milestones: frozen.milestones });
      const verdict = colourOf(facts({ release, scope, today, medianConfidence: median, wasRead }));
      expect(verdict.why).toMatch(/^[^\n<>*]{10,110}$/u);
    }),
  );
});
