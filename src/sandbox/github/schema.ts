import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'graphql';

let schema: GraphQLSchema | undefined;

/**
 * GitHub's public schema, read once (about 0.3 s). Its text breaks a rule of GraphQL's own (a field
 * stands twice in one type), hence unchecked. The package's entry would also parse a second, larger
 * copy, so only the address of the entry is used.
 */
export function gitHubSchema(): GraphQLSchema {
  if (schema === undefined) {
    const entry = import.meta.resolve('@octokit/graphql-schema');
    const text = readFileSync(new URL('schema.graphql', entry), 'utf8');
    schema = buildSchema(text, { assumeValid: true, assumeValidSDL: true, noLocation: true });
  }
  return schema;
}
