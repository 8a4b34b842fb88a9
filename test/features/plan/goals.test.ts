import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../src/base/text.ts';
import { goalBlocks, goalsHint, TYPED_GOALS_HINT } from '../../../src/features/plan/goal-words.ts';
import {
  goalsIn,
  goalsMistake,
  LONGEST_GOAL,
  MOST_GOALS,
  typedGoals,
} from '../../../src/features/plan/goals.ts';
import { hostileText, pingsIn } from '../../support/hostile.ts';
import { expectTakenModal, readBlocks } from '../../support/plain-view.ts';
import { wordsModal } from '../../../src/slack/inputs.ts';

const numbered = (many: number): string[] =>
  Array.from({ length: many }, (_, index) => `Goal ${index + 1}`);

describe('goals in the description of a GitHub milestone', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', '', []],
    ['only blanks', ' \n\t\n', []],
    ['a sentence', 'Stable containers', ['Stable containers']],
    ['a list', '- Fix leaks\n- Map errors', ['Fix leaks', 'Map errors']],
    ['other bullets', '* a\n+ b\n• c\n– d\n— e', ['a', 'b', 'c', 'd', 'e']],
    ['numbers', '1. Fix leaks\n12) Map errors', ['Fix leaks', 'Map errors']],
    ['a task list', '- [ ] Fix leaks\n* [x] Map errors\n- [X] c', ['Fix leaks', 'Map errors', 'c']],
    [
      'a nested list',
      '- Fix leaks\n  - in config\n\t- in store',
      ['Fix leaks', 'in config', 'in store'],
    ],
    ['a list in a list', '- 1. Fix leaks\n- - [ ] Map errors', ['Fix leaks', 'Map errors']],
    ['empty lines', '\n\n- Fix leaks\n\n\n- Map errors\n', ['Fix leaks', 'Map errors']],
    ['empty bullets', '- \n-\n- Fix leaks\n* [ ]', ['Fix leaks']],
    ['line ends of Windows', '- Fix leaks\r\n- Map errors\r\n', ['Fix leaks', 'Map errors']],
    ['headings', '# Goals\n### 1. Stability\n- Fix leaks', ['Fix leaks']],
    [
      'underlined headings',
      'Goals\n=====\n- Fix leaks\nMore\n---\n- Map errors',
      ['Fix leaks', 'Map errors'],
    ],
    ['a rule', '- Fix leaks\n\n---\n***\n- Map errors', ['Fix leaks', 'Map errors']],
    ['words that lead in', '**Goals:**\n- Fix leaks', ['Fix leaks']],
    ['a goal that ends like one', '- Fix these:\n- leaks', ['Fix these:', 'leaks']],
    [
      'an item over two lines',
      '- Fix leaks that\n  are left\n- Map errors',
      ['Fix leaks that are left', 'Map errors'],
    ],
    ['a paragraph after an item', '- Fix leaks\n\n  and more', ['Fix leaks', 'and more']],
    ['an indented line alone', '  Fix leaks\n  Map errors', ['Fix leaks', 'Map errors']],
    ['emphasis', '- **Fix leaks** in `config.zig`', ['Fix leaks in config.zig']],
    ['an issue number first', '#113 checks', ['#113 checks']],
    [
      'a hyphen in a word',
      '-fast start\n5 backends\n0.7.0 ships',
      ['-fast start', '5 backends', '0.7.0 ships'],
    ],
    ['the same twice', '- Fix leaks\n- fix LEAKS\n- Map errors', ['Fix leaks', 'Map errors']],
    ['white space inside', '-   Fix \t leaks  ', ['Fix leaks']],
  ])('%s', (_what, description, goals) => {
    expect(goalsIn(description)).toEqual({ goals, leftOut: 0, shortened: 0 });
  });

  it('are twelve at most, and the rest is counted', () => {
    const found = goalsIn(numbered(15).join('\n'));
    expect(found).toEqual({ goals: numbered(12), leftOut: 3, shortened: 0 });
  });

  it('are shortened to what a goal may have, and that is counted', () => {
    const found = goalsIn(`- ${'x'.repeat(150)}\n- ${'y'.repeat(151)}`);
    expect(found.goals).toEqual(['x'.repeat(150), `${'y'.repeat(149)}…`]);
    expect(found).toMatchObject({ leftOut: 0, shortened: 1 });
  });

  it('pass the check, and come back from the field as they are', () => {
    fc.assert(
      fc.property(fc.array(hostileText), (texts) => {
        const { goals, leftOut } = goalsIn(texts.join('\n- '));
        expect(goalsMistake(goals)).toBeNull();
        expect(typedGoals(goals.join('\n'))).toEqual(goals);
        expect(leftOut === 0 || goals.length === MOST_GOALS).toBe(true);
        for (const goal of goals) expect(goal).toBe(oneLine(goal));
      }),
    );
  });
});

