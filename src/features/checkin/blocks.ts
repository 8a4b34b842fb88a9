/** The weekly message, and its reminder. */
import { typed } from '../../base/command-names.ts';
import type { ActionsBlock, Button, KnownBlock, Overflow } from '@slack/types';
import type { CalendarDate } from '../../base/time.ts';
import {
  button,
  line,
  lines,
  notification,
  option,
  smallPrint,
  timeMark,
  type Message,
} from '../../slack/blocks.ts';
import {
  headline,
  quietLead,
  sectionLead,
  type CheckinView,
  type Section,
  type SectionState,
} from './message-words.ts';
import { loginBlocks, welcomeBlocks } from './welcome-blocks.ts';
import { ANSWERS, itemLink, listed } from './words.ts';

/** A message holds fifty blocks; this many releases leave room for the rest. */
const MOST_SECTIONS = 15;
const MOST_ITEMS = 5;
// With more releases each names one item: all of it together has to fit into one message.
const FEW_SECTIONS = 4;

/** The weekly direct message; the reminder says the same, shorter. */
export function checkinMessage(view: CheckinView): Message {
  const shown = view.sections.slice(0, MOST_SECTIONS);
  const hidden = view.sections.length - shown.length;
  const welcome = view.welcome === null ? [] : welcomeBlocks(view.welcome);
  const text = notification(headline(view));
  if (view.isQuiet) {
    const quiet = shown.map((section) => line(...quietLead(section, view)));
    return { text, blocks: [lines(quiet), ...welcome] };
  }
  return {
    text,
    blocks: [
      ...shown.flatMap((section, index) => sectionBlocks(section, view, index === 0)),
      ...(hidden > 0
        ? [lines([line(`And ${hidden} more: ${typed('/checkin')} shows them all.`)])]
        : []),
      ...detailsRow(view),
      ...(view.proposedLogin === null ? [] : loginBlocks(view.proposedLogin)),
      ...welcome,
      ...closing(view),
    ],
  };
}

function sectionBlocks(section: Section, view: CheckinView, first: boolean): readonly KnownBlock[] {
  const blockId = `checkin:${section.release.id}:${view.purpose}`;
  const text = lines([line(...sectionLead(section, view, first)), ...remarks(section, view)]);
  const buttons = sectionButtons(section, view);
  if (buttons.length === 0) return [text];
  return [text, { type: 'actions', block_id: blockId, elements: [...buttons] }];
}

function remarks({ project, state, closed, support }: Section, view: CheckinView) {
  const asks = state.kind === 'open' && view.purpose === 'ask';
  const items = closed.map((item) => itemLink(item, project));
  return [
    ...(asks && items.length > 0
      ? [
          line(
            'From GitHub, only you see this until you answer: closed ',
            ...listed(items, view.sections.length > FEW_SECTIONS ? 1 : MOST_ITEMS),
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
  // Slack writes `Today` with a capital where a template begins with it, and `today` behind the time.
  return [smallPrint('Open until ', timeMark(closesAt, '{time} {date_short_pretty}'))];
}
