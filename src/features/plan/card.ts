/** The plan card: nine lines that say where a release stands. Pure. */
import type { KnownBlock, Overflow, RichTextSection } from '@slack/types';
import { clip, count, oneLine } from '../../base/text.ts';
import { dateLabel, weekdayLabel, type CalendarDate, type Instant } from '../../base/time.ts';
import type { RetroAction } from '../../feature.ts';
import type { Rhythm } from '../../release/projects.ts';
import type { Release } from '../../release/releases.ts';
import { stageLabel, type Stage } from '../../release/stages.ts';
import { sentenceCase } from '../../release/calendar-steps.ts';
import {
  bold,
  button,
  header,
  line,
  lines,
  notification,
  option,
  smallPrint,
  timeMark,
  type Mark,
  type Message,
} from '../../slack/blocks.ts';
import { nextWords, wayWords } from './calendar-words.ts';
import { doneWords, openWords, type ScopeCounts } from './scope-counts.ts';
import { suggestionButton, suggestionFor, suggestionWords } from './suggestions.ts';

/** All that a plan card says. */
export interface CardFacts {
  readonly projectName: string;
  readonly release: Release;
  readonly counts: ScopeCounts;
  readonly today: CalendarDate;
  /** Plain name of the first release manager; null when not known. */
  readonly leader: string | null;
  readonly rhythm: Rhythm;
  /** The next digest; its wall-clock time is shown in each reader's zone. */
  readonly digestAt: Instant;
  /** How old the oldest of GitHub's news is; null before the first read. */
  readonly githubAsOf: Instant | null;
  /** The day it was shipped, closed or cancelled; null while under way. */
  readonly endedOn: CalendarDate | null;
  /** What hotfixes owe to it, such as `the fix of 0.6.2-hotfix is missing on main`; left out for nothing. */
  readonly debts?: readonly string[];
  /** Why it was cancelled; null unless it was. */
  readonly cancelReason: string | null;
  /** Name of the hotfix that it waits for; null when it goes on. */
  readonly heldBy: string | null;
  /** What is still to be done after hotfixes of the project, the earliest due first. */
  readonly actions?: readonly RetroAction[];
}

// Two lines of 42 characters on a phone; with the other lines that makes nine.
const TWO_LINES = 84;
const LONGEST_NAME = 40;
const LONGEST_OWNER = 20;

/** The card; said again under the same key it is edited in place. */
export function planCard(facts: CardFacts): Message {
  const way = wayWords(facts.release.milestones, facts.today);
  const isOpen = isUnderWay(facts.release.stage);
  return {
    text: notification(`${headWords(facts)}. ${stateWords(facts)}`),
    blocks: [
      header(headWords(facts)),
      lines([
        line(bold(stateWords(facts))),
        ...heldLines(facts),
        line(scopeLine(facts)),
        ...(isOpen && way !== '' ? [line(way)] : []),
        ...debtLines(facts),
        ...(isOpen ? actionLine(facts) : []),
      ]),
      { type: 'actions', elements: [...suggested(facts), openButton(facts), moreMenu(facts)] },
      smallPrint(...printPieces(facts)),
    ],
  };
}

const MOST_DEBTS = 2;

/** One line for each fix that would go missing with this release; empty once it is out. */
export function debtLines({ release, debts = [] }: CardFacts): readonly RichTextSection[] {
  if (!isUnderWay(release.stage)) return [];
  const rest = debts.length - MOST_DEBTS;
  return [
    ...debts.slice(0, MOST_DEBTS).map((words) => line(`⛔ ${sentenceCase(words)}`)),
    ...(rest > 0 ? [line(`⛔ So are ${count(rest, 'other fix', 'other fixes')}`)] : []),
  ];
}

/** `Atlas 0.7.0 · minor · Fri 12 Dec`. */
export function headWords({ projectName, release, today }: CardFacts): string {
  const name = clip(oneLine(projectName), LONGEST_NAME);
  return `${name} ${release.version} · ${release.type} · ${dateLabel(release.targetDate, today)}`;
}

