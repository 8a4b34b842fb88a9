/** The weekly digest: one message a channel reads in half a minute. Pure. */
import type { ContextBlock, KnownBlock, RichTextSection } from '@slack/types';
import { clip, count } from '../../base/text.ts';
import { dateLabel, daysBetween } from '../../base/time.ts';
import {
  bold,
  button,
  line,
  lines,
  mention,
  notification,
  option,
  smallPrint,
  timeMark,
  type Mark,
  type Message,
  type Piece,
} from '../../slack/blocks.ts';
import type { Slips } from './slips.ts';
import type { StatusReport } from './compose.ts';
import {
  doneWords,
  firstFew,
  itemPiece,
  removedPieces,
  nameOf,
  paceWords,
  signOf,
  targetWords,
  teamWords,
  written,
  type Names,
} from './words.ts';

/** How long a text of one person may be inside the digest; the whole of it is in the thread. */
const SHORT = 90;

/** A target that moves more often in a week than this is told by a number; the history has all of it. */
const MOST_MOVES = 3;

/** Who is mentioned because they have something to do. */
export interface DigestPeople {
  readonly names: Names;
  readonly releaseManager: string | null;
}

/** What kept a digest past its time: we were not running, or Slack took no messages. */
export type WhyLate = 'downtime' | 'slack';

const LATE_WORDS: Readonly<Record<WhyLate, string>> = {
  downtime: 'Late: Slipway was not running at the usual time · ',
  slack: 'Late: Slack took no messages at the usual time · ',
};

/** The digest as it goes to the channel; `late` is null when it comes in time. */
export function digestMessage(
  report: StatusReport,
  people: DigestPeople,
  late: WhyLate | null,
): Message {
  const body = [
    lines([...digestLines(report, people), ...unknownYet(report)]),
    digestActions(report),
  ];
  return {
    text: notification(headline(report)),
    blocks: [...body, smallPrintOf(report, late)],
  };
}

/** The same digest, made by `digestMessage`, as it goes to the channel when `late` kept it. */
export function saidLate(message: Message, report: StatusReport, late: WhyLate): Message {
  return { ...message, blocks: [...message.blocks.slice(0, -1), smallPrintOf(report, late)] };
}

/** `🟡 Atlas 0.7.0 · week 3 · at risk. Target Fri 12 Dec: 2 working days behind`. */
export function headline(report: StatusReport): string {
  return `${title(report)}. ${targetWords(report)}`;
}

function title(report: StatusReport): string {
  const { mark, word } = signOf(report.colour);
  if (report.stage === 'released') return `✓ ${report.name} · shipped`;
  if (report.stage === 'cancelled') return `${report.name} · cancelled`;
  return `${mark} ${report.name} · week ${report.weekNumber} · ${word}`;
}

/** The same report with plain names where it would mention somebody. */
export function withoutPings(
  report: StatusReport,
  { names, releaseManager }: DigestPeople,
): StatusReport {
  const support = report.voice.support.map((request) => {
    const to = request.toUserId ?? releaseManager;
    const text = to === null ? request.text : `${nameOf(names, to)}: ${request.text}`;
    return { ...request, toUserId: null, text };
  });
  return { ...report, voice: { ...report.voice, support } };
}

/** The lines of a digest, in the order in which they matter; empty ones are left out. */
export function digestLines(report: StatusReport, people: DigestPeople): RichTextSection[] {
  const { names } = people;
  const isLast = report.kind === 'last';
  return [
    ...leadLines(report, names),
    ...(isLast ? [] : labelled('Held', heldPieces(report))),
    ...words(report, names),
    ...(isLast ? [] : labelled('Needs you', needs(report, people))),
    ...labelled(
      'Hotfix',
      firstFew(report.debts ?? [], 2, (words) => words),
    ),
    ...(isLast ? [] : labelled('From hotfixes', openActions(report))),
    ...labelled('Moved', moved(report, names)),
    line(bold('Progress'), ` ${progressText(report)}`),
    ...labelled('Done', doneNews(report, names)),
    ...labelled('Risk', risks(report)),
    ...(isLast ? [] : labelled('Next', focus(report))),
  ];
}

