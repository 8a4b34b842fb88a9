/** Whether an item can still be what a search means, by what the mirror knows of it. Pure. */
import type { TrackedItemTable } from '../../release/tables.ts';

/** What a search looks at, as far as the mirror knows it. */
export type SearchedItem = Pick<
  TrackedItemTable,
  'item' | 'state' | 'labels' | 'assignees' | 'author' | 'github_milestone'
>;

interface Part {
  /** In lower case; null for a free word. */
  readonly qualifier: string | null;
  readonly value: string;
  readonly isNegated: boolean;
}

/**
 * Whether an item certainly does not fit, by what the mirror knows. False also when nobody here can tell: for free
 * words, for AND, OR, NOT and parentheses, and for all that the mirror does not keep.
 */
export function contradicts(query: string, item: SearchedItem): boolean {
  return isPlain(query) && partsOf(query).some((part) => isAgainst(part, item));
}

/**
 * Whether an item is missing from the results only because it was finished: the search wants open ones, and this
 * one got done. That is progress, and no way out of a scope.
 */
export function isOnlyDone(query: string, item: SearchedItem): boolean {
  if (!isPlain(query) || item.state === 'open') return false;
  const against = partsOf(query).filter((part) => isAgainst(part, item));
  return against.length > 0 && against.every(wantsOpen);
}

function wantsOpen({ qualifier, value, isNegated }: Part): boolean {
  const isState = qualifier === 'is' || qualifier === 'state';
  const word = value.toLowerCase();
  return isState && (isNegated ? word === 'closed' || word === 'merged' : word === 'open');
}

function isAgainst(part: Part, item: SearchedItem): boolean {
  const fits = fit(part, item);
  return fits !== null && fits === part.isNegated;
}

/** Null when the mirror cannot tell. */
function fit({ qualifier, value }: Part, item: SearchedItem): boolean | null {
  const word = value.toLowerCase();
  switch (qualifier) {
    case 'is':
    case 'type':
    case 'state':
      return isOfKind(word, item);
    case 'label':
      return word.split(',').some((label) => has(item.labels, label.replaceAll('"', '')));
    case 'assignee':
      return isPerson(word) ? has(item.assignees, word) : null;
    case 'author':
      return isPerson(word) ? item.author?.toLowerCase() === word : null;
    case 'no':
      return lacks(word, item);
    case null:
    default:
      return null;
  }
}

function isOfKind(word: string, { item, state }: SearchedItem): boolean | null {
  if (word === 'issue') return item === 'issue';
  if (word === 'pr' || word === 'pull-request') return item === 'pull_request';
  if (word === 'open') return state === 'open';
  if (word === 'closed') return state !== 'open';
  return word === 'merged' ? state === 'merged' : null;
}

function lacks(word: string, item: SearchedItem): boolean | null {
  if (word === 'label') return item.labels === '[]';
  if (word === 'assignee') return item.assignees === '[]';
  return word === 'milestone' ? item.github_milestone === null : null;
}

function isPerson(word: string): boolean {
  return /^[\w-]+$/.test(word);
}

function has(json: string, word: string): boolean {
  return (JSON.parse(json) as string[]).some((name) => name.toLowerCase() === word);
}

/** A list of conditions that all must hold, which is all that is understood here. */
function isPlain(query: string): boolean {
  return !/[()]|\b(?:AND|OR|NOT)\b/.test(bare(query));
}

/** Without what stands in quotation marks. */
function bare(query: string): string {
  return query.replaceAll(/"[^"]*"/g, '');
}

const PART = /(?<dash>-?)\(*(?:(?<qualifier>[a-z-]+):)?(?<value>(?:"[^"]*"|[^\s"])+)/gi;

function partsOf(query: string): readonly Part[] {
  return [...query.matchAll(PART)].map(({ groups }) => {
    const value = groups?.['value'] ?? '';
    return {
      qualifier: groups?.['qualifier']?.toLowerCase() ?? null,
      value: /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value,
      isNegated: groups?.['dash'] === '-',
    };
  });
}
