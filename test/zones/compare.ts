/** Holds the program's local times against the second opinion, in one zone. */
import { instantAt, type Weekday } from '../../src/base/time.ts';
import { nextWeekly } from '../../src/release/recurrence.ts';
import type { Chance } from '../crash/chance.ts';
import {
  changesOf,
  clockTable,
  DAY,
  firstMoment,
  MINUTE,
  shownAt,
  weeklyAfter,
  type ClockTable,
} from './clock-table.ts';

/** How much of a zone is looked at. */
export interface Thoroughness {
  /** Look at every n-th change of the clock; 1 for each of them. */
  readonly everyChange: number;
  /** Local times at random days of the years 2024 to 2040. */
  readonly randomTimes: number;
  /** Weekly times that are followed week by week through all seventeen years. */
  readonly longWalks: number;
}

/** What came out for one zone. Each mismatch is one line that names the case. */
export interface Comparison {
  readonly changes: number;
  readonly cases: number;
  readonly mismatches: readonly string[];
}

// Around what the clock showed when it changed, in minutes: just beside, inside and beyond a gap or a fold.
const AROUND = [-121, -61, -60, -59, -31, -30, -29, -1, 0, 1, 29, 30, 31, 59, 60, 61, 121];
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 17 * 365;

/** Compares daily and weekly times in one zone. */
export function compareZone(
  zone: string,
  { everyChange, randomTimes, longWalks }: Thoroughness,
  chance: Chance,
): Comparison {
  const table = clockTable(zone);
  const tally = createTally(zone, table);
  const changes = changesOf(table).filter((at) => at >= FIRST_DAY + 8 * DAY);
  const first = chance.between(0, everyChange - 1);
  const looked = changes.filter((_, index) => index % everyChange === first);
  for (const change of looked) atChange(table, tally, change);
  for (let i = 0; i < randomTimes; i += 1) {
    const day = FIRST_DAY + chance.between(8, DAYS - 8) * DAY;
    tally.time(day + chance.between(0, 1439) * MINUTE);
  }
  for (let i = 0; i < longWalks; i += 1) walk(tally, chance.between(1, 7), chance.between(0, 1439));
  return { changes: looked.length, cases: tally.cases(), mismatches: tally.mismatches };
}

interface Tally {
  readonly mismatches: readonly string[];
  cases(): number;
  /** Compares the day and the week of what a clock shows. */
  time(shown: number): void;
  /** Compares the weekly time after an instant; returns the oracle's. */
  weekly(weekday: number, minuteOfDay: number, after: number): number;
}

function createTally(zone: string, table: ClockTable): Tally {
  const mismatches: string[] = [];
  let cases = 0;
  function same(what: string, expected: number, got: string): void {
    cases += 1;
    const wanted = new Date(expected).toISOString();
    if (got !== wanted) mismatches.push(`${zone}: ${what} is ${wanted}, not ${got}`);
  }
  function weekly(weekday: number, minuteOfDay: number, after: number): number {
    const expected = weeklyAfter(table, weekday, minuteOfDay, after);
    const instant = new Date(after).toISOString();
    const time = timeOf(minuteOfDay * MINUTE);
    const got = nextWeekly(zone, weekday as Weekday, time, instant);
    same(`weekday ${weekday} ${time} after ${instant}`, expected, got);
    return expected;
  }
  return {
    mismatches,
    cases: () => cases,
    weekly,
    time(shown) {
      const date = new Date(shown).toISOString().slice(0, 10);
      const moment = firstMoment(table, shown);
      same(`${date} ${timeOf(shown)}`, moment, instantAt(zone, date, timeOf(shown)));
      const weekday = new Date(shown).getUTCDay() || 7;
      const minuteOfDay = (((shown % DAY) + DAY) % DAY) / MINUTE;
      for (const after of [moment - 1, moment, moment - 7 * DAY])
        weekly(weekday, minuteOfDay, after);
    },
  };
}

/** Both sides of a change, and the days before and after it. */
function atChange(table: ClockTable, tally: Tally, change: number): void {
  const before = shownAt(table, change - MINUTE) + MINUTE;
  for (const minutes of AROUND) {
    const shown = before + minutes * MINUTE;
    tally.time(shown);
    // Asked from within: a time that comes twice must not come again, one in a gap must not be passed.
    for (const after of [change - 1, change, change + 30 * MINUTE, change + 90 * MINUTE])
      tally.weekly(new Date(shown).getUTCDay() || 7, (shown % DAY) / MINUTE, after);
  }
  for (const days of [-1, 1]) tally.time(before + 30 * MINUTE + days * DAY);
}

/** From one occurrence to the next through all years: each is compared, none is left out. */
function walk(tally: Tally, weekday: number, minuteOfDay: number): void {
  const end = FIRST_DAY + DAYS * DAY;
  for (let at = FIRST_DAY + 8 * DAY; at < end;) at = tally.weekly(weekday, minuteOfDay, at);
}

function timeOf(shown: number): string {
  return new Date(shown).toISOString().slice(11, 16);
}
