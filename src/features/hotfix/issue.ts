/** Which issue a person means by `#123` or an address, among those of the project that GitHub has shown. */
import { itemNumber } from '../../release/names.ts';
import type { Project } from '../../release/projects.ts';
import { shared } from '../../release/tables.ts';
import type { Db } from '../../store/db.ts';

/** What was typed: a number, with its repository where an address was given. */
export interface NamedIssue {
  readonly number: number;
  /** `name` or `owner/name` in lower case; null when only a number was typed. */
  readonly repository: string | null;
}

/** Reads `#123`, `123`, `api#123` or an address; null for nothing, undefined for anything else. Pure. */
export function readIssue(text: string): NamedIssue | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const short = /^([\w.-]+(?=#))?#?(\d{1,9})$/.exec(typed);
  if (short !== null)
    return { number: Number(short[2]), repository: short[1]?.toLowerCase() ?? null };
  const address = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/issues\/(\d{1,9})(?:[/?#]|$)/i.exec(typed);
  const [, repository, behind] = address ?? [];
  return repository === undefined
    ? undefined
    : { number: Number(behind), repository: repository.toLowerCase() };
}

/** What is said at the field when `readIssue` makes nothing of a text. Pure. */
export function issueMistake(text: string): string {
  return /\/pull\/\d+/i.test(text)
    ? 'This is the address of a pull request. Enter the issue that it mends, as #123 or its address.'
    : 'Enter the issue as #123 or its address.';
}

/** As it can be read again: `#123`, or `api#123`. Pure. */
export function issueTyped(named: NamedIssue | null): string | null {
  if (named === null) return null;
  // Of `owner/name` the name is enough: repositories of one project seldom share it.
  return `${named.repository?.split('/').at(-1) ?? ''}#${named.number}`;
}

/** True for an issue that the project may have, though nothing of it was read yet. */
export async function mayBeNew(
  db: Db,
  project: Project,
  named: NamedIssue | null,
): Promise<boolean> {
  const repositories = repositoriesOf(project, named);
  return (
    named !== null &&
    repositories.length > 0 &&
    (await trackedIds(db, repositories, named.number)).length === 0
  );
}

function repositoriesOf(project: Project, named: NamedIssue | null): Project['repositories'] {
  return project.repositories.filter(
    ({ owner, name }) =>
      named === null ||
      named.repository === null ||
      [name, `${owner}/${name}`].some((known) => known.toLowerCase() === named.repository),
  );
}

async function trackedIds(
  db: Db,
  repositories: Project['repositories'],
  number: number,
): Promise<readonly { readonly id: string }[]> {
  if (repositories.length === 0) return [];
  return shared(db)
    .selectFrom('tracked_item')
    .select('id')
    .where('number', '=', number)
    .where(
      'repository_id',
      'in',
      repositories.map(({ id }) => id),
    )
    .execute();
}

/** The node id, null for no issue, or a sentence for the field when it is not one issue of the project. */
export async function findIssue(
  db: Db,
  project: Project,
  named: NamedIssue | null,
): Promise<{ readonly id: string | null } | string> {
  if (named === null) return { id: null };
  const rows = await trackedIds(db, repositoriesOf(project, named), named.number);
  const [only, second] = rows;
  if (only === undefined)
    return `I do not see #${named.number} in the repositories of ${project.name} yet. Leave it empty now, and name it later under “Change it…”.`;
  return second === undefined
    ? { id: only.id }
    : `Several repositories have a #${named.number}. Enter its address.`;
}

/** An issue as people read it, `#123` or `api#123`, with its address; null when there is none. */
export async function issueLink(
  db: Db,
  project: Project,
  id: string | null,
): Promise<{ readonly words: string; readonly url: string } | null> {
  if (id === null) return null;
  const row = await shared(db)
    .selectFrom('tracked_item')
    .select(['number', 'repository_id', 'url'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const repository = project.repositories.find((one) => one.id === row.repository_id)?.name ?? '';
  return { words: itemNumber({ repository, number: row.number }, project), url: row.url };
}
