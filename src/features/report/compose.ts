/** The status report: the numbers and words of a release at one instant, as a value. Pure. */
import { plusMinutes, dateIn, type CalendarDate, type Instant } from '../../base/time.ts';
import type { RetroAction, TeamVoice } from '../../feature.ts';
import type { Share } from '../../release/items.ts';
import type { JournalEntry } from '../../release/journal.ts';
import { releaseName } from '../../release/names.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import type { CountedItem } from './counted-items.ts';
import {
  featuresDone,
  isDoneSince,
  paceOfWeek,
  pointsDone,
  progressAgainstTime,
  timeGone,
  weekNumber,
  type Pace,
  type PointsDone,
  type Progress,
} from './definitions.ts';
import type { ReportEdit } from './edit.ts';
import { nameItem, type ItemName, type NamingFacts } from './item-name.ts';
import { colourOf, type Colour, type Verdict } from './rules.ts';
import { slipsOf, type Slips } from './slips.ts';

/** Everything a report is computed from; read once, at one instant. */
export interface ReportFacts extends NamingFacts {
  readonly now: Instant;
  readonly kind: StatusReport['kind'];
  readonly project: Project;
  readonly release: Release;
  readonly scope: readonly CountedItem[];
  readonly whole: readonly CountedItem[];
  /** The Monday of the week that is reported. */
  readonly week: CalendarDate;
  /** Since the last posted report, or since the plan. */
  readonly since: Instant;
  readonly isFirst: boolean;
  /** Ids of the items that the last posted report showed as done; null before the first. */
  readonly doneBefore: ReadonlySet<string> | null;
  /** Of `since`, oldest first: target moves and scope changes. */
  readonly journal: readonly JournalEntry[];
  readonly voice: TeamVoice;
  readonly readAt: Instant | null;
  readonly trouble: string | null;
  readonly edit: ReportEdit | undefined;
  /** What hotfixes owe to this release; left out for nothing. */
  readonly debts?: readonly string[];
  readonly nextAt: Instant | null;
  /** Name of the hotfix that the release waits for; null when it goes on. */
  readonly heldBy: string | null;
  /** What is still to be done after hotfixes of the project, the earliest due first. */
  readonly actions?: readonly RetroAction[];
}

/** The report. Stored as it is when posted. */
export interface StatusReport {
  readonly kind: 'weekly' | 'last';
  readonly releaseId: string;
  readonly name: string;
  readonly stage: Release['stage'];
  readonly at: Instant;
  readonly today: CalendarDate;
  readonly week: CalendarDate;
  readonly weekNumber: number;
  readonly isFirst: boolean;
  readonly targetDate: CalendarDate;
  /** The colour shown: the rule's, or the release manager's with a reason. */
  readonly colour: Colour;
  readonly verdict: Verdict;
  /** True when names of private work were left out. */
  readonly hidesPrivate: boolean;
  readonly override: { readonly by: string; readonly reason: string } | null;
  readonly features: Share;
  readonly doneSince: readonly ItemName[];
  /** The day from which `doneSince` counts. */
  readonly sinceOn: CalendarDate;
  readonly points: PointsDone | null;
  readonly pace: Pace | null;
  readonly progress: Progress | null;
  /** Share of working days gone, in whole percent. */
  readonly timeGone: number;
  readonly slips: Slips;
  readonly items: readonly ItemName[];
  readonly withoutOwner: number;
  readonly voice: TeamVoice;
  readonly slipping: readonly ItemName[];
  readonly words: { readonly by: string; readonly text: string } | null;
  readonly highlights: readonly string[];
  /** Such as `the fix of 0.6.2-hotfix is missing on main`; left out for none, and by reports from before. */
  readonly debts?: readonly string[];
  readonly readAt: Instant | null;
  readonly trouble: string | null;
  /** The day of the next digest in the project's zone; null after the last. */
  readonly nextOn: CalendarDate | null;
  /** Name of the hotfix that the release waits for; null when it goes on. */
  readonly heldBy: string | null;
  /** Open actions from hotfixes, without their words; reports of older versions have none. */
  readonly actions?: readonly Pick<RetroAction, 'owner' | 'dueOn'>[];
}

/** Computes the report. Same facts, same report. */
export function composeReport(facts: ReportFacts): StatusReport {
  const { project, release, scope, edit, voice, now } = facts;
  const today = dateIn(project.zone, now);
  const span = {
    plannedOn: release.plannedOn,
    targetDate: release.targetDate,
    daysOff: new Set(project.idleDays),
  };
  const verdict = colourOf({
    release,
    scope,
    span,
    thresholds: project.thresholds,
    today,
    wasRead: facts.readAt !== null,
    medianConfidence: voice.medianConfidence,
  });
  const weekAgo = plusMinutes(now, -7 * 24 * 60);
  const named = (item: CountedItem): ItemName => nameItem(item, facts);
  return {
    kind: facts.kind,
    releaseId: release.id,
    name: releaseName(project, release),
    stage: release.stage,
    at: now,
    today,
    week: facts.week,
    // A digest that was held until the next week keeps the number of its own.
    weekNumber: weekNumber(release.plannedOn, facts.week < today ? facts.week : today),
    isFirst: facts.isFirst,
    targetDate: release.targetDate,
    ...colourShown(verdict, edit),
    verdict,
    features: featuresDone(scope),
    doneSince: scope.filter((item) => isNews(item, facts)).map(named),
    sinceOn: dateIn(project.zone, facts.since),
    points: pointsDone(scope),
    pace: paceOfWeek(scope, span, { instant: weekAgo, date: dateIn(project.zone, weekAgo) }, today),
    progress: progressAgainstTime(scope, span, today),
    timeGone: timeGone(span, today),
    slips: slipsOf(facts.journal, facts.whole, facts),
    items: scope.map(named),
    withoutOwner: scope.filter((item) => !item.isDone && item.assignees.length === 0).length,
    voice,
    hidesPrivate: false,
    slipping: slippingItems(facts),
    words:
      edit === undefined || edit.words === '' ? null : { by: edit.changedBy, text: edit.words },
    highlights: edit?.highlights ?? [],
    ...(facts.debts !== undefined && facts.debts.length > 0 && { debts: facts.debts }),
    readAt: facts.readAt,
    trouble: facts.trouble,
    heldBy: facts.heldBy,
    nextOn: facts.nextAt === null ? null : dateIn(project.zone, facts.nextAt),
    actions: (facts.actions ?? []).map(({ owner, dueOn }) => ({ owner, dueOn })),
  };
}

function colourShown(
  verdict: Verdict,
  edit: ReportEdit | undefined,
): Pick<StatusReport, 'colour' | 'override'> {
  if (edit === undefined || edit.colour === null) return { colour: verdict.colour, override: null };
  return { colour: edit.colour, override: { by: edit.changedBy, reason: edit.colourReason } };
}

/**
 * Done, and not shown as done before: so the news of a week add up to the difference of two digests, also
 * when an item was opened again and closed again, or GitHub was down and told of it a week late.
 */
function isNews(item: CountedItem, { doneBefore, since }: ReportFacts): boolean {
  return doneBefore === null ? isDoneSince(item, since) : item.isDone && !doneBefore.has(item.id);
}

function slippingItems(facts: ReportFacts): readonly ItemName[] {
  const { voice, scope } = facts;
  const ids = new Set(voice.slipping.map(({ itemId }) => itemId));
  return scope
    .filter((item) => ids.has(item.id) && !item.isDone)
    .map((item) => nameItem(item, facts));
}
