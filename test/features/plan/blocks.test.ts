import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Glance } from '../../../src/feature.ts';
import { cardFingerprint, planCard, type CardFacts } from '../../../src/features/plan/card.ts';
import { draftFrom } from '../../../src/features/plan/draft.ts';
import { checkDraft } from '../../../src/features/plan/draft-check.ts';
import {
  cancelledReply,
  cancelModal,
  closeModal,
  shipModal,
  shippedReply,
} from '../../../src/features/plan/ending-modals.ts';
import { planForm, projectChoiceModal } from '../../../src/features/plan/form-modal.ts';
import { goalsHint } from '../../../src/features/plan/goal-words.ts';
import { goalsIn } from '../../../src/features/plan/goals.ts';
import { milestoneChoices } from '../../../src/features/plan/github-milestones.ts';
import { planModal } from '../../../src/features/plan/open-plan.ts';
import { previewModal } from '../../../src/features/plan/preview-modal.ts';
import { checkMove } from '../../../src/features/plan/retarget.ts';
import { countScope } from '../../../src/features/plan/scope-counts.ts';
import { movedReply, planThread } from '../../../src/features/plan/thread.ts';
import { timelineForm, timelinePreview } from '../../../src/features/plan/timeline-modals.ts';
import { whereMessage } from '../../../src/features/plan/where.ts';
import type { Message } from '../../../src/slack/blocks.ts';
import {
  expectTakenMessage,
  expectTakenModal,
  readBlocks,
  readModal,
} from '../../support/plain-view.ts';
import { aRelease, anIssue, hostileItem, someCard, TWELVE } from './samples.ts';
import { hostileText, pingsIn } from '../../support/hostile.ts';

const STYLE = {
  owners: new Map([['octo', 'Ivo']]),
  project: { repositories: [] },
  hidePrivate: false,
};
const GLANCE: Glance = {
  mark: '🟢',
  word: 'on track',
  name: 'Atlas 0.7.0',
  why: 'no step is overdue; 29 % done, 20 % of the time gone',
  done: '4 of 14 done (29 %)',
  target: 'Target Fri 12 Dec: 2 working days behind',
};
const GOALS = ['Fix the leaks', 'Test every backend'];
const read = (message: Message): string => readBlocks(message.blocks);

/**
 * Lines that a phone shows, 42 characters each, small print a sixth smaller. The data's age is never
 * older than a day, so `yesterday` is its longest form.
 */
function phoneLines(facts: CardFacts): number {
  return read(planCard(facts))
    .replace(/<!date[^>]*pretty[^>]*>/g, 'Yesterday 12:34 PM')
    .replace(/<!date[^>]*>/g, '12:34 PM')
    .replace(/⋯.*/, '⋯')
    .split('\n')
    .map((text) => Math.ceil(text.length / (text.startsWith('_') ? 50 : 42)))
    .reduce((sum, lines) => sum + lines, 0);
}

