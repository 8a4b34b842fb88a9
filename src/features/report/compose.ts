/** The status report: the numbers and words of a release at one instant, as a value. Pure. */
import { plusMinutes, dateIn, type CalendarDate, type Instant } from '../../base/time.ts';
import type { TeamVoice, TeamWords } from '../../feature.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { JournalEntry } from '../../release/journal.ts';
import { itemNumber, releaseName } from '../../release/names.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
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
  type Share,
} from './definitions.ts';
import type { ReportEdit } from './edit.ts';
import { colourOf, type Colour, type Verdict } from './rules.ts';

/** Everything a report is computed from; read once, at one instant. */
export interface ReportFacts {
  readonly now: Instant;
  readonly kind: StatusReport['kind'];
  readonly project: Project;
  readonly release: Release;
  readonly scope: readonly ScopeItem[];
  readonly whole: readonly ScopeItem[];
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
  /** True when people of another organisation may read it: work of private repositories has no name then. */
  readonly hidePrivate: boolean;
  /** Names of people with a confirmed GitHub link, by login in lower case. */
  readonly owners: ReadonlyMap<string, string>;
  readonly nextAt: Instant | null;
}

/** An item as a report names it, for good: later changes of the item do not change the report. */
export interface ItemName {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly url: string;
  readonly priority: ScopeItem['priority'];
  readonly points: number | null;
  readonly isDone: boolean;
  /** Names; the login of who has no confirmed link. */
  readonly owners: readonly string[];
}

/** A target date that was moved. */
export interface TargetMove {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly by: string;
  readonly reason: string;
}

/** The slip ledger since the last report. */
export interface Slips {
  readonly targets: readonly TargetMove[];
  readonly added: readonly ItemName[];
  readonly removed: readonly ItemName[];
  readonly deferred: readonly (ItemName & { readonly to: string })[];
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
  readonly readAt: Instant | null;
  readonly trouble: string | null;
  /** The day of the next digest in the project's zone; null after the last. */
  readonly nextOn: CalendarDate | null;
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
  const named = (item: ScopeItem): ItemName => nameItem(item, facts);
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
    slips: slipsOf(facts),
    items: scope.map(named),
    withoutOwner: scope.filter((item) => !item.isDone && item.assignees.length === 0).length,
    voice: facts.hidePrivate ? withoutPrivate(voice) : voice,
    hidesPrivate: facts.hidePrivate,
    slipping: slippingItems(facts),
    words:
      edit === undefined || edit.words === '' ? null : { by: edit.changedBy, text: edit.words },
    highlights: edit?.highlights ?? [],
    readAt: facts.readAt,
    trouble: facts.trouble,
    nextOn: facts.nextAt === null ? null : dateIn(project.zone, facts.nextAt),
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
function isNews(item: ScopeItem, { doneBefore, since }: ReportFacts): boolean {
  return doneBefore === null ? isDoneSince(item, since) : item.isDone && !doneBefore.has(item.id);
}

function nameItem(
  item: ScopeItem,
  { project, hidePrivate, owners }: Pick<ReportFacts, 'project' | 'hidePrivate' | 'owners'>,
): ItemName {
  const isHidden = hidePrivate && item.isPrivate;
  return {
    id: item.id,
    title: isHidden ? 'In a private repository' : item.title,
    number: itemNumber(item, project),
    url: isHidden ? '' : item.url,
    priority: item.priority,
    points: item.points,
    isDone: item.isDone,
    owners: item.assignees.map((login) => owners.get(login.toLowerCase()) ?? login),
  };
}

/** Moves of the same item within the week are told once: what came and went again is left out. */
function slipsOf(facts: ReportFacts): Slips {
  const { journal, whole } = facts;
  const byId = new Map(whole.map((item) => [item.id, item]));
  const last = new Map(
    journal
      .filter(({ event }) => event.startsWith('scope.'))
      .map((entry) => [String(entry.detail['itemId']), entry]),
  );
  const first = new Map(
    journal
      .filter(({ event }) => event.startsWith('scope.'))
      .toReversed()
      .map((entry) => [String(entry.detail['itemId']), entry]),
  );
  const of = (event: JournalEntry['event'], unless?: JournalEntry['event']): readonly ItemName[] =>
    [...last].flatMap(([id, entry]) => {
      const item = byId.get(id);
      const cancelsOut = unless !== undefined && first.get(id)?.event === unless;
      return item === undefined || entry.event !== event || cancelsOut
        ? []
        : [nameItem(item, facts)];
    });
  return {
    targets: journal
      .filter(({ event }) => event === 'release.target_moved')
      .map(({ actor, detail }) => ({
        from: wordOf(detail, 'from'),
        to: wordOf(detail, 'to'),
        by: actor,
        reason: wordOf(detail, 'reason'),
      })),
    added: of('scope.added', 'scope.removed'),
    removed: of('scope.removed', 'scope.added'),
    deferred: of('scope.deferred').map((name) => ({
      ...name,
      to: wordOf(last.get(name.id)?.detail ?? {}, 'to'),
    })),
  };
}

/** What the team wrote, less what names work of a private repository. */
export function withoutPrivate(voice: TeamVoice): TeamVoice {
  const shown = <T extends TeamWords>(words: readonly T[]): readonly T[] =>
    words.filter(({ isPrivate }) => isPrivate !== true);
  return {
    ...voice,
    accomplishments: shown(voice.accomplishments),
    risks: shown(voice.risks),
    focus: shown(voice.focus),
  };
}

/** A text in a journal entry's detail; empty when it is not there. */
function wordOf(detail: JournalEntry['detail'], name: string): string {
  const value = detail[name];
  return typeof value === 'string' ? value : '';
}

function slippingItems(facts: ReportFacts): readonly ItemName[] {
  const { voice, scope } = facts;
  const ids = new Set(voice.slipping.map(({ itemId }) => itemId));
  return scope
    .filter((item) => ids.has(item.id) && !item.isDone)
    .map((item) => nameItem(item, facts));
}
