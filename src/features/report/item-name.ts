/** Items as a report names them. Pure. */
import { itemNumber } from '../../release/names.ts';
import type { Project } from '../../release/projects.ts';
import type { CountedItem } from './counted-items.ts';

/** An item as a report names it, for good: later changes of the item do not change the report. */
export interface ItemName {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly url: string;
  readonly priority: CountedItem['priority'];
  readonly points: number | null;
  readonly isDone: boolean;
  /** Names; the login of who has no confirmed link. */
  readonly owners: readonly string[];
  /** Everybody who owns it has left Slack. Missing when not, and in older reports. */
  readonly ownersLeft?: true;
  /** Of a private repository. Missing in reports from before this was kept. */
  readonly isPrivate?: boolean;
}

/** The same item where people of another organisation may read. */
export function hiddenName<T extends ItemName>(item: T): T {
  return item.isPrivate === false ? item : { ...item, title: 'In a private repository', url: '' };
}

/** What naming an item takes. */
export interface NamingFacts {
  readonly project: Pick<Project, 'repositories'>;
  /** Names of people with a confirmed GitHub link, by login in lower case. */
  readonly owners: ReadonlyMap<string, string>;
  /** Logins, in lower case, of linked people who have left Slack. */
  readonly left?: ReadonlySet<string>;
}

/** Names an item as it stands now. */
export function nameItem(item: CountedItem, facts: NamingFacts): ItemName {
  const { project, owners, left } = facts;
  const isLeft = (login: string): boolean => left?.has(login.toLowerCase()) === true;
  return {
    ...(item.assignees.length > 0 && item.assignees.every(isLeft) ? { ownersLeft: true } : {}),
    id: item.id,
    title: item.title,
    number: itemNumber(item, project),
    url: item.url,
    priority: item.priority,
    points: item.points,
    isDone: item.isDone,
    owners: item.assignees.map((login) => owners.get(login.toLowerCase()) ?? login),
    isPrivate: item.isPrivate,
  };
}