describe('the plan card', () => {
  it('says all in nine lines', () => {
    expect(read(planCard(someCard()))).toMatchInlineSnapshot(`
      "# Atlas 0.7.0 · minor · Fri 12 Dec
      Next: feature complete Fri 21 Nov
      Container stability. 12 open: 3 P0, 4 P1, 5 P2; 1 without owner
      Freeze and beta 28 Nov → RC 5 Dec → release 12 Dec
      [Open plan] ⋯(Move the target, Show history, Ship, Cancel the release…)
      _Development · Mara leads · check-ins Thu · digest Fri <!date^1763733600^{time}|2025-11-21 14:00 UTC> · GitHub as of <!date^1763647080^{time} {date_short_pretty}|2025-11-20 13:58 UTC>_"
    `);
    expect(planCard(someCard()).text).toBe(
      'Atlas 0.7.0 · minor · Fri 12 Dec. Next: feature complete Fri 21 Nov',
    );
    expect(phoneLines(someCard())).toBeLessThanOrEqual(9);
  });

  it('leaves the goals to the thread', () => {
    const release = aRelease({ goals: GOALS });
    expect(planCard(someCard({ release }))).toEqual(planCard(someCard()));
  });

  it('stays that low with a long theme', () => {
    const release = aRelease({
      theme: 'Everything about containers and their neighbours '.repeat(3),
    });
    expect(phoneLines(someCard({ release }))).toBeLessThanOrEqual(9);
  });

  it('has one line for what hotfixes left to do, without its words, while it is under way', () => {
    const action = { id: 'act_1', text: 'Secret', version: '0.6.2-hotfix', dueOn: '2025-11-24' };
    const actions = [
      { ...action, owner: 'Ivo' },
      { ...action, id: 'act_2', owner: 'Dana' },
    ];
    const words = read(planCard(someCard({ actions })));
    expect(words).toContain('⏳ 2 hotfix actions open, next Mon 24 Nov: Ivo');
    expect(words).not.toContain('Secret');
    const ended = someCard({ actions, release: aRelease({ stage: 'released' }) });
    expect(read(planCard(ended))).not.toContain('hotfix action');
    const plan = planModal(someCard({ actions }), [], STYLE, false);
    expect(readBlocks(plan.blocks)).toContain('• Secret · Dana, Mon 24 Nov (0.6.2-hotfix)');
  });

  it.each<[string, Partial<CardFacts>]>([
    ['a step is today', { today: '2025-11-21' }],
    ['a step was due', { today: '2025-11-24' }],
    ['a hotfix runs', { heldBy: 'Atlas 0.6.2-hotfix' }],
    [
      'a hotfix runs and it is out',
      { heldBy: 'Atlas 0.6.2-hotfix', release: aRelease({ stage: 'released' }) },
    ],
    ['one fix is missing on main', { debts: ['the fix of 0.6.2-hotfix is missing on main'] }],
    [
      'four fixes are missing on main',
      { debts: [2, 3, 4, 5].map((at) => `the fix of 0.6.${at}-hotfix is missing on main`) },
    ],
    ['nothing was read yet', { githubAsOf: null, leader: null, counts: countScope([]) }],
    [
      'all is done and the target is here',
      {
        today: '2025-12-12',
        counts: countScope(TWELVE.map((item) => ({ ...item, isDone: true }))),
        release: aRelease({
          stage: 'release-candidate',
          theme: '',
          milestones: aRelease().milestones.map((milestone) =>
            milestone.date < '2025-12-12' ? { ...milestone, state: 'done' } : milestone,
          ),
        }),
      },
    ],
    ['released', { endedOn: '2025-12-12', release: aRelease({ stage: 'released' }) }],
    [
      'cancelled',
      {
        endedOn: '2025-12-01',
        cancelReason: 'Goes into 0.8.0',
        release: aRelease({ stage: 'cancelled' }),
      },
    ],
  ])('when %s', (_when, more) => {
    expect(read(planCard(someCard(more)))).toMatchSnapshot();
  });

  it('is the same for the same words, whatever the minute of the data', () => {
    const print = (more: Partial<CardFacts>): string => {
      const facts = someCard(more);
      return cardFingerprint(facts, planCard(facts));
    };
    expect(print({ githubAsOf: '2025-11-20T23:00:00.000Z' })).toBe(print({}));
    expect(print({ githubAsOf: '2025-11-21T00:00:00.000Z' })).not.toBe(print({}));
    expect(print({ digestAt: '2025-11-28T14:00:00.000Z' })).toBe(print({}));
    expect(print({ leader: 'Noor' })).not.toBe(print({}));
    expect(print({ counts: countScope(TWELVE.slice(1)) })).not.toBe(print({}));
  });
});

describe('where a release stands', () => {
  it('does not say twice what was due', () => {
    const standing = (why: string) => ({
      facts: someCard({ today: '2025-11-24' }),
      glance: { ...GLANCE, mark: '🟡', word: 'at risk', why },
    });
    const told = (why: string): string => read(whereMessage('Atlas', 'C1', [standing(why)]));
    expect(told('feature complete was due Fri 21 Nov, and 1 later step')).toBe(
      [
        '🟡 Atlas 0.7.0 · at risk',
        'Why: feature complete was due Fri 21 Nov, and 1 later step',
        'Target Fri 12 Dec: 2 working days behind. Next: code freeze and beta Fri 28 Nov',
        '[Status] [Open plan]',
      ].join('\n'),
    );
    expect(told('the team doubts the date (median 2 of 5)')).toContain(
      'Target Fri 12 Dec: 2 working days behind. Feature complete was due Fri 21 Nov.',
    );
  });
});

