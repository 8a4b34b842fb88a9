/** Items of a scope, line by line or as a table. Outside text stays text. Pure. */
import type { KnownBlock, RichTextSection } from '@slack/types';
import { clip, count, oneLine } from '../../base/text.ts';
import type { ScopeItem } from '../../release/items.ts';
import { itemNumber } from '../../release/names.ts';
import type { Project } from '../../release/projects.ts';
import { bold, bullets, italic, line, lines, link, struck, table } from '../../slack/blocks.ts';
import { PRIORITIES } from './scope-counts.ts';

/** Names for GitHub logins that are linked to a person, by login in lower case. */
export type OwnerNames = ReadonlyMap<string, string>;

/** How items are named: with the repository when there are several, hidden where they must be. */
export interface ItemStyle {
  readonly owners: OwnerNames;
  /** Says whether a number needs its repository. */
  readonly project: Pick<Project, 'repositories'>;
  /** True where people outside may read: titles of private repositories are left out. */
  readonly hidePrivate: boolean;
}

const SHOWN_PER_PRIORITY = 15;
const LONGEST_TITLE = 120;

/** The title, or that it is private. */
function itemTitle(item: ScopeItem, style: ItemStyle): string {
  if (style.hidePrivate && item.isPrivate) return 'In a private repository';
  return clip(oneLine(item.title), LONGEST_TITLE) || 'Without a title';
}

/** `Mara, octocat`; a login without a linked person stays a login. */
function ownerWords(item: ScopeItem, owners: OwnerNames): string {
  if (item.assignees.length === 0) return 'no owner';
  return item.assignees.map((login) => owners.get(login.toLowerCase()) ?? login).join(', ');
}

/** Items by priority for a modal: open ones first, done ones struck through, each list cut with a count. */
export function itemBlocks(items: readonly ScopeItem[], style: ItemStyle): readonly KnownBlock[] {
  return PRIORITIES.flatMap((priority) => {
    const own = items.filter((item) => item.priority === priority);
    if (own.length === 0) return [];
    const shown = openFirst(own)
      .slice(0, SHOWN_PER_PRIORITY)
      .map((item) => itemLine(item, style));
    const rest = own.length - shown.length;
    const more = rest > 0 ? [line(italic(`and ${count(rest, 'more item', 'more items')}`))] : [];
    return [lines([line(bold(`${priority} · ${headWords(own)}`))]), bullets([...shown, ...more])];
  });
}

/** In the same order, the done ones last. */
function openFirst(items: readonly ScopeItem[]): readonly ScopeItem[] {
  return items.toSorted((a, b) => Number(a.isDone) - Number(b.isDone));
}

/** `3 open, 1 done`. */
function headWords(items: readonly ScopeItem[]): string {
  const done = items.filter((item) => item.isDone).length;
  const open = items.length - done;
  if (done === 0) return `${open} open`;
  return open === 0 ? `${done} done` : `${open} open, ${done} done`;
}

function itemLine(item: ScopeItem, style: ItemStyle): RichTextSection {
  const title = itemTitle(item, style);
  const number = itemNumber(item, style.project);
  const owner = clip(oneLine(ownerWords(item, style.owners)), 60);
  const points = item.points === null ? '' : ` · ${count(item.points, 'point')}`;
  if (item.isDone) return line('✓ ', struck(`${title} (${number})`));
  return line(`${title} (`, link(item.url, number), `) · ${owner}${points}`);
}

// Slack counts the characters of all cells of a message: 10,000 at most. Kept well below.
const TABLE_BUDGET = 8000;
const TABLE_ROWS = 90;

/**
 * Items as a table for a thread: the open ones first, most urgent first, with their priority; then the
 * done ones with a tick. What does not fit is counted in the last row.
 */
export function itemTable(items: readonly ScopeItem[], style: ItemStyle): readonly KnownBlock[] {
  if (items.length === 0) return [];
  const hasPoints = items.some((item) => item.points !== null);
  const rows: string[][] = [['', 'Item', 'Owner', ...(hasPoints ? ['Points'] : [])]];
  let spent = 0;
  for (const [index, item] of openFirst(items).entries()) {
    const row = itemRow(item, style, hasPoints);
    spent += row.join('').length;
    if (spent > TABLE_BUDGET || rows.length > TABLE_ROWS) {
      rows.push(['…', `and ${items.length - index} more`, '–', ...(hasPoints ? ['–'] : [])]);
      break;
    }
    rows.push(row);
  }
  return [table(rows)];
}

function itemRow(item: ScopeItem, style: ItemStyle, hasPoints: boolean): string[] {
  const name = `${itemTitle(item, style)} (${itemNumber(item, style.project)})`;
  const owner = clip(oneLine(ownerWords(item, style.owners)), 60);
  return [
    item.isDone ? '✓' : item.priority,
    name,
    owner,
    ...(hasPoints ? [String(item.points ?? '–')] : []),
  ];
}
