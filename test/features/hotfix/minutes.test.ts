/** How long clocks run is a project's own: what its form takes, what is stored, and when the next clock warns. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import { lengthWords, minutesWith, TIMED } from '../../../src/features/hotfix/minutes.ts';
import {
  LONGEST_MINUTES,
  minutesText,
  overProcessWords,
  parseMinutes,
} from '../../../src/features/hotfix/minutes-text.ts';
import { PEOPLE } from '../../../src/sandbox/seed/people.ts';
import { hostileText } from '../../support/hostile.ts';
import { aTown, MONDAY, type Town } from '../../support/town.ts';

const AT_FIRST = minutesWith(new Map());

describe('the lines of the clocks', () => {
  it('read as they are written, whatever is set, and fit into the field', () => {
    const some = fc.tuple(...TIMED.map(({ least, most }) => fc.integer({ min: least, max: most })));
    fc.assert(
      fc.property(some, (lengths) => {
        const minutes = minutesWith(new Map(TIMED.map(({ id }, at) => [id, lengths[at] ?? 0])));
        fc.pre(minutes.decision <= minutes.planning);
        const text = minutesText(minutes);
        expect(text.length).toBeLessThanOrEqual(LONGEST_MINUTES / 2);
        expect(parseMinutes(text)).toEqual(minutes);
      }),
    );
  });

  it('are as at first where they are left out', () => {
    expect(parseMinutes('')).toEqual(AT_FIRST);
    expect(parseMinutes('\n  Decision=10m \n')).toEqual({ ...AT_FIRST, decision: 10 });
    expect(parseMinutes('news, production down = 2 h')).toEqual({
      ...AT_FIRST,
      production_down: 120,
    });
  });

  it.each([
    [
      'decision',
      '“decision” needs a whole number of minutes or hours, such as “decision = 30 minutes”.',
    ],
    ['decision = 30', '“decision” needs a whole number'],
    ['decision = 7.5 minutes', '“decision” needs a whole number'],
    ['decision = -5 minutes', '“decision” needs a whole number'],
    ['decision = 5 minutes = 6 minutes', '“decision” needs a whole number'],
    ['decision = 0 minutes', '“decision” takes 5 minutes to 4 hours.'],
    ['decision = 5 hours', '“decision” takes 5 minutes to 4 hours.'],
    ['lunch = 1 hour', '“lunch” is none of the clocks.'],
    ['decision = 6 minutes\ndecision = 7 minutes', '“decision” stands twice.'],
    ['decision = 4 hours\nplanning = 2 hours', 'Planning begins with the decision'],
    [
      'testing = 10 hours',
      'The release process has 8 hours for testing. If more is meant, write “testing = 10 hours on purpose”.',
    ],
    ['planning = 1441 minutes', 'The release process has 24 hours for planning.'],
    ['planning = 169 hours on purpose', '“planning” takes 1 hour to 168 hours.'],
  ])('of %j are refused with a sentence', (text, sentence) => {
    expect(parseMinutes(text)).toContain(sentence);
  });

  it('take more than the release process has once it is said to be on purpose, and say so', () => {
    const more = { ...AT_FIRST, testing: 600 };
    expect(parseMinutes('testing = 10 hours on purpose')).toEqual(more);
    expect(overProcessWords(more)).toEqual([
      'More than the 8 hours of the release process: testing, 10 hours.',
    ]);
    expect(overProcessWords(AT_FIRST)).toEqual([]);
    expect(minutesText(AT_FIRST)).not.toContain('on purpose');
  });

  it('end in minutes or in one sentence, whatever is typed', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const read = parseMinutes(text);
        if (typeof read === 'string') expect(read.length).toBeLessThanOrEqual(250);
        else
          for (const { id, least, most } of TIMED) {
            expect(read[id]).toBeGreaterThanOrEqual(least);
            expect(read[id]).toBeLessThanOrEqual(most);
          }
      }),
    );
  });

  it('name a length as people do', () => {
    expect([1, 45, 60, 90, 1440].map(lengthWords)).toEqual([
      '1 minute',
      '45 minutes',
      '1 hour',
      '90 minutes',
      '24 hours',
    ]);
  });
});

describe('in a project', () => {
  let town: Town;
  beforeEach(async () => {
    town = await aTown();
  });
  afterEach(async () => {
    expect(town.troubles).toEqual([]);
    await town.leave();
  });

  async function setClocks(...lines: readonly string[]): Promise<unknown> {
    await town.person('mara').types('#atlas', '/hotfix setup');
    return town.person('mara').submits({ Clocks: lines.join('\n') });
  }

  async function declared(): Promise<void> {
    await town.person('noor').types('#atlas', '/hotfix');
    await town.person('noor').submits({
      'What is it for Atlas?': 'production down',
      'What is seen?': 'Sign-in is down for EU customers',
      'Who is hit, and how badly?': 'About 2,000 customers cannot sign in',
      'Affected versions': '0.6.2',
    });
  }

  const warned = (): readonly string[] =>
    town.posts.flatMap(({ place, text }) => {
      const [, what] = /(the decision is wanted.*(?:gone|is over))/.exec(text) ?? [];
      return what === undefined ? [] : [`${place} ${what}`];
    });
  const half = 'the decision is wanted, half of its time is gone';

  test('with ten minutes to decide the clock warns at 5, at 7.5 and at 10', async () => {
    await setClocks('decision = 10 minutes');
    expect(town.person('mara').modalText()).toContain(
      'Clocks that start from now on: 10 minutes to decide, 24 hours until the test, 8 hours for each test.',
    );
    await declared();
    const seen: (readonly string[])[] = [];
    for (const minutes of [4.9, 5, 7.4, 7.5, 9.9, 10]) {
      await town.pushTo(plusMinutes(MONDAY, minutes));
      seen.push(warned().slice(seen.flat().length));
    }
    expect(seen).toEqual([
      [],
      [`${PEOPLE.ines.id} ${half}`, `${PEOPLE.paul.id} ${half}`],
      [],
      [`${PEOPLE.noor.id} the decision is wanted, three quarters of its time are gone`],
      [],
      [`${PEOPLE.mara.id} the decision is wanted, its time is over`],
    ]);
  });

  test('a clock that runs keeps its limit, and the next one has the new', async () => {
    await declared();
    await setClocks(
      'decision = 10 minutes',
      'testing = 2 hours',
      'news, production down = 15 minutes',
    );
    const limits = () =>
      town.rows('select clock, attempt, limit_minutes from hotfix_clock order by attempt, clock');
    expect(limits()).toEqual([
      { clock: 'decision', attempt: 1, limit_minutes: 30 },
      { clock: 'planning', attempt: 1, limit_minutes: 1440 },
    ]);
    expect(town.rows('select next_update_at from hotfix')).toEqual([
      { next_update_at: plusMinutes(MONDAY, 30) },
    ]);
    await town.person('noor').chooses('#atlas', 'Say how it goes…');
    await town.person('noor').submits({ 'How does it go?': 'The cause is found' });
    expect(town.rows('select next_update_at from hotfix')).toEqual([
      { next_update_at: plusMinutes(MONDAY, 15) },
    ]);
    await town.pushTo(plusMinutes(MONDAY, 10));
    expect(warned()).toEqual([]);
    await town.pushTo(plusMinutes(MONDAY, 15));
    expect(warned()).toEqual([`${PEOPLE.ines.id} ${half}`, `${PEOPLE.paul.id} ${half}`]);
    await town.person('paul').presses('@slipway', 'Approve');
    await town.person('ines').presses('@slipway', 'Approve');
    await town.person('noor').chooses('#atlas', 'Open hotfix');
    await town.person('noor').pressesInModal('Go on to accelerated testing');
    expect(limits()).toContainEqual({ clock: 'testing', attempt: 1, limit_minutes: 120 });
  });

  test('what is no length is named at the field, and nothing is saved', async () => {
    expect(await setClocks('decision = soon')).toMatchObject({
      errors: { clocks: expect.stringContaining('a whole number of minutes or hours') },
    });
    expect(await town.person('mara').submits({ Clocks: 'testing = 12 hours' })).toMatchObject({
      errors: { clocks: expect.stringContaining('“testing = 12 hours on purpose”') },
    });
    expect(town.rows('select * from hotfix_minutes')).toEqual([]);
    await town.person('mara').submits({ Clocks: 'testing = 12 hours on purpose' });
    expect(town.person('mara').modalText()).toContain(
      'More than the 8 hours of the release process: testing, 12 hours.',
    );
    expect(town.rows('select what, minutes from hotfix_minutes')).toEqual([
      { what: 'testing', minutes: 720 },
    ]);
  });

  test('a change is noted with what it was before; lines that are taken out are as at first', async () => {
    await setClocks('decision = 10 minutes');
    await setClocks('decision = 10 minutes');
    await setClocks('');
    expect(
      town.rows(
        "select actor, event, detail from journal where event like 'project.hotfix%' order by id",
      ),
    ).toEqual(
      ['decision from 30 minutes to 10 minutes', 'decision from 10 minutes to 30 minutes'].map(
        (changed) => ({
          actor: PEOPLE.mara.id,
          event: 'project.hotfix_clocks_set',
          detail: JSON.stringify({ changed }),
        }),
      ),
    );
    expect(town.rows('select * from hotfix_minutes')).toEqual([]);
  });
});
