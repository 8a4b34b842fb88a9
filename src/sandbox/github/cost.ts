import type { GraphQLField, GraphQLNamedType, SelectionSetNode } from 'graphql';
import { getArgumentValues, getNamedType } from 'graphql';
import type { PricedQuery } from './asked-fields.ts';
import { askedFields } from './asked-fields.ts';

/** What a query costs before it runs: points of the hour, and the nodes that it may return at most. */
export interface Price {
  readonly cost: number;
  readonly nodeCount: number;
}

/**
 * The price by GitHub's published rule: every distinct connection is one request for each parent that
 * it may hang on when all pages are full; the sum of requests, divided by 100 and rounded, is the cost,
 * at least 1. Nodes are page sizes multiplied down the path. Source: docs.github.com, "Rate limits and
 * query limits for the GraphQL API". `nodes(ids:)` is no connection but multiplies what is below it.
 */
export function priceOf(query: PricedQuery): Price {
  const root = query.schema.getRootType(query.operation.operation);
  const sum = { requests: 0, nodes: 0 };
  if (root) addSelections(query, root, [query.operation.selectionSet], 1, sum);
  return { cost: Math.max(1, Math.round(sum.requests / 100)), nodeCount: sum.nodes };
}

function addSelections(
  query: PricedQuery,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
  parents: number,
  sum: { requests: number; nodes: number },
): void {
  for (const { field, nodes } of askedFields(query, type, sets)) {
    const [first] = nodes;
    if (first === undefined) continue;
    const args = getArgumentValues(field, first, query.variables);
    const below = getNamedType(field.type);
    const size = pageSize(field, args);
    if (below.name.endsWith('Connection')) {
      sum.requests += parents;
      sum.nodes += parents * size;
    }
    const inner = nodes.flatMap((node) => node.selectionSet ?? []);
    if (inner.length > 0) addSelections(query, below, inner, parents * size, sum);
  }
}

function pageSize(field: GraphQLField<unknown, unknown>, args: Record<string, unknown>): number {
  if (getNamedType(field.type).name.endsWith('Connection'))
    return Math.max(Number(args['first'] ?? 0), Number(args['last'] ?? 0));
  return Array.isArray(args['ids']) ? args['ids'].length : 1;
}
