/**
 * A second opinion on wall clocks: it only looks at what `Intl.DateTimeFormat` shows, instant after
 * instant, and shares no code with the program. Good for 2024 to 2040, where every change of a
 * zone's clock lies on a quarter of an hour; `transitionsOf` relies on it too.
 */

/** Every zone that the runtime lists. */
export const zones: readonly string[] = Intl.supportedValuesOf('timeZone');

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** What a wall clock shows, `2026-03-29 03:00`, at a number of milliseconds since 1970. */
export function wallAt(zone: string, epoch: number): string {
  return formatOf(zone).format(epoch);
}

/** The first instant at which the wall clock shows `date` and `time`, or more. */
export function firstMomentAt(zone: string, date: string, time: string): string {
  const wanted = `${date} ${time}`;
  let quarter = Date.parse(`${date}T${time}Z`) - 16 * 60 * MINUTE;
  quarter -= quarter % QUARTER;
  // The last minute of each quarter is looked at, since a clock set back hides what came before it.
  while (wallAt(zone, quarter + QUARTER - MINUTE) < wanted) quarter += QUARTER;
  while (wallAt(zone, quarter) < wanted) quarter += MINUTE;
  return new Date(quarter).toISOString();
}

/** The first instant after `after` that is the first moment of `time` on some date of this weekday. */
export function firstWeeklyAfter(
  zone: string,
  weekday: number,
  time: string,
  after: string,
): string {
  const start = Date.parse(wallAt(zone, Date.parse(after)).slice(0, 10));
  for (let day = -2; ; day += 1) {
    const date = new Date(start + day * 24 * 60 * MINUTE);
    if (date.getUTCDay() !== weekday % 7) continue;
    const moment = firstMomentAt(zone, date.toISOString().slice(0, 10), time);
    if (moment > after) return moment;
  }
}

/** Changes of a zone's clock from 2024 to 2040, as milliseconds since 1970, exact to the quarter hour. */
export function transitionsOf(zone: string): number[] {
  const offset = (epoch: number): number =>
    Date.parse(`${wallAt(zone, epoch).replace(' ', 'T')}Z`) - epoch;
  const found: number[] = [];
  const step = 28 * 24 * 60 * MINUTE;
  for (let from = Date.UTC(2024, 0, 1); from < Date.UTC(2041, 0, 1); from += step) {
    let low = from;
    let high = from + step;
    if (offset(low) === offset(high)) continue;
    while (high - low > QUARTER) {
      const middle = low + Math.floor((high - low) / QUARTER / 2) * QUARTER;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    found.push(high);
  }
  return found;
}
