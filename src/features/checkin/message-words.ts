/** What the weekly message shows, and its first words. */
import { typed } from '../../base/command-names.ts';
import { dateLabel, type CalendarDate, type Instant } from '../../base/time.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import { bold, type Piece } from '../../slack/blocks.ts';
import type { Welcome } from './welcome-blocks.ts';
import { answerWord, releaseName } from './words.ts';

/**
 * How one release stands in the message. `choosing`: recorded, and the person wants to change it.
 * `closed`: the window is over without an answer. `over`: the release is no longer asked about.
 */
export type SectionState =
  | { readonly kind: 'open' }
  | { readonly kind: 'choosing'; readonly confidence: number }
  | { readonly kind: 'recorded'; readonly confidence: number; readonly late: boolean }
  | { readonly kind: 'closed' }
  | { readonly kind: 'over'; readonly confidence: number | null; readonly how: string };

/** One release in the message. */
export interface Section {
  readonly project: Project;
  readonly release: Release;
  readonly state: SectionState;
  /** The person's own items closed this week. */
  readonly closed: readonly ScopeItem[];
  /** How the support stands that they asked for, as one sentence; null when they asked for none. */
  readonly support: string | null;
}

/** Everything that the message shows. `closesAt` is the next closing, null when all is closed. */
export interface CheckinView {
  readonly purpose: 'ask' | 'remind';
  readonly week: CalendarDate;
  readonly today: CalendarDate;
  readonly sections: readonly Section[];
  readonly closesAt: Instant | null;
  readonly maySnooze: boolean;
  /** All is closed and a newer message of the same week carries the buttons: here a line is enough. */
  readonly isQuiet: boolean;
  /** In the first message to a person, until they answer. */
  readonly welcome: Welcome | null;
  /** A GitHub login that someone proposed and the person has not confirmed or denied. */
  readonly proposedLogin: string | null;
}

/** The notification: the question while one is open, else what was recorded. */
export function headline(view: CheckinView): string {
  const open = view.sections.filter(({ state }) => state.kind === 'open');
  const [first] = open.length > 0 ? open : view.sections;
  if (first === undefined) return 'Your check-in';
  const name = releaseName(first.project, first.release);
  const more = open.length > 1 ? ` And ${open.length - 1} more.` : '';
  const lead = view.purpose === 'remind' ? 'Still open: will' : 'Will';
  const date = dateLabel(first.release.targetDate, view.today);
  if (open.length > 0) return `${lead} ${name} ship by ${date}? One tap is a full answer.${more}`;
  return `${outcome(first.state)} ${name} by ${date}`;
}

function outcome(state: SectionState): string {
  if ('confidence' in state && state.confidence !== null)
    return `Recorded: ${answerWord(state.confidence)}.`;
  return state.kind === 'over' ? 'No answer needed.' : 'Closed without an answer.';
}

/** The first line of one release. */
export function sectionLead(
  { project, release, state }: Section,
  view: CheckinView,
  first: boolean,
): readonly Piece[] {
  const name = releaseName(project, release);
  const date = dateLabel(release.targetDate, view.today);
  if (state.kind === 'open') {
    const lead = view.purpose === 'remind' ? 'Still open: will' : 'Will';
    return [bold(`${lead} ${name} ship by ${date}?`), first ? ' One tap is a full answer' : ''];
  }
  if (state.kind === 'choosing')
    return [`Recorded: ${answerWord(state.confidence)}. `, bold(`Will ${name} ship by ${date}?`)];
  if (state.kind === 'over') return [bold(`${name} ${state.how}.`), ` ${outcome(state)}`];
  if (state.kind === 'closed')
    return [bold(`The check-in for ${name} is closed.`), ' An answer still counts.'];
  const late = state.late ? 'Recorded, late' : 'Recorded';
  return [bold(`${late}: ${answerWord(state.confidence)}.`), ` ${name} by ${date}`];
}

/** One release in a message that is quiet: what became of it, without a question. */
export function quietLead(section: Section, view: CheckinView): readonly Piece[] {
  if (section.state.kind !== 'closed') return sectionLead(section, view, false);
  const which =
    view.sections.length === 1 ? '' : `: ${releaseName(section.project, section.release)}`;
  return [`Closed${which}. Answer below or with ${typed('/checkin')}.`];
}