/** What a digest begins with: how it stands, by when, and why. */
export function leadLines(report: StatusReport, names: Names): RichTextSection[] {
  return [
    line(bold(title(report))),
    targetLine(report),
    ...(report.kind === 'last' ? [] : [whyLine(report, names)]),
  ];
}

function heldPieces({ heldBy }: StatusReport): readonly Piece[] {
  return heldBy === null ? [] : [`while ${short(heldBy)} runs`];
}

function targetLine(report: StatusReport): RichTextSection {
  const team = teamWords(report);
  return line(bold(targetWords(report)), team === null ? '' : `; ${team}`);
}

function whyLine({ verdict, override }: StatusReport, names: Names): RichTextSection {
  if (override === null) return line(`Why: ${verdict.why}`);
  const rule = `the rule says ${signOf(verdict.colour).word}: ${verdict.why}`;
  return line(`Why: ${nameOf(names, override.by)} decided: ${short(override.reason)} (${rule})`);
}

function words({ words: said, highlights }: StatusReport, names: Names): RichTextSection[] {
  const sentences =
    said === null ? [] : [line(`${nameOf(names, said.by)}: ${clip(written(said.text), 300)}`)];
  return [...sentences, ...labelled('Highlights', firstFew(highlights, 3, short))];
}

function needs(report: StatusReport, { releaseManager }: DigestPeople): readonly Piece[] {
  const asks = report.voice.support.slice(0, 3).map((request): readonly Piece[] => {
    const to = request.toUserId ?? releaseManager;
    const since = report.today > request.since && daysBetween(request.since, report.today) >= 7;
    const waiting = since ? ` (since ${dateLabel(request.since, report.today)})` : '';
    return [...addressed(to), `${short(request.text)}${waiting}`];
  });
  const slipping = report.slipping.length === 0 ? [] : [slippingAsk(report, releaseManager)];
  const isOverdue = report.verdict.rule === 'step-overdue' && report.override === null;
  const overdue = isOverdue ? [overdueAsk(releaseManager)] : [];
  const rest = report.voice.support.length - asks.length;
  const more = rest > 0 ? [[`${rest} more in the thread`]] : [];
  const all = [...overdue, ...asks, ...slipping, ...more];
  return all.flatMap((pieces, index) => (index === 0 ? pieces : ['; ', ...pieces]));
}

/** Who still owes something after a hotfix, and by when; what it is stands in the plan. */
function openActions({ actions = [], today }: StatusReport): readonly Piece[] {
  if (actions.length === 0) return [];
  return [
    `${count(actions.length, 'action')} open: `,
    ...firstFew(
      actions,
      3,
      ({ owner, dueOn }) => `${clip(written(owner), 40)} by ${dateLabel(dueOn, today)}`,
    ),
  ];
}

function addressed(userId: string | null): readonly Piece[] {
  return userId === null ? [] : [mention(userId), ': '];
}

/** Only a person moves a release on; until somebody does, the colour stays yellow. */
function overdueAsk(releaseManager: string | null): readonly Piece[] {
  return [
    ...addressed(releaseManager),
    'confirm the overdue step on the plan card, or move the target',
  ];
}

/** Their own people say these will not make it: somebody has to cut or move them. */
function slippingAsk(report: StatusReport, releaseManager: string | null): readonly Piece[] {
  return [
    ...addressed(releaseManager),
    'cut or move? ',
    ...firstFew(report.slipping, 2, itemPiece),
    ' will not make it',
  ];
}

function moved({ slips, today }: StatusReport, names: Names): readonly Piece[] {
  const targets = firstFew(slips.targets, MOST_MOVES, ({ from, to, by, reason }) => {
    const why = reason === '' ? '' : `: ${short(reason)}`;
    return `target ${dateLabel(from, today)} → ${dateLabel(to, today)} (${nameOf(names, by)}${why})`;
  });
  const parts: (readonly Piece[])[] = targets.length === 0 ? [] : [targets];
  const counted = sourcePieces(slips, names);
  if (counted.length > 0) parts.push(counted);
  if (slips.added.length > 0) parts.push(['added ', ...firstFew(slips.added, 2, itemPiece)]);
  if (slips.removed.length > 0) parts.push(['taken out ', ...removedPieces(slips.removed, 2)]);
  for (const item of slips.deferred.slice(0, 2)) parts.push([itemPiece(item), ` to ${item.to}`]);
  if (slips.deferred.length > 2) parts.push([`${slips.deferred.length - 2} more deferred`]);
  return parts.flatMap((pieces, index) => (index === 0 ? pieces : ['; ', ...pieces]));
}

