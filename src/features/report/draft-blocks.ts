/** The draft in the release manager's direct message, and the modals that change it. Pure. */
import type { KnownBlock, RichTextSection } from '@slack/types';
import { typed } from '../../base/command-names.ts';
import { clip, count, oneLine } from '../../base/text.ts';
import type { Instant } from '../../base/time.ts';
import type { Unreached } from '../../feature.ts';
import { ACTIVE_STAGES } from '../../release/releases.ts';
import {
  LIMITS,
  bold,
  button,
  channelLink,
  line,
  lines,
  localTime,
  notification,
  smallPrint,
  type Message,
  type ModalView,
} from '../../slack/blocks.ts';
import { multiSelectInput, selectInput, textInput } from '../../slack/inputs.ts';
import type { StatusReport } from './compose.ts';
import { orphanLines } from './orphans.ts';
import {
  digestLines,
  unknownYet,
  withoutPings,
  type DigestPeople,
  type WhyLate,
} from './digest-blocks.ts';
import { markOf, type ReportEdit } from './edit.ts';
import type { DigestOutcome } from './outcome.ts';
import { nameOf, signOf } from './words.ts';

/** How many highlights a digest carries. */
export const MOST_HIGHLIGHTS = 3;
export const LONGEST_WORDS = 300;

/** How the draft stands. */
export interface DraftState {
  readonly edit: ReportEdit | undefined;
  readonly outcome: DigestOutcome;
  readonly digestAt: Instant;
  readonly channelId: string;
  /** Who could not be asked. */
  readonly unreached: readonly Unreached[];
}

/** The digest as it would look now, what only its manager reads, and what can be done about it. */
export function draftMessage(
  report: StatusReport,
  people: DigestPeople,
  state: DraftState,
): Message {
  const held = state.edit?.heldBy ?? null;
  // In the draft nobody is pinged yet: the mentions of "Needs you" come with the digest itself.
  const quiet = { ...people, releaseManager: null };
  return {
    text: notification(`Draft of the digest for ${report.name}`),
    blocks: [
      lines([stateLine(report, state, held)]),
      { type: 'divider' },
      lines([...digestLines(withoutPings(report, people), quiet), ...unknownYet(report)]),
      { type: 'divider' },
      ...missing(report, people, state),
      ...notAsked(state, people),
      ...newOwners(report),
      ...actions(report, state, held),
      smallPrint(SMALL_PRINT[state.outcome.kind]),
    ],
  };
}

function stateLine(report: StatusReport, state: DraftState, held: string | null): RichTextSection {
  const { outcome } = state;
  const place = channelLink(state.channelId);
  const digest = `The digest of ${report.name}`;
  switch (outcome.kind) {
    case 'under-way':
      return line(bold(`${digest} goes to `), place, ' now.');
    case 'posted':
      return line(
        bold(`${digest} is posted`),
        ' in ',
        place,
        outcome.late === null ? '.' : `, late: ${LATE_BECAUSE[outcome.late]}.`,
      );
    case 'unposted':
      return line(
        bold(`${digest} was not posted`),
        ' in ',
        place,
        `: ${clip(oneLine(outcome.reason), 200)}.`,
        hasEnded(report) ? '' : ' The next one tells of this week too.',
      );
    case 'ahead':
      return aheadLine(report, state, held);
  }
}

function hasEnded({ stage }: StatusReport): boolean {
  return !ACTIVE_STAGES.includes(stage);
}

const LATE_BECAUSE: Readonly<Record<WhyLate, string>> = {
  downtime: 'Slipway was not running at the usual time',
  slack: 'Slack took no messages at the usual time',
};

function aheadLine(report: StatusReport, state: DraftState, held: string | null): RichTextSection {
  if (held !== null)
    return line(
      bold(`The digest of ${report.name} is held.`),
      ` ${oneLine(state.edit?.heldReason ?? '')}`,
    );
  return line(
    bold(`Draft: ${report.name}`),
    ' goes to ',
    channelLink(state.channelId),
    ' at ',
    localTime(state.digestAt),
    ' as it is, unless you change or hold it.',
  );
}

const SMALL_PRINT: Readonly<Record<DigestOutcome['kind'], string>> = {
  ahead: 'Only you see this. Numbers are read again when it is posted.',
  'under-way': 'Only you see this. Its words are fixed now.',
  posted: 'Only you see this. Posted words stay.',
  unposted: 'Only you see this.',
};

function missing(
  report: StatusReport,
  { names, releaseManager }: DigestPeople,
  { unreached }: DraftState,
): KnownBlock[] {
  const open = report.voice.missing.filter((id) => unreached.every(({ userId }) => userId !== id));
  if (open.length === 0) return [];
  const others = open.filter((id) => id !== releaseManager).map((id) => nameOf(names, id));
  const people = firstNames([...(others.length < open.length ? ['you'] : []), ...others]);
  const label = count(open.length, 'answer is', 'answers are');
  return [lines([line(`${label} still open: ${people}. Only you see these names.`)])];
}

const MOST_NAMED = 10;
const LONGEST_NAME = 60;

