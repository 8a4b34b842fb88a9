import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { Kind } from 'graphql';
import { cursorOf, placeIn } from './cursor.ts';
import type { Ordered } from './orders.ts';
import { refusal } from './refusal.ts';

/** The arguments that page through a list. */
export interface PageArgs {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly before?: string;
}

/** GitHub's largest page. */
const LARGEST_PAGE = 100;

/**
 * One page of a list. A cursor names a place in the order, not a position in the list: when rows move
 * or vanish between two pages, the next page begins behind where the last one ended, and a row that
 * moved behind that place is met again. Without `nodes` or `edges` no page size is asked for.
 * @throws GitHub's own refusals for a missing or excessive page size and for an unreadable cursor
 */
export function connection<T>(list: Ordered<T>, args: PageArgs, info: GraphQLResolveInfo) {
  checkPageSize(args, info);
  const { start, end } = bounds(list, args);
  const rows = list.rows.slice(start, end);
  const cursor = (row: T | undefined) => (row === undefined ? null : cursorOf(list.placeOf(row)));
  return {
    totalCount: list.rows.length,
    nodes: rows,
    edges: () => rows.map((node) => ({ node, cursor: cursor(node) })),
    pageInfo: () => ({
      hasNextPage: end < list.rows.length,
      hasPreviousPage: start > 0,
      startCursor: cursor(rows[0]),
      endCursor: cursor(rows.at(-1)),
    }),
  };
}

function checkPageSize({ first, last }: PageArgs, info: GraphQLResolveInfo): void {
  const field = info.fieldName;
  if (first === undefined && last === undefined && asksForRows(info))
    throw refusal(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`,
    );
  for (const [name, size] of [
    ['first', first],
    ['last', last],
  ] as const)
    if (size !== undefined && (size > LARGEST_PAGE || size < 0))
      throw refusal(
        'EXCESSIVE_PAGINATION',
        `Requesting ${size} records on the \`${field}\` connection exceeds the \`${name}\` limit of ${LARGEST_PAGE} records.`,
      );
}

function asksForRows(info: GraphQLResolveInfo): boolean {
  const asks = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((node) => {
      if (node.kind === Kind.FIELD) return ['nodes', 'edges'].includes(node.name.value);
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node : info.fragments[node.name.value];
      return asks(inner?.selectionSet);
    }) ?? false;
  return info.fieldNodes.some((node) => asks(node.selectionSet));
}

function bounds<T>(list: Ordered<T>, { first, last, after, before }: PageArgs) {
  const behind = (cursor: string, atLeast: number): number => {
    const place = placeIn(cursor);
    const found = list.rows.findIndex((row) => list.compare(list.placeOf(row), place) >= atLeast);
    return found === -1 ? list.rows.length : found;
  };
  let start = after === undefined ? 0 : behind(after, 1);
  let end = before === undefined ? list.rows.length : Math.max(start, behind(before, 0));
  if (first !== undefined) end = Math.min(end, start + first);
  if (last !== undefined) start = Math.max(start, end - last);
  return { start, end };
}
