/** What a person is asked who has to decide about a hotfix, and how it stands once decided. Pure. */
import { typed } from '../../base/command-names.ts';
import { clip, oneLine } from '../../base/text.ts';
import {
  askingFirst,
  bold,
  button,
  line,
  lines,
  localTime,
  notification,
  sentence,
  smallPrint,
  type Message,
  type Piece,
  type Question,
} from '../../slack/blocks.ts';
import { sentenceCase } from '../../release/calendar-steps.ts';
import type { Role } from '../../release/tables.ts';
import type { AlertFacts } from './alert.ts';
import { aboutCommit, decidedLines, decidedWords } from './fix-words.ts';
import { isOpen, mayDecide, stepName } from './road.ts';
import { roleWords } from './seats.ts';

/** What one person is asked. */
export interface AskFacts {
  readonly alert: AlertFacts;
  /** Plain name of who declared it. */
  readonly declaredBy: string;
  /** Roles for which they decide now; empty when nothing is left for them. */
  readonly roles: readonly Role[];
  /** Plain names of those in whose stead they decide, as a deputy; empty for who holds the role. */
  readonly insteadOf: readonly string[];
  /** What they approved and still stands: `production down · issue #120`. */
  readonly approved: readonly { readonly role: Role; readonly what: string }[];
  /** True when nobody holds a role, so that they may go ahead on their own responsibility. */
  readonly mayBreakGlass: boolean;
  /** Since they were asked before: what changed, such as `the issue`; empty in the first round. */
  readonly changed: readonly string[];
}

/** The direct message. */
export function askMessage(facts: AskFacts): Message {
  const { alert } = facts;
  const head = headWords(facts);
  return {
    text: notification(`${head} ${alert.seen}`),
    blocks: [
      lines([
        line(bold(head)),
        ...(facts.changed.length === 0 || !isAsked(facts)
          ? []
          : [line(`Asked again, because ${facts.changed.join(' and ')} changed.`)]),
        line(clip(oneLine(alert.seen), 200)),
        ...(alert.impact === '' ? [] : [line(clip(oneLine(alert.impact), 300))]),
        ...(isAsked(facts)
          ? [line(`${alert.criterion} · since `, localTime(alert.since), ...deadline(facts))]
          : facts.approved.map(({ role, what }) =>
              line(`✓ ${sentenceCase(roleWords(role))}: ${clip(oneLine(what), 200)}`),
            )),
        ...(alert.github === undefined || !isAsked(facts)
          ? []
          : decidedLines(alert.place, alert.github)),
        ...insteadLines(facts),
        ...vacantLines(facts),
      ]),
      { type: 'actions', elements: buttons(facts) },
      smallPrint(`declared by ${facts.declaredBy}`),
    ],
  };
}

/** A deputy reads whose stead it is, and that who decides first decides. */
function insteadLines(facts: AskFacts) {
  const { insteadOf } = facts;
  const who = clip(oneLine([...new Set(insteadOf)].join(' and ')), 80);
  return who === '' || !isAsked(facts)
    ? []
    : [line(`${who} has not decided. You are the deputy: whoever of you is first decides.`)];
}

/** What stands where somebody was asked whose approval was voided; `reason` is `the commit changed`. */
export function voidedMessage({ name }: Pick<AlertFacts, 'name'>, reason: string): Message {
  return sentence(
    `⚪ ${clip(oneLine(name), 80)}: your approval no longer counts: ${clip(oneLine(reason), 160)}.`,
  );
}

/** The way out for who runs the release: on their own responsibility, or with somebody in the role. */
function vacantLines(facts: AskFacts) {
  return facts.roles.length > 0 || !isAsked(facts)
    ? []
    : [
        line(
          `Name one with ${typed('/release')} setup, or open the hotfix and go ahead without approval.`,
        ),
      ];
}

/** `product owner`; a seat that is open and that nobody holds. */
function vacantRoles({ seats }: AlertFacts): string {
  const vacant = seats.filter(({ state, names }) => state === 'open' && names.length === 0);
  return vacant.map(({ role }) => role).join(' and no ') || 'role holder';
}

function isAsked({ alert, roles, mayBreakGlass }: AskFacts): boolean {
  return mayDecide(alert.place) && (roles.length > 0 || mayBreakGlass);
}

function headWords(facts: AskFacts): string {
  const { alert, roles, approved } = facts;
  if (!isOpen(alert.place)) return `${alert.name} is ${stepName(alert.place)}.`;
  if (!isAsked(facts))
    return approved.length > 0
      ? `✓ You approved ${alert.name}.`
      : `✓ ${alert.name}: nothing is left for you to decide.`;
  if (roles.length === 0) return `🔴 ${alert.name}: there is no ${vacantRoles(alert)} to decide.`;
  return `🔴 ${alert.name}: approve it as ${roles.map(roleWords).join(' and ')}?`;
}

function deadline({ alert }: AskFacts): readonly Piece[] {
  return alert.clockEnds === null || !isOpen(alert.place)
    ? []
    : [` · ${alert.clockEnds.deed} by `, localTime(alert.clockEnds.at)];
}

function buttons(facts: AskFacts) {
  const { alert } = facts;
  return [
    ...(isAsked(facts) ? decisionButtons(alert, facts.roles) : []),
    button('Open hotfix', 'hotfix.open', alert.id),
  ];
}

/** A pair of buttons for each role; the role is named where there are several. */
export function decisionButtons(alert: AlertFacts, roles: readonly Role[]) {
  const { id } = alert;
  return roles.flatMap((role) => {
    const as = roles.length > 1 ? ` as ${roleWords(role)}` : '';
    return [
      askingFirst(
        button(`Approve${as}`, `hotfix.approve:${role}`, `${id}/${role}`, 'primary'),
        questionOf(alert, role),
      ),
      button(`Say no${as}…`, `hotfix.words:decline_${role}`, `decline/${id}/${role}`),
    ];
  });
}

/** What exactly is approved: a decision is void when any of it changes. */
function questionOf({ name, criterion, place, github }: AlertFacts, role: Role): Question {
  const { head_commit: commit = null, checks } = github?.fix ?? {};
  const isAboutCommit = role === 'technical_lead' && place === 'testing' && commit !== null;
  const about = isAboutCommit ? aboutCommit(commit, checks) : '';
  const what = decidedWords(criterion, github?.issue?.words ?? null, about);
  return {
    title: `Approve ${clip(oneLine(name), 80)}?`,
    text: `As ${roleWords(role)}: ${what}. When any of this changes, you are asked again.`,
    yes: 'Approve',
    no: 'Not yet',
  };
}
