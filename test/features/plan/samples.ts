/** Releases, items and cards to begin a test with; each takes what should differ. */
import fc from 'fast-check';
import { hostileText } from '../../support/hostile.ts';
import type { CardFacts } from '../../../src/features/plan/card.ts';
import { countScope } from '../../../src/features/plan/scope-counts.ts';
import type { ScopeItem } from '../../../src/release/items.ts';
import { planCalendar } from '../../../src/release/calendar.ts';
import { DEFAULT_RHYTHM } from '../../../src/release/projects.ts';
import type { Milestone, Release } from '../../../src/release/releases.ts';

export const TODAY = '2026-11-20';

/** A milestone of a calendar that has nothing skipped or squeezed: target Fri 12 Dec 2025. */
export function calendarFor(target: string, today: string): readonly Milestone[] {
  const answer = planCalendar({ plan: 'minor', target, today, daysOff: new Set() });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.calendar.steps;
}

/** Atlas 0.7.0 for Fri 12 Dec 2025, planned in October, in development. */
export function aRelease(more: Partial<Release> = {}): Release {
  return {
    id: 'rel_1',
    workspaceId: 'T1',
    projectId: 'prj_1',
    version: '0.7.0',
    type: 'minor',
    theme: 'Container stability',
    compatibility: '',
    goals: [],
    targetDate: '2025-12-12',
    stage: 'development',
    source: { kind: 'github_milestone', title: '0.7.0', milestones: [] },
    plannedOn: '2025-10-20',
    plannedBy: 'UMARA',
    createdAt: '2025-10-20T08:00:00.000Z',
    shippedAt: null,
    endedAt: null,
    milestones: calendarFor('2025-12-12', '2025-10-20').map((milestone) =>
      ['planning-complete', 'development-start', 'alpha'].includes(milestone.step)
        ? { ...milestone, state: 'done' as const }
        : milestone,
    ),
    ...more,
  };
}

/** An open P2 issue without owner or points. */
export function anIssue(number: number, more: Partial<ScopeItem> = {}): ScopeItem {
  return {
    id: `I_${number}`,
    repositoryId: 'R_1',
    repository: 'cli',
    isPrivate: false,
    item: 'issue',
    number,
    title: `Item ${number}`,
    url: `https://github.com/acme/cli/issues/${number}`,
    isDone: false,
    doneAt: null,
    openedAt: '2025-10-01T08:00:00.000Z',
    updatedAt: '2025-10-01T08:00:00.000Z',
    assignees: [],
    priority: 'P2',
    tier: 'could',
    kind: 'feature',
    points: null,
    wasPlanned: true,
    addedAt: '2025-10-20T08:00:00.000Z',
    removedAt: null,
    deferredTo: null,
    deferredReason: null,
    leftBecause: null,
    ...more,
  };
}

/** Three P0, four P1, five P2; one without owner. */
export const TWELVE: readonly ScopeItem[] = Array.from({ length: 12 }, (_, index) =>
  anIssue(90 + index, {
    priority: index < 3 ? 'P0' : index < 7 ? 'P1' : 'P2',
    assignees: index === 11 ? [] : ['octo'],
  }),
);

/** The card of that release on Thu 20 Nov 2025. */
export function someCard(more: Partial<CardFacts> = {}): CardFacts {
  return {
    projectName: 'Atlas',
    release: aRelease(),
    counts: countScope(TWELVE),
    today: '2025-11-20',
    leader: 'Mara',
    rhythm: DEFAULT_RHYTHM,
    digestAt: '2025-11-21T14:00:00.000Z',
    githubAsOf: '2025-11-20T13:58:00.000Z',
    endedOn: null,
    cancelReason: null,
    heldBy: null,
    ...more,
  };
}

/** An item of any kind with hostile words in all places. */
export const hostileItem: fc.Arbitrary<ScopeItem> = fc
  .record({
    number: fc.nat(99_999),
    title: hostileText,
    repository: hostileText,
    url: fc.oneof(fc.webUrl(), hostileText),
    assignees: fc.array(hostileText, { maxLength: 12 }),
    priority: fc.constantFrom('P0' as const, 'P1' as const, 'P2' as const),
    points: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
    isDone: fc.boolean(),
    isPrivate: fc.boolean(),
  })
  .map(({ number, ...more }) => anIssue(number, more));
