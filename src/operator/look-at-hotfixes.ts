/** Whether GitHub and Slack grant what the lane of hotfixes needs; until somebody declares one, it is only told. */
import { GitHubTrouble, type GitHubPort, type RepositoryName } from '../github/port.ts';
import type { Project } from '../release/projects.ts';
import type { Db } from '../store/db.ts';
import { well, wrong, type Finding } from './finding.ts';

/** What of the lane is used: whether a hotfix was ever declared, and names of projects that call a user group. */
export interface HotfixUse {
  readonly isUsed: boolean;
  readonly callers: readonly string[];
}

/** As much of the lane's tables as is looked at. */
type Used = {
  hotfix: { id: string; project_id: string };
  hotfix_setup: { project_id: string; group_id: string | null };
};

/** Reads it. */
export async function hotfixUse(db: Db, projects: readonly Project[]): Promise<HotfixUse> {
  const ids = projects.map(({ id }) => id);
  if (ids.length === 0) return { isUsed: false, callers: [] };
  const tables = db.$extendTables<Used>();
  const first = await tables
    .selectFrom('hotfix')
    .select('id')
    .where('project_id', 'in', ids)
    .executeTakeFirst();
  const calling = await tables
    .selectFrom('hotfix_setup')
    .select('project_id')
    .where('project_id', 'in', ids)
    .where('group_id', 'is not', null)
    .execute();
  const callers = new Set(calling.map(({ project_id: id }) => id));
  return {
    isUsed: first !== undefined,
    callers: projects.filter(({ id }) => callers.has(id)).map(({ name }) => name),
  };
}

/** Whether the list of user groups may be read, where a project calls one; `granted` are the bot's scopes. */
export function examineGroups(
  granted: readonly string[],
  { callers }: HotfixUse,
): readonly Finding[] {
  if (callers.length === 0) return [];
  return granted.includes('usergroups:read')
    ? [well('Slack: the user groups that hotfixes call can be read')]
    : [
        wrong(
          `Slack: ${callers.join(', ')} calls a user group for hotfixes, and the scope usergroups:read is not granted: the group is called, but cannot be seen or chosen anew. Put manifest.yml into the app settings (App Manifest), and reinstall the app.`,
        ),
      ];
}

/** As GitHub names them, with the words of its settings page, and what cannot be seen without. */
const PERMISSIONS = {
  contents: ['Contents', 'the branch of a fix, and whether the default branch has it'],
  checks: ['Checks', 'the checks of a fix'],
  statuses: ['Commit statuses', 'the checks of a fix that are commit statuses'],
} as const;

/** What an app may read of a fix, beside its pull request; nothing for a token, which does not say. */
export async function examineFixRights(
  github: Pick<GitHubPort, 'identity'>,
  { isUsed }: HotfixUse,
): Promise<readonly Finding[]> {
  try {
    const { permissions } = await github.identity();
    if (permissions === null) return [];
    const missing = Object.entries(PERMISSIONS).filter(([name]) => permissions[name] === undefined);
    if (missing.length === 0) return [well('GitHub: the app may read the fix of a hotfix')];
    return missing.map(([, [label, what]]) =>
      lacking(
        isUsed,
        `GitHub: the app may not read ${label.toLowerCase()}, so hotfixes do not show ${what}. Set ${label} to “Read-only” in the app's permissions, and accept the change in the installation.`,
      ),
    );
  } catch (error) {
    return [wrong(`GitHub: ${sentenceOf(error)}`)];
  }
}

/**
 * The same for a token, seen by trying: each repository's default branch, and the checks of a pull request. One that
 * cannot be read at all is told elsewhere.
 */
export async function examineFixes(
  github: Pick<GitHubPort, 'repository' | 'pullRequests' | 'fix'>,
  {
    name,
    repositories,
  }: { readonly name: string; readonly repositories: readonly RepositoryName[] },
  { isUsed }: HotfixUse,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { owner, name: repository } of repositories) {
    const ids = await idsOf(github, { owner, name: repository });
    if (ids === null) continue;
    const what = `${name}: ${owner}/${repository}`;
    try {
      findings.push(fixFinding(what, await hiddenOf(github, ids), isUsed));
    } catch (error) {
      findings.push(wrong(`${what}: ${sentenceOf(error)}`));
    }
  }
  return findings;
}

type Hidden = readonly [label: string, words: string];

function fixFinding(what: string, hidden: readonly Hidden[], isUsed: boolean): Finding {
  if (hidden.length === 0) return well(`${what}: the fix of a hotfix can be read`);
  const unseen = hidden.map(([, words]) => words).join(', nor ');
  const rights = hidden.map(([label]) => `${label}: read`).join(' and ');
  return lacking(
    isUsed,
    `${what}: hotfixes do not show ${unseen}. Give the token the repository permission ${rights}.`,
  );
}

interface Ids {
  readonly repositoryId: string;
  /** Of some pull request; null while there is none. */
  readonly pullRequestId: string | null;
}

async function idsOf(
  github: Pick<GitHubPort, 'repository' | 'pullRequests'>,
  repository: RepositoryName,
): Promise<Ids | null> {
  try {
    const { id } = await github.repository(repository);
    const { items } = await github.pullRequests(repository, null);
    return { repositoryId: id, pullRequestId: items.at(-1)?.id ?? null };
  } catch (error) {
    if (error instanceof GitHubTrouble) return null;
    throw error;
  }
}

async function hiddenOf(
  github: Pick<GitHubPort, 'fix'>,
  { repositoryId, pullRequestId }: Ids,
): Promise<readonly Hidden[]> {
  const look = await github.fix({
    repositoryIds: [repositoryId],
    branch: 'hotfix',
    issueId: null,
    pullRequestId,
    commit: null,
    opened: null,
  });
  const isBlind = look.repositories.every(({ defaultBranch }) => defaultBranch === null);
  const areChecksHidden = look.pullRequests.some(({ checks }) => checks === 'unknown');
  return [
    ...(isBlind ? [PERMISSIONS.contents] : []),
    ...(areChecksHidden ? [PERMISSIONS.checks, PERMISSIONS.statuses] : []),
  ];
}

/** A fault where hotfixes are declared; before that, something to know. */
function lacking(isUsed: boolean, words: string): Finding {
  return isUsed ? wrong(words) : well(words);
}

function sentenceOf(error: unknown): string {
  if (error instanceof GitHubTrouble) return error.sentence;
  throw error;
}
