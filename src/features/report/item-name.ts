/** Items as a report names them. Pure. */
import type { ScopeItem } from '../../release/items.ts';
import { itemNumber } from '../../release/names.ts';
import type { Project } from '../../release/projects.ts';

/** An item as a report names it, for good: later changes of the item do not change the report. */
export interface ItemName {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly url: string;
  readonly priority: ScopeItem['priority'];
  readonly points: number | null;
  readonly isDone: boolean;
  /** Names; the login of who has no confirmed link. */
  readonly owners: readonly string[];
}

/** What naming an item takes. */
export interface NamingFacts {
  readonly project: Pick<Project, 'repositories'>;
  /** True when people of another organisation may read it: work of private repositories has no name then. */
  readonly hidePrivate: boolean;
  /** Names of people with a confirmed GitHub link, by login in lower case. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Names an item as it stands now. */
export function nameItem(item: ScopeItem, { project, hidePrivate, owners }: NamingFacts): ItemName {
  const isHidden = hidePrivate && item.isPrivate;
  return {
    id: item.id,
    title: isHidden ? 'In a private repository' : item.title,
    number: itemNumber(item, project),
    url: isHidden ? '' : item.url,
    priority: item.priority,
    points: item.points,
    isDone: item.isDone,
    owners: item.assignees.map((login) => owners.get(login.toLowerCase()) ?? login),
  };
}
