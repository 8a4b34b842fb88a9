import { refusal } from './refusal.ts';
import type { Fields, Request } from './request.ts';
import { repositoryOf, visibleRepository, written } from './request.ts';
import type { Row } from './rows.ts';
import type { SearchArgs } from './search.ts';
import { search } from './search.ts';
import { mayRead } from './tokens.ts';

/** GitHub's limit on `nodes(ids:)`. */
const MOST_IDS = 100;

function mayReadRow(request: Request, row: Row): boolean {
  if (row.kind === 'User' || row.kind === 'Organization') return true;
  return mayRead(request.token, row.kind === 'Repository' ? row : repositoryOf(request, row));
}

/** What is not there and what may not be seen are the same answer, so that nobody can tell them apart. */
function nodeOf(id: string, request: Request): Row {
  const row = request.tables.node(id);
  if (row !== undefined && mayReadRow(request, row)) return row;
  throw refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
}

/** An error in place of a row becomes an error of that place alone. */
function settled(find: () => Row): unknown {
  try {
    return find();
  } catch (error) {
    return error;
  }
}

function account(kind: 'User' | 'Organization', login: string, request: Request) {
  const found = request.tables.account(login);
  if (found?.kind === kind) return found;
  const words = kind === 'User' ? 'a User' : 'an Organization';
  throw refusal('NOT_FOUND', `Could not resolve to ${words} with the login of '${login}'.`);
}

/** `Query` */
export const queryFields: Fields<undefined> = {
  viewer: (_source, _args, request) => account('User', request.token.login, request),
  user: (_source, { login }: { login: string }, request) => account('User', login, request),
  organization: (_source, { login }: { login: string }, request) =>
    account('Organization', login, request),
  repository(_source, { owner, name }: { owner: string; name: string }, request) {
    const found = visibleRepository(request, `${owner}/${name}`);
    if (found !== undefined) return found;
    throw refusal(
      'NOT_FOUND',
      `Could not resolve to a Repository with the name '${owner}/${name}'.`,
    );
  },
  node: (_source, { id }: { id: string }, request) => nodeOf(id, request),
  nodes(_source, { ids }: { ids: readonly string[] }, request) {
    if (ids.length > MOST_IDS)
      throw refusal(
        'ARGUMENT_LIMIT',
        `You may not provide more than ${MOST_IDS} node ids; you provided ${ids.length}.`,
      );
    return ids.map((id) => settled(() => nodeOf(id, request)));
  },
  search: (_source, args: SearchArgs, request, info) => search(args, request, info),
  rateLimit: (_source, { dryRun }: { dryRun?: boolean }, { standing, price }) => {
    if (dryRun === true) throw refusal('NOT_SERVED', 'The sandbox makes no dry runs.');
    return { ...standing, ...price, resetAt: written(standing.resetAt) };
  },
};
