import type { Instant } from '../../base/time.ts';
import type { Branch, CheckState, Commit } from './git.ts';
import type { Bench } from './item-bench.ts';
import { knownRepository } from './known.ts';
import type { Tables } from './tables.ts';

/** What happens to branches and to the checks of their commits. */
export interface Branches {
  /** The newest commit of a branch; null when there is no such branch. */
  newestOf(repository: string, branch: string): Commit | null;
  /** True when all that is on the branch `from` is on the branch `into`, too. */
  isIn(repository: string, from: string, into: string): boolean;
  /** Adds a commit; a branch that is not there is made off `main`. Open pull requests from it move on. */
  pushTo(
    repository: string,
    branch: string,
    how?: { readonly checks?: CheckState; readonly at?: Instant },
  ): Commit;
  /** The checks of a branch's newest commit end, run again, or vanish. */
  setChecks(repository: string, branch: string, checks: CheckState): void;
  /** Merges a branch into another one, without a pull request. */
  mergeBranch(repository: string, from: string, into: string): Commit;
}

/** The deeds on branches. */
export function createBranches(tables: Tables, bench: Bench): Branches {
  const known = (repository: string, name: string): Branch => {
    const found = tables.git.branch(knownRepository(tables, repository).id, name);
    if (found === undefined) throw new Error(`${repository} has no branch ${name}.`);
    return found;
  };
  const newestOf: Branches['newestOf'] = (repository, name) => {
    const { id } = knownRepository(tables, repository);
    const found = tables.git.branch(id, name);
    return (found && tables.git.commit(id, found.oid)) ?? null;
  };
  return {
    newestOf,
    isIn(repository, from, into) {
      const [head, base] = [known(repository, from), known(repository, into)];
      return tables.git.aheadBy(head.repositoryId, base.oid, head.oid) === 0;
    },
    pushTo(repository, branch, how) {
      const { id } = knownRepository(tables, repository);
      const commit = tables.git.push(id, branch);
      commit.checks = how?.checks ?? null;
      const updatedAt = bench.second(how?.at);
      for (const row of tables.pullRequests.of(id))
        if (row.state === 'OPEN' && row.headRefName === branch)
          bench.kept({ ...row, headRefOid: commit.oid, updatedAt });
      return commit;
    },
    setChecks(repository, branch, checks) {
      const { repositoryId, oid } = known(repository, branch);
      const commit = tables.git.commit(repositoryId, oid);
      if (commit !== undefined) commit.checks = checks;
    },
    mergeBranch(repository, from, into) {
      const { repositoryId, oid } = known(repository, from);
      return tables.git.push(repositoryId, into, oid);
    },
  };
}
