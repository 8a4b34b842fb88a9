/** Whose working day a rhythm misses, and what time it is for them then. Pure. */
import {
  dateIn,
  timeIn,
  weekdayLabel,
  weekdayOf,
  type CalendarDate,
  type Instant,
  type LocalTime,
  type Weekday,
  type Zone,
} from '../../base/time.ts';
import { askWeek, checkinWindow, nextWeekly } from '../../release/recurrence.ts';
import type { Rhythm } from '../../release/projects.ts';

/** A person who is asked or gets the draft. */
export interface Clockwise {
  readonly name: string;
  readonly zone: Zone;
  /** True for a release manager: the draft goes to them. */
  readonly leads: boolean;
}

const OPENS: LocalTime = '08:00';
const CLOSES: LocalTime = '18:00';
const FRIDAY: Weekday = 5;
const MOST_NAMES = 4;

/** One sentence each; none when everybody is met inside their working day. */
export function rhythmWarnings(
  rhythm: Rhythm,
  zone: Zone,
  people: readonly Clockwise[],
  now: Instant,
): readonly string[] {
  const { digestWeekday, digestTime, draftTime } = rhythm;
  const digestAt = nextWeekly(zone, digestWeekday, digestTime, now);
  const draftAt = nextWeekly(zone, digestWeekday, draftTime, now);
  const leading = people.filter(({ leads }) => leads);
  return [
    askWarning(rhythm),
    windowWarning(rhythm, people, digestAt, dateIn(zone, digestAt)),
    placeWarning('digest', `${weekdayLabel(digestWeekday)} ${digestTime}`, digestAt, people),
    placeWarning('draft', `${weekdayLabel(digestWeekday)} ${draftTime}`, draftAt, leading),
  ].filter((warning) => warning !== null);
}

/** Everybody is asked on their own clock, so this is the same for all. */
function askWarning({ askWeekday, askTime }: Rhythm): string | null {
  if (isWorking(askWeekday, askTime)) return null;
  return `Check-ins are asked ${weekdayLabel(askWeekday)} ${askTime} on each person’s own clock: outside a working day.`;
}

function windowWarning(
  rhythm: Rhythm,
  people: readonly Clockwise[],
  digestAt: Instant,
  digestDay: CalendarDate,
): string | null {
  const { askWeekday, askTime, closeTime, digestWeekday, digestTime } = rhythm;
  const week = askWeek(
    { weekday: askWeekday, time: askTime },
    { weekday: digestWeekday, time: digestTime },
    digestDay,
  );
  const missed = people.filter(
    ({ zone }) =>
      checkinWindow({ zone, week, askWeekday, askTime, closeTime, digestInstant: digestAt })
        .kind === 'empty',
  );
  if (missed.length === 0) return null;
  return `The digest is made before ${listed(missed.map(({ name }) => name))} can answer. Ask earlier or report later.`;
}

function placeWarning(
  what: 'digest' | 'draft',
  when: string,
  instant: Instant,
  people: readonly Clockwise[],
): string | null {
  const outside = people.flatMap(({ name, zone }) => {
    const weekday = weekdayOf(dateIn(zone, instant));
    const time = timeIn(zone, instant);
    return isWorking(weekday, time) ? [] : [`${name} (${weekdayLabel(weekday)} ${time})`];
  });
  if (outside.length === 0) return null;
  return `The ${what} comes ${when}: outside the working day of ${listed(outside)}.`;
}

function isWorking(weekday: Weekday, time: LocalTime): boolean {
  return weekday <= FRIDAY && time >= OPENS && time < CLOSES;
}

/** `Kenji, Noor and 3 more`. */
function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names;
  return shown.length === 1
    ? (shown[0] ?? '')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
