/** Local times in every zone, held against a second opinion: a sample here, everything in `npm run zones`. */
import { expect, test } from 'vitest';
import { zones } from '../base/wall-clock.ts';
import { createChance } from '../crash/chance.ts';
import { clockTable, firstMoment } from './clock-table.ts';
import { compareZone } from './compare.ts';
import { OTHER_NAMES } from './other-names.ts';

const moment = (zone: string, shown: string): string =>
  new Date(firstMoment(clockTable(zone), Date.parse(`${shown}Z`))).toISOString();

test.each([
  ['a gap of an hour', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
  ['the end of that gap', 'Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
  ['a fold of an hour', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00.000Z'],
  ['a gap of two hours', 'Antarctica/Troll', '2026-03-29T02:00', '2026-03-29T01:00:00.000Z'],
  ['a day without midnight', 'Africa/Cairo', '2026-04-24T00:00', '2026-04-23T22:00:00.000Z'],
])('the second opinion knows %s', (_name, zone, shown, expected) => {
  expect(moment(zone, shown)).toBe(expected);
});

// A twentieth of the zones, other ones each time. In every zone a few: test/release/recurrence.test.ts.
const SHARE = 20;

test('case 25: daily and weekly times agree with a second opinion, beside changes of the clock and elsewhere', () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const chance = createChance(seed);
  const some = [...zones, ...OTHER_NAMES].filter((_, index) => index % SHARE === seed % SHARE);
  const results = [...some, 'Europe/Berlin', 'Africa/Casablanca'].map((zone) =>
    compareZone(zone, { everyChange: 12, randomTimes: 3, longWalks: 0 }, chance),
  );
  expect(results.flatMap(({ mismatches }) => mismatches).slice(0, 5), `seed ${seed}`).toEqual([]);
  expect(results.reduce((sum, { changes }) => sum + changes, 0)).toBeGreaterThan(2);
});
