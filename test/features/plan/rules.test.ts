import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWords, wayWords } from '../../../src/features/plan/calendar-words.ts';
import {
  draftFrom,
  METADATA_LIMIT,
  packDraft,
  unpackDraft,
} from '../../../src/features/plan/draft.ts';
import { checkDraft, type CheckFacts } from '../../../src/features/plan/draft-check.ts';
import {
  choiceFor,
  choiceOf,
  choiceTitled,
  milestoneChoices,
  versionIn,
} from '../../../src/features/plan/github-milestones.ts';
import { historySentence } from '../../../src/features/plan/history-words.ts';
import { pickRelease } from '../../../src/release/pick-release.ts';
import {
  proposeTarget,
  proposeVersion,
  type EarlierRelease,
} from '../../../src/features/plan/proposal.ts';
import { checkMove } from '../../../src/features/plan/retarget.ts';
import { countScope, doneWords, openWords } from '../../../src/features/plan/scope-counts.ts';
import {
  milestonesAt,
  suggestionFor,
  withStepDone,
} from '../../../src/features/plan/suggestions.ts';
import type { KnownMilestoneTable } from '../../../src/features/plan/store.ts';
import { plusDays } from '../../../src/base/time.ts';
import type { JournalEntry, JournalEvent } from '../../../src/release/journal.ts';
import { STAGES } from '../../../src/release/stages.ts';
import { formatVersion, parseVersion } from '../../../src/release/version.ts';
import { isWorkingDay } from '../../../src/release/working-days.ts';
import { aRelease, calendarFor, anIssue, TODAY } from './samples.ts';
import { hostileText } from '../../support/hostile.ts';

const NONE: ReadonlySet<string> = new Set();

function known(title: string, more: Partial<KnownMilestoneTable> = {}): KnownMilestoneTable {
  return {
    repository_id: 'R_1',
    number: 1,
    title,
    description: '',
    due_on: null,
    is_open: 1,
    open_items: 2,
    read_at: '2026-11-20T10:00:00.000Z',
    ...more,
  };
}

function earlier(version: string, more: Partial<EarlierRelease> = {}): EarlierRelease {
  return { version, type: 'minor', targetDate: '2026-11-06', stage: 'released', ...more };
}

describe('a version in a title', () => {
  it.each([
    ['0.7.0', '0.7.0'],
    ['v0.7.0', '0.7.0'],
    ['Release 1.4.2-hotfix.2 (sign-in)', '1.4.2-hotfix.2'],
    ['1.4.2-hotfix', '1.4.2-hotfix'],
    ['0.7', null],
    ['1.2.3.4', null],
    ['1.2.3-rc.1', null],
    ['Winter', null],
    ['', null],
  ])('%s is %s', (title, expected) => {
    const version = versionIn(title);
    expect(version === null ? null : formatVersion(version)).toBe(expected);
  });
});

describe('GitHub milestones as choices', () => {
  const choices = milestoneChoices([
    known('0.6.0', { number: 6, is_open: 0, open_items: 0 }),
    known('0.5.0', { number: 5, is_open: 0, open_items: 0 }),
    known('Someday', { number: 9 }),
    known('0.10.0', { number: 10 }),
    known('0.9.0', { number: 8, due_on: '2026-12-01T08:00:00Z' }),
    known(' 0.9.0 ', { repository_id: 'R_2', number: 1, due_on: '2026-12-11T08:00:00Z' }),
    known('0.9.0', { repository_id: 'R_3', number: 4, is_open: 0, due_on: '2027-01-11T08:00:00Z' }),
  ]);

  it('stand by title, open ones first, lower versions first', () => {
    expect(choices.map(({ title, isOpen }) => `${title} ${isOpen ? 'open' : 'closed'}`)).toEqual([
      '0.9.0 open',
      '0.10.0 open',
      'Someday open',
      '0.6.0 closed',
      '0.5.0 closed',
    ]);
  });

  it('add up over repositories, due when the last open one is', () => {
    expect(choices[0]).toMatchObject({
      key: 'R_1#8',
      openItems: 6,
      dueOn: '2026-12-11',
      milestones: [
        { repositoryId: 'R_1', number: 8 },
        { repositoryId: 'R_2', number: 1 },
        { repositoryId: 'R_3', number: 4 },
      ],
    });
  });

  it('tell what the open ones of them say, else all', () => {
    const told = (...rows: readonly KnownMilestoneTable[]) =>
      milestoneChoices(rows)[0]?.description;
    const [one, other, silent] = [
      known('0.9.0', { description: '- One' }),
      known('0.9.0', { repository_id: 'R_2', description: '- Other' }),
      known('0.9.0', { repository_id: 'R_3' }),
    ];
    expect(told(one, silent, other)).toBe('- One\n\n- Other');
    expect(told({ ...one, is_open: 0 }, other)).toBe('- Other');
    expect(told({ ...one, is_open: 0 })).toBe('- One');
    expect(told(silent)).toBe('');
  });

  it('are found by key of any of them, by version and by title', () => {
    expect(choiceOf(choices, 'R_2#1')?.title).toBe('0.9.0');
    expect(choiceOf(choices, 'R_9#1')).toBeUndefined();
    const reading = parseVersion('0.10.0');
    expect(reading.ok && choiceFor(choices, reading.version)?.key).toBe('R_1#10');
    expect(choiceTitled(choices, ' SOMEDAY')?.key).toBe('R_1#9');
  });
});

