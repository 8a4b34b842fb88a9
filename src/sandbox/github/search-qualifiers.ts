import { milestoneOf, sameName } from './item-filters.ts';
import { refusal } from './refusal.ts';
import type { Request } from './request.ts';
import { repositoryOf } from './request.ts';
import type { Item } from './rows.ts';
import { nameWithOwner } from './rows.ts';
import { instantTest } from './search-dates.ts';
import type { SearchPart } from './search-query.ts';

/** A test that a search puts to every issue and pull request. */
export type SearchTest = (item: Item) => boolean;

type Qualifier = (value: string, request: Request) => SearchTest;

const IS: Readonly<Record<string, SearchTest>> = {
  issue: (item) => item.kind === 'Issue',
  pr: (item) => item.kind === 'PullRequest',
  open: (item) => item.state === 'OPEN',
  closed: (item) => item.state !== 'OPEN',
  merged: (item) => item.state === 'MERGED',
  unmerged: (item) => item.kind === 'PullRequest' && item.state !== 'MERGED',
  draft: (item) => item.kind === 'PullRequest' && item.isDraft,
};

const NO: Readonly<Record<string, SearchTest>> = {
  assignee: (item) => item.assignees.length === 0,
  label: (item) => item.labels.length === 0,
  milestone: (item) => item.milestone === null,
};

function named(table: Readonly<Record<string, SearchTest>>, name: string): Qualifier {
  return (value) => {
    const test = table[value.toLowerCase()];
    if (test === undefined) throw notServed(`${name}:${value}`);
    return test;
  };
}

function notServed(part: string) {
  return refusal('NOT_SERVED', `The sandbox's search does not know ${part}.`);
}

const login = (value: string, { token }: Request) => (value === '@me' ? token.login : value);

const ownedBy: Qualifier = (value, request) => (item) =>
  sameName(repositoryOf(request, item).owner, value);

const QUALIFIERS: Readonly<Record<string, Qualifier>> = {
  repo: (value, request) => (item) => sameName(nameWithOwner(repositoryOf(request, item)), value),
  org: ownedBy,
  user: ownedBy,
  is: named(IS, 'is'),
  type: named(IS, 'type'),
  state: named(IS, 'state'),
  no: named(NO, 'no'),
  milestone:
    (value, { tables }) =>
    (item) =>
      sameName(milestoneOf(tables, item)?.title ?? '', value),
  label: (value) => (item) => item.labels.some((label) => sameName(label, value)),
  assignee: (value, request) => (item) =>
    item.assignees.some((assignee) => sameName(assignee, login(value, request))),
  author: (value, request) => (item) => sameName(item.author, login(value, request)),
  updated: (value) => testOn(instantTest(value), (item) => item.updatedAt),
  created: (value) => testOn(instantTest(value), (item) => item.createdAt),
  closed: (value) => testOn(instantTest(value), (item) => item.closedAt),
  merged: (value) =>
    testOn(instantTest(value), (item) => (item.kind === 'PullRequest' ? item.mergedAt : null)),
};

function testOn<T>(test: (value: T) => boolean, value: (item: Item) => T): SearchTest {
  return (item) => test(value(item));
}

/**
 * The test of one part of a search. A free word must stand in the title or body.
 * @throws a refusal for a qualifier that the sandbox does not know: GitHub would look for it as a word,
 *   and a spelling mistake would find nothing without a sound
 */
export function searchTest(part: SearchPart, request: Request): SearchTest {
  const { qualifier, value, isNegated } = part;
  const word = value.toLowerCase();
  if (qualifier === null)
    return (item) => `${item.title}\n${item.body}`.toLowerCase().includes(word) !== isNegated;
  const make = QUALIFIERS[qualifier];
  if (make === undefined) throw notServed(`${qualifier}:${value}`);
  const test = make(value, request);
  return (item) => test(item) !== isNegated;
}
