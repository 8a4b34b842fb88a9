/** A hotfix that is validated when the working week is over, in two zones, over a changed clock. */
import { afterEach, expect, test } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed/people.ts';
import { aTown, type Name, type Town } from '../../support/town.ts';

let town: Town;
afterEach(async () => {
  expect(town.troubles).toEqual([]);
  await town.leave();
});

/** Mara in Berlin goes ahead alone with what Ines in Lisbon declared and leads. */
async function validatedAt(start: string): Promise<void> {
  town = await aTown({ start });
  const [ines, mara] = [town.person('ines'), town.person('mara')];
  await ines.types('#atlas', '/hotfix');
  await ines.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Sign-in is down',
    'Who is hit, and how badly?': 'Everybody',
    'Affected versions': '0.6.2',
    'Who leads?': PEOPLE.ines.id,
  });
  await mara.presses('#atlas', 'Review and approve');
  await mara.pressesInModal('Go ahead without approval…');
  await mara.submits({ 'Why without approval?': 'Paul is on a plane' });
  for (const step of ['accelerated testing', 'emergency deployment', 'validation', 'root cause'])
    await mara.pressesInModal(`Go on to ${step}`);
}

const told = (name: Name, words: string): readonly string[] =>
  town
    .person(name)
    .reads('@slipway')
    .map(({ text }) => text)
    .filter((text) => text.includes(words));
const startsAt = (): unknown => town.rows('select starts_at from hotfix_retro')[0]?.['starts_at'];

test('on a Friday evening it is booked for Monday, when both are at work, and says why so late', async () => {
  await validatedAt('2026-11-20T17:00:00.000Z');
  // 09:00 in Lisbon is 10:00 in Berlin.
  expect(startsAt()).toBe('2026-11-23T09:00:00.000Z');
  expect(told('mara', 'You were in on it')[0]).toContain(
    'No shared working time falls within 48 hours, so it is at the first one after them.',
  );
  await town.pushTo('2026-11-23T08:49:00.000Z');
  expect(told('mara', 'begins soon')).toEqual([]);
  await town.pushTo('2026-11-23T08:51:00.000Z');
  expect(told('mara', 'begins soon')).toHaveLength(1);
  expect(told('ines', 'begins soon')).toHaveLength(1);
});

test('over the night in which clocks go forward it is at nine on the new clock', async () => {
  await validatedAt('2026-03-27T18:00:00.000Z');
  // In summer time, 09:00 in Lisbon is 08:00 in UTC; on the Friday before it was 09:00.
  expect(startsAt()).toBe('2026-03-30T08:00:00.000Z');
});

test('after a sleep over its time nobody is called to a retrospective that is over', async () => {
  await validatedAt('2026-11-18T09:00:00.000Z');
  expect(startsAt()).toBe('2026-11-18T09:30:00.000Z');
  await town.kill();
  town.passTo('2026-11-18T13:00:00.000Z');
  await town.start();
  await town.pushTo('2026-11-18T13:02:00.000Z');
  expect(told('mara', 'begins soon')).toEqual([]);
  expect(told('ines', 'nobody has written down')).toHaveLength(1);
});
