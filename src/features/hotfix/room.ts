/** A hotfix as one person sees it: how it stands, and what they may do next. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import { bold, button, line, lines, localTime, type ModalView } from '../../slack/blocks.ts';
import { wordsModal } from '../../slack/inputs.ts';
import { sentenceCase } from '../../release/calendar-steps.ts';
import type { Role } from '../../release/tables.ts';
import { newIssueButtons, type AlertFacts, type SeatWords } from './alert.ts';
import { decisionButtons } from './ask-words.ts';
import { ROOM_TITLE } from './reach.ts';
import { notNeededButton } from './back-port-words.ts';
import { owesMain } from './fix-rules.ts';
import { fixLines, unseenIssueLines } from './fix-words.ts';
import { summaryBlocks, type SummaryFacts } from './summary.ts';
import { isOpen, mayDecide, mayFail, nextStep, stepName, type Step } from './road.ts';

/** All that the room shows. */
export interface RoomFacts {
  readonly alert: AlertFacts;
  readonly declaredBy: string;
  readonly summary: SummaryFacts;
  /** Plain names of who is in on it. */
  readonly people: readonly string[];
  /** Why it cannot go on yet, as a sentence; null when it can. */
  readonly obstacle: string | null;
  /** True when one and the same person approved for both roles, so that a second one is wanted. */
  readonly needsSecondPerson: boolean;
  /** Why somebody said no; null when nobody did. */
  readonly refusal: string | null;
  /** What follows the deployment: checks, the cause, the retrospective; empty before. */
  readonly after?: readonly KnownBlock[];
  /** Roles for which this person decides now. */
  readonly roles: readonly Role[];
  /** What else this person may do. */
  readonly may: {
    readonly move: boolean;
    readonly join: boolean;
    readonly breakGlass: boolean;
    readonly letGo: boolean;
    /** To say why the default branch does not need the fix. */
    readonly excuse?: boolean;
  };
}

/** The modal. */
export function roomModal(facts: RoomFacts): ModalView {
  const { alert } = facts;
  return wordsModal(ROOM_TITLE, [
    lines([
      line(bold(`${alert.name} · ${stateWords(alert)}`)),
      line(clip(oneLine(alert.seen), 200)),
      ...(alert.impact === '' ? [] : [line(clip(oneLine(alert.impact), 500))]),
      line(
        'Since ',
        localTime(alert.since, '{time} {date_short_pretty}'),
        ` · ${alert.criterion} · declared by ${facts.declaredBy}`,
      ),
    ]),
    ...summaryBlocks(alert, facts.summary),
    ...seatBlocks(facts),
    ...fixBlocks(alert),
    ...(facts.people.length === 0
      ? []
      : [lines([line(bold('In on it '), clip(facts.people.join(', '), 300))])]),
    ...moveBlocks(facts),
    ...(facts.after ?? []),
  ]);
}

function stateWords({ place, attempt }: AlertFacts): string {
  return attempt > 1 && isOpen(place) ? `${stepName(place)}, try ${attempt}` : stepName(place);
}

function seatBlocks({ alert, needsSecondPerson, refusal }: RoomFacts): readonly KnownBlock[] {
  return [
    lines([
      line(bold('Approvals')),
      ...alert.seats.map(seatLine),
      ...(needsSecondPerson
        ? [line('⏳ One person approved both; the release manager or a deputy approves too.')]
        : []),
      ...(refusal === null ? [] : [line(`⛔ ${clip(oneLine(refusal), 300)}`)]),
      ...(alert.brokenGlass === null
        ? []
        : [line(`⛔ ${alert.brokenGlass} went ahead without approval.`)]),
    ]),
  ];
}

function fixBlocks({ place, github }: AlertFacts): readonly KnownBlock[] {
  if (github === undefined) return [];
  const told = [...fixLines(place, github), ...unseenIssueLines(github)];
  return told.length === 0 ? [] : [lines(told)];
}

function seatLine({ role, names, state, about = '' }: SeatWords) {
  const mark = state === 'approved' ? '✓' : state === 'declined' ? '⛔' : '⏳';
  return line(
    `${mark} ${sentenceCase(role)}: `,
    names.join(', ') || 'nobody holds this role',
    about && ` · ${about}`,
  );
}

function moveBlocks(facts: RoomFacts): readonly KnownBlock[] {
  const { alert, obstacle, may, roles } = facts;
  const { id, place } = alert;
  if (!isOpen(place)) return [];
  const elements = [
    ...decisionButtons(alert, roles),
    ...(may.move && obstacle === null ? [forwardButton(id, place)] : []),
    ...(may.move && mayFail(place)
      ? [button('The fix failed…', 'hotfix.words:fail', `fail/${id}`)]
      : []),
    ...(may.breakGlass
      ? [button('Go ahead without approval…', 'hotfix.words:break_glass', `break_glass/${id}`)]
      : []),
    ...(may.excuse && alert.github !== undefined && owesMain(place, alert.github.fix)
      ? [notNeededButton(id, alert.github.fix)]
      : []),
    ...newIssueButtons(alert),
    ...(may.letGo ? [button('Let other releases go on', 'hotfix.let_go', id)] : []),
    ...(may.join ? [button('Join', 'hotfix.join', id)] : []),
  ];
  return [
    ...(obstacle === null || isNamedAbove(place, facts.summary)
      ? []
      : [lines([line(`⏳ ${obstacle}`)])]),
    ...(elements.length === 0 ? [] : [{ type: 'actions' as const, elements }]),
  ];
}

/** Approvals, the cause and the retrospective stand above already, as what is wanted next. */
function isNamedAbove(place: Step, { isRetroHeld }: SummaryFacts): boolean {
  return mayDecide(place) || place === 'root_cause' || (place === 'improvement' && !isRetroHeld);
}

function forwardButton(id: string, place: Step) {
  const to = nextStep(place);
  const words = to === null ? 'Close the hotfix' : `Go on to ${stepName(to)}`;
  return button(words, 'hotfix.go_on', `${id}/${place}`, 'primary');
}
