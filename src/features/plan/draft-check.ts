/** Whether a plan as typed can be posted, and what it then is; each mistake at its field. Pure. */
import { typed } from '../../base/command-names.ts';
import { count } from '../../base/text.ts';
import { dateLabel, isCalendarDate, type CalendarDate } from '../../base/time.ts';
import { planCalendar, type Calendar } from '../../release/calendar.ts';
import { searchMistake } from './search-words.ts';
import type { Stage } from '../../release/stages.ts';
import type { Source } from '../../release/tables.ts';
import {
  formatVersion,
  nextOf,
  parseVersion,
  typeOf,
  type ReleaseType,
  type Version,
} from '../../release/version.ts';
import type { DaysOff } from '../../release/working-days.ts';
import { LONGEST, METADATA_LIMIT, packDraft, type PlanDraft } from './draft.ts';
import { choiceOf, choiceTitled, sourceOf, type MilestoneChoice } from './github-milestones.ts';
import { goalsMistake, typedGoals } from './goals.ts';
import { firstStage, planNotes, versionsOf } from './plan-notes.ts';
import type { EarlierRelease } from './proposal.ts';

/** What the check knows of the project and of GitHub. */
export interface CheckFacts {
  readonly projectName: string;
  readonly today: CalendarDate;
  readonly daysOff: DaysOff;
  readonly releases: readonly EarlierRelease[];
  readonly choices: readonly MilestoneChoice[];
}

/** A plan that can be posted. */
export interface CheckedPlan {
  readonly draft: PlanDraft;
  readonly version: Version;
  /** The version as it is written everywhere. */
  readonly name: string;
  readonly type: ReleaseType;
  readonly calendar: Calendar;
  readonly stage: Stage;
  readonly goals: readonly string[];
  readonly source: Source;
  /** Plain sentences that a person should read before posting; the calendar's own notes are among them. */
  readonly notes: readonly string[];
}

/** Sentences by the field they belong to. */
export type Mistakes = Readonly<Record<string, string>>;

/** The plan, or what is wrong with it. */
export type DraftCheck =
  | { readonly ok: true; readonly plan: CheckedPlan }
  | { readonly ok: false; readonly mistakes: Mistakes };

/** Checks a draft. `shown` names the fields of the form, so that each sentence has a place. */
export function checkDraft(
  draft: PlanDraft,
  facts: CheckFacts,
  shown: ReadonlySet<string>,
): DraftCheck {
  const reading = parseVersion(draft.version);
  const type = draft.type === 'auto' ? (reading.ok ? typeOf(reading.version) : null) : draft.type;
  const source = sourceIn(draft, facts.choices);
  const mistakes: Record<string, string> = {};
  if (!reading.ok) mistakes['version'] = reading.reason;
  else Object.assign(mistakes, takenMistake(reading.version, facts));
  if (type === 'hotfix') mistakes['version'] = hotfixSentence();
  const answer =
    type === null || !isCalendarDate(draft.target)
      ? null
      : planCalendar({ ...facts, plan: type, target: draft.target });
  if (!isCalendarDate(draft.target)) mistakes['target'] = 'Choose the day of the release.';
  else if (answer?.ok === false) mistakes['target'] = answer.reason;
  if (typeof source === 'string') mistakes[sourceField(draft, shown)] = source;
  Object.assign(mistakes, lengthMistakes(draft, shown));
  if (!reading.ok || type === null || answer?.ok !== true || typeof source === 'string')
    return { ok: false, mistakes };
  if (Object.keys(mistakes).length > 0) return { ok: false, mistakes };
  const { calendar } = answer;
  const stage = firstStage(calendar, facts.today);
  const notes = planNotes(reading.version, type, calendar, stage, facts.releases);
  const name = formatVersion(reading.version);
  const goals = typedGoals(draft.goals);
  return {
    ok: true,
    plan: { draft, version: reading.version, name, type, calendar, stage, goals, source, notes },
  };
}

/** What a draft says counts, alone; or what is wrong with it, at its field. */
export function checkSource(
  draft: PlanDraft,
  choices: readonly MilestoneChoice[],
  shown: ReadonlySet<string>,
):
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly mistakes: Mistakes } {
  const source = sourceIn(draft, choices);
  return typeof source === 'string'
    ? { ok: false, mistakes: { [sourceField(draft, shown)]: source } }
    : { ok: true, source };
}

