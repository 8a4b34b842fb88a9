/** When a hotfix speaks by itself: at which instant, to whom, and what is left of it after downtime. */
import { afterEach, describe, expect, it, test } from 'vitest';
import { plusMinutes, type Instant } from '../../../src/base/time.ts';
import { LIMITS, WARNINGS, warnsAt, type ClockName } from '../../../src/features/hotfix/clocks.ts';
import { PEOPLE } from '../../../src/sandbox/seed/people.ts';
import { MONDAY, aTown, type Name, type Town } from '../../support/town.ts';

describe('a clock', () => {
  // Berlin's clock jumps at 01:00 UTC on 28 March 2027, back at 01:00 UTC on 31 October 2027.
  it.each<[ClockName, string, readonly string[]]>([
    ['decision', '2027-03-28T00:50:00.000Z', ['01:05', '01:12:30', '01:20']],
    ['decision', '2027-10-31T00:50:00.000Z', ['01:05', '01:12:30', '01:20']],
    ['testing', '2027-03-27T22:00:00.000Z', ['02:00', '04:00', '06:00']],
    ['testing', '2027-10-30T22:00:00.000Z', ['02:00', '04:00', '06:00']],
    ['planning', '2027-03-27T23:00:00.000Z', ['11:00', '17:00', '23:00']],
    ['planning', '2027-12-31T23:59:00.000Z', ['11:59', '17:59', '23:59']],
  ])('of %s that starts at %s runs in real time', (clock, startedAt, times) => {
    const running = {
      clock,
      attempt: 1,
      startedAt,
      limitMinutes: LIMITS[clock],
      stoppedAt: null,
    };
    const at = WARNINGS.map((warning) => warnsAt(running, warning).slice(11, 19));
    expect(at).toEqual(times.map((time) => time.padEnd(8, ':00')));
  });
});

let town: Town | undefined;
afterEach(async () => {
  expect(town?.troubles ?? []).toEqual([]);
  await town?.leave();
  town = undefined;
});

async function declaredAt(start: Instant): Promise<Town> {
  town = await aTown({ start });
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Sign-in is down for EU customers',
    'Who is hit, and how badly?': 'About 2,000 customers cannot sign in',
    'Affected versions': '0.6.2',
  });
  return town;
}

const warned = ({ posts }: Town): readonly string[] =>
  posts.flatMap(({ place, text }) => {
    const [, what = ''] = /hotfix: (.*(?:gone|time is over))/.exec(text) ?? [];
    return what === '' ? [] : [`${place} ${what}`];
  });
const [INES, PAUL, MARA, NOOR] = ['U0INES', 'U0PAUL', 'U0MARA', 'U0NOOR'];

test.each([
  ['in the night of spring', '2027-03-28T00:40:00.000Z'],
  ['in the night of autumn', '2027-10-31T00:40:00.000Z'],
])('the decision is warned of by the minute %s', async (_, start) => {
  const town = await declaredAt(start);
  await town.pushTo(plusMinutes(start, 14));
  expect(warned(town)).toEqual([]);
  await town.pushTo(plusMinutes(start, 15));
  const half = 'the decision is wanted, half of its time is gone';
  expect(warned(town)).toEqual([`${INES} ${half}`, `${PAUL} ${half}`]);
  await town.pushTo(plusMinutes(start, 31));
  expect(warned(town).slice(2)).toEqual([
    `${NOOR} the decision is wanted, three quarters of its time are gone`,
    `${MARA} the decision is wanted, its time is over`,
  ]);
});

/** Ivo may decide for Paul. */
async function withDeputy(town: Town): Promise<void> {
  await town.person('mara').types('#atlas', '/hotfix deputies');
  await town.person('mara').submits({ 'For the product owner': [PEOPLE.ivo.id] });
}
const toldTo = (town: Town, name: Name): readonly string[] =>
  town
    .person(name)
    .reads('@slipway')
    .map(({ text }) => text);

test('while the product owner sleeps their deputy is asked, once three quarters of the time are gone', async () => {
  const town = await declaredAt(MONDAY);
  await withDeputy(town);
  await town.person('ines').presses('@slipway', 'Approve');
  await town.pushTo(plusMinutes(MONDAY, 22));
  expect(toldTo(town, 'ivo')).toEqual([]);
  await town.pushTo(plusMinutes(MONDAY, 31));
  expect(toldTo(town, 'ivo')).toEqual([
    expect.stringContaining(
      'Paul has not decided. You are the deputy: whoever of you is first decides.',
    ),
  ]);
  const awaited = 'Not decided yet: Paul (product owner). Ivo asked as deputy.';
  expect(toldTo(town, 'noor')).toContainEqual(expect.stringContaining(awaited));
  expect(toldTo(town, 'mara').at(-1)).toContain(
    `${awaited} You may go ahead without approval, with a reason: open the hotfix.`,
  );
  await town.person('ivo').presses('@slipway', 'Approve');
  expect(town.rows('select step from hotfix')).toEqual([{ step: 'development' }]);
  for (const name of ['ivo', 'paul'] as const)
    expect(toldTo(town, name).join()).not.toContain('[Approve]');
  const over = 'Atlas 0.6.2-hotfix: nobody waits for the decision any more.';
  for (const name of ['paul', 'noor', 'mara'] as const) {
    expect(toldTo(town, name)).toContain(over);
    expect(toldTo(town, name).join()).not.toContain('is wanted');
  }
  await town.person('noor').chooses('#atlas', 'Show the timeline');
  expect(town.person('noor').modalText()).toContain('Ivo approved as deputy of the product owner');
});

