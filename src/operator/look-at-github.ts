import type { Instant } from '../base/time.ts';
import { GitHubTrouble, type GitHubPort, type RepositoryName } from '../github/port.ts';
import type { Project } from '../release/projects.ts';
import { well, wrong, type Finding } from './finding.ts';

/** Whether GitHub takes the token. */
export async function examineAccount(github: Pick<GitHubPort, 'identity'>): Promise<Finding> {
  try {
    const { login } = await github.identity();
    return well(`GitHub: the token is of ${login}`);
  } catch (error) {
    return wrong(`GitHub: ${sentenceOf(error)}`);
  }
}

/** Whether issues and pull requests of each repository can be read; asks for as little as it can. */
export async function examineRepositories(
  github: Pick<GitHubPort, 'repository' | 'issues' | 'pullRequests'>,
  project: Project,
  now: Instant,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { owner, name } of project.repositories) {
    const what = `${project.name}: ${owner}/${name}`;
    try {
      await readSome(github, { owner, name }, now);
      findings.push(well(`${what} can be read`));
    } catch (error) {
      const rights = 'It needs to read issues, pull requests and metadata there.';
      findings.push(
        wrong(`${what}: ${sentenceOf(error)} See that GITHUB_TOKEN covers it. ${rights}`),
      );
    }
  }
  return findings;
}

async function readSome(
  github: Pick<GitHubPort, 'repository' | 'issues' | 'pullRequests'>,
  name: RepositoryName,
  now: Instant,
): Promise<void> {
  await github.repository(name);
  await github.issues(name, now, null);
  await github.pullRequests(name, null);
}

function sentenceOf(error: unknown): string {
  if (error instanceof GitHubTrouble) return error.sentence;
  throw error;
}
