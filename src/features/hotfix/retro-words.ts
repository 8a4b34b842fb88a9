/** What people read of a retrospective: that it is booked, moved, about to begin, held. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import { dateLabel, type Instant } from '../../base/time.ts';
import {
  bold,
  button,
  line,
  lines,
  localTime,
  notification,
  type Message,
} from '../../slack/blocks.ts';
import { RETRO_MINUTES } from './book-retro.ts';
import type { HotfixRetroRow } from './retro-store.ts';

/** All that is said of a retrospective. */
export interface RetroFacts {
  readonly hotfixId: string;
  /** `Atlas 1.4.2-hotfix`. */
  readonly name: string;
  readonly startsAt: Instant;
  readonly remark: HotfixRetroRow['remark'];
  /** Plain names of those whose working time it misses. */
  readonly missing: readonly string[];
  /** Plain name of who set the time; null when it was booked by itself. */
  readonly setBy: string | null;
  readonly heldAt: Instant | null;
}

const WHEN = '{time} {date_short_pretty}';
const LONGEST_NAMES = 200;

/** In the thread of the alert, edited when it is moved or held. */
export function retroMessage(facts: RetroFacts): Message {
  const head = headWords(facts);
  return {
    text: notification(`${head}, ${utcWords(whenOf(facts))}`),
    blocks: [
      lines([
        line(bold(`${head} `), localTime(whenOf(facts), WHEN)),
        line(
          facts.heldAt === null
            ? whyThen(facts)
            : 'What came of it is in the report, in this thread.',
        ),
      ]),
      ...(facts.heldAt === null
        ? [{ type: 'actions' as const, elements: [writeButton(facts.hotfixId, false)] }]
        : []),
    ],
  };
}

/** To each who was in on it; the lead may move it. */
export function invitation(facts: RetroFacts, mayMove: boolean): Message {
  const head = headWords(facts);
  return {
    text: notification(`${head}, ${utcWords(whenOf(facts))}`),
    blocks: [
      lines([
        line(bold(`${head} `), localTime(whenOf(facts), WHEN)),
        ...(facts.heldAt === null
          ? [
              line('You were in on it. What went well, what did not, and what is done about it.'),
              line(whyThen(facts)),
            ]
          : [line('What came of it is in the report, in the thread of the alert.')]),
      ]),
      ...(facts.heldAt === null
        ? [
            {
              type: 'actions' as const,
              elements: [
                button('Open hotfix', 'hotfix.open', facts.hotfixId),
                ...(mayMove ? [moveButton(facts.hotfixId)] : []),
              ],
            },
          ]
        : []),
    ],
  };
}

/** An invitation whose time no longer holds. */
export function movedInvitation({ name, startsAt }: RetroFacts): Message {
  const head = `⚪ ${name}: the retrospective was moved`;
  return {
    text: notification(`${head} to ${utcWords(startsAt)}`),
    blocks: [lines([line(bold(head)), line('It is ', localTime(startsAt, WHEN), ' now.')])],
  };
}

/** Ten minutes before, to each; and afterwards to the lead, as long as nobody wrote it down. */
export function retroReminder(facts: RetroFacts, when: 'before' | 'after'): Message {
  const { name, hotfixId, startsAt } = facts;
  const head =
    when === 'before'
      ? `⏳ ${name}: the retrospective begins soon`
      : `⏳ ${name}: nobody has written down the retrospective yet`;
  return {
    text: notification(`${head}, ${utcWords(startsAt)}`),
    blocks: [
      lines([
        line(bold(head)),
        when === 'before'
          ? line('At ', localTime(startsAt), '. Whoever takes notes writes them down here.')
          : line('What went well, what did not, and who does what. The hotfix ends with it.'),
      ]),
      { type: 'actions', elements: [writeButton(hotfixId, true)] },
    ],
  };
}

/** In the room: when it is, and what may be done about it. */
export function retroBlocks(facts: RetroFacts, mayMove: boolean): readonly KnownBlock[] {
  const held = facts.heldAt !== null;
  return [
    lines([
      line(
        bold(held ? '✓ Retrospective, written down ' : 'Retrospective '),
        localTime(whenOf(facts), WHEN),
      ),
      ...(held ? [] : [line(whyThen(facts))]),
    ]),
    ...(held || !mayMove
      ? []
      : [{ type: 'actions' as const, elements: [moveButton(facts.hotfixId)] }]),
  ];
}

/** “Write it down”; with other words where “it” could mean something else. */
export function writeButton(hotfixId: string, isPrimary: boolean, words = 'Write it down…') {
  return button(words, 'hotfix.retro', hotfixId, isPrimary ? 'primary' : undefined);
}

function moveButton(hotfixId: string) {
  return button('Move it…', 'hotfix.retro_time', hotfixId);
}

function headWords({ name, heldAt }: RetroFacts): string {
  return heldAt === null
    ? `${name}: retrospective, ${RETRO_MINUTES} minutes`
    : `✓ ${name}: the retrospective is written down`;
}

/** When it is, or when somebody wrote down what came of it. */
function whenOf({ startsAt, heldAt }: RetroFacts): Instant {
  return heldAt ?? startsAt;
}

/** Why it is then, and whose working time it misses. */
function whyThen({ remark, missing, setBy }: RetroFacts): string {
  const names = clip(oneLine(missing.join(', ')), LONGEST_NAMES);
  const without = names === '' ? '' : ` Outside the working hours of ${names}.`;
  switch (remark) {
    case 'everybody':
      return 'The first time within everybody’s working hours.';
    case 'most':
      return `No time within 48 hours suits everybody; this suits most.${without}`;
    case 'later':
      return `No shared working time falls within 48 hours, so it is at the first one after them.${without}`;
    case 'alone':
      return `Your working hours never overlap. Agree on a time and move it.${without}`;
    case 'moved':
      return `${clip(oneLine(setBy ?? 'Someone'), 80)} moved it.${without}`;
  }
}

/** `Mon 23 Nov 09:00 UTC`, for notifications, which know no reader's zone. */
function utcWords(at: Instant): string {
  return `${dateLabel(at.slice(0, 10))} ${at.slice(11, 16)} UTC`;
}
