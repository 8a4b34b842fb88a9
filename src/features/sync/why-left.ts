/** Why an item is not in a release's scope any more, as far as GitHub's news tells. */
import type { Db } from '../../store/db.ts';
import type { ScopeItem } from '../../release/items.ts';
import type { Project } from '../../release/projects.ts';
import { releasesOf, type Release } from '../../release/releases.ts';
import { shared, type Source } from '../../release/tables.ts';

/** Where an item is by the mirror: its repository, and the number of its GitHub milestone there. */
interface Place {
  readonly repositoryId: string;
  readonly milestone: number | null;
}

/** A few words that follow a colon or stand alone: `closed as not planned`, `moved to 0.8.0`. */
export async function whyLeft(
  db: Db,
  project: Project,
  { source }: Pick<Release, 'source'>,
  item: ScopeItem,
): Promise<string> {
  if (item.leftBecause !== null) return item.leftBecause;
  if (!project.repositories.some(({ id }) => id === item.repositoryId))
    return 'its repository left the project';
  if (source.kind === 'labels') return 'its label was taken off';
  if (source.kind === 'github_search') return 'the search does not find it any more';
  const row = await shared(db)
    .selectFrom('tracked_item')
    .select(['repository_id', 'github_milestone'])
    .where('id', '=', item.id)
    .executeTakeFirst();
  if (row === undefined || row.github_milestone === null) return 'taken off its GitHub milestone';
  const place = { repositoryId: row.repository_id, milestone: row.github_milestone };
  const others = await releasesOf(db, project.id);
  const next = others.find((other) => isNamedBy(other.source, place));
  return next === undefined ? 'moved to another GitHub milestone' : `moved to ${next.version}`;
}

function isNamedBy(source: Source, { repositoryId, milestone }: Place): boolean {
  return (
    source.kind === 'github_milestone' &&
    source.milestones.some(
      (named) => named.repositoryId === repositoryId && named.number === milestone,
    )
  );
}
