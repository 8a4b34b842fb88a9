import type { DocumentNode } from 'graphql';
import { GraphQLError, getVariableValues } from 'graphql';
import type { Price } from './cost.ts';
import { priceOf } from './cost.ts';
import type { QueryDocument } from './query-document.ts';
import { operationIn, operationName } from './query-document.ts';
import type { Question } from './question.ts';
import { gitHubSchema } from './schema.ts';

/** A query that may run, with its name for the log and its price. */
export interface ReadiedQuery {
  readonly document: DocumentNode;
  readonly name: string;
  readonly price: Price;
}

/** Checks a query against the schema and prices it. Throws the first error that GitHub would answer. */
export function ready({ document, errors }: QueryDocument, question: Question): ReadiedQuery {
  const [invalid] = errors;
  if (invalid !== undefined) throw invalid;
  const operation = operationIn(document, question.operationName);
  const schema = gitHubSchema();
  const definitions = operation.variableDefinitions ?? [];
  const variables = getVariableValues(schema, definitions, question.variables);
  if (variables.coerced === undefined)
    throw variables.errors?.[0] ?? new GraphQLError('Unreadable variables.');
  const price = priceOf({ schema, document, operation, variables: variables.coerced });
  return { document, name: operationName(operation), price };
}
