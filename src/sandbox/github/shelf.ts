/** Rows of one kind, put away by the repository that they belong to. */
export interface Shelf<T> {
  put(row: T): void;
  remove(row: T): void;
  /** The rows of one repository, oldest first. */
  of(repositoryId: string): readonly T[];
}

interface Shelved {
  readonly id: string;
  readonly repositoryId: string;
}

/** An empty shelf. A changed row keeps its place, because a Map keeps the place of a key. */
export function createShelf<T extends Shelved>(): Shelf<T> {
  const repositories = new Map<string, Map<string, T>>();
  const rows = (repositoryId: string): Map<string, T> => {
    const found = repositories.get(repositoryId) ?? new Map<string, T>();
    repositories.set(repositoryId, found);
    return found;
  };
  return {
    put: (row) => void rows(row.repositoryId).set(row.id, row),
    remove: (row) => void rows(row.repositoryId).delete(row.id),
    of: (repositoryId) => [...rows(repositoryId).values()],
  };
}
