import type { Instant } from '../base/time.ts';
import { GitHubTrouble, type GitHubPort, type RepositoryName } from '../github/port.ts';
import type { Project } from '../release/projects.ts';
import { well, wrong, type Finding } from './finding.ts';

/** What an app has to be allowed, as GitHub names it, and as its settings page does. */
const PERMISSIONS = {
  issues: 'Issues',
  pull_requests: 'Pull requests',
  metadata: 'Metadata',
} as const;

/** Whether GitHub takes the token, or the app and its key, and what the app may read. */
export async function examineAccount(
  github: Pick<GitHubPort, 'identity'>,
): Promise<readonly Finding[]> {
  try {
    const { login, permissions } = await github.identity();
    if (permissions === null) return [well(`GitHub: the token is of ${login}`)];
    const missing = Object.entries(PERMISSIONS).flatMap(([name, label]) =>
      permissions[name] === undefined ? [label] : [],
    );
    return missing.length === 0
      ? [well(`GitHub: the app works as ${login} and may read what it needs`)]
      : [
          well(`GitHub: the app works as ${login}`),
          ...missing.map((label) =>
            wrong(
              `GitHub: the app may not read ${label.toLowerCase()}. Set ${label} to “Read-only” in the app's permissions, and accept the change in the installation.`,
            ),
          ),
        ];
  } catch (error) {
    return [wrong(`GitHub: ${sentenceOf(error)}`)];
  }
}

/** Whether issues and pull requests of each repository can be read; asks for as little as it can. */
export async function examineRepositories(
  github: Pick<GitHubPort, 'repository' | 'issues' | 'pullRequests'>,
  project: Project,
  now: Instant,
  who: 'token' | 'app',
): Promise<readonly Finding[]> {
  const way =
    who === 'token'
      ? 'See that GITHUB_TOKEN covers it.'
      : "See that it is among the installation's repositories.";
  const findings: Finding[] = [];
  for (const { owner, name } of project.repositories) {
    const what = `${project.name}: ${owner}/${name}`;
    try {
      await readSome(github, { owner, name }, now);
      findings.push(well(`${what} can be read`));
    } catch (error) {
      const rights = 'Issues, pull requests and metadata have to be readable there.';
      findings.push(wrong(`${what}: ${sentenceOf(error)} ${way} ${rights}`));
    }
  }
  return findings;
}

/** The field that holds a project's points, as the bot found it at its last look; nothing when labels say them. */
export function examinePoints({ name, pointsField, pointsTrouble }: Project): readonly Finding[] {
  if (pointsField === null) return [];
  return pointsTrouble === null
    ? [well(`${name}: points come from the field “${pointsField}” of GitHub Projects`)]
    : [wrong(`${name}: ${pointsTrouble}`)];
}

/** Whether an app may read GitHub Projects, for projects that take their points from there; a token does not say. */
export async function examineBoards(
  github: Pick<GitHubPort, 'identity'>,
  projects: readonly Pick<Project, 'name' | 'pointsField'>[],
): Promise<readonly Finding[]> {
  const names = projects.filter(({ pointsField }) => pointsField !== null).map(({ name }) => name);
  if (names.length === 0) return [];
  let permissions: Readonly<Record<string, string>> | null;
  try {
    ({ permissions } = await github.identity());
  } catch (error) {
    return [wrong(`GitHub: ${sentenceOf(error)}`)];
  }
  if (permissions === null) return [];
  if (permissions['organization_projects'] !== undefined)
    return [well('GitHub: the app may read GitHub Projects')];
  return [
    wrong(
      `GitHub: the app may not read GitHub Projects, where ${names.join(', ')} keeps its points. Set the organization permission Projects to “Read-only” in the app's permissions, and accept the change in the installation.`,
    ),
  ];
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
