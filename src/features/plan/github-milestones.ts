/** GitHub milestones as a person chooses them: by title, over all repositories of the project. Pure. */
import type { CalendarDate, Instant } from '../../base/time.ts';
import type { Source } from '../../release/tables.ts';
import { compareVersions, parseVersion, type Version } from '../../release/version.ts';
import type { KnownMilestoneTable } from './store.ts';

/** GitHub milestones of one title, as one choice. */
export interface MilestoneChoice {
  /** Repository and number of the first of them: stays when the title changes. */
  readonly key: string;
  readonly title: string;
  /** What the open ones among them say, else all, one after the other; empty when nothing. */
  readonly description: string;
  /** True while one of them is open. */
  readonly isOpen: boolean;
  readonly openItems: number;
  /** The latest due date among them, since the release waits for all; null when none is set. */
  readonly dueOn: CalendarDate | null;
  readonly milestones: readonly { readonly repositoryId: string; readonly number: number }[];
  readonly readAt: Instant;
}

/** Groups by title, compared without case and outer blanks: open ones first, lower versions first. */
export function milestoneChoices(rows: readonly KnownMilestoneTable[]): readonly MilestoneChoice[] {
  const groups = Map.groupBy(rows, (row) => plain(row.title));
  return [...groups.values()].flatMap((group) => toChoice(group) ?? []).sort(compareChoices);
}

function toChoice(group: readonly KnownMilestoneTable[]): MilestoneChoice | null {
  const first = group[0];
  if (first === undefined) return null;
  const open = group.filter((row) => row.is_open === 1);
  const current = open.length > 0 ? open : group;
  const due = current.flatMap((row) => row.due_on ?? []).sort();
  return {
    key: `${first.repository_id}#${first.number}`,
    title: first.title,
    description: joined(current),
    isOpen: open.length > 0,
    openItems: group.reduce((sum, row) => sum + row.open_items, 0),
    // GitHub keeps a due date as an instant early on that day in UTC, so its first ten letters are it.
    dueOn: due.at(-1)?.slice(0, 10) ?? null,
    milestones: group.map((row) => ({ repositoryId: row.repository_id, number: row.number })),
    readAt: group.map((row) => row.read_at).sort()[0] ?? first.read_at,
  };
}

function joined(rows: readonly KnownMilestoneTable[]): string {
  const descriptions = rows.map(({ description }) => description);
  return descriptions.filter((description) => description !== '').join('\n\n');
}

function compareChoices(a: MilestoneChoice, b: MilestoneChoice): number {
  if (a.isOpen !== b.isOpen) return a.isOpen ? -1 : 1;
  const [one, other] = [versionIn(a.title), versionIn(b.title)];
  if (one === null || other === null) {
    if (one !== other) return one === null ? 1 : -1;
    return a.title.localeCompare(b.title, 'en');
  }
  // Nobody plans a closed one soon, so of those the newest comes first.
  return a.isOpen ? compareVersions(one, other) : compareVersions(other, one);
}

/** The version in a title such as `v0.7.0` or `Release 0.7.0 (November)`; null when there is none. */
export function versionIn(title: string): Version | null {
  const written = /(?<![\w.])v?\d+\.\d+\.\d+(?:-hotfix(?:\.\d+)?)?(?![\w.+-])/i.exec(title)?.[0];
  if (written === undefined) return null;
  const reading = parseVersion(written);
  return reading.ok ? reading.version : null;
}

/** The choice with this key; also when the key names another repository's milestone of the same title. */
export function choiceOf(
  choices: readonly MilestoneChoice[],
  key: string,
): MilestoneChoice | undefined {
  return choices.find((choice) =>
    choice.milestones.some(({ repositoryId, number }) => `${repositoryId}#${number}` === key),
  );
}

/** The choice that a version belongs to by its title, an open one if there is. */
export function choiceFor(
  choices: readonly MilestoneChoice[],
  version: Version,
): MilestoneChoice | undefined {
  return choices.find((choice) => {
    const own = versionIn(choice.title);
    return own !== null && compareVersions(own, version) === 0;
  });
}

/** The choice with this title, compared as people read it. */
export function choiceTitled(
  choices: readonly MilestoneChoice[],
  title: string,
): MilestoneChoice | undefined {
  return choices.find((choice) => plain(choice.title) === plain(title));
}

/** Where a release's items come from when this choice is taken. */
export function sourceOf(choice: MilestoneChoice): Source {
  return { kind: 'github_milestone', title: choice.title, milestones: choice.milestones };
}

function plain(title: string): string {
  return title.trim().toLowerCase();
}
