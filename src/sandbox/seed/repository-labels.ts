import type { GitHubWorld } from '../github/world.ts';

/** Name, colour and meaning of a label. */
type LabelRow = readonly [name: string, color: string, description: string];

const LABELS: readonly LabelRow[] = [
  ['priority: high', 'b60205', 'Has to be fixed in its release'],
  ['priority: medium', 'd93f0b', 'Ought to be fixed in its release'],
  ['priority: low', 'fbca04', 'Welcome when there is time'],
  ['must', '5319e7', 'The release does not ship without it'],
  ['should', '7057ff', 'Expected by users of the release'],
  ['could', 'c5b3ff', 'First to go when time runs short'],
  ['bug', 'd73a4a', 'Something does not work'],
  ['enhancement', 'a2eeef', 'Something new or better'],
  ['documentation', '0075ca', 'Words for users and contributors'],
  ['ci', 'bfdadc', 'Builds, tests and workflows'],
  ['architecture', '006b75', 'How the parts fit together'],
  ['security', 'ee0701', 'Keeps hosts and images safe'],
  ['size: 1', 'ededed', 'An hour or two'],
  ['size: 2', 'ededed', 'A day'],
  ['size: 3', 'ededed', 'Two or three days'],
  ['size: 5', 'ededed', 'A week'],
  ['size: 8', 'ededed', 'More than a week'],
];

/** Gives a repository the labels that the team works with: priority, tier, kind and points. */
export function addTeamLabels(world: GitHubWorld, repository: string): void {
  for (const [name, color, description] of LABELS)
    world.addLabel(repository, { name, color, description });
}
