import type { CalendarDate, Instant } from '../../base/time.ts';
import { nodeId } from './node-ids.ts';
import type { Milestone, Repository, Row } from './rows.ts';
import type { Tables } from './tables.ts';

/** The repository of that name. Throws when there is none: a mistake of whoever plays with the world. */
export function knownRepository(tables: Tables, name: string): Repository {
  const found = tables.repository(name);
  if (found === undefined) throw new Error(`The sandbox has no repository ${name}.`);
  return found;
}

/** The GitHub milestone of that title. Throws when there is none. */
export function knownMilestone(tables: Tables, repository: Repository, title: string): Milestone {
  const found = tables.milestones.of(repository.id).find((row) => row.title === title);
  if (found === undefined)
    throw new Error(`${repository.name} has no GitHub milestone titled ${title}.`);
  return found;
}

/** Throws when there is already a row of that name. */
export function refuseTwin(name: string, twin: Row | undefined): void {
  if (twin !== undefined) throw new Error(`The sandbox already has a ${twin.kind} ${name}.`);
}

/** Node id and database number for a new row of `kind`. */
export function newIds(
  tables: Tables,
  kind: Row['kind'],
): { readonly id: string; readonly databaseId: number } {
  const databaseId = tables.nextDatabaseId();
  return { id: nodeId(kind, databaseId), databaseId };
}

/** The first instant of a day in UTC, as GitHub stores a due date. */
export function midnight(date: CalendarDate): Instant {
  return `${date}T00:00:00.000Z`;
}
