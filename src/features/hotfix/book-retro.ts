/** Finds a time for the retrospective of a hotfix in the working hours of those who were in on it. Pure. */
import {
  dateIn,
  instantAt,
  millisecondsBetween,
  plusDays,
  plusMinutes,
  type Instant,
  type Zone,
} from '../../base/time.ts';
import { isWorkingDay, type DaysOff } from '../../release/working-days.ts';

/** Somebody who was in on it. Those with the lower `rank` count first where not everybody can come. */
export interface RetroPerson {
  readonly id: string;
  readonly zone: Zone;
  readonly rank: number;
}

/**
 * The time that was found. `later`: nobody's working hours overlap within 48 hours, so it is the first time
 * after them; `alone`: they overlap at no time at all, so it is in the hours of whoever comes first.
 */
export interface BookedRetro {
  readonly startsAt: Instant;
  /** Ids of those in whose working time it is. */
  readonly who: readonly string[];
  readonly missing: readonly string[];
  readonly remark: 'everybody' | 'most' | 'later' | 'alone';
}

/** How long a retrospective takes. */
export const RETRO_MINUTES = 45;
/** From the release process: a full retrospective within 48 hours. */
export const RETRO_WITHIN_HOURS = 48;
const WITHIN_MINUTES = RETRO_WITHIN_HOURS * 60;
/** So that the message is read before it begins. */
const NOTICE_MINUTES = 30;
const GRID_MINUTES = 15;
/** Long enough for a fortnight of days off around a weekend. */
const LOOK_DAYS = 21;
const OPENS = '09:00';
const CLOSES = '17:00';

/** When somebody works, as instants, in order. */
interface Hours {
  readonly person: RetroPerson;
  readonly spans: readonly { readonly from: Instant; readonly to: Instant }[];
}

/**
 * The earliest time within 48 hours in everybody's working hours, 09:00 to 17:00 on their own working days;
 * else the one with most of them, of equals the one with the lowest ranks. Where no two share any time
 * within 48 hours, the same is sought from their first shared moment on.
 */
export function bookRetro(
  people: readonly RetroPerson[],
  now: Instant,
  daysOff: DaysOff,
): BookedRetro {
  const hours = people.map((person) => hoursOf(person, now, daysOff));
  const enough = Math.min(2, people.length);
  const first = onGrid(plusMinutes(now, NOTICE_MINUTES));
  const last = plusMinutes(now, WITHIN_MINUTES - RETRO_MINUTES);
  const soon = best(hours, first, last);
  if (soon !== null && soon.who.length >= enough) return booked(people, soon, null);
  const shared = firstWith(hours, enough, first);
  if (shared !== null) {
    const until = plusMinutes(shared, WITHIN_MINUTES - RETRO_MINUTES);
    return booked(people, best(hours, shared, until) ?? { at: shared, who: [] }, 'later');
  }
  const at = firstWith(hours, 1, first) ?? first;
  return booked(
    people,
    best(hours, at, plusMinutes(at, WITHIN_MINUTES)) ?? { at, who: [] },
    'alone',
  );
}

/** In whose working hours a retrospective would be that starts then. */
export function inHoursOf(
  people: readonly RetroPerson[],
  startsAt: Instant,
  daysOff: DaysOff,
): readonly string[] {
  const hours = people.map((person) => hoursOf(person, startsAt, daysOff));
  return present(hours, startsAt).map(({ id }) => id);
}

interface Slot {
  readonly at: Instant;
  readonly who: readonly RetroPerson[];
}

function booked(
  people: readonly RetroPerson[],
  { at, who }: Slot,
  remark: 'later' | 'alone' | null,
): BookedRetro {
  const there = new Set(who.map(({ id }) => id));
  const missing = people.map(({ id }) => id).filter((id) => !there.has(id));
  return {
    startsAt: at,
    who: [...there],
    missing,
    remark: remark ?? (missing.length === 0 ? 'everybody' : 'most'),
  };
}

function best(hours: readonly Hours[], from: Instant, to: Instant): Slot | null {
  let found: Slot | null = null;
  for (let at = from; at <= to; at = plusMinutes(at, GRID_MINUTES)) {
    const who = present(hours, at);
    if (found === null || isBetter(who, found.who)) found = { at, who };
    if (who.length === hours.length) break;
  }
  return found;
}

/** More people; of as many, those with the lower ranks. Equals are not better: the earlier time stays. */
function isBetter(one: readonly RetroPerson[], other: readonly RetroPerson[]): boolean {
  if (one.length !== other.length) return one.length > other.length;
  const ranks = (who: readonly RetroPerson[]): readonly number[] =>
    who.map(({ rank }) => rank).toSorted((a, b) => a - b);
  const others = ranks(other);
  const differing = ranks(one).findIndex((rank, place) => rank !== others[place]);
  return differing >= 0 && (ranks(one)[differing] ?? 0) < (others[differing] ?? 0);
}

/** The first moment at which so many could meet; null when there is none within the days looked at. */
function firstWith(hours: readonly Hours[], count: number, from: Instant): Instant | null {
  const openings = hours.flatMap(({ spans }) => spans.map((span) => onGrid(span.from)));
  const moments = [from, ...openings.filter((at) => at > from)].toSorted();
  return moments.find((at) => present(hours, at).length >= count) ?? null;
}

function present(hours: readonly Hours[], at: Instant): readonly RetroPerson[] {
  const end = plusMinutes(at, RETRO_MINUTES);
  return hours
    .filter(({ spans }) => spans.some(({ from, to }) => from <= at && end <= to))
    .map(({ person }) => person);
}

function hoursOf(person: RetroPerson, now: Instant, daysOff: DaysOff): Hours {
  const today = dateIn(person.zone, now);
  const days = Array.from({ length: LOOK_DAYS }, (_, ahead) => plusDays(today, ahead));
  const spans = days
    .filter((day) => isWorkingDay(day, daysOff))
    .map((day) => ({
      from: instantAt(person.zone, day, OPENS),
      to: instantAt(person.zone, day, CLOSES),
    }));
  return { person, spans };
}

/** The next quarter of an hour, or the instant itself when it is one. */
function onGrid(at: Instant): Instant {
  const past = millisecondsBetween('1970-01-01T00:00:00.000Z', at) % (GRID_MINUTES * 60_000);
  return past === 0 ? at : plusMinutes(at, GRID_MINUTES - past / 60_000);
}
