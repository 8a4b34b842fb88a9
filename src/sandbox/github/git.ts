import { createHash } from 'node:crypto';

/** How all checks of a commit stand together; null when none ever ran. */
export type CheckState = 'SUCCESS' | 'FAILURE' | 'PENDING' | null;

/** A commit. `checks` changes in place, as on GitHub, where a commit stays and its checks run. */
export interface Commit {
  readonly kind: 'Commit';
  readonly id: string;
  readonly oid: string;
  readonly parents: readonly string[];
  checks: CheckState;
}

/** A branch and the commit it points at. */
export interface Branch {
  readonly kind: 'Ref';
  readonly id: string;
  readonly repositoryId: string;
  readonly name: string;
  readonly oid: string;
}

/** Branches and commits of all repositories. Each repository has `main` from the start. */
export interface Git {
  branch(repositoryId: string, name: string): Branch | undefined;
  /** By its whole oid. */
  commit(repositoryId: string, oid: string): Commit | undefined;
  /** A new commit on a branch, which is made off `main` when there is none; `merged` is a second parent. */
  push(repositoryId: string, name: string, merged?: string): Commit;
  /** How many commits lead to `head` and not to `base`; both are oids. */
  aheadBy(repositoryId: string, base: string, head: string): number;
}

/** The default branch of every repository here. */
export const DEFAULT_BRANCH = 'main';

/** No branches yet. */
export function createGit(): Git {
  const branches = new Map<string, Branch>();
  const commits = new Map<string, Commit>();
  const key = (repositoryId: string, name: string): string => `${repositoryId}:${name}`;

  const make = (repositoryId: string, name: string, parents: readonly string[]): Commit => {
    const oid = createHash('sha1').update(`${repositoryId} ${commits.size}`).digest('hex');
    const commit: Commit = { kind: 'Commit', id: `C_${oid}`, oid, parents, checks: null };
    commits.set(key(repositoryId, oid), commit);
    const id = `REF_${repositoryId}_${name}`;
    branches.set(key(repositoryId, name), { kind: 'Ref', id, repositoryId, name, oid });
    return commit;
  };
  const branch: Git['branch'] = (repositoryId, name) => {
    const found = branches.get(key(repositoryId, name));
    if (found !== undefined || name !== DEFAULT_BRANCH) return found;
    make(repositoryId, name, []);
    return branches.get(key(repositoryId, name));
  };
  const leadingTo = (repositoryId: string, oid: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const open = [oid];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(commits.get(key(repositoryId, next))?.parents ?? []));
    }
    return seen;
  };
  return {
    branch,
    commit: (repositoryId, oid) => commits.get(key(repositoryId, oid)),
    push(repositoryId, name, merged) {
      const tip = branch(repositoryId, name) ?? branch(repositoryId, DEFAULT_BRANCH);
      const parents = [tip?.oid, merged].filter((oid) => oid !== undefined);
      return make(repositoryId, name, parents);
    },
    aheadBy(repositoryId, base, head) {
      const known = leadingTo(repositoryId, base);
      return [...leadingTo(repositoryId, head)].filter((oid) => !known.has(oid)).length;
    },
  };
}
