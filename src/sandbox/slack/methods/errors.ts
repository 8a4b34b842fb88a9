import { CHAT_ERRORS } from './errors-chat.ts';
import { CONVERSATION_ERRORS } from './errors-conversations.ts';
import { GENERAL_ERRORS } from './errors-general.ts';
import { OTHER_ERRORS } from './errors-others.ts';

/**
 * Every method of the small Slack with the errors that its page lists, and the few that apps meet though
 * only other pages list them. `GENERAL_ERRORS` come on top of each.
 */
const METHOD_ERRORS = { ...CHAT_ERRORS, ...CONVERSATION_ERRORS, ...OTHER_ERRORS };

/** A method that the small Slack knows. */
export type MethodName = keyof typeof METHOD_ERRORS;

/** What a method may refuse with. */
export type ErrorOf<M extends MethodName> =
  (typeof METHOD_ERRORS)[M][number] | (typeof GENERAL_ERRORS)[number];

/** True for a method with a table of errors. */
export function isMethodName(method: string): method is MethodName {
  return Object.hasOwn(METHOD_ERRORS, method);
}

/** All errors of a method, its own first, for tests that try each of them. */
export function errorsOf<M extends MethodName>(method: M): readonly ErrorOf<M>[] {
  return [...METHOD_ERRORS[method], ...GENERAL_ERRORS];
}

/** The methods that have a table, in no particular order. */
export const METHOD_NAMES: readonly MethodName[] = Object.keys(METHOD_ERRORS).filter(isMethodName);
