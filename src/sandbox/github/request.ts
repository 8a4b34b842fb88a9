import type { GraphQLResolveInfo } from 'graphql';
import type { Instant } from '../../base/time.ts';
import type { Standing } from './budget.ts';
import type { Price } from './cost.ts';
import type { Item, Milestone, Repository } from './rows.ts';
import { nameWithOwner } from './rows.ts';
import type { Tables } from './tables.ts';
import type { Token } from './tokens.ts';
import { mayRead } from './tokens.ts';

/** What every field of one query may look at. */
export interface Request {
  readonly tables: Tables;
  readonly token: Token;
  readonly price: Price;
  readonly standing: Standing;
  /** Front of every `url`, without a trailing slash. */
  readonly webUrl: string;
}

/**
 * How one field is answered. `args` were checked against the schema, so a field may name the type it
 * expects; `never` accepts every such function in one table.
 */
type Resolve<S> = (source: S, args: never, request: Request, info: GraphQLResolveInfo) => unknown;

/** The fields of one type. */
export type Fields<S> = Readonly<Record<string, Resolve<S>>>;

/** An instant as GitHub writes it, to the second: `2026-11-20T10:31:36Z`. */
export function written(instant: Instant | null): string | null {
  return instant === null ? null : `${instant.slice(0, 19)}Z`;
}

/** The repository of that name if the token may know of it. */
export function visibleRepository(request: Request, name: string): Repository | undefined {
  const repository = request.tables.repository(name);
  return repository !== undefined && mayRead(request.token, repository) ? repository : undefined;
}

/** The repository that a row belongs to; rows never outlive theirs. */
export function repositoryOf(request: Request, row: Item | Milestone | { repositoryId: string }) {
  const repository = request.tables.node(row.repositoryId);
  if (repository?.kind !== 'Repository') throw new Error(`No repository ${row.repositoryId}.`);
  return repository;
}

/** The path of an item below the web address: `/oci-labs/atlas/issues/90`. */
export function itemPath(request: Request, item: Item): string {
  const folder = item.kind === 'Issue' ? 'issues' : 'pull';
  return `/${nameWithOwner(repositoryOf(request, item))}/${folder}/${item.number}`;
}
