import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** A query with its variables already coerced to the schema's types. */
export interface PricedQuery {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A field of a type, and every place in the query that asks for it under one name. */
export interface AskedField {
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNode[];
}

/** What `sets` ask of `type` and its variants; the same field twice counts once. */
export function askedFields(
  query: PricedQuery,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
): readonly AskedField[] {
  const asked = new Map<string, AskedField>();
  for (const set of sets) collect(query, type, set, asked);
  return [...asked.values()];
}

function collect(
  query: PricedQuery,
  type: GraphQLNamedType,
  set: SelectionSetNode,
  asked: Map<string, AskedField>,
): void {
  for (const node of set.selections) {
    if (isLeftOut(node, query.variables)) continue;
    if (node.kind === Kind.FIELD) {
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      const field = type.getFields()[node.name.value];
      if (field === undefined) continue;
      const key = `${type.name}.${node.alias?.value ?? node.name.value}`;
      const known = asked.get(key);
      if (known === undefined) asked.set(key, { field, nodes: [node] });
      else known.nodes.push(node);
      continue;
    }
    const fragment =
      node.kind === Kind.INLINE_FRAGMENT ? node : fragmentNamed(query.document, node.name.value);
    if (fragment === undefined) continue;
    const name = fragment.typeCondition?.name.value;
    const narrowed = name === undefined ? type : query.schema.getType(name);
    if (narrowed) collect(query, narrowed, fragment.selectionSet, asked);
  }
}

function fragmentNamed(document: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  return document.definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
}

function isLeftOut(
  node: SelectionSetNode['selections'][number],
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.['if'] === true || include?.['if'] === false;
}
