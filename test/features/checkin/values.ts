/** Atlas 0.7.0 for Friday 11 December 2026, as these tests speak of it. */
import type { Project } from '../../../src/release/projects.ts';
import type { ScopeItem } from '../../../src/release/items.ts';
import type { Release } from '../../../src/release/releases.ts';
import { anItem, aProject, aRelease } from '../../support/builders.ts';

/** The project. */
export function aProjectValue(given: Partial<Project> = {}): Project {
  return aProject({ id: 'atlas', ...given });
}

/** The release. */
export function aReleaseValue(given: Partial<Release> = {}): Release {
  return aRelease({
    id: 'atlas-070',
    projectId: 'atlas',
    targetDate: '2026-12-11',
    ...given,
  });
}

/** An item of it. */
export function anItemValue(
  number: number,
  title: string,
  given: Partial<ScopeItem> = {},
): ScopeItem {
  return anItem({
    id: `I_${number}`,
    number,
    title,
    url: `https://github.com/acme/atlas/issues/${number}`,
    ...given,
  });
}
