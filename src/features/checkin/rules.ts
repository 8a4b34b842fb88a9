/** Who is asked when, and about what: decided from facts, without a clock or a database. */
import {
  dateIn,
  dateLabel,
  isCalendarDate,
  millisecondsBetween,
  plusDays,
  plusMilliseconds,
  weekdayLabel,
  weekdayOf,
  weekOf,
} from '../../base/time.ts';
import type { CalendarDate, Instant, Zone } from '../../base/time.ts';
import type { Project } from '../../release/projects.ts';
import {
  askWeek,
  checkinWindow,
  occurrence,
  type CheckinWindow,
} from '../../release/recurrence.ts';
import type { Release } from '../../release/releases.ts';

/** A project that a person is asked for, with its releases that are on their way. */
export interface Track {
  readonly project: Project;
  readonly releases: readonly Release[];
}

/** What matters of a person for asking them. */
export interface Askable {
  readonly zone: Zone;
  readonly pausedUntil: CalendarDate | null;
  readonly isDeactivated: boolean;
  readonly isOutside: boolean;
}

/** One release in a person's weekly message, open until its own project's closing. */
export interface Part {
  readonly project: Project;
  readonly release: Release;
  readonly closesAt: Instant;
}

/**
 * A person's week. Someone with several projects of different rhythms gets one message: at the earliest
 * ask, reminded for the earliest closing; each release stays open until its own project closes.
 * `skip`: there are releases, but nobody asks this week. `silence`: no release is on its way.
 */
export type WeekPlan =
  | {
      readonly kind: 'ask';
      readonly asksAt: Instant;
      readonly remindsAt: Instant;
      readonly closesAt: Instant;
      /** When the last of its releases closes. */
      readonly endsAt: Instant;
      readonly parts: readonly Part[];
    }
  | { readonly kind: 'skip'; readonly asksAt: Instant; readonly reason: string }
  | { readonly kind: 'silence' };

const REMINDER_SHARE = 0.75;

/** Plans one week of one person; `week` is its Monday. */
export function weekPlan(person: Askable, tracks: readonly Track[], week: CalendarDate): WeekPlan {
  const looked = tracks
    .filter(({ releases }) => releases.length > 0)
    .map((track) => look(person, track, week));
  const open = looked.flatMap((found) => (found.kind === 'open' ? [found] : []));
  if (open.length > 0) return message(open);
  const blocked = looked.flatMap((found) => (found.kind === 'blocked' ? [found] : []));
  if (blocked.length === 0) return { kind: 'silence' };
  return {
    kind: 'skip',
    asksAt: earliest(blocked.map(({ asksAt }) => asksAt)),
    reason: [...new Set(blocked.map(({ reason }) => reason))].join('; '),
  };
}

interface Open {
  readonly kind: 'open';
  readonly track: Track;
  readonly asksAt: Instant;
  readonly closesAt: Instant;
}

interface Blocked {
  readonly kind: 'blocked';
  readonly asksAt: Instant;
  readonly reason: string;
}

function look(person: Askable, track: Track, week: CalendarDate): Open | Blocked {
  const window = windowOf(track.project, person.zone, week);
  const reason = whyNot(person, track.project, window, week);
  if (reason !== null || window.kind === 'empty')
    return { kind: 'blocked', asksAt: window.asksAt, reason: reason ?? 'no time to answer' };
  return { kind: 'open', track, asksAt: window.asksAt, closesAt: window.closesAt };
}

/** Why a person is not asked for a project in a week, for the operator; null when they are. */
function whyNot(
  person: Askable,
  { name, idleDays, rhythm }: Project,
  window: CheckinWindow,
  week: CalendarDate,
): string | null {
  const askDay = plusDays(weekOf(week), rhythm.askWeekday - 1);
  if (person.isDeactivated) return 'their Slack account is deactivated';
  if (person.isOutside) return 'they are of another organisation';
  if (person.pausedUntil !== null && askDay < person.pausedUntil)
    return `paused until ${dateLabel(person.pausedUntil, askDay)}`;
  if (idleDays.includes(askDay)) return `${dateLabel(askDay)} is an idle day of ${name}`;
  if (window.kind === 'open') return null;
  const ask = `${weekdayLabel(rhythm.askWeekday)} ${rhythm.askTime}`;
  return window.why === 'digest-before-ask'
    ? `the digest of ${name} comes before ${ask} in their zone`
    : `${name} closes its check-in before ${ask}`;
}

