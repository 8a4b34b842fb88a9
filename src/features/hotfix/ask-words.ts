/** What a person is asked who has to decide about a hotfix, and how it stands once decided. Pure. */
import { clip, oneLine } from '../../base/text.ts';
import {
  bold,
  button,
  line,
  lines,
  localTime,
  notification,
  smallPrint,
  type Message,
  type Piece,
} from '../../slack/blocks.ts';
import type { Role } from '../../release/tables.ts';
import type { AlertFacts } from './alert.ts';
import { decidedLines } from './fix-words.ts';
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
        line(clip(oneLine(alert.seen), 200)),
        ...(alert.impact === '' ? [] : [line(clip(oneLine(alert.impact), 300))]),
        line(`${alert.criterion} · since `, localTime(alert.since), ...deadline(facts)),
        ...(alert.github === undefined || !isAsked(facts)
          ? []
          : decidedLines(alert.place, alert.github)),
        ...insteadLines(facts),
        ...(facts.changed.length === 0
          ? []
          : [line(`Asked again, because ${facts.changed.join(' and ')} changed.`)]),
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

function isAsked({ alert, roles, mayBreakGlass }: AskFacts): boolean {
  return mayDecide(alert.place) && (roles.length > 0 || mayBreakGlass);
}

function headWords(facts: AskFacts): string {
  const { alert, roles } = facts;
  if (!isOpen(alert.place)) return `${alert.name} is ${stepName(alert.place)}.`;
  if (!isAsked(facts)) return `✓ ${alert.name}: nothing is left for you to decide.`;
  if (roles.length === 0)
    return `🔴 ${alert.name}: nobody holds a role that decides. Go ahead, or fill it?`;
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
    ...(isAsked(facts) ? decisionButtons(alert.id, facts.roles) : []),
    button('Open hotfix', 'hotfix.open', alert.id),
  ];
}

/** A pair of buttons for each role; the role is named where there are several. */
export function decisionButtons(id: string, roles: readonly Role[]) {
  return roles.flatMap((role) => {
    const as = roles.length > 1 ? ` as ${roleWords(role)}` : '';
    return [
      button(`Approve${as}`, `hotfix.approve:${role}`, `${id}/${role}`, 'primary'),
      button(`Say no${as}…`, `hotfix.words:decline_${role}`, `decline/${id}/${role}`),
    ];
  });
}
