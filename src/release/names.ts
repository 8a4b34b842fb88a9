/** What releases and items are called wherever a person reads of them. Pure. */
import { clip, oneLine } from '../base/text.ts';
import type { ScopeItem } from './items.ts';
import type { Project } from './projects.ts';
import type { Release } from './releases.ts';

const LONGEST_NAME = 80;

/** `Atlas 0.7.0`. */
export function releaseName(
  project: Pick<Project, 'name'>,
  release: Pick<Release, 'version'>,
): string {
  return `${clip(oneLine(project.name), LONGEST_NAME)} ${release.version}`;
}

/** Where an item is found: `#90`, or `runner#90` when the project reads several repositories. */
export function itemNumber(
  item: Pick<ScopeItem, 'repository' | 'number'>,
  project: Pick<Project, 'repositories'>,
): string {
  return project.repositories.length > 1 ? `${item.repository}#${item.number}` : `#${item.number}`;
}

/** The message key of a release's plan card; replies of other houses go into its thread. */
export function planCardKey(releaseId: string): string {
  return `plan:${releaseId}`;
}