describe('the proposed version', () => {
  const open = milestoneChoices([known('0.8.0', { number: 8 }), known('0.7.0', { number: 7 })]);
  it.each<[string, readonly EarlierRelease[], ReturnType<typeof milestoneChoices>, string]>([
    ['the first of all', [], [], '0.1.0'],
    ['the lowest open GitHub milestone', [earlier('0.6.0')], open, '0.7.0'],
    ['the next one above what is planned', [earlier('0.7.0')], open, '0.8.0'],
    ['the next minor when none is above', [earlier('0.8.1')], open, '0.9.0'],
    [
      'not one below a closed GitHub milestone',
      [],
      milestoneChoices([known('0.2.0'), known('0.5.0', { number: 5, is_open: 0 })]),
      '0.6.0',
    ],
    ['not again one that was cancelled', [earlier('0.7.0', { stage: 'cancelled' })], open, '0.8.0'],
  ])('is %s', (_why, releases, choices, expected) => {
    expect(proposeVersion(releases, choices)).toBe(expected);
  });
});

describe('the proposed target', () => {
  const due = (date: string) => milestoneChoices([known('0.7.0', { due_on: `${date}T08:00:00Z` })]);
  it.each<[string, string, readonly EarlierRelease[], ReturnType<typeof milestoneChoices>, string]>(
    [
      ['the due date on GitHub', '0.7.0', [], due('2026-12-11'), '2026-12-11'],
      ['the working day before, when that is off', '0.7.0', [], due('2026-12-12'), '2026-12-11'],
      ['the one after, when the day before is today', '0.7.0', [], due('2026-11-21'), '2026-11-23'],
      ['four weeks ahead, when the due date is past', '0.7.0', [], due('2026-11-20'), '2026-12-18'],
      ['four weeks after the last one', '0.7.0', [earlier('0.6.0')], [], '2026-12-04'],
      [
        'four weeks from today, when that was long ago',
        '0.7.0',
        [earlier('0.6.0', { targetDate: '2026-01-02' })],
        [],
        '2026-12-18',
      ],
      [
        'not counted from a cancelled one',
        '0.7.0',
        [earlier('0.6.0', { stage: 'cancelled' })],
        [],
        '2026-12-18',
      ],
      ['a quarter ahead for a major one', '1.0.0', [earlier('0.6.0')], [], '2027-02-19'],
      ['two weeks ahead for a patch', '0.6.1', [], [], '2026-12-04'],
      ['today for a hotfix', '0.6.0-hotfix', [], [], '2026-11-20'],
      ['a month ahead when the version cannot be read', '0.x', [], [], '2026-12-18'],
    ],
  )('is %s', (_why, version, releases, choices, expected) => {
    expect(proposeTarget(version, releases, choices, TODAY, NONE).date).toBe(expected);
  });

  it('is a working day ahead, whatever is off', () => {
    const day = fc.integer({ min: 0, max: 200 }).map((days) => plusDays(TODAY, days));
    fc.assert(
      fc.property(
        fc.constantFrom('1.0.0', '0.7.0', '0.6.1', '0.6.1-hotfix'),
        fc.uniqueArray(day, { maxLength: 60 }),
        fc.option(day),
        day,
        (version, off, dueOn, last) => {
          const daysOff = new Set(off);
          const choices =
            dueOn === null
              ? []
              : milestoneChoices([known(version, { due_on: `${dueOn}T08:00:00Z` })]);
          const releases = [earlier('0.5.0', { targetDate: last })];
          const { date } = proposeTarget(version, releases, choices, TODAY, daysOff);
          expect(isWorkingDay(date, daysOff)).toBe(true);
          expect(date > TODAY || version.endsWith('hotfix')).toBe(true);
          expect(date >= TODAY).toBe(true);
        },
      ),
    );
  });
});

