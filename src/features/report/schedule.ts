/** When drafts and digests are due. Pure. */
import {
  dateIn,
  instantAt,
  plusDays,
  plusMinutes,
  weekOf,
  type CalendarDate,
  type Instant,
} from '../../base/time.ts';
import type { Project } from '../../release/projects.ts';
import { askWeek, occurrence } from '../../release/recurrence.ts';
import { workingDayOnOrBefore } from '../../release/working-days.ts';

/** A digest is still worth posting this long after its time. */
export const GRACE_MINUTES = 48 * 60;

/** Posted more than this after its time, a digest says that it is late. */
export const LATE_MINUTES = 2;

/** When one week's draft and digest are due, and until when they make sense. */
export interface DigestTimes {
  readonly week: CalendarDate;
  readonly draftAt: Instant;
  readonly digestAt: Instant;
  readonly usefulUntil: Instant;
}

/** The digest's day: the project's weekday, or the working day before when the project rests on it. */
export function digestDay(project: Project, week: CalendarDate): CalendarDate {
  const day = plusDays(week, project.rhythm.digestWeekday - 1);
  const moved = workingDayOnOrBefore(day, new Set(project.idleDays));
  // A project that reports on a Saturday wants it so; and a week of idle days keeps its own day.
  const isChosenWeekend = project.rhythm.digestWeekday > 5 && !project.idleDays.includes(day);
  return isChosenWeekend || moved < week ? day : moved;
}

/** The times of the week that `week` names by its Monday. */
export function digestTimes(project: Project, week: CalendarDate): DigestTimes {
  const day = digestDay(project, week);
  const digestAt = instantAt(project.zone, day, project.rhythm.digestTime);
  return {
    week,
    draftAt: instantAt(project.zone, day, project.rhythm.draftTime),
    digestAt,
    usefulUntil: plusMinutes(digestAt, GRACE_MINUTES),
  };
}

/**
 * The first week with a digest after a plan was made at `plannedAt`: the first whose check-in was not
 * yet asked then, in the project's zone. A digest that nobody could answer for would say nothing.
 */
export function firstDigestWeek(project: Project, plannedAt: Instant): CalendarDate {
  const { rhythm, zone } = project;
  const asked = (week: CalendarDate): Instant =>
    occurrence(
      zone,
      rhythm.askWeekday,
      rhythm.askTime,
      askWeek(
        { weekday: rhythm.askWeekday, time: rhythm.askTime },
        { weekday: rhythm.digestWeekday, time: rhythm.digestTime },
        week,
      ),
    );
  let week = weekOf(dateIn(zone, plannedAt));
  while (asked(week) <= plannedAt) week = plusDays(week, 7);
  return week;
}

/** The week whose digest is the next to come at `now`, or is due right now. */
export function digestWeekOf(project: Project, now: Instant): CalendarDate {
  const week = weekOf(dateIn(project.zone, now));
  return digestTimes(project, week).digestAt >= now ? week : plusDays(week, 7);
}

/** The digest that comes next after a report of `week` read at `now`: its own, while that is ahead. */
export function nextDigest(project: Project, week: CalendarDate, now: Instant): Instant {
  const own = digestTimes(project, week).digestAt;
  return own > now ? own : digestTimes(project, plusDays(week, 7)).digestAt;
}
