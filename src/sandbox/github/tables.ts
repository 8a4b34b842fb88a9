import type {
  Board,
  Issue,
  Item,
  Label,
  Milestone,
  Organization,
  PullRequest,
  Repository,
  Row,
  User,
} from './rows.ts';
import { createGit, type Git } from './git.ts';
import { nameWithOwner } from './rows.ts';
import type { Shelf } from './shelf.ts';
import { createShelf } from './shelf.ts';

/** The rows of the world and the ways to find them. Names and logins are found whatever their case. */
export interface Tables {
  readonly labels: Pick<Shelf<Label>, 'of'>;
  readonly milestones: Pick<Shelf<Milestone>, 'of'>;
  readonly issues: Pick<Shelf<Issue>, 'of'>;
  readonly pullRequests: Pick<Shelf<PullRequest>, 'of'>;
  /** The boards of GitHub Projects; changed in place. */
  readonly boards: Board[];
  readonly git: Git;
  /** A number that no row has had. */
  nextDatabaseId(): number;
  put(row: Row): void;
  remove(row: Row): void;
  node(id: string): Row | undefined;
  account(login: string): User | Organization | undefined;
  repositories(): readonly Repository[];
  /** By `owner/name`; an old name leads on to the repository that bore it last. */
  repository(name: string): Repository | undefined;
  item(repositoryId: string, number: number): Item | undefined;
  /** `make()`, kept under `key` until a row changes. */
  remember<T>(key: string, make: () => T): T;
}

/** An empty world. */
export function createTables(): Tables {
  const nodes = new Map<string, Row>();
  const accounts = new Map<string, string>();
  const repositories = new Map<string, string>();
  const items = new Map<string, string>();
  const labels = createShelf<Label>();
  const milestones = createShelf<Milestone>();
  const issues = createShelf<Issue>();
  const pullRequests = createShelf<PullRequest>();
  const remembered = new Map<string, unknown>();
  let lastDatabaseId = 40_000;

  const find = <K extends Row['kind']>(id: string | undefined, ...kinds: readonly K[]) => {
    const row = id === undefined ? undefined : nodes.get(id);
    return row !== undefined && isOneOf(row, kinds) ? row : undefined;
  };
  const itemKey = (repositoryId: string, number: number) => `${repositoryId}#${number}`;

  const shelve = (row: Row): void => {
    switch (row.kind) {
      case 'User':
      case 'Organization':
        return void accounts.set(row.login.toLowerCase(), row.id);
      case 'Repository':
        return void repositories.set(nameWithOwner(row).toLowerCase(), row.id);
      case 'Label':
        return labels.put(row);
      case 'Milestone':
        return milestones.put(row);
      case 'Issue':
        items.set(itemKey(row.repositoryId, row.number), row.id);
        return issues.put(row);
      case 'PullRequest':
        items.set(itemKey(row.repositoryId, row.number), row.id);
        return pullRequests.put(row);
    }
  };

  return {
    labels,
    milestones,
    issues,
    pullRequests,
    boards: [],
    git: createGit(),
    nextDatabaseId: () => (lastDatabaseId += 1),
    put(row) {
      nodes.set(row.id, row);
      shelve(row);
      remembered.clear();
    },
    remove(row) {
      nodes.delete(row.id);
      if (row.kind === 'Issue') issues.remove(row);
      if (row.kind === 'PullRequest') pullRequests.remove(row);
      remembered.clear();
    },
    node: (id) => nodes.get(id),
    account: (login) => find(accounts.get(login.toLowerCase()), 'User', 'Organization'),
    repositories: () =>
      [...new Set(repositories.values())].flatMap((id) => find(id, 'Repository') ?? []),
    repository: (name) => find(repositories.get(name.toLowerCase()), 'Repository'),
    item: (repositoryId, number) =>
      find(items.get(itemKey(repositoryId, number)), 'Issue', 'PullRequest'),
    remember<T>(key: string, make: () => T): T {
      const known = remembered.get(key);
      if (known !== undefined) return known as T;
      const made = make();
      remembered.set(key, made);
      return made;
    },
  };
}

function isOneOf<K extends Row['kind']>(
  row: Row,
  kinds: readonly K[],
): row is Extract<Row, { kind: K }> {
  return kinds.some((kind) => kind === row.kind);
}
