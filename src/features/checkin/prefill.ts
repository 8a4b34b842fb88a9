/** What the form holds before the person types: this week's work, next week's work, earlier answers. */
import { createHash } from 'node:crypto';
import { clean, clip } from '../../base/text.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { Project } from '../../release/projects.ts';
import type { OwnWork } from './roster.ts';
import type { CheckInRow } from './store.ts';
import type { SupportRow } from './support-store.ts';
import { itemNumber } from './words.ts';

/** Slack's limit for one text field, and ours. In UTF-16 units. */
export const TEXT_LIMIT = 3000;
/** Most items that are filled in as lines of their own. */
export const MOST_LINES = 10;
const TITLE_LIMIT = 200;
// Slack refuses a form that begins with more than a person may type.
const LINE_LIMIT = Math.floor(TEXT_LIMIT / MOST_LINES) - 1;

/** One release's fields of the form. */
export interface Draft {
  readonly accomplishments: string;
  readonly risks: string;
  readonly mitigation: string;
  readonly focus: string;
  readonly support: string;
  /** Who is asked for support; null for nobody in particular. */
  readonly supportFrom: string | null;
  /** 1 to 5; null while not chosen. */
  readonly confidence: number | null;
  /** Ids of items that will not make it. */
  readonly slipping: readonly string[];
  /** Ids of own earlier support requests that are settled. */
  readonly settled: readonly string[];
}

/** An answer of this week as it stands, or a first draft from GitHub and from last week. */
export function prefill(facts: {
  readonly row: CheckInRow | undefined;
  readonly slipping: readonly string[];
  readonly request: SupportRow | undefined;
  readonly last: CheckInRow | undefined;
  readonly work: OwnWork;
  readonly project: Project;
}): Draft {
  const { row, request, last, work, project } = facts;
  const support = {
    support: request?.text ?? '',
    supportFrom: request?.to_user_id ?? null,
    settled: [],
  };
  const next = prefilledNext(work.open, project) || (last?.focus ?? '');
  if (row === undefined || row.answered_at === null)
    return {
      accomplishments: prefilledDone(work.closed, project),
      risks: '',
      mitigation: '',
      focus: next,
      confidence: null,
      slipping: [],
      ...support,
    };
  const { accomplishments, risks, mitigation, focus, confidence } = row;
  return {
    accomplishments,
    risks,
    mitigation,
    // A tap leaves the focus empty; whoever adds details finds it filled in like anyone else.
    focus: row.detailed_at === null ? next : focus,
    confidence,
    slipping: facts.slipping,
    ...support,
  };
}

/** Closed items, one a line. */
export function prefilledDone(closed: readonly ScopeItem[], project: Project): string {
  return itemLines(closed, project);
}

function prefilledNext(open: readonly ScopeItem[], project: Project): string {
  return itemLines(open.slice(0, 5), project);
}

function itemLines(items: readonly ScopeItem[], project: Project): string {
  return items
    .slice(0, MOST_LINES)
    .map((item) => itemLine(item, ` (${itemNumber(item, project)})`))
    .join('\n');
}

function itemLine({ title }: ScopeItem, number: string): string {
  return `${clip(clean(title), Math.min(TITLE_LIMIT, LINE_LIMIT - number.length))}${number}`;
}

/** A short mark of what was filled in, to tell later whether the person changed it. */
export function prefillMark(draft: Pick<Draft, 'accomplishments' | 'focus'>): string {
  const text = `${draft.accomplishments}\u0000${draft.focus}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}
