/** How a call to Slack ended when it did not end well: what is certain, and what is not. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { isData } from './form-values.ts';
import { OUR_REFUSALS, type PostOutcome, SlackRefusal } from './port.ts';

/** Every end but the good one. */
export type Failure = Exclude<PostOutcome, { kind: 'done' }>;

// Slack about these: part of the work may have been done before the error was raised.
const MAYBE_DONE = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
]);

// Nothing was done, for a reason that lies with the installation and not with this one call: once the
// token is replaced, the scope granted or the policy met, the same call goes through.
const NOT_LET_IN = new Set([
  ...OUR_REFUSALS,
  'ekm_access_denied',
  'missing_scope',
  'team_access_not_granted',
]);

// Throttled without the status 429.
const THROTTLED = new Set([
  'accesslimited',
  'message_limit_exceeded',
  'rate_limited',
  'ratelimited',
]);
const THROTTLED_SECONDS = 60;

const UNPARSABLE = 'unparsable answer';

// The request never left this machine, or met nobody.
const NEVER_SENT = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** True for codes that say our token or installation is not accepted, whatever was asked. */
export function isNotLetIn(code: string): boolean {
  return NOT_LET_IN.has(code);
}

/**
 * Sorts what a call threw. `refused` and `wait`: nothing happened at Slack. `unreachable`: nothing
 * happened, and the same call may work later. Anything else is `unknown`: it may have happened.
 */
export function sortFailure(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) return { kind: 'wait', seconds: error.retryAfter };
  if (error instanceof WebAPIPlatformError) return sortCode(error.data.error);
  if (error instanceof WebAPIHTTPError) return sortStatus(error.statusCode);
  const code = error instanceof WebAPIRequestError ? networkCode(error.original) : null;
  const cause = code ?? nameOf(error);
  if (code !== null && (NEVER_SENT.has(code) || code.startsWith('CERT_')))
    return { kind: 'unreachable', cause };
  return { kind: 'unknown', cause };
}

/** What a call at the desk threw, as the one error that callers know. A lost answer is `no_answer`. */
export function refusalOf(method: string, error: unknown): SlackRefusal {
  const failure = sortFailure(error);
  // The library puts an answer it cannot parse into the error's message, and people's words may be in it.
  const isUnparsable = failure.kind === 'unknown' && failure.cause === UNPARSABLE;
  return new SlackRefusal(method, deskCode(failure), isUnparsable ? UNPARSABLE : error);
}

function deskCode(failure: Failure): string {
  if (failure.kind === 'refused') return failure.code;
  if (failure.kind === 'wait') return 'ratelimited';
  return isNotLetIn(failure.cause) ? failure.cause : 'no_answer';
}

function sortCode(code: string): Failure {
  if (MAYBE_DONE.has(code)) return { kind: 'unknown', cause: code };
  if (NOT_LET_IN.has(code)) return { kind: 'unreachable', cause: code };
  if (THROTTLED.has(code)) return { kind: 'wait', seconds: THROTTLED_SECONDS };
  // The library hands an answer that is not JSON on as if its text were the code.
  if (!/^[a-z][a-z0-9_]*$/.test(code)) return { kind: 'unknown', cause: UNPARSABLE };
  return { kind: 'refused', code };
}

function sortStatus(status: number): Failure {
  if (status === 413) return { kind: 'refused', code: 'http_413' };
  // 4xx comes from something in front of Slack that turned the request away.
  if (status >= 400 && status < 500) return { kind: 'unreachable', cause: `HTTP ${status}` };
  return { kind: 'unknown', cause: `HTTP ${status}` };
}

/** The system's word for a network failure, found down the chain of causes. */
function networkCode(error: unknown): string | null {
  if (error instanceof AggregateError) return sameCode(error.errors);
  if (!(error instanceof Error)) return null;
  if (isData(error) && typeof error['code'] === 'string') return error['code'];
  return networkCode(error.cause);
}

/** One host has several addresses; only when all of them failed alike is the failure certain. */
function sameCode(errors: readonly unknown[]): string | null {
  const codes = new Set(errors.map(networkCode));
  const [code] = codes;
  return codes.size === 1 && code !== undefined ? code : null;
}

function nameOf(error: unknown): string {
  const origin = error instanceof WebAPIRequestError ? error.original : error;
  return origin instanceof Error ? origin.name : 'unknown error';
}
