/** Which pull request is the fix, what is new about it, what is owed, and when somebody is reminded. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { nextReminder } from '../../../src/features/hotfix/back-port.ts';
import { backPortMessage } from '../../../src/features/hotfix/back-port-words.ts';
import { alertMessage, forOutsiders, type AlertFacts } from '../../../src/features/hotfix/alert.ts';
import { isReadyForTest, owesMain, readLook } from '../../../src/features/hotfix/fix-rules.ts';
import { noFix, type FixRow } from '../../../src/features/hotfix/fix-store.ts';
import { issueMarker, newIssueUrl } from '../../../src/features/hotfix/new-issue.ts';
import { ROAD, type Place } from '../../../src/features/hotfix/road.ts';
import type { FixLook, FixPullRequest } from '../../../src/github/port.ts';
import { hostileText, pingsIn } from '../../support/hostile.ts';
import { expectTakenMessage, readBlocks } from '../../support/plain-view.ts';

const NOW = '2026-11-16T08:00:00.000Z';
const LATER = '2026-11-16T09:00:00.000Z';
const BEFORE = '2026-11-10T08:00:00.000Z';
const FIRST = { attempt: 1, declaredAt: NOW, begunAt: NOW };
const SECOND = { attempt: 2, declaredAt: NOW, begunAt: LATER };
const POINTS = { cost: 1, remaining: 5000, resetAt: NOW };

function pull(number: number, more: Partial<FixPullRequest> = {}): FixPullRequest {
  return {
    id: `PR_${number}`,
    repositoryId: 'R_1',
    number,
    url: `https://github.example/o/r/pull/${number}`,
    state: 'ready',
    base: 'main',
    headCommit: `${number}`.padEnd(40, 'a'),
    mergeCommit: null,
    createdAt: LATER,
    mergedAt: null,
    checks: 'green',
    isByStranger: false,
    relation: 'branch',
    ...more,
  };
}
const merged = (number: number, at: string, more: Partial<FixPullRequest> = {}) =>
  pull(number, { state: 'merged', mergedAt: at, mergeCommit: 'c'.repeat(40), ...more });

function look(...pullRequests: readonly FixPullRequest[]): FixLook {
  const repository = { id: 'R_1', url: 'https://github.example/o/r', defaultBranch: 'main' };
  return {
    repositories: [{ ...repository, hasBranch: false, holdsCommit: null }],
    pullRequests,
    openedIssueId: null,
    points: POINTS,
  };
}
const read = (of: FixLook, before: Partial<FixRow> = {}, tried = FIRST) =>
  readLook({ ...noFix('hfx_1'), ...before }, of, '1.4.2-hotfix', tried);

describe('the fix', () => {
  it.each<[string, readonly FixPullRequest[], number | null]>([
    ['is the one from the branch', [pull(3, { relation: 'closes' }), pull(2)], 2],
    [
      'else the one that closes the issue',
      [pull(3, { relation: 'mentions' }), pull(2, { relation: 'closes' })],
      2,
    ],
    ['is open before merged', [merged(4, LATER), pull(3)], 3],
    ['is the newest of several', [pull(3), pull(4)], 4],
    ['goes into a release branch, if one does', [pull(4), pull(3, { base: 'release/1.4' })], 3],
    [
      'is not one that was merged before the hotfix',
      [merged(1, BEFORE, { relation: 'closes' })],
      null,
    ],
    [
      'is not a mention from before the hotfix',
      [pull(1, { relation: 'mentions', createdAt: BEFORE })],
      null,
    ],
    ['is not a stranger’s', [pull(1, { isByStranger: true })], null],
    ['is not one that was closed without a merge', [pull(1, { state: 'closed' })], null],
    ['is not one that only names an earlier fix', [pull(1, { relation: 'names the fix' })], null],
  ])('%s', (_what, pulls, number) => {
    expect(read(look(...pulls)).values.pull_number ?? null).toBe(number);
  });

  it('of a second try is not what was merged in the first', () => {
    expect(read(look(merged(1, NOW)), {}, SECOND).values.pull_number).toBeNull();
  });
});

describe('the default branch has the fix', () => {
  const elsewhere = merged(2, LATER, { base: 'release/1.4' });
  it.each<[string, FixLook, Partial<FixRow>, FixRow['on_main']]>([
    ['when it was merged there', look(merged(2, LATER)), {}, 'yes'],
    ['not when it was merged elsewhere', look(elsewhere), {}, 'no'],
    [
      'when a second one with the issue was merged there',
      look(elsewhere, merged(3, LATER, { relation: 'closes' })),
      {},
      'yes',
    ],
    [
      'when one that names the fix was merged there',
      look(elsewhere, merged(3, LATER, { relation: 'names the fix' })),
      {},
      'yes',
    ],
    [
      'when it was there before and only picked',
      look(elsewhere, merged(1, BEFORE, { relation: 'closes' })),
      {},
      'yes',
    ],
    ['not when the second one is open', look(elsewhere, pull(3, { relation: 'closes' })), {}, 'no'],
    [
      'not when a stranger’s was merged',
      look(elsewhere, merged(3, LATER, { relation: 'closes', isByStranger: true })),
      {},
      'no',
    ],
    [
      'not by the work of a first try',
      look(elsewhere, merged(1, NOW, { relation: 'closes' })),
      { excused_reason: 'second' },
      'no',
    ],
    [
      'also when GitHub does not show the second one any more',
      look(elsewhere),
      { pull_id: 'PR_2', on_main: 'yes' },
      'yes',
    ],
  ])('%s', (_what, seen, before, onMain) => {
    const tried =
      before.excused_reason === 'second'
        ? { ...SECOND, begunAt: '2026-11-16T08:30:00.000Z' }
        : FIRST;
    expect(read(seen, before, tried).values.on_main).toBe(onMain);
  });

  it('when its branch holds the merged commit that was asked for', () => {
    const commit = 'c'.repeat(40);
    const holds = (holdsCommit: boolean | null): FixLook => {
      const one = look(elsewhere);
      return { ...one, repositories: one.repositories.map((each) => ({ ...each, holdsCommit })) };
    };
    const asked = { pull_id: 'PR_2', merge_commit: commit };
    expect(read(holds(true), asked).values.on_main).toBe('yes');
    expect(read(holds(false), asked).values.on_main).toBe('no');
    expect(read(holds(null), asked).values.on_main).toBe('no');
    expect(read(holds(true), { ...asked, merge_commit: 'd'.repeat(40) }).values.on_main).toBe('no');
  });

  it('or not: without the right to read it nothing is claimed', () => {
    const one = look(elsewhere);
    const hidden = one.repositories.map((each) => ({ ...each, defaultBranch: null }));
    expect(read({ ...one, repositories: hidden }).values.on_main).toBe('unknown');
  });
});

test('what a look does not show stays as it was, and is no news', () => {
  const before = read(look(pull(2))).values;
  const nothing = { repositories: [], pullRequests: [], openedIssueId: null, points: POINTS };
  const after = read(nothing, before);
  expect(after.values).toEqual({ ...noFix('hfx_1'), ...before });
  expect(after.news).toEqual([]);
});

test('news are told once', () => {
  const first = read(look(pull(2, { state: 'draft', checks: 'running' })));
  expect(first.news).toEqual(['pull request #2 as a draft']);
  const ready = read(look(pull(2, { checks: 'red' })), first.values);
  expect(ready.news).toEqual(['pull request #2 ready for review', 'red checks of 2aaaaaa']);
  expect(read(look(pull(2, { checks: 'red' })), ready.values).news).toEqual([]);
  const next = read(look(pull(2, { headCommit: 'b'.repeat(40) })), ready.values);
  expect(next.news).toEqual(['a new commit bbbbbbb on pull request #2', 'green checks of bbbbbbb']);
  const done = read(look(merged(2, LATER, { headCommit: 'b'.repeat(40) })), next.values);
  expect(done.news).toEqual(['pull request #2 merged into main', 'the fix on main']);
});

test('checks that cannot be read are as they were, of the same commit only', () => {
  const before = read(look(pull(2))).values;
  expect(read(look(pull(2, { checks: 'unknown' })), before).values.checks).toBe('green');
  const other = pull(2, { checks: 'unknown', headCommit: 'b'.repeat(40) });
  expect(read(look(other), before).values.checks).toBe('unknown');
});

test('only a fix that is ready and did not fail can be tested', () => {
  const fix = { ...noFix('hfx_1'), pull_state: 'ready' as const, head_commit: 'a' };
  expect(isReadyForTest(fix)).toBe(true);
  expect(isReadyForTest({ ...fix, failed_commit: 'a' })).toBe(false);
  expect(isReadyForTest({ ...fix, pull_state: 'draft' })).toBe(false);
  expect(isReadyForTest(noFix('hfx_1'))).toBe(false);
});

test('a fix is owed from the deployment on, until it is there or somebody says why not', () => {
  const owing = ROAD.filter((place) => owesMain(place, noFix('hfx_1')));
  expect(owing).toEqual(['validation', 'root_cause', 'improvement']);
  expect(owesMain('validation', { ...noFix('x'), on_main: 'yes' })).toBe(false);
  expect(owesMain('validation', { ...noFix('x'), excused_at: NOW })).toBe(false);
});

test.each([
  ['before ten', '2026-11-16T08:00:00.000Z', '2026-11-16T09:00:00.000Z'],
  ['at ten', '2026-11-16T09:00:00.000Z', '2026-11-17T09:00:00.000Z'],
  ['on a Friday', '2026-11-20T12:00:00.000Z', '2026-11-23T09:00:00.000Z'],
  ['before a day off', '2026-11-23T12:00:00.000Z', '2026-11-25T09:00:00.000Z'],
])('a reminder that is promised %s comes at ten of the next working day', (_when, now, due) => {
  expect(nextReminder('Europe/Berlin', now, new Set(['2026-11-24']))).toBe(due);
});

const FACTS = { id: 'hfx_1', name: 'Atlas 1.4.2-hotfix', since: NOW, criterion: 'production down' };

test('a new issue is filled in, and bears the line by which it is found', () => {
  const url = new URL(
    newIssueUrl('https://github.example/o/r', {
      ...FACTS,
      seen: 'Sign-in & co',
      impact: 'All of EU',
    }),
  );
  expect(url.pathname).toBe('/o/r/issues/new');
  expect(url.searchParams.get('title')).toBe('Sign-in & co');
  expect(url.searchParams.get('body')).toMatch(/^All of EU\n\n- Since: 2026-11-16 08:00 UTC\n/);
  expect(url.searchParams.get('body')).toContain(issueMarker('hfx_1'));
});

test('case 24: the address of a new issue fits into a button, whatever was typed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 500 }),
      (seen, impact) => {
        const url = newIssueUrl('https://github.example/o/r', { ...FACTS, seen, impact });
        expect(url.length).toBeLessThanOrEqual(3000);
        expect(decodeURIComponent(url)).toContain('slipway-hotfix:');
      },
    ),
  );
  const widest = newIssueUrl('https://github.example/o/r', {
    ...FACTS,
    seen: '👩‍🚒'.repeat(40),
    impact: '事'.repeat(500),
  });
  expect(widest.length).toBeLessThanOrEqual(3000);
});

describe('what people read', () => {
  const fix: FixRow = {
    ...noFix('hfx_1'),
    ...read(look(merged(12, LATER, { base: 'release/1.4' }))).values,
  };
  const github = { fix, version: '1.4.2-hotfix', issue: null, newIssueUrl: null };
  const alert: AlertFacts = {
    ...FACTS,
    seen: 'Sign-in is down',
    impact: '',
    place: 'testing',
    attempt: 1,
    lead: 'Noor',
    seats: [],
    clockEnds: null,
    nextUpdateAt: null,
    endedAt: null,
    endedReason: null,
    failedReason: null,
    brokenGlass: null,
    github,
  };
  const open = { ...fix, pull_state: 'ready' as const, on_main: 'no' as const };

  it.each<[string, Place, FixRow]>([
    ['a branch', 'development', { ...noFix('hfx_1'), has_branch: 1 }],
    ['red checks', 'testing', { ...open, checks: 'red' }],
    ['a fix that failed', 'development', { ...open, failed_commit: open.head_commit }],
    ['the same commit, tested again', 'testing', { ...open, failed_commit: open.head_commit }],
    ['a fix that is out and missing', 'validation', fix],
    ['one that nobody sees', 'validation', noFix('hfx_1')],
    ['a back-port on its way', 'root_cause', { ...fix, back_port_number: 13 }],
  ])('on the alert of %s', (_what, place, shown) => {
    const message = alertMessage({ ...alert, place, github: { ...github, fix: shown } });
    expect(readBlocks(message.blocks)).toMatchSnapshot();
  });

  it('in a reminder', () => {
    expect(readBlocks(backPortMessage(FACTS.name, 'hfx_1', fix).blocks)).toMatchSnapshot();
  });

  it('case 46: as an outsider names neither pull request nor issue', () => {
    const newIssueUrl = 'https://github.example/o/r/issues/new?title=Secret';
    const message = alertMessage(
      forOutsiders({ ...alert, place: 'development', github: { ...github, newIssueUrl } }),
    );
    expect(JSON.stringify(message)).not.toMatch(/github\.example|Secret|#12/);
  });

  it('breaks and pings nothing, whatever branches are called', () => {
    const states = fc.constantFrom('draft' as const, 'ready' as const, 'merged' as const);
    fc.assert(
      fc.property(
        hostileText,
        hostileText,
        states,
        fc.constantFrom(...ROAD),
        (base, main, state, place) => {
          const hostile = { ...fix, base, default_branch: main, pull_state: state };
          for (const message of [
            alertMessage({ ...alert, place, github: { ...github, fix: hostile } }),
            backPortMessage(FACTS.name, 'hfx_1', hostile),
          ]) {
            expectTakenMessage(message);
            expect(pingsIn(message.blocks)).toEqual([]);
          }
        },
      ),
    );
  });
});