describe('a draft', () => {
  it('comes back from the metadata as it went in', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'version',
            'type',
            'target',
            'theme',
            'compatibility',
            'goals',
            'milestone',
            'milestone_title',
            'label_names',
          ),
          fc.option(hostileText),
        ),
        fc.array(hostileText),
        (values, labels) => {
          const draft = draftFrom('prj_1', { ...values, labels });
          const wellFormed = JSON.parse(JSON.stringify(draft)) as unknown;
          expect(unpackDraft(packDraft(draft))).toEqual(wellFormed);
        },
      ),
    );
  });

  it('is none when the metadata is something else', () => {
    for (const other of ['', '{}', 'null', '[]', '{"projectId":7}', '{'])
      expect(unpackDraft(other)).toBeNull();
  });

  it('fits into the metadata whenever the check lets it pass', () => {
    const text = fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'x', '💥'), maxLength: 700 });
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(text, { maxLength: 14 }),
        fc.array(text, { maxLength: 12 }),
        (theme, compatibility, goals, labels) => {
          const typed = { theme, compatibility, goals: goals.join('\n'), milestone: null, labels };
          const draft = { ...good(), ...typed };
          const check = checkDraft(draft, facts(), new Set(['labels']));
          if (check.ok) expect(packDraft(draft).length).toBeLessThanOrEqual(METADATA_LIMIT);
          else
            expect(Object.values(check.mistakes).join()).toMatch(
              /most I can keep|more than I can keep|fewer|Choose a GitHub/,
            );
        },
      ),
    );
  });

  it('takes twelve goals of full length beside a full theme and note', () => {
    const draft = {
      ...good(),
      theme: 'x'.repeat(150),
      compatibility: 'x'.repeat(600),
      goals: Array(12).fill('x'.repeat(150)).join('\n'),
    };
    expect(checkDraft(draft, facts(), SHOWN)).toMatchObject({ ok: true });
  });

  it('that is too long as a whole says so at the goals, or at the labels when they weigh more', () => {
    const goals = Array(12).fill('"'.repeat(149)).join('\n');
    const draft = { ...good(), goals };
    const over = packDraft(draft).length - METADATA_LIMIT;
    expect(checkDraft(draft, facts(), SHOWN)).toEqual({
      ok: false,
      mistakes: {
        goals: `With the other fields this is ${over} characters more than I can keep. Shorten the goals, the theme or the compatibility note.`,
      },
    });
    const shorter = { ...draft, goals: goals.slice(over) };
    expect(checkDraft(shorter, facts(), SHOWN)).toMatchObject({ ok: true });

    const labels = Array.from({ length: 10 }, (_, index) => `${index}${'"'.repeat(74)}`);
    const compatibility = '"'.repeat(600);
    const many = { ...good(), milestone: null, compatibility, goals: 'Fix leaks', labels };
    const check = checkDraft({ ...many, theme: '"'.repeat(150) }, facts(), SHOWN);
    expect(check).toEqual({
      ok: false,
      mistakes: { labels: 'Together this is more than I can keep. Choose fewer labels.' },
    });
  });
});

const good = () =>
  draftFrom('prj_1', { version: '0.7.0', target: '2027-02-12', milestone: 'R_1#1' });

const facts = (more: Partial<CheckFacts> = {}): CheckFacts => ({
  projectName: 'Atlas',
  today: TODAY,
  daysOff: NONE,
  releases: [earlier('0.6.0')],
  choices: milestoneChoices([known('0.7.0')]),
  ...more,
});

const SHOWN = new Set(['version', 'target', 'milestone', 'labels']);

