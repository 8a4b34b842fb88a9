/** The deeds of the team on GitHub, for the hotfix that runs now. */
import { releasesOf, type Release } from '../../release/releases.ts';
import type { Store } from '../../store/store.ts';
import type { GitHubSandbox } from '../github/github-sandbox.ts';
import type { SlackSandbox } from '../slack/start.ts';
import type { Deed } from './deed.ts';
import { fixDeeds } from './fix-deeds.ts';

/** Where the deeds are looked for. */
export interface DeedPlace {
  readonly slack: SlackSandbox;
  readonly github: GitHubSandbox;
  readonly store: Store;
  readonly channel: string;
  readonly projectId: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** For the newest hotfix that is neither closed nor cancelled; none while no hotfix runs. */
export async function deedsNow(place: DeedPlace): Promise<readonly Deed[]> {
  const { slack, github, store, channel, repository } = place;
  const releases = await releasesOf(store.db, place.projectId);
  const hotfix = releases
    .filter(isOpenHotfix)
    .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1))[0];
  if (hotfix === undefined) return [];
  const { version, source } = hotfix;
  return fixDeeds({
    world: github.world,
    repository,
    version,
    issueIds: source.kind === 'issue' ? source.ids : [],
    newIssueUrl: newIssueUrlIn(slack, channel),
  });
}

function isOpenHotfix({ type, stage }: Release): boolean {
  return type === 'hotfix' && stage !== 'closed' && stage !== 'cancelled';
}

/** The link behind “Open the issue” of the newest alert that has one. */
function newIssueUrlIn(slack: SlackSandbox, channel: string): string | null {
  const urls = slack
    .messages(channel)
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ elements }): readonly unknown[] => (Array.isArray(elements) ? elements : []))
    .flatMap((element) => {
      const isLink =
        typeof element === 'object' &&
        element !== null &&
        'url' in element &&
        'action_id' in element;
      return isLink && element.action_id === 'hotfix.new_issue' && typeof element.url === 'string'
        ? [element.url]
        : [];
    });
  return urls.at(-1) ?? null;
}
