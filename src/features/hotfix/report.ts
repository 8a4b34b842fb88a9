/** The report of a hotfix: what happened, why, who decided, what is done about it. Pure. */
import { count } from '../../base/text.ts';
import {
  dateIn,
  dateLabel,
  millisecondsBetween,
  timeIn,
  type CalendarDate,
  type Instant,
  type Zone,
} from '../../base/time.ts';
import type { FindingKind } from './findings-store.ts';
import type { DocumentPart } from './document.ts';
import { stepName, type Place } from './road.ts';

/** What somebody wrote; `by` is a plain name. */
export interface Written {
  readonly kind: FindingKind;
  readonly text: string;
  readonly by: string;
}

/** All that the report tells. People are plain names throughout. */
export interface ReportFacts {
  readonly name: string;
  readonly zone: Zone;
  readonly now: Instant;
  readonly seen: string;
  readonly impact: string;
  readonly affected: string;
  readonly criterion: string;
  readonly place: Place;
  readonly since: Instant;
  readonly declaredAt: Instant;
  readonly declaredBy: string;
  readonly lead: string | null;
  readonly people: readonly string[];
  /** When the fix was seen to hold, or the hotfix was called off; null while it lasts. */
  readonly until: Instant | null;
  readonly attempts: number;
  readonly timeline: readonly { readonly at: Instant; readonly text: string }[];
  readonly findings: readonly Written[];
  readonly approvals: readonly {
    readonly at: Instant;
    readonly who: string;
    readonly role: string;
    readonly decision: 'approved' | 'declined';
    readonly as: 'holder' | 'deputy' | 'break_glass';
    readonly forWhom: string | null;
    readonly reason: string;
    /** Why it no longer counts; null while it does. */
    readonly ended: string | null;
  }[];
  readonly clocks: readonly {
    readonly clock: string;
    readonly attempt: number;
    readonly usedMinutes: number;
    readonly limitMinutes: number;
    readonly isRunning: boolean;
  }[];
  readonly checks: readonly {
    readonly text: string;
    readonly by: string | null;
    readonly at: Instant | null;
  }[];
  readonly retro: { readonly startsAt: Instant; readonly heldAt: Instant | null } | null;
  readonly actions: readonly {
    readonly text: string;
    readonly owner: string;
    readonly dueOn: CalendarDate;
    readonly doneAt: Instant | null;
  }[];
}

/** The whole report, which begins with one paragraph for who reads no more. */
export function reportOf(facts: ReportFacts): readonly DocumentPart[] {
  const parts: readonly (readonly DocumentPart[])[] = [
    [{ kind: 'title', text: `${facts.name}: hotfix report` }],
    [{ kind: 'text', text: summaryOf(facts) }],
    list('What it was', headItems(facts)),
    text('Impact', facts.impact),
    list('Five whys', whyItems(facts)),
    list('Root cause', saidAs(facts, 'cause')),
    list('What helped it happen', saidAs(facts, 'factor')),
    list('What went well', saidAs(facts, 'good')),
    list('What did not', saidAs(facts, 'bad')),
    list('Actions', actionItems(facts)),
    list('Approvals', approvalItems(facts)),
    list('Clocks', clockItems(facts)),
    list('Checks after the deployment', checkItems(facts)),
    list(
      `Timeline (${facts.zone}, and UTC)`,
      facts.timeline.map((entry) => `${bothTimes(facts.zone, entry.at)}: ${entry.text}`),
    ),
  ];
  return parts.flat();
}

/** What happened, in one paragraph. */
function summaryOf(facts: ReportFacts): string {
  const { seen, criterion, since, until, now, findings, actions, place } = facts;
  const cause = findings.find(({ kind }) => kind === 'cause')?.text ?? null;
  const open = actions.filter(({ doneAt }) => doneAt === null).length;
  const lasted = durationWords(millisecondsBetween(since, until ?? now));
  const ended = until === null ? `It has lasted ${lasted} so far` : `It lasted ${lasted}`;
  const tries = facts.attempts === 1 ? '' : `, and took ${facts.attempts} tries`;
  const began = `${sentence(seen)} It was declared as ${criterion}.`;
  if (place === 'cancelled') return `${began} It was called off after ${lasted}.`;
  return [
    began,
    `${ended}${tries}.`,
    cause === null ? 'The root cause is not written down yet.' : `Root cause: ${sentence(cause)}`,
    actions.length === 0
      ? 'No actions were given.'
      : `${count(actions.length, 'action')} given, ${open} open.`,
  ].join(' ');
}

