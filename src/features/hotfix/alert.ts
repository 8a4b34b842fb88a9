/** The alert: one card a channel for the whole life of a hotfix, edited in place. Pure. */
import type { KnownBlock, Overflow } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import type { Instant } from '../../base/time.ts';
import {
  bold,
  button,
  groupMention,
  line,
  lines,
  linkButton,
  localTime,
  notification,
  option,
  smallPrint,
  timeMark,
  type Mark,
  type Message,
  type Piece,
} from '../../slack/blocks.ts';
import { sentenceCase } from '../../release/calendar-steps.ts';
import { fixLines, type GitHubFacts } from './fix-words.ts';
import { isOpen, isRunning, mayCancel, stepName, type Place } from './road.ts';

/** A decision that the alert names: by whom, and how it stands. */
export interface SeatWords {
  /** `technical lead`. */
  readonly role: string;
  /** Plain names of who decides or decided; empty when nobody holds the role. */
  readonly names: readonly string[];
  readonly state: 'open' | 'approved' | 'declined';
  /** Why it was declined; empty or left out otherwise. */
  readonly reason?: string;
  /** What was approved: `commit 1a2b3c4, checks green`; empty or left out for a decision about no commit. */
  readonly about?: string;
}

/** All that the alert says. */
export interface AlertFacts {
  readonly id: string;
  /** `Atlas 1.4.2-hotfix`. */
  readonly name: string;
  readonly seen: string;
  readonly impact: string;
  /** What makes it a hotfix: `production down`; empty for readers who may not know. */
  readonly criterion: string;
  readonly since: Instant;
  readonly place: Place;
  readonly attempt: number;
  /** Plain name; null while nobody leads. */
  readonly lead: string | null;
  readonly seats: readonly SeatWords[];
  /** Until when the running clock wants the step done, and whether that is over; null when none runs. */
  readonly clockEnds: {
    readonly at: Instant;
    readonly deed: string;
    readonly isOver: boolean;
  } | null;
  readonly nextUpdateAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedReason: string | null;
  /** Why the try before failed, while the next one is made; null in the first. */
  readonly failedReason: string | null;
  /** Plain name of who went ahead without approval; null when nobody did. */
  readonly brokenGlass: string | null;
  /** Their reason; empty or left out for readers who may not know. */
  readonly brokenReason?: string;
  /** What GitHub shows; left out where nothing was looked at, and for readers who may not know. */
  readonly github?: GitHubFacts | undefined;
}

const LONGEST_SEEN = 110;
const LONGEST_IMPACT = 160;
const LONGEST_NAME = 80;
const LONGEST_LINE = 300;
// Slack begins such a template with a capital, as in Today; behind the time it is today.
const DAY_AND_TIME = '{time} {date_short_pretty}';

/** The same alert for a channel that people of other organisations read: that something is on, and not what. */
export function forOutsiders(facts: AlertFacts): AlertFacts {
  return {
    ...facts,
    seen: facts.name,
    impact: '',
    criterion: '',
    endedReason: null,
    failedReason: null,
    brokenReason: '',
    seats: facts.seats.map((seat) => ({ ...seat, reason: '' })),
    github: undefined,
  };
}

/** The card. Its first line is the notification, too. */
export function alertMessage(facts: AlertFacts): Message {
  const head = `${markOf(facts.place)} ${headWords(facts)}`;
  return {
    text: notification(joined(head, facts.criterion, nameBeside(facts))),
    blocks: [
      lines([
        line(bold(head)),
        sinceLine(facts),
        ...(facts.impact === '' ? [] : [line(clip(oneLine(facts.impact), LONGEST_IMPACT))]),
        ...stateLines(facts),
        ...(facts.github === undefined ? [] : fixLines(facts.place, facts.github)),
      ]),
      { type: 'actions', elements: [mainButton(facts), ...newIssueButtons(facts), menu(facts)] },
      smallPrint(...print(facts)),
    ],
  };
}

/** Stands below the first alert only, and calls the user group that the project chose. */
export function callBlock(groupId: string): KnownBlock {
  return lines([line(groupMention(groupId), ' is called.')]);
}

function headWords({ seen, place }: AlertFacts): string {
  const what = clip(oneLine(seen), LONGEST_SEEN);
  if (place === 'cancelled') return `Hotfix cancelled: ${what}`;
  return isRunning(place) ? `Hotfix: ${what}` : `Hotfix out: ${what}`;
}

/** How a hotfix is marked wherever it is named: it lasts, the fix holds, or it was called off. */
export function markOf(place: Place): string {
  if (place === 'cancelled') return '⚪';
  return isRunning(place) ? '🔴' : '🟢';
}

