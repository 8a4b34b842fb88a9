/** The rules of the lane: criteria, road, clocks, seats, drafts, issues, and the next version. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../src/authority/approval-rules.ts';
import type { Approval } from '../../../src/authority/approvals-store.ts';
import { plusMinutes } from '../../../src/base/time.ts';
import {
  clocksOn,
  LIMITS,
  warnedBy,
  WARNINGS,
  warningAt,
  warnsAt,
  type Clock,
} from '../../../src/features/hotfix/clocks.ts';
import { CRITERIA, criterionOf, NO_CRITERION } from '../../../src/features/hotfix/criteria.ts';
import { checkDraft, type HotfixDraft } from '../../../src/features/hotfix/draft.ts';
import { askedForNews, ASKS, nextAsk } from '../../../src/features/hotfix/news.ts';
import { issueMistake, readIssue } from '../../../src/features/hotfix/issue.ts';
import {
  isOpen,
  isRunning,
  mayCancel,
  mayDecide,
  mayFail,
  nextStep,
  obstacleOf,
  ROAD,
  stageAt,
  mayTeach,
  type Place,
} from '../../../src/features/hotfix/road.ts';
import {
  APPROVERS,
  askedPeople,
  boundTo,
  seatsOf,
  type Roster,
} from '../../../src/features/hotfix/seats.ts';
import { twinIn } from '../../../src/features/hotfix/twin.ts';
import { WORDED } from '../../../src/features/hotfix/worded.ts';
import {
  compareVersions,
  formatVersion,
  nextOf,
  parseVersion,
  sortKey,
  type Version,
} from '../../../src/release/version.ts';

const NOW = '2026-11-16T08:00:00.000Z';
const PLACES: readonly Place[] = [...ROAD, 'closed', 'cancelled'];

describe('criteria', () => {
  it('are five; “none of these” is not one', () => {
    expect(CRITERIA.map(({ id }) => id)).toEqual([
      'production_down',
      'security',
      'data_loss',
      'sla_breach',
      'regulatory',
    ]);
    expect(criterionOf(NO_CRITERION)).toBeUndefined();
    for (const { id, updateMinutes } of CRITERIA) {
      expect(criterionOf(id)?.id).toBe(id);
      expect(updateMinutes).toBeGreaterThanOrEqual(30);
    }
  });
});

describe('the road', () => {
  it('leads through all steps once and ends', () => {
    const walked: string[] = [];
    for (let step = ROAD.at(0) ?? null; step !== null; step = nextStep(step)) walked.push(step);
    expect(walked).toEqual(ROAD);
  });

  it.each<[(place: Place) => boolean, readonly Place[]]>([
    [mayDecide, ['decision', 'development', 'testing']],
    [mayFail, ['testing', 'deployment', 'validation']],
    [mayCancel, ['identified', 'decision', 'development', 'testing', 'deployment']],
    [isRunning, ROAD.slice(0, 6)],
    [isOpen, ROAD],
    [mayTeach, ['root_cause', 'improvement', 'closed']],
  ])('%o holds on its places and no other', (holds, places) => {
    expect(PLACES.filter(holds)).toEqual(places);
  });

  it('wants approval before development and before deployment only', () => {
    const open = PLACES.filter((place) => obstacleOf(place, true) === null);
    expect(open).toEqual(ROAD);
    expect(ROAD.filter((place) => obstacleOf(place, false) !== null)).toEqual([
      'decision',
      'testing',
    ]);
    expect(obstacleOf('cancelled', true)).toBe('This hotfix is cancelled.');
  });

  it('has its release out as soon as the fix is deployed', () => {
    expect(PLACES.map(stageAt)).toEqual([
      ...Array<string>(5).fill('development'),
      ...Array<string>(3).fill('released'),
      'closed',
      'cancelled',
    ]);
  });

  it('asks for words only where a deed makes sense', () => {
    for (const { fits, title } of Object.values(WORDED)) {
      expect(fits('closed') || fits('cancelled')).toBe(false);
      expect(PLACES.some(fits)).toBe(true);
      expect(title.length).toBeLessThanOrEqual(24);
    }
  });
});

describe('clocks', () => {
  const clock = (name: Clock['clock']): Clock => ({
    clock: name,
    attempt: 1,
    startedAt: NOW,
    limitMinutes: LIMITS[name],
    stoppedAt: null,
  });

  it('give half an hour to decide, a day to be ready for the test, eight hours to test', () => {
    expect(LIMITS).toEqual({ decision: 30, planning: 1440, testing: 480 });
    expect(ROAD.map(clocksOn)).toEqual([
      ['decision', 'planning'],
      ['decision', 'planning'],
      ['planning'],
      ['testing'],
      [],
      [],
      [],
      [],
    ]);
  });

  it.each([
    [0, null],
    [14, null],
    [15, 'half'],
    [22, 'half'],
    [23, 'three_quarters'],
    [29, 'three_quarters'],
    [30, 'over'],
    [3000, 'over'],
  ])('after %i minutes of thirty the last warning is %s', (minutes, warning) => {
    expect(warningAt(clock('decision'), plusMinutes(NOW, minutes))).toBe(warning);
  });

  it('warn in order, whatever the limit, and never the same people twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (limitMinutes) => {
        const at = WARNINGS.map((warning) =>
          warnsAt({ ...clock('testing'), limitMinutes }, warning),
        );
        expect(at).toEqual(at.toSorted());
        expect(at.at(-1)).toBe(plusMinutes(NOW, limitMinutes));
      }),
    );
    for (const name of ['decision', 'planning', 'testing'] as const)
      expect(new Set(WARNINGS.map((warning) => warnedBy(name, warning))).size).toBe(3);
  });
});

function approval(over: Partial<Approval>): Approval {
  return {
    id: 'apr_1',
    subject: 'hotfix:1',
    role: 'technical_lead',
    decision: 'approved',
    by: 'INES',
    actingAs: 'holder',
    forUserId: null,
    reason: '',
    madeIn: 'message',
    bound: {},
    digest: '',
    at: NOW,
    end: null,
    ...over,
  };
}

function roster(over: Partial<Roster> = {}): Roster {
  return {
    holdings: [
      { role: 'technical_lead', holders: ['INES'], deputies: ['IVO'] },
      { role: 'product_owner', holders: ['PAUL'], deputies: [] },
    ],
    managers: ['MARA'],
    ...over,
  };
}

describe('seats', () => {
  const roles = (userId: string, approvals: readonly Approval[], who = roster()) =>
    seatsOf(userId, standingOf(APPROVERS, approvals), who).map(({ role }) => role);

  it('are those of the roles that a person holds or stands in for, until approved', () => {
    expect(roles('INES', [])).toEqual(['technical_lead']);
    expect(roles('IVO', [])).toEqual(['technical_lead']);
    expect(roles('PAUL', [])).toEqual(['product_owner']);
    expect(roles('MARA', [])).toEqual([]);
    expect(roles('INES', [approval({})])).toEqual([]);
    expect(roles('IVO', [approval({ decision: 'declined' })])).toEqual(['technical_lead']);
    expect(roles('INES', [approval({ end: { kind: 'voided', reason: '', at: NOW } })])).toEqual([
      'technical_lead',
    ]);
  });

  it('want a second person where one approved for both roles', () => {
    const both = roster({
      holdings: [
        { role: 'technical_lead', holders: ['INES'], deputies: ['IVO'] },
        { role: 'product_owner', holders: ['INES'], deputies: [] },
      ],
    });
    const approvals = [approval({}), approval({ id: 'apr_2', role: 'product_owner' })];
    const standing = standingOf(APPROVERS, approvals);
    expect(standing.verdict).toBe('open');
    expect(roles('INES', approvals, both)).toEqual([]);
    expect(roles('MARA', approvals, both)).toEqual(['release_manager']);
    expect(roles('IVO', approvals, both)).toEqual(['technical_lead']);
    expect(askedPeople(both, standing)).toEqual(['INES', 'MARA', 'IVO']);
    const third = approval({ id: 'apr_3', role: 'release_manager', by: 'MARA' });
    expect(standingOf(APPROVERS, [...approvals, third]).verdict).toBe('approved');
  });

  it('ask holders, else deputies, else the release manager', () => {
    const open = standingOf(APPROVERS, []);
    expect(askedPeople(roster(), open)).toEqual(['INES', 'PAUL']);
    expect(askedPeople(roster(), open, true)).toEqual(['INES', 'IVO', 'PAUL']);
    const decided = standingOf(APPROVERS, [approval({})]);
    expect(askedPeople(roster(), decided, true)).toEqual(['INES', 'PAUL']);
    const away = roster({
      holdings: [
        { role: 'technical_lead', holders: [], deputies: ['IVO'] },
        { role: 'product_owner', holders: [], deputies: [] },
      ],
    });
    expect(askedPeople(away, open)).toEqual(['IVO', 'MARA']);
  });

  it('bind a decision to criterion and issue', () => {
    expect(boundTo({ criterion: 'security', issue: null })).toEqual({
      criterion: 'security',
      issue: 'none',
    });
  });
});

describe('a draft', () => {
  const DRAFT: HotfixDraft = {
    criterion: 'security',
    seen: 'Sign-in is down',
    since: NOW,
    impact: '',
    affected: '1.4.1, 1.4.2',
    issue: '',
    lead: 'INES',
  };

  it('is for the newest version that has the fault', () => {
    expect(checkDraft(DRAFT, NOW)).toMatchObject({
      kind: 'fine',
      draft: { base: { major: 1, minor: 4, patch: 2, hotfix: 0 }, leadId: 'INES', issue: null },
    });
  });

  it('without a criterion is a patch, whatever else is wrong', () => {
    expect(checkDraft({ ...DRAFT, criterion: NO_CRITERION, seen: '' }, NOW).kind).toBe('patch');
  });

  it.each<[string, Partial<HotfixDraft>, string]>([
    ['an unknown criterion', { criterion: 'bad luck' }, 'criterion'],
    ['nothing seen', { seen: '' }, 'seen'],
    ['no time', { since: '' }, 'since'],
    ['a time to come', { since: plusMinutes(NOW, 6) }, 'since'],
    ['no version', { affected: ' , ' }, 'affected'],
    ['a version that is none', { affected: '1.4' }, 'affected'],
    ['an issue that is none', { issue: 'the one with the login' }, 'issue'],
    ['a pull request', { issue: 'https://github.com/harbor/api/pull/12/files' }, 'issue'],
  ])('with %s is a mistake at that field', (_what, values, field) => {
    const check = checkDraft({ ...DRAFT, ...values }, NOW);
    expect(check.kind === 'mistaken' && Object.keys(check.errors)).toEqual([field]);
  });

  it('takes a clock that runs a little ahead', () => {
    expect(checkDraft({ ...DRAFT, since: plusMinutes(NOW, 5) }, NOW).kind).toBe('fine');
  });
});

describe('an issue', () => {
  it('is asked for in place of a pull request, in so many words', () => {
    const address = 'https://github.com/harbor/api/pull/12';
    expect(readIssue(address)).toBeUndefined();
    expect(issueMistake(address)).toContain('the address of a pull request');
    expect(issueMistake('pull it')).not.toContain('pull request');
  });

  it.each([
    ['', null],
    ['  ', null],
    ['#12', { number: 12, repository: null }],
    ['12', { number: 12, repository: null }],
    ['Api#12', { number: 12, repository: 'api' }],
    ['https://github.com/Harbor/Api/issues/12', { number: 12, repository: 'harbor/api' }],
    ['https://github.com/harbor/api/issues/12#note', { number: 12, repository: 'harbor/api' }],
    ['https://github.com/harbor/api/pull/12', undefined],
    ['twelve', undefined],
    ['1234567890', undefined],
  ])('typed as “%s” is %o', (text, expected) => {
    expect(readIssue(text)).toEqual(expected);
  });
});

describe('the same incident', () => {
  const row = (id: string, minutes: number) => ({
    id,
    workspace_id: 'T1',
    project_id: 'prj',
    release_id: 'rel',
    criterion: 'security' as const,
    seen: '',
    since: NOW,
    affected: '',
    impact: '',
    issue: null,
    lead_id: null,
    declared_by: 'INES',
    declared_at: plusMinutes(NOW, -minutes),
    declared_in: null,
    step: 'decision' as const,
    attempt: 1,
    next_update_at: null,
    ended_at: null,
    ended_reason: null,
  });

  it('is one of the last ten minutes that its author has not seen', () => {
    expect(twinIn([row('a', 10)], [], NOW)?.id).toBe('a');
    expect(twinIn([row('a', 11)], [], NOW)).toBeUndefined();
    expect(twinIn([row('a', 1)], ['a'], NOW)).toBeUndefined();
  });
});

describe('the next version', () => {
  const number = fc.integer({ min: 0, max: 999 });
  const version: fc.Arbitrary<Version> = fc.record({
    major: number,
    minor: number,
    patch: number,
    hotfix: fc.integer({ min: 0, max: 4 }),
  });

  it('is -hotfix, then -hotfix.2, each after the last and before the next patch', () => {
    fc.assert(
      fc.property(version, fc.integer({ min: 1, max: 12 }), (from, times) => {
        const base = { ...from, hotfix: 0 };
        const known: Version[] = [base];
        for (let at = 1; at <= times; at += 1) {
          const next = nextOf('hotfix', known, base);
          expect(next).toEqual({ ...base, hotfix: at });
          if (next !== null) known.push(next);
        }
        const plain = `${base.major}.${base.minor}.${base.patch}`;
        expect(known.slice(0, 3).map(formatVersion)).toEqual(
          [plain, `${plain}-hotfix`, `${plain}-hotfix.2`].slice(0, known.length),
        );
        const all = [...known, { ...base, patch: base.patch + 1 }];
        expect(all.toReversed().toSorted(compareVersions)).toEqual(all);
        expect(all.map(sortKey).toSorted()).toEqual(all.map(sortKey));
        for (const one of all)
          expect(parseVersion(formatVersion(one))).toEqual({ ok: true, version: one });
      }),
    );
  });

  it('is free and in the line of the version that it mends, whatever else is known', () => {
    fc.assert(
      fc.property(fc.array(version, { maxLength: 30 }), version, (known, from) => {
        const next = nextOf('hotfix', known, { ...from, hotfix: 0 });
        expect(known).not.toContainEqual(next);
        expect(next).toMatchObject({ major: from.major, minor: from.minor, patch: from.patch });
        expect(next?.hotfix).toBeGreaterThan(0);
      }),
    );
  });
});

describe('news', () => {
  const roles = [
    { userId: 'INES', role: 'technical_lead' as const },
    { userId: 'MARA', role: 'release_manager' as const },
  ];
  it.each<[string, string | null, typeof roles, readonly (string | null)[]]>([
    ['the lead twice, then the technical lead', 'NOOR', roles, ['NOOR', 'NOOR', 'INES']],
    ['the release manager where both are one', 'INES', roles, ['INES', 'INES', 'MARA']],
    ['the technical lead where nobody leads', null, roles, ['INES', 'INES', 'MARA']],
    ['who set it up where nobody holds a role', 'NOOR', [], ['NOOR', 'NOOR', 'FOUNDER']],
    ['who set it up where nobody leads either', null, [], ['FOUNDER', 'FOUNDER', null]],
  ])('are asked of %s', (_, leadId, held, asked) => {
    const project = { roles: held, setUpBy: 'FOUNDER' };
    expect(ASKS.map((ask) => askedForNews(ask, { lead_id: leadId }, project))).toEqual(asked);
    expect(ASKS.map(nextAsk)).toEqual([1, 2, null]);
  });
});
