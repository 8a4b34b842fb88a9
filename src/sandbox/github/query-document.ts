import type { DocumentNode, GraphQLError, OperationDefinitionNode } from 'graphql';
import { Kind, OperationTypeNode, getOperationAST, parse, validate } from 'graphql';
import { refusal } from './refusal.ts';
import { gitHubSchema } from './schema.ts';

/** A query that was read and checked once, and may run many times. */
export interface QueryDocument {
  readonly document: DocumentNode;
  /** What is wrong with it under GitHub's schema; empty when it may run. */
  readonly errors: readonly GraphQLError[];
}

/** Reads queries. A bot sends few different ones, so each text is parsed and validated once. */
export function createQueryReader(): (text: string) => QueryDocument {
  const known = new Map<string, QueryDocument>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const document = parse(text);
    const read = { document, errors: validate(gitHubSchema(), document) };
    if (known.size > MOST_KEPT) known.clear();
    known.set(text, read);
    return read;
  };
}

const MOST_KEPT = 200;

/**
 * The operation to run.
 * @throws a refusal when the name fits none, or none is given among several; and for mutations, because
 *   the sandbox's world is changed by its people only
 */
export function operationIn(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (!operation)
    throw refusal('UNPROCESSABLE', `No operation ${name ?? 'alone'} in this document.`);
  if (operation.operation !== OperationTypeNode.QUERY)
    throw refusal('NOT_SERVED', `The sandbox serves queries, no ${operation.operation}.`);
  return operation;
}

/** The name of an operation, else the names of what it asks for: `repository, rateLimit`. */
export function operationName(operation: OperationDefinitionNode): string {
  const fields = operation.selectionSet.selections.flatMap((node) =>
    node.kind === Kind.FIELD ? node.name.value : [],
  );
  return operation.name?.value ?? [...new Set(fields)].join(', ');
}