test('a deputy whose approval no longer counts is asked again, and reads why', async () => {
  const town = await declaredAt(MONDAY);
  await withDeputy(town);
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('ivo').presses('#atlas', 'Review and approve');
  await town.person('ivo').pressesInModal('Approve');
  await town.person('noor').chooses('#atlas', 'Change it…');
  await town.person('noor').submits({ 'What is it?': 'data damaged or lost' });
  expect(toldTo(town, 'ivo')).toEqual([
    expect.stringContaining('Asked again, because the criterion changed.'),
  ]);
});

test.each([
  ['while half of its time was gone', 20, 'half of its time is gone', 2],
  ['until its time was over', 90, 'its time is over', 1],
  ['over three days', 3 * 24 * 60, 'its time is over', 1],
])('after downtime %s the last warning is given, once', async (_, minutes, words, people) => {
  const town = await declaredAt(MONDAY);
  await town.kill();
  town.passTo(plusMinutes(MONDAY, minutes));
  await town.start();
  await town.pushTo(plusMinutes(MONDAY, minutes + 2));
  const decision = warned(town).filter((one) => one.includes('the decision'));
  expect(decision).toHaveLength(people);
  expect(decision.every((one) => one.endsWith(words))).toBe(true);
});

/** Questions with a button that stand now, by who reads them. */
const questions = (town: Town): readonly string[] =>
  (['noor', 'ines', 'mara', 'paul'] as const).flatMap((name) =>
    town
      .person(name)
      .reads('@slipway')
      .filter(({ text }) => text.includes('[Say how it goes…]'))
      .map(() => name),
  );

test('news are asked of the lead, of the lead again, then of the technical lead, one question at a time', async () => {
  const town = await declaredAt(MONDAY);
  await town.pushTo(plusMinutes(MONDAY, 31));
  expect(questions(town)).toEqual(['noor']);
  await town.pushTo(plusMinutes(MONDAY, 41));
  expect(questions(town)).toEqual(['noor']);
  expect(asks(town)).toHaveLength(2);
  await town.pushTo(plusMinutes(MONDAY, 52));
  expect(questions(town)).toEqual(['ines']);
  await town.pushTo(plusMinutes(MONDAY, 180));
  expect(questions(town)).toEqual(['ines']);
  expect(asks(town)).toEqual(['U0NOOR', 'U0NOOR', 'U0INES']);
  await town.person('ines').presses('@slipway', 'Say how it goes…');
  await town.person('ines').submits({ 'How does it go?': 'The cause is found' });
  expect(questions(town)).toEqual([]);
  expect(town.person('ines').reads('@slipway').at(-1)?.text).toContain('Ines said how it goes.');
  await town.pushTo(plusMinutes(MONDAY, 180 + 31));
  expect(questions(town)).toEqual(['noor']);
  await town.person('noor').chooses('#atlas', 'Cancel the hotfix…');
  await town.person('noor').submits({ 'Why?': 'The provider is back' });
  expect(questions(town)).toEqual([]);
  await town.pushTo(plusMinutes(MONDAY, 400));
  expect(asks(town)).toHaveLength(4);
});

test('another criterion brings the next news forward, and never puts them off', async () => {
  const town = await declaredAt(MONDAY);
  const dueAt = () => town.rows('select next_update_at as at from hotfix')[0]?.['at'];
  const becomes = async (criterion: string): Promise<void> => {
    await town.person('noor').chooses('#atlas', 'Change it…');
    await town.person('noor').submits({ 'What is it?': criterion });
  };
  await becomes('rule of law broken');
  expect(dueAt()).toBe(plusMinutes(MONDAY, 30));
  await town.person('noor').chooses('#atlas', 'Say how it goes…');
  await town.person('noor').submits({ 'How does it go?': 'The lawyers look at it' });
  expect(dueAt()).toBe(plusMinutes(MONDAY, 120));
  await becomes('production down');
  expect(dueAt()).toBe(plusMinutes(MONDAY, 30));
  await town.pushTo(plusMinutes(MONDAY, 31));
  expect(asks(town)).toEqual(['U0NOOR']);
});

test('after a night of downtime news are asked for once, and again after ten minutes', async () => {
  const town = await declaredAt(MONDAY);
  await town.kill();
  town.passTo(plusMinutes(MONDAY, 12 * 60));
  await town.start();
  await town.pushTo(plusMinutes(MONDAY, 12 * 60 + 2));
  expect(asks(town)).toEqual(['U0NOOR']);
  await town.pushTo(plusMinutes(MONDAY, 12 * 60 + 13));
  expect(asks(town)).toEqual(['U0NOOR', 'U0NOOR']);
  expect(questions(town)).toEqual(['noor']);
});

const asks = ({ posts }: Town): readonly string[] =>
  posts.filter(({ text }) => text.includes('how does it go?')).map(({ place }) => place);