describe('the check of a draft', () => {
  it('makes a plan of a good one', () => {
    const check = checkDraft(good(), facts(), SHOWN);
    expect(check).toMatchObject({
      ok: true,
      plan: { name: '0.7.0', type: 'minor', stage: 'planning', source: { title: '0.7.0' } },
    });
  });

  it.each<[string, Parameters<typeof draftFrom>[1], string, string]>([
    ['no version', { version: '' }, 'version', 'Enter a version, like 1.4.0.'],
    [
      'a version with two numbers',
      { version: '1.4' },
      'version',
      '1.4 has two numbers; a version has three, like 1.4.0.',
    ],
    [
      'an ending that is none',
      { version: '1.4.0-rc1' },
      'version',
      'The only ending a version may have is -hotfix, like 1.4.2-hotfix.',
    ],
    [
      'a version that is taken',
      { version: 'v0.6.0' },
      'version',
      'Atlas 0.6.0 is planned already, for Fri 6 Nov (released). Choose another version, such as 0.7.0.',
    ],
    [
      'a hotfix',
      { version: '0.6.1-hotfix' },
      'version',
      'A hotfix has a lane of its own. Type /hotfix to declare one; a plan is for X.Y.Z.',
    ],
    ['no target', { target: null }, 'target', 'Choose the day of the release.'],
    [
      'a past target',
      { target: '2026-11-19' },
      'target',
      'Thu 19 Nov is already past. Choose a later day.',
    ],
    [
      'a target too near',
      { target: '2026-11-20' },
      'target',
      'No working day is left before Fri 20 Nov for the steps that lead to the release. Choose Mon 23 Nov or later, or declare a hotfix.',
    ],
    [
      'no source',
      { milestone: null },
      'milestone',
      'Choose a GitHub milestone, labels or a search: they say which issues belong to the release.',
    ],
    [
      'two sources',
      { labels: ['P0'] },
      'labels',
      'Choose one of GitHub milestone, labels and search, so that it is clear which issues count. Empty the others.',
    ],
    [
      'a GitHub milestone that is gone',
      { milestone: 'R_9#9' },
      'milestone',
      'This GitHub milestone is gone by now. Choose another, labels or a search.',
    ],
    [
      'a theme without end',
      { theme: 'x'.repeat(151) },
      'theme',
      'This has 151 characters; 150 is the most I can keep.',
    ],
    [
      'more goals than twelve',
      { goals: 'x\n'.repeat(13) },
      'goals',
      'These are 13 goals; 12 is the most I can keep.',
    ],
    [
      'a goal without end',
      { goals: `- Fix leaks\n- ${'x'.repeat(151)}` },
      'goals',
      'Goal 2 has 151 characters; 150 is the most I can keep in one.',
    ],
  ])('refuses %s at its field', (_what, values, field, sentence) => {
    const draft = draftFrom('prj_1', {
      version: '0.7.0',
      target: '2027-02-12',
      milestone: 'R_1#1',
      ...values,
    });
    expect(checkDraft(draft, facts(), SHOWN)).toEqual({
      ok: false,
      mistakes: { [field]: sentence },
    });
  });

  it('reads the goals line by line', () => {
    const check = checkDraft({ ...good(), goals: '- Fix leaks\n\n2. Map errors' }, facts(), SHOWN);
    expect(check.ok && check.plan.goals).toEqual(['Fix leaks', 'Map errors']);
  });

  it('says a missing source at the field that the form shows', () => {
    const draft = { ...good(), milestone: null };
    const check = checkDraft(draft, facts(), new Set(['milestone_title', 'label_names']));
    expect(check.ok ? [] : Object.keys(check.mistakes)).toEqual(['milestone_title']);
  });

  it('takes typed titles and labels', () => {
    const source = (values: Parameters<typeof draftFrom>[1]): unknown => {
      const draft = draftFrom('prj_1', { version: '0.7.0', target: '2027-02-12', ...values });
      const check = checkDraft(draft, facts(), SHOWN);
      return check.ok ? check.plan.source : check.mistakes;
    };
    expect(source({ milestone_title: '0.7.0 ' })).toMatchObject({ milestones: [{ number: 1 }] });
    expect(source({ milestone_title: 'Later' })).toEqual({
      kind: 'github_milestone',
      title: 'Later',
      milestones: [],
    });
    expect(source({ label_names: ' P0, ,p0,stable ' })).toEqual({
      kind: 'labels',
      labels: ['p0', 'stable'],
    });
  });

  it.each<[string, Parameters<typeof draftFrom>[1], Partial<CheckFacts>, string]>([
    [
      'a type against the version',
      { type: 'patch' },
      {},
      '0.7.0 reads like a minor release; it is planned as a patch one, as you chose, with the calendar of a patch release.',
    ],
    [
      'a version below one that is out',
      { version: '0.6.0' },
      { releases: [earlier('0.6.1')] },
      '0.6.1 is out already, and 0.6.0 comes before it in the order of versions.',
    ],
    [
      'development that has begun',
      { target: '2026-12-18' },
      {},
      'It starts in stage “development”: by the calendar it has begun.',
    ],
    [
      'a day off',
      { target: '2027-02-13' },
      {},
      'Sat 13 Feb 2027 is a day off. The working day before is Fri 12 Feb 2027.',
    ],
  ])('points out %s', (_what, values, more, sentence) => {
    const draft = draftFrom('prj_1', {
      version: '0.7.0',
      target: '2027-02-12',
      milestone: 'R_1#1',
      ...values,
    });
    const check = checkDraft(draft, facts(more), SHOWN);
    expect(check.ok ? check.plan.notes : check.mistakes).toContain(sentence);
  });

  it('never starts later than development, however little time is left', () => {
    const check = checkDraft({ ...good(), target: '2026-11-23' }, facts(), SHOWN);
    expect(check).toMatchObject({ ok: true, plan: { stage: 'development' } });
  });
});

