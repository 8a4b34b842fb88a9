import type { GitHubSandbox } from '../github/github-sandbox.ts';
import { gitHubMoods, slowMood, type GitHubMood } from '../github/moods.ts';
import { moodOf, type Mood } from './mood.ts';

const GROUP = 'GitHub';

interface Words {
  readonly name: string;
  readonly watch: string;
}

/** By the name of the mood: what stands in the panel, and what a visitor will see. */
const WORDS: Readonly<Record<GitHubMood['name'], Words>> = {
  down: {
    name: 'GitHub is down',
    watch: 'Watch: figures stay as last known, and messages say how old they are.',
  },
  slow: {
    name: 'GitHub is slow',
    watch: 'Watch: commands and buttons are as quick as ever.',
  },
  overburdened: {
    name: 'GitHub chokes on large pages',
    watch: 'Watch: Slipway asks for smaller pages, and figures are as fresh as before.',
  },
  'half-answers': {
    name: 'GitHub answers in part',
    watch: 'Watch: no issue is taken out of the release for that.',
  },
  'budget-spent': {
    name: 'GitHub’s budget is spent',
    watch: 'Watch: Slipway asks no more for a while; what it posts says “as of”.',
  },
  'slow-down': {
    name: 'GitHub limits us',
    watch: 'Watch: Slipway asks no more for a while; what it posts says “as of”.',
  },
  'sign-on-expired': {
    name: 'Single sign-on has expired',
    watch: 'Watch: figures stay as last known, and the small print of a status says why.',
  },
  'token-revoked': {
    name: 'GitHub’s token is revoked',
    watch: 'Watch: figures stay as last known, and the small print of a status says why.',
  },
  'older-server': {
    name: 'GitHub is an older server',
    watch: 'Watch: everything is read all the same, without what that server does not know.',
  },
  'repository-hidden': {
    name: 'The repository is hidden',
    watch:
      'Watch: its issues stay in the release as last known, and the small print of a status says why.',
  },
  'repository-renamed': {
    name: 'The repository is renamed',
    watch: 'Watch: Slipway follows it, and closing an issue there still counts.',
  },
};

/**
 * What GitHub can do. Of what befalls its answers one holds at a time: switching one on ends the other. What
 * befalls `repository` (`owner/name`) comes on top of that.
 */
export function panelOfGitHub(github: GitHubSandbox, repository: string): readonly Mood[] {
  let present: GitHubMood | null = null;
  const one = (mood: GitHubMood): Mood => ({
    ...wordsOf(mood),
    isOn: () => present === mood,
    turn(isOn) {
      if (isOn !== (present === mood)) {
        present?.clear(github, repository);
        present = isOn ? mood : null;
        present?.apply(github, repository);
      }
      return Promise.resolve();
    },
  });
  const onTop = (mood: GitHubMood): Mood =>
    moodOf(wordsOf(mood), {
      begin: () => mood.apply(github, repository),
      end: () => mood.clear(github, repository),
    });
  const [first, ...rest] = gitHubMoods;
  const all = first === undefined ? [slowMood] : [first, slowMood, ...rest];
  return all.map((mood) => (mood.befalls === 'answers' ? one(mood) : onTop(mood)));
}

function wordsOf({ name, sentence }: GitHubMood): Pick<Mood, 'id' | 'group' | 'name' | 'watch'> {
  const words = WORDS[name];
  return {
    id: `github.${name}`,
    group: GROUP,
    name: words.name,
    watch: `${sentence} ${words.watch}`,
  };
}