function sentence(words: string): string {
  return /[.!?…]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`;
}

function headItems(facts: ReportFacts): readonly string[] {
  const { zone, since, until, now, place } = facts;
  const end = until === null ? `still at ${stepName(place)}` : bothTimes(zone, until);
  return [
    `Seen: ${facts.seen}`,
    `Criterion: ${facts.criterion}`,
    `Affected versions: ${facts.affected}`,
    `Since: ${bothTimes(zone, since)}`,
    `Declared: ${bothTimes(zone, facts.declaredAt)} by ${facts.declaredBy}`,
    `Until: ${end}`,
    `Duration: ${durationWords(millisecondsBetween(since, until ?? now))}${until === null ? ' so far' : ''}`,
    `Lead: ${facts.lead ?? 'nobody'}`,
    `In on it: ${facts.people.join(', ') || 'nobody else'}`,
    ...(facts.attempts > 1 ? [`Tries: ${facts.attempts}`] : []),
    ...(facts.retro === null ? [] : [`Retrospective: ${retroWords(facts, facts.retro)}`]),
  ];
}

function retroWords({ zone }: ReportFacts, retro: NonNullable<ReportFacts['retro']>): string {
  return retro.heldAt === null
    ? `booked for ${bothTimes(zone, retro.startsAt)}`
    : `held, written down ${bothTimes(zone, retro.heldAt)}`;
}

function whyItems({ findings }: ReportFacts): readonly string[] {
  return findings
    .filter(({ kind }) => kind.startsWith('why_'))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))
    .map(({ kind, text: words, by }) => `Why ${kind.slice(-1)}: ${words} (${by})`);
}

function saidAs({ findings }: ReportFacts, kind: FindingKind): readonly string[] {
  return findings
    .filter((finding) => finding.kind === kind)
    .map((finding) => `${finding.text} (${finding.by})`);
}

function actionItems({ actions, zone }: ReportFacts): readonly string[] {
  return actions.map(({ text: words, owner, dueOn, doneAt }) => {
    const state =
      doneAt === null ? `by ${dateLabel(dueOn)}` : `done ${dateLabel(dateIn(zone, doneAt))}`;
    return `${words}: ${owner}, ${state}`;
  });
}

function approvalItems({ approvals, zone }: ReportFacts): readonly string[] {
  return approvals.map(({ at, who, role, decision, as, forWhom, reason, ended }) => {
    const deed =
      as === 'break_glass'
        ? 'went ahead without approval'
        : `${decision === 'approved' ? 'approved' : 'said no'} as ${role}`;
    const stead = as === 'deputy' ? `, deputy${forWhom === null ? '' : ` of ${forWhom}`}` : '';
    const why = reason === '' ? '' : `: ${reason}`;
    const end = ended === null ? '' : ` (no longer counts: ${ended})`;
    return `${bothTimes(zone, at)}: ${who} ${deed}${stead}${why}${end}`;
  });
}

function clockItems({ clocks }: ReportFacts): readonly string[] {
  return clocks.map(({ clock, attempt, usedMinutes, limitMinutes, isRunning }) => {
    const again = attempt > 1 ? `, try ${attempt}` : '';
    const over = usedMinutes > limitMinutes ? ', over its limit' : '';
    const state = isRunning ? ' so far' : '';
    return `${clock}${again}: ${minuteWords(usedMinutes)}${state} of ${minuteWords(limitMinutes)}${over}`;
  });
}

function checkItems({ checks, zone }: ReportFacts): readonly string[] {
  return checks.map(({ text: words, by, at }) =>
    at === null ? `not checked: ${words}` : `✓ ${words}: ${by ?? 'someone'}, ${timeIn(zone, at)}`,
  );
}

function list(heading: string, items: readonly string[]): readonly DocumentPart[] {
  return items.length === 0
    ? []
    : [
        { kind: 'heading', text: heading },
        { kind: 'list', items },
      ];
}

function text(heading: string, words: string): readonly DocumentPart[] {
  return words === ''
    ? []
    : [
        { kind: 'heading', text: heading },
        { kind: 'text', text: words },
      ];
}

/** `Mon 16 Nov 2026 09:05 (08:05 UTC)`; with the day in UTC where it is another one. */
export function bothTimes(zone: Zone, at: Instant): string {
  const day = dateIn(zone, at);
  const utcDay = at.slice(0, 10);
  const other = utcDay === day ? '' : `${dateLabel(utcDay)} `;
  return `${dateLabel(day)} ${day.slice(0, 4)} ${timeIn(zone, at)} (${other}${at.slice(11, 16)} UTC)`;
}

/** `2 days 3 hours`, `3 hours 20 minutes`, `45 minutes`. */
export function durationWords(milliseconds: number): string {
  return minuteWords(Math.max(0, Math.floor(milliseconds / 60_000)));
}

function minuteWords(all: number): string {
  const days = Math.floor(all / 1440);
  const hours = Math.floor((all % 1440) / 60);
  const minutes = all % 60;
  if (days > 0) return joined(count(days, 'day'), hours, 'hour');
  if (hours > 0) return joined(count(hours, 'hour'), minutes, 'minute');
  return count(minutes, 'minute');
}

function joined(first: string, n: number, unit: string): string {
  return n === 0 ? first : `${first} ${count(n, unit)}`;
}