function sinceLine(facts: AlertFacts) {
  const lead =
    facts.lead === null ? 'no lead yet' : `lead ${clip(oneLine(facts.lead), LONGEST_NAME)}`;
  return line(
    'Since ',
    localTime(facts.since),
    ` · ${joined(facts.criterion, nameBeside(facts), lead)}`,
  );
}

/** The name, where the first line does not say it already, as it does to outsiders. */
function nameBeside({ name, seen }: AlertFacts): string {
  return seen === name ? '' : name;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** How far it is, until when, and how the decisions stand; why it is over, once it is. */
export function stateLines(facts: AlertFacts) {
  const { place, attempt } = facts;
  if (!isOpen(place)) return endLines(facts);
  const again = attempt > 1 ? `, try ${attempt}` : '';
  const state = line(`⏳ ${sentenceCase(stepName(place))}${again}`, ...clockPieces(facts, place));
  const { failedReason } = facts;
  const failed =
    failedReason === null
      ? []
      : [line(`The fix failed: ${clip(oneLine(failedReason), LONGEST_IMPACT)}`)];
  return isRunning(place)
    ? [state, ...failed, line(approvalWords(facts)), ...facts.seats.flatMap(refusalLines)]
    : [state];
}

function endLines({ place, endedReason }: AlertFacts) {
  if (endedReason === null) return [];
  return [line(place === 'closed' ? `${endedReason} The report is in the thread.` : endedReason)];
}

function refusalLines({ names, state, reason = '' }: SeatWords) {
  return state !== 'declined' || reason === ''
    ? []
    : [
        line(
          `${clip(oneLine(names.join(', ')), LONGEST_NAME)} said no: ${clip(oneLine(reason), LONGEST_IMPACT)}`,
        ),
      ];
}

/** The decision is a matter of minutes; the other clocks may end on another day. */
function clockPieces({ clockEnds }: AlertFacts, place: Place): readonly Piece[] {
  if (clockEnds === null) return [];
  const { at, deed, isOver } = clockEnds;
  const isDecision = place === 'decision';
  const moment = isDecision && !isOver ? localTime(at) : localTime(at, DAY_AND_TIME);
  if (isOver) return [' · was due ', moment];
  return [isDecision ? ' by ' : ` · ${deed} by `, moment];
}

/** How the decisions stand, in one line. */
function approvalWords({ seats, brokenGlass, brokenReason = '' }: AlertFacts): string {
  if (brokenGlass === null) return seatsWords(seats);
  const why = brokenReason === '' ? '' : `: ${clip(oneLine(brokenReason), LONGEST_IMPACT)}`;
  return `⛔ ${brokenGlass} went ahead without approval${why}`;
}

function seatsWords(seats: readonly SeatWords[]): string {
  return clip(oneLine(seats.map(seatWords).join(' · ')), LONGEST_LINE);
}

function seatWords({ role, names, state }: SeatWords): string {
  const who = names.length === 0 ? 'nobody holds this role' : names.join(', ');
  if (state === 'approved') return `✓ ${who} (${role})`;
  return state === 'declined' ? `⛔ ${who} (${role})` : `⏳ ${who} (${role})`;
}

function mainButton({ id, place }: AlertFacts) {
  return button(place === 'decision' ? 'Review and approve' : 'Open hotfix', 'hotfix.open', id);
}

/** While there is no issue: GitHub's own form, filled in. Pure. */
export function newIssueButtons({ place, github }: AlertFacts) {
  const url = github?.newIssueUrl ?? null;
  return url === null || !mayCancel(place)
    ? []
    : [linkButton('Open the issue', 'hotfix.new_issue', url)];
}

function menu({ id, place }: AlertFacts): Overflow {
  return {
    type: 'overflow',
    action_id: 'hotfix.more',
    options: [
      ...(isOpen(place) ? [option('Join', `join/${id}`)] : []),
      ...(isRunning(place) ? [option('Say how it goes…', `update/${id}`)] : []),
      option('Show the timeline', `timeline/${id}`),
      ...(mayCancel(place) ? [option('Change it…', `change/${id}`)] : []),
      ...(mayCancel(place) ? [option('Cancel the hotfix…', `cancel/${id}`)] : []),
    ],
  };
}

function print(facts: AlertFacts): readonly (string | Mark)[] {
  if (facts.endedAt !== null) return ['ended ', timeMark(facts.endedAt, '{date_short} {time}')];
  if (facts.nextUpdateAt === null) return [facts.name];
  return ['next update ', timeMark(facts.nextUpdateAt)];
}