/** Without what is counted now: people of other organisations may read along. */
function sourcePieces({ sources = [] }: Slips, names: Names): readonly Piece[] {
  return firstFew(sources, MOST_MOVES, ({ by, reason, came, left }) => {
    const why = reason === '' ? '' : `: ${short(reason)}`;
    return `what is counted changed, +${came} −${left} (${nameOf(names, by)}${why})`;
  });
}

function progressText(report: StatusReport): string {
  const { doneSince, slips } = report;
  const came = slips.added.length;
  const went = slips.removed.length + slips.deferred.length;
  const changes = [
    doneSince.length > 0 ? `+${doneSince.length} ${sinceWords(report)}` : '',
    came + went > 0 ? `scope +${came} −${went}` : '',
    report.kind === 'last' ? '' : (paceWords(report.pace) ?? ''),
  ].filter((part) => part !== '');
  return [doneWords(report), ...changes].join(', ');
}

/** `this week`, or the day from which it counts when digests were missed. */
function sinceWords({ sinceOn, today }: StatusReport): string {
  return daysBetween(sinceOn, today) <= 7 ? 'this week' : `since ${dateLabel(sinceOn, today)}`;
}

function doneNews({ doneSince, voice }: StatusReport, names: Names): readonly Piece[] {
  if (doneSince.length > 0) return firstFew(doneSince, 3, itemPiece);
  return firstFew(
    voice.accomplishments,
    2,
    ({ userId, text }) => `${nameOf(names, userId)}: ${short(text)}`,
  );
}

function risks({ voice }: StatusReport): readonly Piece[] {
  return firstFew(voice.risks, 2, ({ text, mitigation }) =>
    mitigation === '' ? short(text) : `${short(text)} → ${short(mitigation)}`,
  );
}

function focus({ voice }: StatusReport): readonly Piece[] {
  return firstFew(voice.focus, 2, ({ text }) => short(text));
}

/** What a first digest cannot say yet, and when it will. */
export function unknownYet(report: StatusReport): RichTextSection[] {
  if (!report.isFirst || report.kind === 'last' || report.pace !== null) return [];
  return [line('Not known yet: the pace. It shows from the second week on.')];
}

function labelled(label: string, pieces: readonly Piece[]): RichTextSection[] {
  return pieces.length === 0 ? [] : [line(bold(label), ' ', ...pieces)];
}

function short(text: string): string {
  return clip(written(text), SHORT);
}

function digestActions(report: StatusReport): KnownBlock {
  return {
    type: 'actions',
    elements: [
      button('Show details', 'report.details', `${report.releaseId}/${report.week}`),
      {
        type: 'overflow',
        action_id: 'report.more',
        options: [
          option('How this is counted', `definitions/${report.releaseId}`),
          option('Status right now', `status/${report.releaseId}`),
        ],
      },
    ],
  };
}

/** Who answered, how old the data is, when the next one comes; trouble with GitHub in one sentence. */
export function smallPrintOf(report: StatusReport, late: WhyLate | null): ContextBlock {
  const { voice, readAt, trouble, nextOn, today } = report;
  const pieces: (string | Mark)[] = [];
  if (late !== null) pieces.push(LATE_WORDS[late]);
  if (voice.asked > 0) pieces.push(`${voice.answered} of ${voice.asked} answered · `);
  if (readAt === null) pieces.push('GitHub not read yet');
  else pieces.push('GitHub as of ', timeMark(readAt, '{time} {date_short_pretty}'));
  if (trouble !== null) pieces.push(`. ${trouble}`);
  if (nextOn !== null) pieces.push(` · next ${dateLabel(nextOn, today)}`);
  return smallPrint(...pieces);
}