function message(open: readonly Open[]): WeekPlan {
  const asksAt = earliest(open.map((entry) => entry.asksAt));
  const closesAt = earliest(open.map((entry) => entry.closesAt));
  return {
    kind: 'ask',
    asksAt,
    closesAt,
    endsAt: latest(open.map((entry) => entry.closesAt)),
    remindsAt: plusMilliseconds(asksAt, millisecondsBetween(asksAt, closesAt) * REMINDER_SHARE),
    parts: open.flatMap(({ track: { project, releases }, closesAt: own }) =>
      releases.map((release) => ({ project, release, closesAt: own })),
    ),
  };
}

/** The window of one project in one week, in a person's zone. */
export function windowOf(project: Project, zone: Zone, week: CalendarDate): CheckinWindow {
  const { askWeekday, askTime, closeTime } = project.rhythm;
  const digestInstant = digestOf(project, week);
  return checkinWindow({ zone, week, askWeekday, askTime, closeTime, digestInstant });
}

/** When the digest is due that sums up what was asked in `week`. */
export function digestOf(project: Project, week: CalendarDate): Instant {
  const { askWeekday, askTime, digestWeekday, digestTime } = project.rhythm;
  const ask = { weekday: askWeekday, time: askTime };
  const digest = { weekday: digestWeekday, time: digestTime };
  const digestWeek = askWeek(ask, digest, week) === weekOf(week) ? week : plusDays(week, 7);
  return occurrence(project.zone, digestWeekday, digestTime, digestWeek);
}

/**
 * The week that an answer given now belongs to: this one, or still the one before while its digest is to
 * come (asked on Thursdays, digest on Mondays). So an answer before the ask counts as early, one after
 * the digest as late, until the next Monday begins.
 */
export function weekNow(project: Project, zone: Zone, now: Instant): CalendarDate {
  const week = weekOf(dateIn(zone, now));
  const before = plusDays(week, -7);
  return digestOf(project, before) > now ? before : week;
}

/** Since when closed items count as this week's: a week before the ask. */
export function activitySince(project: Project, zone: Zone, week: CalendarDate): Instant {
  return occurrence(zone, project.rhythm.askWeekday, project.rhythm.askTime, plusDays(week, -7));
}

/** The coming weeks of which the ask still lies ahead, nearest first. */
export function comingWeeks(
  person: Askable,
  tracks: readonly Track[],
  now: Instant,
  count: number,
): readonly {
  readonly week: CalendarDate;
  readonly plan: Exclude<WeekPlan, { kind: 'silence' }>;
}[] {
  const first = weekOf(dateIn(person.zone, now));
  const coming = [];
  for (let ahead = 0; ahead <= count && coming.length < count; ahead += 1) {
    const week = plusDays(first, 7 * ahead);
    // Whoever joins on a Wednesday is past one project's Tuesday ask, not past another's Thursday.
    const left = tracks.filter(({ project }) => windowOf(project, person.zone, week).asksAt > now);
    const plan = weekPlan(person, left, week);
    if (plan.kind !== 'silence') coming.push({ week, plan });
  }
  return coming;
}

/** True for the Monday of a real week. */
export function isWeek(text: string): boolean {
  return isCalendarDate(text) && weekdayOf(text) === 1;
}

function earliest(instants: readonly Instant[]): Instant {
  return instants.reduce((least, instant) => (instant < least ? instant : least));
}

function latest(instants: readonly Instant[]): Instant {
  return instants.reduce((most, instant) => (instant > most ? instant : most));
}

/** True while a person's pause lasts; they are asked again on its day. */
export function isPaused(person: Pick<Askable, 'zone' | 'pausedUntil'>, now: Instant): boolean {
  return person.pausedUntil !== null && dateIn(person.zone, now) < person.pausedUntil;
}
