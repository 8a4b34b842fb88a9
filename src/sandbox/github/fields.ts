import type { GraphQLResolveInfo } from 'graphql';
import { organizationFields, userFields } from './account-fields.ts';
import {
  numberValueFields,
  projectFieldFields,
  projectFields,
  projectItemFields,
  textValueFields,
} from './board-fields.ts';
import {
  commitFields,
  crossReferenceFields,
  pullRequestCommitFields,
  refFields,
} from './git-fields.ts';
import { issueFields, pullRequestFields } from './item-fields.ts';
import { labelFields, milestoneFields } from './milestone-fields.ts';
import { queryFields } from './query-fields.ts';
import { refusal } from './refusal.ts';
import { repositoryFields } from './repository-fields.ts';
import type { Fields, Request } from './request.ts';

/** Every type of GitHub's schema that the sandbox has facts for. */
const TYPES: Readonly<Record<string, Fields<never>>> = {
  Query: queryFields,
  User: userFields,
  Organization: organizationFields,
  Repository: repositoryFields,
  Issue: issueFields,
  PullRequest: pullRequestFields,
  Ref: refFields,
  Commit: commitFields,
  PullRequestCommit: pullRequestCommitFields,
  CrossReferencedEvent: crossReferenceFields,
  Milestone: milestoneFields,
  Label: labelFields,
  ProjectV2: projectFields,
  ProjectV2Item: projectItemFields,
  ProjectV2Field: projectFieldFields,
  ProjectV2ItemFieldNumberValue: numberValueFields,
  ProjectV2ItemFieldTextValue: textValueFields,
};

/**
 * Answers one field. Connections and their like are plain objects made on the way. What the real schema
 * has and the sandbox has not is refused by name: silence would look like an empty value.
 */
export function resolveField(
  source: unknown,
  args: Record<string, unknown>,
  request: Request,
  info: GraphQLResolveInfo,
): unknown {
  const { name } = info.parentType;
  const resolve = TYPES[name]?.[info.fieldName];
  // The schema has checked both, so the one function that was found fits them.
  if (resolve !== undefined) return resolve(source as never, given(args) as never, request, info);
  const value = plainValue(source, info.fieldName);
  if (value === undefined)
    throw refusal('NOT_SERVED', `The sandbox does not serve ${name}.${info.fieldName}.`);
  return value;
}

/** An argument given as null asks for nothing, like one left out. */
function given(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}

function plainValue(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null || 'kind' in source) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(source, name)?.value;
  return typeof value === 'function' ? value() : value;
}

/** The schema's type of a row, where a field may hold one of several. */
export function typeOfRow(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  return typeof value.kind === 'string' ? value.kind : undefined;
}
