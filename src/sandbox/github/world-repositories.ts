import type { Instant } from '../../base/time.ts';
import { sameName } from './item-filters.ts';
import { knownRepository, newIds, refuseTwin } from './known.ts';
import type { Organization, Repository, Row, User } from './rows.ts';
import { wholeSecond } from './rows.ts';
import type { Tables } from './tables.ts';

/** What a new repository is made of; `collaborators` are logins that may be given its issues. */
interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly description?: string;
  readonly isPrivate?: boolean;
  readonly collaborators?: readonly string[];
  readonly at?: Instant;
}

/** Accounts and repositories, and what happens to them. What cannot be done throws. */
export interface Repositories {
  addUser(user: { readonly login: string; readonly name?: string }): User;
  /** The owner's account is made when there is none. */
  addRepository(repository: NewRepository): Repository;
  /** Renames, transfers, hides, archives or staffs a repository. Its old name leads on to it, as on GitHub. */
  editRepository(
    repository: string,
    change: Partial<
      Pick<Repository, 'owner' | 'name' | 'isPrivate' | 'isArchived' | 'collaborators'>
    > & {
      readonly at?: Instant;
    },
  ): Repository;
  /** After this nobody finds the repository, by name or by node id, nor what was in it. */
  deleteRepository(repository: string): void;
}

/** The deeds on accounts and repositories; `now` stands in for a missing `at`. */
export function createRepositories(tables: Tables, now: () => Instant): Repositories {
  const kept = <T extends Row>(row: T): T => {
    tables.put(row);
    return row;
  };
  const second = (at: Instant | undefined) => wholeSecond(at ?? now());
  const newOwner = (login: string) =>
    kept<Organization>({
      kind: 'Organization',
      ...newIds(tables, 'Organization'),
      login,
      name: login,
    });

  return {
    addUser({ login, name }) {
      refuseTwin(login, tables.account(login));
      return kept<User>({ kind: 'User', ...newIds(tables, 'User'), login, name: name ?? null });
    },
    addRepository({ owner, name, at, ...wish }) {
      const known = tables.repository(`${owner}/${name}`);
      // A name that only leads on to a renamed repository is free, as on GitHub.
      if (known !== undefined && sameName(known.name, name)) refuseTwin(name, known);
      const made = second(at);
      return kept<Repository>({
        kind: 'Repository',
        ...newIds(tables, 'Repository'),
        owner: (tables.account(owner) ?? newOwner(owner)).login,
        name,
        description: wish.description ?? null,
        isPrivate: wish.isPrivate ?? false,
        isArchived: false,
        collaborators: wish.collaborators ?? [],
        createdAt: made,
        updatedAt: made,
      });
    },
    editRepository: (name, { at, ...change }) =>
      kept({ ...knownRepository(tables, name), ...change, updatedAt: second(at) }),
    deleteRepository(name) {
      const repository = knownRepository(tables, name);
      for (const shelf of [tables.issues, tables.pullRequests, tables.milestones, tables.labels])
        for (const row of shelf.of(repository.id)) tables.remove(row);
      tables.remove(repository);
    },
  };
}
