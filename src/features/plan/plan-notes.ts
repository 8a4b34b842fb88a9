/** What a person should read before a plan is posted, and the stage that it starts in. Pure. */
import type { CalendarDate } from '../../base/time.ts';
import type { Calendar } from '../../release/calendar.ts';
import { stageLabel, suggestedStage, type Stage } from '../../release/stages.ts';
import {
  compareVersions,
  formatVersion,
  parseVersion,
  typeOf,
  type ReleaseType,
  type Version,
} from '../../release/version.ts';
import type { EarlierRelease } from './proposal.ts';

/** Plain sentences: a type against the version, a version out of order, the calendar's notes, the stage. */
export function planNotes(
  version: Version,
  type: ReleaseType,
  calendar: Calendar,
  stage: Stage,
  releases: readonly EarlierRelease[],
): readonly string[] {
  return [
    ...typeNote(version, type),
    ...orderNote(version, releases),
    // What is skipped stands in the calendar itself, with the reason.
    ...calendar.notes.filter(({ kind }) => kind !== 'skipped').map(({ words }) => words),
    ...stageNote(stage),
  ];
}

function typeNote(version: Version, type: ReleaseType): readonly string[] {
  const own = typeOf(version);
  if (own === type) return [];
  return [
    `${formatVersion(version)} reads like a ${own} release; it is planned as a ${type} one, as you chose, with the calendar of a ${type} release.`,
  ];
}

/** Points out a version that is lower than one already out. */
function orderNote(version: Version, releases: readonly EarlierRelease[]): readonly string[] {
  const out = releases.filter(({ stage }) => stage === 'released' || stage === 'closed');
  const later = versionsOf(out)
    .filter((other) => compareVersions(other, version) > 0)
    .sort(compareVersions)[0];
  if (later === undefined) return [];
  return [
    `${formatVersion(later)} is out already, and ${formatVersion(version)} comes before it in the order of versions.`,
  ];
}

/**
 * Development when it starts today or has started by the calendar, else planning. Later stages are
 * never assumed: nobody said that the features are complete.
 */
export function firstStage(calendar: Calendar, today: CalendarDate): Stage {
  return suggestedStage('planning', calendar.steps, today) === null ? 'planning' : 'development';
}

function stageNote(stage: Stage): readonly string[] {
  if (stage === 'planning') return [];
  return [`It starts in stage “${stageLabel(stage)}”: by the calendar it has begun.`];
}

/** The versions of releases; all of them were checked when they were planned. */
export function versionsOf(releases: readonly EarlierRelease[]): Version[] {
  return releases.flatMap((release) => {
    const reading = parseVersion(release.version);
    return reading.ok ? [reading.version] : [];
  });
}