describe('which release is meant', () => {
  const all = [
    { id: 'a', version: '0.7.0', stage: 'development' },
    { id: 'b', version: '0.6.0', stage: 'closed' },
  ];
  const open = (release: { stage: string }): boolean => release.stage === 'development';
  it.each([
    ['', 'one'],
    ['v0.6.0', 'one'],
    ['0.8.0', 'There is no release 0.8.0 here. Known: 0.7.0.'],
    ['next', 'A version is made of three numbers with dots between them, like 1.4.0.'],
  ])('%s', (typed, expected) => {
    const picked = pickRelease(all, typed, open, 'None.');
    expect(picked.kind === 'none' ? picked.sentence : picked.kind).toBe(expected);
  });

  it('asks when several fit', () => {
    expect(pickRelease(all, '', () => true, 'None.').kind).toBe('several');
    expect(pickRelease([], '', open, 'None.')).toEqual({ kind: 'none', sentence: 'None.' });
  });
});

describe('the calendar in words', () => {
  const release = aRelease();
  it.each([
    [
      '2025-11-19',
      'Next: feature complete Fri 21 Nov',
      'Freeze and beta 28 Nov → RC 5 Dec → release 12 Dec',
    ],
    [
      '2025-11-21',
      'Today: feature complete Fri 21 Nov',
      'Freeze and beta 28 Nov → RC 5 Dec → release 12 Dec',
    ],
    [
      '2025-11-22',
      'Due: feature complete Fri 21 Nov',
      'Freeze and beta 28 Nov → RC 5 Dec → release 12 Dec',
    ],
  ])('on %s', (today, next, way) => {
    expect(nextWords(release.milestones, today)).toBe(next);
    expect(wayWords(release.milestones, today)).toBe(way);
  });

  it('ends where nothing is left', () => {
    const done = milestonesAt('closed', release.milestones);
    expect(nextWords(done, '2026-01-01')).toBeNull();
    expect(wayWords(done, '2026-01-01')).toBe('');
  });
});

describe('suggestions', () => {
  it('follow the calendar through a release’s life', () => {
    const seen: string[] = [];
    let release = aRelease({
      stage: 'planning',
      milestones: aRelease().milestones.map((milestone) => ({ ...milestone, state: 'planned' })),
    });
    for (let day = '2025-10-20'; day < '2026-01-01'; day = plusDays(day, 1)) {
      for (
        let again = suggestionFor(release, day);
        again !== null;
        again = suggestionFor(release, day)
      ) {
        seen.push(`${day} ${again.kind} ${again.kind === 'stage' ? again.to : again.step}`);
        const stage =
          again.kind === 'stage'
            ? again.to
            : again.kind === 'ship'
              ? 'released'
              : again.kind === 'close'
                ? 'closed'
                : release.stage;
        const milestones =
          again.kind === 'step'
            ? withStepDone(release.milestones, again.step)
            : milestonesAt(stage, release.milestones);
        release = { ...release, stage, milestones: milestones ?? [] };
      }
    }
    expect(seen).toEqual([
      '2025-10-31 step planning-complete',
      '2025-11-03 stage development',
      '2025-11-14 step alpha',
      '2025-11-21 stage feature-complete',
      '2025-11-28 stage code-freeze',
      '2025-11-28 step beta',
      '2025-12-05 stage release-candidate',
      '2025-12-12 ship release',
      '2025-12-20 close end-of-support',
    ]);
    expect(release.milestones.every(({ state }) => state === 'done')).toBe(true);
  });

  it('none for a release that is over', () => {
    for (const stage of ['closed', 'cancelled'] as const)
      expect(suggestionFor(aRelease({ stage }), '2027-01-01')).toBeNull();
  });

  it('entering a stage twice changes nothing, and skipped steps stay skipped', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STAGES),
        fc.array(fc.constantFrom('planned' as const, 'skipped' as const, 'done' as const), {
          minLength: 9,
          maxLength: 9,
        }),
        (stage, states) => {
          const before = aRelease().milestones.map((milestone, index) => ({
            ...milestone,
            state: states[index] ?? 'planned',
          }));
          const once = milestonesAt(stage, before);
          expect(milestonesAt(stage, once)).toEqual(once);
          for (const [index, { state }] of once.entries())
            expect(state === 'skipped').toBe(before[index]?.state === 'skipped');
        },
      ),
    );
  });
});

