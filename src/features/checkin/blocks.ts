/** The weekly message, and its reminder. */
import type { ActionsBlock, Button, KnownBlock, Overflow } from '@slack/types';
import { dateLabel, type CalendarDate, type Instant } from '../../base/time.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { Project } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import {
  bold,
  button,
  line,
  lines,
  notification,
  option,
  smallPrint,
  timeMark,
  type Message,
  type Piece,
} from '../../slack/blocks.ts';
import { ANSWERS, answerWord, itemLink, listed, releaseName } from './words.ts';
import { loginBlocks, welcomeBlocks, type Welcome } from './welcome-blocks.ts';

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
  readonly welcome: Welcome | null;
  /** A GitHub login that someone proposed and the person has not confirmed or denied. */
  readonly proposedLogin: string | null;
}

/** A message holds fifty blocks; this many releases leave room for the rest. */
const MOST_SECTIONS = 15;
const MOST_ITEMS = 5;

/** The weekly direct message; the reminder says the same, shorter. */
export function checkinMessage(view: CheckinView): Message {
  const shown = view.sections.slice(0, MOST_SECTIONS);
  const hidden = view.sections.length - shown.length;
  return {
    text: notification(headline(view)),
    blocks: [
      ...shown.flatMap((section, index) => sectionBlocks(section, view, index === 0)),
      ...(hidden > 0 ? [lines([line(`And ${hidden} more: /checkin shows them all.`)])] : []),
      ...detailsRow(view),
      ...(view.proposedLogin === null ? [] : loginBlocks(view.proposedLogin)),
      ...(view.welcome === null ? [] : welcomeBlocks(view.welcome)),
      ...closing(view),
    ],
  };
}

/** The notification: the question while one is open, else what was recorded. */
function headline(view: CheckinView): string {
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

function sectionBlocks(section: Section, view: CheckinView, first: boolean): readonly KnownBlock[] {
  const blockId = `checkin:${section.release.id}:${view.purpose}`;
  const text = lines([line(...sectionLead(section, view, first)), ...remarks(section, view)]);
  const buttons = sectionButtons(section, view);
  if (buttons.length === 0) return [text];
  return [text, { type: 'actions', block_id: blockId, elements: [...buttons] }];
}

function sectionLead(
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

function remarks({ project, state, closed, support }: Section, view: CheckinView) {
  const asks = state.kind === 'open' && view.purpose === 'ask';
  const items = closed.map((item) => itemLink(item, project));
  return [
    ...(asks && items.length > 0
      ? [
          line(
            'From GitHub, only you see this until you answer: closed ',
            ...listed(items, MOST_ITEMS),
          ),
        ]
      : []),
    ...(support === null ? [] : [line(support)]),
  ];
}

function sectionButtons(
  { release, state }: Section,
  view: CheckinView,
): readonly (Button | Overflow)[] {
  const value = `${release.id}|${view.week}`;
  if (state.kind === 'over') return [];
  if (state.kind === 'closed') {
    const answer = button('Answer now', 'checkin.details:closed', view.week);
    return isInOneRow(view) ? [answer, moreMenu(view)] : [answer];
  }
  if (state.kind === 'recorded')
    return isInOneRow(view)
      ? [detailsButton(view.week), changeButton(value), moreMenu(view)]
      : [changeButton(value)];
  return ANSWERS.map(({ label, confidence }) =>
    button(label, `checkin.tap:${confidence}`, `${value}|${confidence}`),
  );
}

/** A single release that asks nothing more: its buttons and the menu then stand in one row. */
function isInOneRow({ sections }: CheckinView): boolean {
  const [first] = sections;
  return sections.length === 1 && first !== undefined && !ASKING.includes(first.state.kind);
}

const ASKING: readonly SectionState['kind'][] = ['open', 'choosing'];

function changeButton(value: string): Button {
  return button('Change', 'checkin.change', value);
}

function detailsButton(week: CalendarDate): Button {
  return button('Add details', 'checkin.details', week);
}

/** The row under all releases. */
function detailsRow(view: CheckinView): readonly ActionsBlock[] {
  if (isInOneRow(view)) return [];
  const hasDetails = view.sections.some(
    ({ state }) => state.kind !== 'over' && state.kind !== 'closed',
  );
  const elements = [...(hasDetails ? [detailsButton(view.week)] : []), moreMenu(view)];
  return [{ type: 'actions', block_id: `checkin:more:${view.purpose}`, elements }];
}

function moreMenu({ week, maySnooze }: CheckinView): Overflow {
  return {
    type: 'overflow',
    action_id: 'checkin.more',
    options: [
      ...(maySnooze ? [option('Remind me in two hours', `snooze|${week}`)] : []),
      option('Pause my check-ins', `pause|${week}`),
      option('What is this?', `about|${week}`),
    ],
  };
}

function closing({ closesAt, sections }: CheckinView): readonly KnownBlock[] {
  const isOpen = sections.some(({ state }) => state.kind === 'open');
  if (closesAt === null || !isOpen) return [];
  return [smallPrint('until ', timeMark(closesAt, '{date_short_pretty} {time}'))];
}
