import type { Instant } from '../../base/time.ts';
import type { Issue, Item, Milestone } from './rows.ts';
import { refusal } from './refusal.ts';
import type { Tables } from './tables.ts';

/** GitHub's `IssueFilters`, less what the sandbox has no facts for. */
interface IssueFilters {
  readonly assignee?: string | null;
  readonly createdBy?: string | null;
  readonly labels?: readonly string[] | null;
  readonly milestone?: string | null;
  readonly milestoneNumber?: string | null;
  readonly since?: string | null;
  readonly states?: readonly Issue['state'][] | null;
  readonly mentioned?: string | null;
  readonly viewerSubscribed?: boolean | null;
}

/** The arguments of an `issues` or `pullRequests` connection that choose rows. */
export interface ItemChoice {
  readonly states?: readonly Item['state'][];
  readonly labels?: readonly string[];
  readonly filterBy?: IssueFilters;
}

type Keep = (item: Item) => boolean;

/** True when the two are the same name: GitHub sets no store by case in labels and logins. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

const withOneOf =
  (labels: readonly string[]): Keep =>
  (item) =>
    labels.some((wanted) => item.labels.some((label) => sameName(label, wanted)));

const withAll =
  (labels: readonly string[]): Keep =>
  (item) =>
    labels.every((wanted) => item.labels.some((label) => sameName(label, wanted)));

/**
 * The test that the arguments of a connection put to each row. `labels` beside `filterBy` wants one of
 * the labels, inside it all of them, as GitHub's documentation says; `since` includes its own second.
 * @throws a refusal for an unreadable `since` and for filters that the sandbox has no facts for
 */
export function chosen(tables: Tables, choice: ItemChoice): Keep {
  const { filterBy, states, labels } = choice;
  const tests: Keep[] = [];
  if (states) tests.push((item) => states.includes(item.state));
  if (labels) tests.push(withOneOf(labels));
  if (filterBy) tests.push(...filterTests(tables, filterBy));
  return (item) => tests.every((test) => test(item));
}

function filterTests(tables: Tables, filterBy: IssueFilters): Keep[] {
  const { assignee, createdBy, labels, milestone, milestoneNumber, since, states } = filterBy;
  const tests: Keep[] = [];
  if (typeof filterBy.mentioned === 'string' || filterBy.viewerSubscribed === true)
    throw refusal('NOT_SERVED', 'The sandbox knows neither mentions nor subscriptions.');
  if (typeof milestone === 'string' && !/^(\*|\d+)$/.test(milestone))
    throw refusal('NOT_SERVED', 'A milestone filter is a database ID or *; see milestoneNumber.');
  if (states) tests.push((item) => states.some((state) => state === item.state));
  if (labels) tests.push(withAll(labels));
  if (typeof createdBy === 'string') tests.push((item) => sameName(item.author, createdBy));
  if (typeof since === 'string') {
    const from = instantIn(since);
    tests.push((item) => item.updatedAt >= from);
  }
  if (assignee !== undefined) tests.push((item) => isAssigned(item, assignee));
  if (milestoneNumber !== undefined)
    tests.push((item) => fits(milestoneNumber, item.milestone?.toString() ?? null));
  if (milestone !== undefined)
    tests.push((item) => fits(milestone, milestoneOf(tables, item)?.databaseId.toString() ?? null));
  return tests;
}

/** `*` means any, null means none. */
function fits(wanted: string | null, value: string | null): boolean {
  return wanted === '*' ? value !== null : value === wanted;
}

function isAssigned(item: Item, assignee: string | null): boolean {
  if (assignee === null) return item.assignees.length === 0;
  if (assignee === '*') return item.assignees.length > 0;
  return item.assignees.some((login) => sameName(login, assignee));
}

/** The GitHub milestone of an item. */
export function milestoneOf(tables: Tables, item: Item): Milestone | undefined {
  return item.milestone === null
    ? undefined
    : tables.milestones.of(item.repositoryId).find((row) => row.number === item.milestone);
}

/** A date or instant from outside as our own instant. Throws a refusal when it is neither. */
export function instantIn(text: string): Instant {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw refusal('UNPROCESSABLE', `${text} is not a date or time.`);
  return new Date(milliseconds).toISOString();
}