describe('goals as typed', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', '', []],
    ['lines', 'Fix leaks\nMap errors', ['Fix leaks', 'Map errors']],
    ['a list with gaps', ' - Fix leaks\n\n2. Map errors\n- ', ['Fix leaks', 'Map errors']],
    ['a line like a heading, since somebody meant it', '# Fix leaks', ['# Fix leaks']],
    ['a line that leads in', 'Fix:\nleaks', ['Fix:', 'leaks']],
    ['emphasis, twice the same', '**a**\n**a**', ['**a**', '**a**']],
    ['a picture', '🚀', ['🚀']],
    ['nothing to be seen', '\u200b\n\u0000\n\u00a0', []],
  ])('%s', (_what, text, goals) => {
    expect(typedGoals(text)).toEqual(goals);
  });

  it.each<[string, readonly string[], string | null]>([
    ['none', [], null],
    ['twelve of full length', Array(12).fill('x'.repeat(LONGEST_GOAL)), null],
    ['thirteen', numbered(13), 'These are 13 goals; 12 is the most I can keep.'],
    [
      'a long one',
      ['a', 'x'.repeat(151)],
      'Goal 2 has 151 characters; 150 is the most I can keep in one.',
    ],
    [
      'two long ones',
      ['x'.repeat(160), 'a', 'x'.repeat(151)],
      'Goal 1 has 160 characters, goal 3 has 151 characters; 150 is the most I can keep in one.',
    ],
  ])('%s', (_what, goals, sentence) => {
    expect(goalsMistake(goals)).toBe(sentence);
  });
});

describe('goals in words', () => {
  const found = { goals: ['Fix leaks'], leftOut: 0, shortened: 0 };
  it.each([
    ['none', { ...found, goals: [] }, TYPED_GOALS_HINT],
    ['some', found, 'One a line, from GitHub milestone 0.7.0.'],
    [
      'too many',
      { ...found, leftOut: 3 },
      'One a line, from GitHub milestone 0.7.0. 3 more did not fit: 12 is the most.',
    ],
    [
      'too many and too long',
      { ...found, leftOut: 1, shortened: 1 },
      'One a line, from GitHub milestone 0.7.0. 1 more did not fit: 12 is the most. 1 goal was shortened to 150 characters.',
    ],
    [
      'too long',
      { ...found, shortened: 2 },
      'One a line, from GitHub milestone 0.7.0. 2 goals were shortened to 150 characters.',
    ],
  ])('the hint for %s', (_what, facts, hint) => {
    expect(goalsHint('0.7.0', facts)).toBe(hint);
  });

  it('are a bullet list, and nothing when there are none', () => {
    expect(readBlocks(goalBlocks(['Fix leaks', 'Map errors']))).toBe(
      'Goals\n• Fix leaks\n• Map errors',
    );
    expect(goalBlocks([])).toEqual([]);
  });

  it('stay text, whatever they hold', () => {
    fc.assert(
      fc.property(hostileText, fc.array(hostileText), (title, texts) => {
        for (const goals of [typedGoals(texts.join('\n')), goalsIn(texts.join('\n')).goals]) {
          const blocks = goalBlocks(goals.slice(0, MOST_GOALS));
          if (blocks.length > 0) expectTakenModal(wordsModal('Goals', blocks));
          expect(pingsIn(blocks)).toEqual([]);
        }
        expect(goalsHint(title, goalsIn(texts.join('\n'))).length).toBeLessThan(300);
      }),
    );
  });
});