/** The sentence for a version that the project has already, with one that is free. */
export function takenSentence(
  projectName: string,
  version: Version,
  releases: readonly EarlierRelease[],
  today: CalendarDate,
): string {
  const name = formatVersion(version);
  const taken = releases.find((release) => release.version === name);
  const state =
    taken === undefined
      ? 'is planned already'
      : `is planned already, for ${dateLabel(taken.targetDate, today)} (${taken.stage.replaceAll('-', ' ')})`;
  const free = nextOf(typeOf(version), versionsOf(releases), version);
  return `${projectName} ${name} ${state}. Choose another version${free === null ? '' : `, such as ${formatVersion(free)}`}.`;
}

/** Emergencies have a lane of their own, with approvals and clocks that a plan does not have. */
function hotfixSentence(): string {
  return `A hotfix has a lane of its own. Type ${typed('/hotfix')} to declare one; a plan is for X.Y.Z.`;
}

function takenMistake(version: Version, facts: CheckFacts): Mistakes {
  const name = formatVersion(version);
  if (!facts.releases.some((release) => release.version === name)) return {};
  return { version: takenSentence(facts.projectName, version, facts.releases, facts.today) };
}

/** The source, or a sentence when the form names none or several. */
function sourceIn(draft: PlanDraft, choices: readonly MilestoneChoice[]): Source | string {
  const labels = labelsIn(draft);
  const hasMilestone = draft.milestone !== null || draft.milestoneTitle !== '';
  const named = [hasMilestone, labels.length > 0, draft.search !== ''].filter((is) => is);
  if (named.length > 1)
    return 'Choose one of GitHub milestone, labels and search, so that it is clear which issues count. Empty the others.';
  if (draft.search !== '') return searchIn(draft.search);
  if (labels.length > 0) return { kind: 'labels', labels };
  if (draft.milestone !== null) {
    const choice = choiceOf(choices, draft.milestone);
    return choice === undefined
      ? 'This GitHub milestone is gone by now. Choose another, labels or a search.'
      : sourceOf(choice);
  }
  if (draft.milestoneTitle === '')
    return 'Choose a GitHub milestone, labels or a search: they say which issues belong to the release.';
  const choice = choiceTitled(choices, draft.milestoneTitle);
  if (choice !== undefined) return sourceOf(choice);
  return { kind: 'github_milestone', title: draft.milestoneTitle, milestones: [] };
}

function searchIn(query: string): Source | string {
  return (
    searchMistake(query) ?? {
      kind: 'github_search',
      query,
      found: [],
      missed: {},
      searchedAt: null,
    }
  );
}

/** Labels chosen and labels typed, each once. */
function labelsIn(draft: PlanDraft): readonly string[] {
  const typed = draft.labelNames.split(',').map((label) => label.trim());
  const named = [...draft.labels, ...typed].filter((label) => label !== '');
  return [...new Map(named.map((label) => [label.toLowerCase(), label])).values()];
}

function sourceField(draft: PlanDraft, shown: ReadonlySet<string>): string {
  if (draft.search !== '') return 'search';
  const milestone = shown.has('milestone_title') ? 'milestone_title' : 'milestone';
  if (labelsIn(draft).length === 0) return milestone;
  return shown.has('label_names') ? 'label_names' : 'labels';
}

function lengthMistakes(draft: PlanDraft, shown: ReadonlySet<string>): Mistakes {
  const mistakes: Record<string, string> = {};
  const limit = (field: string, text: string, longest: number): void => {
    if (text.length > longest)
      mistakes[field] = `This has ${text.length} characters; ${longest} is the most I can keep.`;
  };
  limit('theme', draft.theme, LONGEST.theme);
  limit('compatibility', draft.compatibility, LONGEST.compatibility);
  limit('milestone_title', draft.milestoneTitle, LONGEST.milestoneTitle);
  limit('label_names', draft.labelNames, LONGEST.labelNames);
  const goals = goalsMistake(typedGoals(draft.goals));
  if (goals !== null) mistakes['goals'] = goals;
  return Object.keys(mistakes).length === 0 ? sumMistakes(draft, shown) : mistakes;
}

/** Length inside the metadata, where some characters take up to six. */
function packed(text: string): number {
  return JSON.stringify(text).length;
}

/** Each field is short enough, but the modal must carry them all: said at the field that weighs more. */
function sumMistakes(draft: PlanDraft, shown: ReadonlySet<string>): Mistakes {
  const over = packDraft(draft).length - METADATA_LIMIT;
  if (over <= 0) return {};
  if (packed(draft.goals) < packed(draft.labels.join('') + draft.labelNames)) {
    const field = shown.has('label_names') ? 'label_names' : 'labels';
    return { [field]: 'Together this is more than I can keep. Choose fewer labels.' };
  }
  return {
    goals: `With the other fields this is ${count(over, 'character')} more than I can keep. Shorten the goals, the theme or the compatibility note.`,
  };
}