describe('a move of the target', () => {
  const move = (target: string, today: string, off: readonly string[] = []) =>
    checkMove(aRelease(), { target, reason: ' late ' }, today, new Set(off));

  it('keeps the days of what is done', () => {
    const check = move('2025-12-19', '2025-11-20');
    const days = check.ok
      ? new Map(check.move.milestones.map(({ step, date }) => [step, date]))
      : new Map();
    expect(days.get('alpha')).toBe('2025-11-14');
    expect(days.get('feature-complete')).toBe('2025-11-28');
    expect(check.ok && check.move.reason).toBe('late');
  });

  it.each([
    ['development', 'skipped', '2025-10-31'],
    ['planning', 'planned', '2025-11-28'],
  ] as const)('in %s, what was skipped is %s', (stage, state, date) => {
    const milestones = calendarFor('2025-12-12', '2025-11-10');
    const release = aRelease({ stage, milestones });
    const wish = { target: '2026-01-09', reason: 'late' };
    const check = checkMove(release, wish, '2025-11-20', new Set());
    const steps = check.ok ? check.move.milestones : [];
    expect(steps.find(({ step }) => step === 'planning-complete')).toMatchObject({ state, date });
    expect(steps.filter((one) => one.state === 'done' && one.date > '2025-11-20')).toEqual([]);
  });

  it('squeezes what is left when the target comes closer, and says so', () => {
    const check = move('2025-11-25', '2025-11-20');
    expect(check.ok && check.move.notes.map(({ kind }) => kind)).toEqual(['compressed']);
    const late = check.ok ? check.move.milestones.filter(({ state }) => state === 'planned') : [];
    expect(late.every(({ date }) => date >= '2025-11-20')).toBe(true);
  });

  it('refuses what makes no sense, at its field', () => {
    const mistakes = (target: string) => {
      const check = move(target, '2025-11-20');
      return check.ok ? null : check.mistakes;
    };
    expect(mistakes('2025-12-12')).toEqual({ target: 'That is the target already.' });
    expect(mistakes('')).toEqual({ target: 'Choose the new day of the release.' });
    expect(mistakes('2025-11-01')).toEqual({
      target: 'Sat 1 Nov is already past. Choose a later day.',
    });
  });
});

describe('numbers in words', () => {
  it('counts open items by priority', () => {
    const items = [
      anIssue(1, { priority: 'P0' }),
      anIssue(2, { isDone: true, points: 2 }),
      anIssue(3, { assignees: ['a'], points: 0.5 }),
    ];
    const counts = countScope(items);
    expect(openWords(counts)).toBe('2 open: 1 P0, 1 P2; 1 without owner');
    expect(doneWords(counts)).toBe('1 of 3 done (33 %)');
    expect(counts).toMatchObject({ points: 2.5, pointsDone: 2 });
    expect(openWords(countScope([]))).toBe('no issues yet');
    expect(doneWords(countScope([]))).toBeNull();
    expect(openWords(countScope([anIssue(2, { isDone: true })]))).toBe('all 1 done');
  });

  it.each([
    [2, 3, '2 of 3 done (67 %)'],
    [999, 1000, '999 of 1000 done (99 %)'],
    [1, 1000, '1 of 1000 done (1 %)'],
    [0, 3, '0 of 3 done (0 %)'],
    [3, 3, '3 of 3 done (100 %)'],
  ])('rounds the share: %i of %i, and says all or none only when it is so', (done, of, words) => {
    const items = Array.from({ length: of }, (_, index) =>
      anIssue(index, { isDone: index < done }),
    );
    expect(doneWords(countScope(items))).toBe(words);
  });
});

