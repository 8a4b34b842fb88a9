/** Asks GitHub about repositories that were typed, and what is in them. */
import type { Context } from '../../feature.ts';
import { GitHubTrouble, type RepositoryName } from '../../github/port.ts';
import type { Project } from '../../release/projects.ts';
import type { ProjectDraft } from '../../release/save-project.ts';
import { sameRepository } from './repository-names.ts';

/** A repository as a project stores it. */
export type FoundRepository = ProjectDraft['repositories'][number];

/** The repositories, or a sentence on the first that cannot be read. */
export type FoundRepositories =
  | {
      readonly ok: true;
      readonly all: readonly FoundRepository[];
      /** Those that the project did not have before. */
      readonly added: readonly FoundRepository[];
    }
  | { readonly ok: false; readonly sentence: string };

/**
 * Looks each new name up. What the project has already is not asked for again, so that its other
 * settings can be changed while GitHub is away.
 */
export async function findRepositories(
  ctx: Context,
  names: readonly RepositoryName[],
  project: Project | undefined,
): Promise<FoundRepositories> {
  const standing = (project?.repositories ?? []).map(toFound);
  const all = new Map<string, FoundRepository>();
  for (const name of names) {
    const found = standing.find((each) => sameRepository(each, name)) ?? (await look(ctx, name));
    if (typeof found === 'string') return { ok: false, sentence: found };
    all.set(found.id, found);
  }
  const added = [...all.values()].filter(({ id }) => standing.every((each) => each.id !== id));
  return { ok: true, all: [...all.values()], added };
}

/** Labels of these repositories, each once; null when GitHub does not say. */
export async function labelsOf(
  ctx: Context,
  repositories: readonly RepositoryName[],
): Promise<readonly string[] | null> {
  return gathered(ctx, repositories, (name) => ctx.github.labels(name));
}

/** Logins that may be assigned in any of these repositories; null when GitHub does not say. */
export async function loginsOf(
  ctx: Context,
  repositories: readonly RepositoryName[],
): Promise<readonly string[] | null> {
  return gathered(ctx, repositories, (name) => ctx.github.assignableLogins(name));
}

async function gathered(
  ctx: Context,
  repositories: readonly RepositoryName[],
  ask: (name: RepositoryName) => Promise<readonly string[]>,
): Promise<readonly string[] | null> {
  const found = new Map<string, string>();
  try {
    for (const { owner, name } of repositories)
      for (const word of await ask({ owner, name })) found.set(word.toLowerCase(), word);
  } catch (error) {
    if (!(error instanceof GitHubTrouble)) throw error;
    ctx.log.trouble('setup.github_silent', error, { kind: error.kind });
    return null;
  }
  return [...found.values()].sort((a, b) => a.localeCompare(b, 'en'));
}

/** The repository, or GitHub's sentence on it with the next step. */
async function look(ctx: Context, wanted: RepositoryName): Promise<FoundRepository | string> {
  try {
    const { id, owner, name, isPrivate } = await ctx.github.repository(wanted);
    return { id, owner, name, isPrivate };
  } catch (error) {
    if (!(error instanceof GitHubTrouble)) throw error;
    const next = error.kind === 'missing' ? '' : ' Nothing is saved yet; press Save again later.';
    return `${wanted.owner}/${wanted.name}: ${error.sentence}${next}`;
  }
}

function toFound(row: Project['repositories'][number]): FoundRepository {
  return { id: row.id, owner: row.owner, name: row.name, isPrivate: row.is_private === 1 };
}