describe('the thread and the replies', () => {
  it('holds the plan in full', () => {
    const items = [
      anIssue(90, { priority: 'P0', assignees: ['octo', 'ghost'], points: 3 }),
      anIssue(91, { isDone: true }),
    ];
    const release = aRelease({ compatibility: 'Needs API v2', goals: GOALS });
    expect(read(planThread('Atlas', release, items, STYLE, '2025-10-20'))).toMatchSnapshot();
    expect(read(planThread('Atlas', aRelease({ theme: '' }), [], STYLE, '2025-10-20'))).toContain(
      'No issues yet.',
    );
  });

  it('says how many items do not fit', () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      anIssue(index, { title: 'x'.repeat(90) }),
    );
    const message = planThread('Atlas', aRelease(), many, STYLE, '2025-10-20');
    expectTakenMessage(message);
    expect(read(message)).toMatch(/… \| and 3\d\d more \| –$/);
  });

  it('says what ended and why', () => {
    expect(read(shippedReply('Atlas 0.7.0', [], 'Mara'))).toBe(
      'Atlas 0.7.0 is released.\nMara shipped it.',
    );
    expect(read(shippedReply('Atlas 0.7.0', [anIssue(1, { isDone: true })], 'Mara'))).toBe(
      'Atlas 0.7.0 is released.\nMara shipped it. 1 of 1 done (100 %).',
    );
    expect(read(cancelledReply('Atlas 0.7.0', 'no need', 'Mara'))).toContain('Why: no need (Mara)');
  });
});

describe('the modals', () => {
  const offer = {
    projectName: 'Atlas',
    choices: milestoneChoices([
      {
        repository_id: 'R_1',
        number: 7,
        title: '0.7.0',
        description: '',
        due_on: null,
        is_open: 1,
        open_items: 12,
        read_at: '2025-11-20T13:58:00.000Z',
      },
    ]),
    labels: ['P0'],
    trouble: null,
    versionHint: 'The next one.',
    targetHint: 'Four weeks after today.',
    goalsHint: 'One a line.',
  };
  const draft = draftFrom('prj_1', {
    version: '0.7.0',
    target: '2025-12-12',
    theme: 'Container stability',
    goals: '- Fix the leaks\n- Test every backend',
    milestone: 'R_1#7',
  });

  it('case 24: says how many GitHub milestones and labels cannot be chosen, and the way to them', () => {
    const many = milestoneChoices(
      Array.from({ length: 5000 }, (_, at) => ({
        repository_id: 'R_1',
        number: at,
        title: `1.${at}.0`,
        description: '',
        due_on: null,
        is_open: 1 as const,
        open_items: 12,
        read_at: '2025-11-20T13:58:00.000Z',
      })),
    );
    const labels = Array.from({ length: 5000 }, (_, at) => `label ${at}`);
    const view = planForm({ ...draft, milestone: 'R_1#4321' }, { ...offer, choices: many, labels });
    expectTakenModal(view);
    const text = readModal(view);
    expect(text).toContain(
      'The first 100 of 5000; for another one type a search below, such as milestone:"its title"',
    );
    expect(text).toContain('such as label:"its name"');
    expect(text).toContain('GitHub milestone: 1.4321.0');
    expect(text).toContain('1.98.0');
    expect(text).not.toContain('1.100.0');
  });

  it('asks for a plan', () => {
    expect(readModal(planForm(draft, offer))).toMatchSnapshot();
    const bare = planForm(
      draftFrom('prj_1', {}),
      { ...offer, choices: [], labels: [], trouble: 'GitHub did not answer (502).' },
      { version: 'Atlas 0.7.0 is planned already.' },
    );
    expectTakenModal(bare);
    expect(readModal(bare)).toMatchSnapshot();
  });

  it('shows what would be posted', () => {
    const facts = {
      projectName: 'Atlas',
      today: '2025-11-10',
      daysOff: new Set<string>(),
      releases: [],
      choices: offer.choices,
    };
    const check = checkDraft({ ...draft, target: '2025-12-13', type: 'major' }, facts, new Set());
    if (!check.ok) throw new Error(JSON.stringify(check.mistakes));
    const shown = { projectName: 'Atlas', today: '2025-11-10', style: STYLE, trouble: null };
    expect(readModal(previewModal(check.plan, { ...shown, items: TWELVE }))).toMatchSnapshot();
    expect(readModal(previewModal(check.plan, { ...shown, items: [] }))).toContain(
      'I know no issues of GitHub milestone 0.7.0 yet.',
    );
  });

  it('shows a plan, a move and an end', () => {
    const card = someCard({ release: aRelease({ goals: GOALS }) });
    expect(readModal(planModal(card, TWELVE, STYLE, true))).toMatchSnapshot();
    const wish = { target: '2025-12-19', reason: 'The host is late' };
    const check = checkMove(aRelease(), wish, '2025-11-20', new Set());
    if (!check.ok) throw new Error('no move');
    const preview = timelinePreview('Atlas 0.7.0', aRelease(), check.move, '2025-11-20');
    expect(readModal(preview)).toMatchSnapshot();
    expect(readModal(shipModal('Atlas 0.7.0', aRelease(), [], STYLE))).toMatchSnapshot();
  });
});

