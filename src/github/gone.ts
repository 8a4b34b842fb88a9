/** What the places of a list of ids say: there, elsewhere, gone, or nothing at all. */
import type { Clock } from '../base/clock.ts';
import { plusMinutes } from '../base/time.ts';
import { stillThereAnswer } from './answers.ts';
import type { Answered } from './caller.ts';
import { GitHubTrouble, type PointsSpent } from './port.ts';
import { shaped } from './shaped.ts';

/**
 * The items that are not in the repository any more. The repository stands first in the same answer: a
 * token that has lost sight of it gets `missing`, and no item counts as gone. A null is gone only when
 * GitHub says that there is no such node; one that may not be read, or failed, stays.
 */
export function goneIn(
  answer: Answered,
  repositoryId: string,
  itemIds: readonly string[],
  wall: Clock,
): { readonly gone: readonly string[]; readonly points: PointsSpent } {
  const { nodes, rateLimit } = shaped(stillThereAnswer, answer, wall);
  const notFound = new Set(
    answer.errors
      .filter(({ type, path }) => type === 'NOT_FOUND' && path[0] === 'nodes')
      .map(({ path }) => path[1]),
  );
  const [repository, ...items] = nodes;
  if (notFound.has(0))
    throw new GitHubTrouble('missing', 'GitHub does not show this repository to the token.', null);
  if (repository?.id !== repositoryId || items.length !== itemIds.length)
    throw new GitHubTrouble(
      'down',
      'GitHub answered in a way I do not understand.',
      plusMinutes(wall.now(), 10),
    );
  const gone = itemIds.filter((_, index) => {
    const item = items[index];
    if (item === null || item === undefined) return notFound.has(index + 1);
    return item.repository !== undefined && item.repository.id !== repositoryId;
  });
  return { gone, points: rateLimit };
}