describe('history', () => {
  const entry = (
    event: JournalEvent,
    detail: JournalEntry['detail'] = {},
    actor = 'UMARA',
  ): JournalEntry => ({
    id: 'jrn_1',
    workspaceId: 'T1',
    projectId: 'prj_1',
    releaseId: 'rel_1',
    at: '2026-11-20T10:00:00.000Z',
    actor,
    event,
    detail,
  });
  const told = (one: JournalEntry): string =>
    historySentence(one, new Map([['UMARA', 'Mara']]), TODAY);

  it.each<[JournalEvent, JournalEntry['detail'], string]>([
    ['project.set_up', {}, 'Mara set the project up'],
    ['project.changed', {}, 'Mara changed the project’s settings'],
    [
      'release.planned',
      { version: '0.7.0', target: '2026-12-11' },
      'Mara planned 0.7.0 for Fri 11 Dec',
    ],
    [
      'release.stage_moved',
      { from: 'planning', to: 'code-freeze' },
      'Mara moved the release from planning to code freeze',
    ],
    ['release.step_done', { step: 'alpha' }, 'Mara ticked off alpha'],
    [
      'release.target_moved',
      { from: '2026-12-11', to: '2027-01-08', reason: 'late' },
      'Mara moved the target from Fri 11 Dec to Fri 8 Jan 2027: late',
    ],
    [
      'release.goals_changed',
      { added: 'Fix leaks; Map errors', dropped: 'Rewrite' },
      'Mara changed the goals: added Fix leaks; Map errors; dropped Rewrite',
    ],
    [
      'release.goals_changed',
      { added: '', dropped: 'Rewrite' },
      'Mara changed the goals: dropped Rewrite',
    ],
    ['release.shipped', { version: '0.7.0', open: 1 }, 'Mara shipped 0.7.0 with 1 item open'],
    ['release.cancelled', { reason: 'no need' }, 'Mara cancelled the release: no need'],
    ['release.closed', {}, 'Mara closed the release'],
    ['scope.added', { title: 'OCI create', number: 103 }, 'OCI create (#103) came into scope'],
    ['scope.removed', { number: 103 }, 'An item (#103) left the scope'],
    [
      'scope.deferred',
      { title: 'OCI create', number: 103, to: '0.8.0', reason: 'host' },
      'Mara deferred OCI create (#103) to 0.8.0: host',
    ],
    ['item.done', { title: 'OCI create', number: 103 }, 'OCI create (#103) is done'],
    ['item.reopened', { title: 'OCI create', number: 103 }, 'OCI create (#103) was opened again'],
    ['sync.finished', {}, 'GitHub’s news was read'],
    ['checkin.answered', {}, 'A check-in was answered'],
    ['support.asked', {}, 'Someone asked for support'],
    ['support.done', {}, 'Mara gave the support that was asked for'],
    ['support.declined', {}, 'A request for support went back'],
    ['person.paused', {}, 'Someone paused their check-ins'],
    ['person.resumed', {}, 'Someone resumed their check-ins'],
    ['report.posted', {}, 'The digest was posted'],
    ['report.held', {}, 'Mara held the digest'],
    [
      'report.overridden',
      { to: 'yellow', reason: 'mood' },
      'Mara changed the colour to yellow: mood',
    ],
  ])('%s', (event, detail, sentence) => {
    expect(told(entry(event, detail))).toBe(sentence);
  });

  it('names no one who answered or paused', () => {
    for (const event of [
      'checkin.answered',
      'person.paused',
      'person.resumed',
      'support.asked',
    ] as const)
      expect(told(entry(event))).not.toContain('Mara');
  });

  it('knows GitHub, Slipway and strangers, and stands with empty details', () => {
    expect(told(entry('release.closed', {}, 'github'))).toBe('GitHub closed the release');
    expect(told(entry('release.closed', {}, 'slipway'))).toBe('Slipway closed the release');
    expect(told(entry('release.target_moved', { from: 7, to: null }, 'U?'))).toBe(
      'Someone moved the target',
    );
  });
});