/** What is next, what the calendar suggests, or how it ended. */
export function stateWords(facts: CardFacts): string {
  const { release, today } = facts;
  const suggestion = isUnderWay(release.stage) ? suggestionFor(release, today) : null;
  if (suggestion !== null) return suggestionWords(suggestion, today);
  const ended = release.stage === 'released' ? 'Released' : sentenceCase(stageLabel(release.stage));
  if (isUnderWay(release.stage)) return nextWords(release.milestones, today) ?? ended;
  const day = facts.endedOn === null ? '' : ` ${dateLabel(facts.endedOn, today)}`;
  if (facts.cancelReason === null) return `${ended}${day}.`;
  return `${ended}${day}: ${clip(oneLine(facts.cancelReason), TWO_LINES)}`;
}

/** One line while the release waits for a hotfix, else none. */
export function heldLines({ heldBy, release }: Pick<CardFacts, 'heldBy' | 'release'>) {
  return heldBy === null || !isUnderWay(release.stage)
    ? []
    : [line(`⏳ Held while ${clip(oneLine(heldBy), TWO_LINES)} runs`)];
}

/** True until a release is shipped or cancelled. */
export function isUnderWay(stage: Stage): boolean {
  return stage !== 'released' && stage !== 'closed' && stage !== 'cancelled';
}

function scopeLine({ release, counts }: CardFacts): string {
  const scope = isUnderWay(release.stage)
    ? openWords(counts)
    : (doneWords(counts) ?? 'no issues were counted');
  const theme = oneLine(release.theme).replace(/[.\s]+$/, '');
  const room = TWO_LINES - scope.length - 2;
  return theme === '' ? sentenceCase(scope) : `${clip(theme, room)}. ${sentenceCase(scope)}`;
}

/** One line, without their words: the card may be read by people of other organisations. */
function actionLine({ actions = [], today }: CardFacts) {
  const [next] = actions;
  if (next === undefined) return [];
  const many = count(actions.length, 'hotfix action');
  const owner = clip(oneLine(next.owner), LONGEST_OWNER);
  return [line(`⏳ ${many} open, next ${dateLabel(next.dueOn, today)}: ${owner}`)];
}

function suggested({ release, today }: CardFacts) {
  const suggestion = suggestionFor(release, today);
  if (suggestion === null) return [];
  const { text, actionId, value } = suggestionButton(release, suggestion);
  return [button(text, actionId, value, 'primary')];
}

function openButton({ release }: CardFacts) {
  return button('Open plan', 'plan.open', release.id);
}

function moreMenu({ release, heldBy }: CardFacts): Overflow {
  const verbs = isUnderWay(release.stage)
    ? [
        option('Move the target', `timeline/${release.id}`),
        option('Show history', `history/${release.id}`),
        option('Ship', `ship/${release.id}`),
        option('Cancel the release…', `cancel/${release.id}`),
        ...(heldBy === null ? [] : [option('Let it go on', `let_go/${release.id}`)]),
      ]
    : [
        option('Show history', `history/${release.id}`),
        ...(release.stage === 'released' ? [option('Close', `close/${release.id}`)] : []),
      ];
  return { type: 'overflow', action_id: 'plan.more', options: verbs };
}

function printPieces(facts: CardFacts): readonly (string | Mark)[] {
  const { release, rhythm } = facts;
  const pieces: (readonly (string | Mark)[])[] = [];
  if (isUnderWay(release.stage)) pieces.push([sentenceCase(stageLabel(release.stage))]);
  if (facts.leader !== null) pieces.push([`${clip(oneLine(facts.leader), LONGEST_NAME)} leads`]);
  if (isUnderWay(release.stage)) {
    pieces.push([`check-ins ${weekdayLabel(rhythm.askWeekday)}`]);
    pieces.push([`digest ${weekdayLabel(rhythm.digestWeekday)} `, timeMark(facts.digestAt)]);
  }
  pieces.push(
    facts.githubAsOf === null
      ? ['GitHub not read yet']
      : ['GitHub as of ', timeMark(facts.githubAsOf, '{time} {date_short_pretty}')],
  );
  return pieces.flatMap((piece, index) => (index === 0 ? piece : [' · ', ...piece]));
}

/**
 * What must change before a card is worth an edit: all visible words, less the minute of the data's age.
 * The day of it counts, so that a quiet release's card is never more than a day behind.
 */
export function cardFingerprint(facts: CardFacts, message: Message): string {
  const words = message.blocks.filter((block: KnownBlock) => block.type !== 'context');
  const print = printPieces(facts).filter((piece) => typeof piece === 'string');
  return JSON.stringify([words, print, facts.githubAsOf?.slice(0, 10) ?? null]);
}
