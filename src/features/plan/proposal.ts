/** What the plan form is filled in with before anyone types: the next version and a target date. Pure. */
import { plusDays, type CalendarDate } from '../../base/time.ts';
import {
  compareVersions,
  formatVersion,
  nextVersion,
  parseVersion,
  typeOf,
  type ReleaseType,
  type Version,
} from '../../release/version.ts';
import {
  plusWorkingDays,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  type DaysOff,
} from '../../release/working-days.ts';
import { choiceFor, versionIn, type MilestoneChoice } from './github-milestones.ts';

/** A release of the project as far as proposals need it. */
export interface EarlierRelease {
  readonly version: string;
  readonly type: ReleaseType;
  readonly targetDate: CalendarDate;
  readonly stage: string;
}

/** A proposed target and, in words for a hint, where it comes from. */
export interface ProposedTarget {
  readonly date: CalendarDate;
  readonly why: string;
}

const QUARTER_DAYS = 91;
const MONTH_DAYS = 28;
const PATCH_WORKING_DAYS = 10;

/**
 * The next version: the lowest open GitHub milestone above everything planned or closed so far, else
 * the next minor.
 */
export function proposeVersion(
  releases: readonly EarlierRelease[],
  choices: readonly MilestoneChoice[],
): string {
  const planned = releases.flatMap((release) => {
    const reading = parseVersion(release.version);
    return reading.ok ? [reading.version] : [];
  });
  const versions = (isOpen: boolean): Version[] =>
    choices
      .filter((choice) => choice.isOpen === isOpen)
      .flatMap((choice) => versionIn(choice.title) ?? [])
      .sort(compareVersions);
  const taken = [...planned, ...versions(false)].sort(compareVersions);
  const highest = taken.at(-1);
  const next = versions(true).find(
    (version) => highest === undefined || compareVersions(version, highest) > 0,
  );
  return formatVersion(next ?? nextVersion(taken));
}

/** The target date: the GitHub milestone's due date when it lies ahead, else by the type's rhythm. */
export function proposeTarget(
  typed: string,
  releases: readonly EarlierRelease[],
  choices: readonly MilestoneChoice[],
  today: CalendarDate,
  daysOff: DaysOff,
): ProposedTarget {
  const reading = parseVersion(typed);
  const choice = reading.ok ? choiceFor(choices, reading.version) : undefined;
  const due = choice?.dueOn ?? null;
  if (choice !== undefined && due !== null && due > today) {
    const before = workingDayOnOrBefore(due, daysOff);
    const date = before > today ? before : workingDayOnOrAfter(due, daysOff);
    return { date, why: `From the due date of GitHub milestone ${choice.title}.` };
  }
  const type = reading.ok ? typeOf(reading.version) : 'minor';
  return byRhythm(type, releases, today, daysOff);
}

function byRhythm(
  type: ReleaseType,
  releases: readonly EarlierRelease[],
  today: CalendarDate,
  daysOff: DaysOff,
): ProposedTarget {
  if (type === 'hotfix') {
    return { date: workingDayOnOrAfter(today, daysOff), why: 'A hotfix goes out at once.' };
  }
  if (type === 'patch') {
    const date = plusWorkingDays(today, PATCH_WORKING_DAYS, daysOff);
    return { date, why: 'A patch takes about two weeks.' };
  }
  const days = type === 'major' ? QUARTER_DAYS : MONTH_DAYS;
  const rhythm = type === 'major' ? 'A quarter' : 'Four weeks';
  const last = lastInRhythm(type, releases);
  const from = last !== undefined && plusDays(last.targetDate, days) > today ? last : undefined;
  const date = workingDayOnOrBefore(plusDays(from?.targetDate ?? today, days), daysOff);
  const why = `${rhythm} after ${from?.version ?? 'today'}: that is the rhythm of ${type} releases.`;
  // Many days off in a row can lead back to today.
  return { date: date > today ? date : plusWorkingDays(today, 1, daysOff), why };
}

/** The release the rhythm counts from: a minor one follows minor and major ones, a major one only its kind. */
function lastInRhythm(
  type: 'major' | 'minor',
  releases: readonly EarlierRelease[],
): EarlierRelease | undefined {
  return releases
    .filter((release) => release.stage !== 'cancelled')
    .filter((release) => release.type === 'major' || release.type === type)
    .sort((a, b) => a.targetDate.localeCompare(b.targetDate))
    .at(-1);
}
