/**
 * A second opinion on when local times come. It asks `Intl.DateTimeFormat` what a zone's clock shows,
 * finds each change to the minute, and computes with plain milliseconds from there. It shares no code
 * with the program: no Temporal, nothing of `src/`.
 */
import { wallAt } from '../base/wall-clock.ts';

/** A stretch in which a zone's clock keeps one distance to UTC. Milliseconds; `until` is not part of it. */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

/** All stretches of a zone, one after the other, from before 2024 to after 2040. */
export type ClockTable = readonly Stretch[];

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
const FROM = Date.UTC(2023, 11, 1);
const UNTIL = Date.UTC(2041, 1, 1);
// No zone changes its clock and changes it back within four days.
const STEP = 4 * DAY;

/** The stretches of a zone's clock. */
export function clockTable(zone: string): ClockTable {
  const offsetAt = (epoch: number): number => shownAsUtc(wallAt(zone, epoch)) - epoch;
  const stretches: Stretch[] = [];
  let from = FROM;
  let offset = offsetAt(FROM);
  for (let at = FROM; at < UNTIL; at += STEP) {
    const after = offsetAt(at + STEP);
    if (after === offset) continue;
    const change = changeBetween(at, at + STEP, (epoch) => offsetAt(epoch) === offset);
    stretches.push({ from, until: change, offset });
    from = change;
    offset = after;
  }
  return [...stretches, { from, until: UNTIL, offset }];
}

/** The first minute at which `isBefore` is false. */
function changeBetween(low: number, high: number, isBefore: (epoch: number) => boolean): number {
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / MINUTE / 2) * MINUTE;
    if (isBefore(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** The instants at which the clock changes, in milliseconds. */
export function changesOf(table: ClockTable): readonly number[] {
  return table.slice(1).map(({ from }) => from);
}

/** What the clock shows at an instant, as milliseconds of a UTC clock that shows the same. */
export function shownAt(table: ClockTable, epoch: number): number {
  const stretch = table.find(({ from, until }) => from <= epoch && epoch < until);
  if (stretch === undefined) throw new RangeError('outside the table');
  return epoch + stretch.offset;
}

/**
 * The first instant at which the clock shows `shown` (see {@link shownAt}); where no instant does, the
 * first moment after the gap that skips it.
 */
export function firstMoment(table: ClockTable, shown: number): number {
  for (const { from, until, offset } of table) {
    const at = shown - offset;
    if (from <= at && at < until) return at;
  }
  const afterGap = table.find(({ from, offset }) => from + offset > shown);
  if (afterGap === undefined) throw new RangeError('outside the table');
  return afterGap.from;
}

/** The first weekly time after an instant. `weekday` counts from Monday 1 to Sunday 7. */
export function weeklyAfter(
  table: ClockTable,
  weekday: number,
  minuteOfDay: number,
  after: number,
): number {
  const today = Math.floor(shownAt(table, after) / DAY) * DAY;
  for (let day = today - 2 * DAY; ; day += DAY) {
    if (new Date(day).getUTCDay() !== weekday % 7) continue;
    const moment = firstMoment(table, day + minuteOfDay * MINUTE);
    if (moment > after) return moment;
  }
}

function shownAsUtc(wall: string): number {
  return Date.parse(`${wall.replace(' ', 'T')}Z`);
}