describe('whatever people and GitHub write', () => {
  const items = fc.array(hostileItem, { maxLength: 130 });
  const style = fc.record({
    owners: fc.constant(new Map([['octo', '<!here>']])),
    project: fc.constant({ repositories: [] }),
    hidePrivate: fc.boolean(),
  });

  /** Within the limits, and without a mark of Slack's that opens a ping or a link. */
  function expectHarmless(message: Message): void {
    expectTakenMessage(message);
    expect(pingsIn(message)).toEqual([]);
  }

  it('case 24: keeps messages within Slack’s limits and pings nobody', () => {
    fc.assert(
      fc.property(
        hostileText,
        hostileText,
        hostileText,
        items,
        style,
        (name, theme, more, list, how) => {
          const release = aRelease({
            theme: theme.slice(0, 150),
            compatibility: more.slice(0, 600),
            goals: Array(12).fill(more.slice(0, 150)),
          });
          const projectName = name === '' ? 'Atlas' : name.slice(0, 200);
          const facts = { projectName, release, leader: name, counts: countScope(list) };
          expectHarmless(planCard(someCard(facts)));
          const cancelled = {
            ...facts,
            cancelReason: more,
            release: { ...release, stage: 'cancelled' as const },
          };
          expectHarmless(planCard(someCard(cancelled)));
          expectHarmless(planThread(projectName, release, list, how, '2025-11-20'));
          const glance = { ...GLANCE, name: projectName, why: more, target: theme.slice(0, 100) };
          const standing = { facts: someCard(facts), glance: more === '' ? null : glance };
          expectHarmless(whereMessage(projectName, 'C1', [standing]));
          expectHarmless(
            whereMessage(
              projectName,
              'C1',
              Array.from({ length: 25 }, () => standing),
            ),
          );
          expectHarmless(cancelledReply(projectName, more.slice(0, 300), name.slice(0, 80)));
          const move = { from: '2025-12-12', to: '2025-12-10' };
          expectHarmless(
            movedReply(release, move, name.slice(0, 80), more.slice(0, 300), '2025-11-20'),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('case 24: keeps modals within Slack’s limits', () => {
    fc.assert(
      fc.property(
        hostileText,
        hostileText,
        items,
        style,
        fc.array(hostileText),
        (one, two, list, how, labels) => {
          const name = one.slice(0, 200);
          const release = aRelease({
            theme: one.slice(0, 150),
            compatibility: two.slice(0, 600),
            goals: Array(12).fill(two.slice(0, 150)),
          });
          const action = { id: 'act_1', text: two, owner: one, dueOn: '2025-11-24', version: two };
          const actions = Array.from({ length: 30 }, () => action);
          const card = someCard({ projectName: name, release, actions });
          expectTakenModal(planModal(card, list, how, true));
          expectTakenMessage(planCard(card));
          expectTakenModal(shipModal(name, release, list, how));
          expectTakenModal(closeModal(name, release));
          expectTakenModal(cancelModal(name, release, two, one));
          expectTakenModal(
            timelineForm(
              name,
              release,
              { target: one, reason: two.slice(0, 300) },
              '2025-11-20',
              two,
            ),
          );
          const typed = draftFrom('prj_1', {
            version: one.slice(0, 100),
            theme: two.slice(0, 150),
            goals: labels.join('\n'),
          });
          const choices = milestoneChoices(
            labels.map((title, number) => ({
              repository_id: 'R_1',
              number,
              title,
              description: title,
              due_on: null,
              is_open: 1,
              open_items: number,
              read_at: '2025-11-20T13:58:00.000Z',
            })),
          );
          const trouble = two === '' ? null : two.slice(0, 500);
          expectTakenModal(
            planForm(typed, {
              projectName: name,
              choices,
              labels: [...new Set(labels)],
              trouble,
              versionHint: 'x',
              targetHint: 'x',
              goalsHint: goalsHint(two, goalsIn(labels.join('\n'))),
            }),
          );
          expectTakenModal(projectChoiceModal([{ id: 'prj_1', name }], two));
        },
      ),
      { numRuns: 60 },
    );
  });
});