function firstNames(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED).map((name) => clip(oneLine(name), LONGEST_NAME));
  const rest = names.length - named.length;
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Whom nobody could ask, so that their silence is not taken for theirs. */
function notAsked({ unreached }: DraftState, { names }: DigestPeople): KnownBlock[] {
  if (unreached.length === 0) return [];
  const named = unreached
    .slice(0, MOST_NAMED)
    .map(({ userId, why }) => `${clip(nameOf(names, userId), LONGEST_NAME)} ${clip(why, 120)}`);
  const rest = unreached.length - named.length;
  const more = rest > 0 ? `; and ${rest} more` : '';
  const next = `Speak with them, or change the list with ${typed('/release')} setup.`;
  return [lines([line(bold('Not asked'), ` ${named.join('; ')}${more}. ${next}`)])];
}

function newOwners({ items }: StatusReport): KnownBlock[] {
  const found = orphanLines(items);
  return found.length === 0 ? [] : [lines(found)];
}

function actions(report: StatusReport, state: DraftState, held: string | null): KnownBlock[] {
  if (state.outcome.kind !== 'ahead') return [];
  const value = `${report.releaseId}/${report.week}`;
  const first =
    held === null
      ? [
          button('Add words', 'report.edit', value, 'primary'),
          button('Hold it', 'report.hold', value),
        ]
      : [
          button('Post it now', 'report.release', value, 'primary'),
          button('Add words', 'report.edit', value),
        ];
  return [{ type: 'actions', elements: first }];
}

const COLOURS = [
  { text: 'As the rule says', value: 'rule' },
  { text: '🟢 On track', value: 'green' },
  { text: '🟡 At risk', value: 'yellow' },
  { text: '🔴 Off track', value: 'red' },
] as const;

/** Said above what was typed, when somebody else was quicker. */
const OVERTAKEN =
  'Somebody else changed this draft while your window was open. Here is what you typed: Save puts it in place of theirs.';

/**
 * The modal behind "Add words". `standing` is what the draft says; `over` what was typed over an older
 * state of it, which comes back with a word about that.
 */
export function editModal(
  report: StatusReport,
  people: DigestPeople,
  standing: ReportEdit | undefined,
  over: ReportEdit | null = null,
): ModalView {
  const edit = over ?? standing;
  const all = highlightChoices(report, people);
  const choices = all.slice(0, LIMITS.options);
  return {
    type: 'modal',
    callbackId: 'report.edit',
    title: 'Add to the digest',
    submit: 'Save',
    close: 'Cancel',
    privateMetadata: `${report.releaseId}/${report.week}/${markOf(standing)}`,
    blocks: [
      ...(over === null ? [] : [lines([line(OVERTAKEN)])]),
      textInput(
        {
          name: 'words',
          label: 'One sentence of yours',
          hint: 'It stands above the numbers, with your name.',
          optional: true,
        },
        LONGEST_WORDS,
        edit?.words ?? '',
        { multiline: true, placeholder: 'The demo on Tuesday went well; we keep the date.' },
      ),
      ...(choices.length === 0
        ? []
        : [
            multiSelectInput(
              {
                name: 'highlights',
                label: 'Up to three highlights',
                optional: true,
                ...(all.length > choices.length
                  ? { hint: `The first ${choices.length} of ${all.length}.` }
                  : {}),
              },
              choices,
              choices
                .filter(({ text }) => edit?.highlights.includes(text))
                .map(({ value }) => value),
              MOST_HIGHLIGHTS,
            ),
          ]),
      selectInput(
        {
          name: 'colour',
          label: 'Colour',
          hint: `The rule says ${signOf(report.verdict.colour).word}: ${clip(report.verdict.why, 120)}.`,
        },
        COLOURS,
        edit?.colour ?? 'rule',
      ),
      textInput(
        {
          name: 'colour_reason',
          label: 'Why another colour?',
          hint: 'Needed with another colour, and printed with it.',
          optional: true,
        },
        200,
        edit?.colourReason ?? '',
      ),
    ],
  };
}

/** What may be a highlight: what was done, and what people said they accomplished. */
export function highlightChoices(
  report: StatusReport,
  { names }: DigestPeople,
): readonly { readonly text: string; readonly value: string }[] {
  const texts = [
    ...report.doneSince.map(({ title, number }) => `${oneLine(title)} (${number})`),
    ...report.voice.accomplishments.map(
      ({ userId, text }) => `${nameOf(names, userId)}: ${oneLine(text)}`,
    ),
  ].map((text) => clip(text, 75));
  // Not its place: the list may be another one when the window is handed in.
  return [...new Set(texts)].map((text) => ({ text, value: text }));
}

/** The modal behind "Hold it". */
export function holdModal(report: Pick<StatusReport, 'releaseId' | 'week' | 'name'>): ModalView {
  return {
    type: 'modal',
    callbackId: 'report.hold',
    title: 'Hold the digest',
    submit: 'Hold it',
    close: 'Cancel',
    privateMetadata: `${report.releaseId}/${report.week}`,
    blocks: [
      lines([line(`This week's digest of ${report.name} is not posted until you say so.`)]),
      textInput({ name: 'reason', label: 'Why?', hint: 'Kept in the ledger.' }, 200, '', {
        placeholder: 'We announce the new date on Monday',
      }),
    ],
  };
}
