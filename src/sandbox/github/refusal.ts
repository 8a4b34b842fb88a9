import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

/** The `type` that GitHub gives an error; `NOT_SERVED` is the sandbox's own, for what it cannot do. */
export type RefusalType =
  | 'NOT_FOUND'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION'
  | 'INVALID_CURSOR_ARGUMENTS'
  | 'ARGUMENT_LIMIT'
  | 'MAX_NODE_LIMIT_EXCEEDED'
  | 'RATE_LIMITED'
  | 'UNPROCESSABLE'
  | 'NOT_SERVED';

/** An error as it stands in an answer: GitHub writes `type` beside the message, not in extensions. */
export type AnsweredError = GraphQLFormattedError & { readonly type?: string };

/** The error to throw where a query asks for what it cannot get. */
export function refusal(type: RefusalType, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** An error in GitHub's shape. */
export function answeredError(error: GraphQLError): AnsweredError {
  const { extensions, ...plain } = error.toJSON();
  const type: unknown = extensions?.['type'];
  return typeof type === 'string'
    ? { type, ...plain }
    : { ...plain, ...(extensions && { extensions }) };
}
