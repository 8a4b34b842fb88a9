/** What somebody who comes late has to know of a hotfix, beside its state: read in one place. Pure. */
import type { KnownBlock } from '@slack/types';
import { clip, oneLine } from '../../base/text.ts';
import type { Instant } from '../../base/time.ts';
import { bold, line, lines, localTime, type Piece } from '../../slack/blocks.ts';
import type { AlertFacts, SeatWords } from './alert.ts';
import { mainWords } from './fix-rules.ts';
import { isOpen, type Step } from './road.ts';

/** The rest of the summary. Names are plain. */
export interface SummaryFacts {
  /** The newest words on how it goes; null while nobody said any. */
  readonly update: { readonly who: string; readonly text: string; readonly at: Instant } | null;
  /** Who answers for what: `technical lead` with those who hold the role; empty roles are left out. */
  readonly doers: readonly { readonly as: string; readonly names: readonly string[] }[];
  /** True once the retrospective is written down. */
  readonly isRetroHeld: boolean;
  /** Releases that wait meanwhile: `Atlas 0.7.0`. */
  readonly waiting: readonly string[];
}

const LONGEST_NAME = 80;
const LONGEST_UPDATE = 500;
const LONGEST_LIST = 300;

/** Last news, what is wanted next, who does what, and what waits. */
export function summaryBlocks(alert: AlertFacts, summary: SummaryFacts): readonly KnownBlock[] {
  return [
    lines([
      ...updateLines(alert, summary),
      ...(isOpen(alert.place) ? [nextLine(alert, summary, alert.place)] : endLines(alert)),
      ...doerLines(alert, summary),
      ...(summary.waiting.length === 0
        ? []
        : [line(bold('Waiting meanwhile '), listed(summary.waiting))]),
    ]),
  ];
}

function updateLines({ place, nextUpdateAt }: AlertFacts, { update }: SummaryFacts) {
  const next: Piece[] =
    nextUpdateAt === null ? [] : [' · next news ', localTime(nextUpdateAt, WHEN)];
  if (update === null) return isOpen(place) ? [line(bold('No news yet'), ...next)] : [];
  const { who, text, at } = update;
  return [
    line(bold('Last news '), localTime(at, WHEN), ...next),
    line(`${clip(oneLine(who), LONGEST_NAME)}: ${clip(oneLine(text), LONGEST_UPDATE)}`),
  ];
}

// Slack begins a template with a capital, as in Today; behind the time it is today.
const WHEN = '{time} {date_short_pretty}';

/** What is wanted next, of whom, and until when. */
function nextLine(alert: AlertFacts, summary: SummaryFacts, step: Step) {
  const { clockEnds } = alert;
  const until: Piece[] = clockEnds === null ? [] : ['by ', localTime(clockEnds.at, WHEN), ': '];
  return line(bold('Wanted next '), ...until, WANTED[step](alert, summary));
}

type Wanted = (alert: AlertFacts, summary: SummaryFacts) => string;

const WANTED: Readonly<Record<Step, Wanted>> = {
  identified: decisionWanted,
  decision: decisionWanted,
  development: (alert) => `the fix; ${leads(alert)} says when it can be tested`,
  testing: (alert) =>
    isDecided(alert)
      ? `the test; ${leads(alert)} says when it is passed`
      : `the test, and ${decisionWanted(alert)}`,
  deployment: (alert) => `the deployment; ${leads(alert)} says when it is out`,
  validation: (alert) => `a look at production; ${leads(alert)} says when all is well`,
  root_cause: (alert) => `the root cause, from ${leads(alert)}`,
  improvement: (alert, { isRetroHeld }) =>
    isRetroHeld
      ? `the fix on ${mainOf(alert)}, from ${leads(alert)}`
      : 'the retrospective: what keeps it from happening again',
};

function mainOf({ github }: AlertFacts): string {
  return mainWords(github?.fix ?? { default_branch: null });
}

function leads({ lead }: AlertFacts): string {
  return lead === null ? 'whoever takes the lead' : clip(oneLine(lead), LONGEST_NAME);
}

function isDecided({ seats, brokenGlass }: AlertFacts): boolean {
  return brokenGlass !== null || seats.every(({ state }) => state === 'approved');
}

function decisionWanted({ seats }: AlertFacts): string {
  const open = seats.filter(({ state }) => state === 'open');
  if (open.length > 0) return `the decision of ${open.map(seatWords).join(' and ')}`;
  const refusing = seats.filter(({ state }) => state === 'declined');
  return refusing.length > 0
    ? `another word with ${refusing.map(seatWords).join(' and ')}, or the hotfix is cancelled`
    : 'a second person who approves';
}

function seatWords({ role, names }: SeatWords): string {
  const who = names.length === 0 ? 'somebody who stands in' : listed(names);
  return `${who} (${role})`;
}

function endLines({ endedReason }: AlertFacts) {
  return endedReason === null ? [] : [line(clip(oneLine(endedReason), LONGEST_UPDATE))];
}

function doerLines({ lead }: AlertFacts, { doers }: SummaryFacts) {
  const all = [
    ...(lead === null ? [] : [{ as: 'lead', names: [lead] }]),
    ...doers.filter(({ names }) => names.length > 0),
  ];
  return all.length === 0
    ? []
    : [
        line(
          bold('Who does what '),
          clip(all.map(({ as, names }) => `${listed(names)} (${as})`).join(' · '), LONGEST_LIST),
        ),
      ];
}

function listed(names: readonly string[]): string {
  return clip(oneLine(names.join(', ')), LONGEST_LIST);
}
