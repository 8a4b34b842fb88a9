import type { FaultName } from './fault-table.ts';
import type { GitHubSandbox } from './github-sandbox.ts';

/** The name of a mood. */
type MoodName =
  | 'down'
  | 'slow'
  | 'overburdened'
  | 'half-answers'
  | 'budget-spent'
  | 'slow-down'
  | 'sign-on-expired'
  | 'token-revoked'
  | 'older-server'
  | 'repository-hidden'
  | 'repository-renamed';

/** Something that a GitHub can be like for a while. */
export interface GitHubMood {
  readonly name: MoodName;
  /** Whether all its answers are like that, or one repository is. */
  readonly befalls: 'answers' | 'repository';
  /** What it is like, for whoever switches it on. */
  readonly sentence: string;
  /** Switches it on. `repository` is `owner/name`, for moods that befall one. */
  apply(github: GitHubSandbox, repository: string): void;
  /** Switches it off, as if it had never been. Harmless when it is not on. */
  clear(github: GitHubSandbox, repository: string): void;
}

/** One fault stands at a time, so of these the one that was switched on last holds. */
function fault(name: MoodName, faultName: FaultName, sentence: string): GitHubMood {
  return {
    name,
    befalls: 'answers',
    sentence,
    apply: (github) => github.faults.standing(faultName),
    clear: (github) => github.faults.standing(null),
  };
}

const HIDDEN: GitHubMood = {
  name: 'repository-hidden',
  befalls: 'repository',
  sentence: 'The repository was made private, and Slipway may not see it.',
  apply(github, repository) {
    github.world.editRepository(repository, { isPrivate: true });
    github.tokens.narrow(github.token, []);
  },
  clear(github, repository) {
    github.world.editRepository(repository, { isPrivate: false });
    github.tokens.narrow(github.token, 'all');
  },
};

const RENAMED: GitHubMood = {
  name: 'repository-renamed',
  befalls: 'repository',
  sentence: 'The repository has another name; its old one leads on to it.',
  apply: (github, repository) =>
    void github.world.editRepository(repository, { name: `${bare(repository)}-next` }),
  clear: (github, repository) =>
    void github.world.editRepository(repository, { name: bare(repository) }),
};

/** Apart from the others, for each question of it takes real seconds. */
export const slowMood: GitHubMood = fault('slow', 'slow', 'Every answer takes two seconds.');

/** All others, in the order of a list to choose from. */
export const gitHubMoods: readonly GitHubMood[] = [
  fault('down', 'bad-gateway', 'GitHub answers 502 to everything.'),
  fault('overburdened', 'too-large', 'GitHub gives up (502) on pages of more than 25 rows.'),
  fault('half-answers', 'partial', 'Half of every list is missing, with an error for each row.'),
  fault('budget-spent', 'primary-limit', 'The points of this hour are used up.'),
  fault('slow-down', 'secondary-limit', 'GitHub asks for a minute of rest, again and again.'),
  fault(
    'sign-on-expired',
    'sso-expired',
    'The token has to be authorised for single sign-on anew.',
  ),
  fault('token-revoked', 'bad-credentials', 'The token was revoked, or the app uninstalled.'),
  fault('older-server', 'older-server', 'An Enterprise Server that does not know duplicates yet.'),
  HIDDEN,
  RENAMED,
];

function bare(repository: string): string {
  return repository.split('/').at(-1) ?? repository;
}
