import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from './calls.ts';
import { FAULTS, holdBack } from './faults.ts';
import type { Fault, FaultBehaviour, Faults } from './faults.ts';
import type { Arguments } from './methods/arguments.ts';
import { textArg } from './methods/arguments.ts';
import { errorsOf, isMethodName } from './methods/errors.ts';
import { requireScope } from './methods/method.ts';
import { METHOD_NEEDS } from './methods/scopes.ts';
import { METHODS } from './methods/table.ts';
import type { Plain } from './plain.ts';
import type { RateLimits } from './rate-limits.ts';
import { Refusal } from './refusal.ts';
import { callArguments } from './request-body.ts';
import type { Tokens } from './tokens.ts';
import type { Workspace } from './workspace.ts';

/** What the Web API works with. */
export interface ApiParts {
  readonly slack: Workspace;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly limits: RateLimits;
  readonly origin: () => string;
  readonly ticket: () => string;
  /** Fires when the sandbox stops, so that a late answer does not hold it up. */
  readonly stopped: AbortSignal;
}

/** An answer as it goes out, with the scope headers that the SDK shows to its caller. */
interface Answer {
  readonly body: Plain & { readonly ok: boolean };
  readonly scopes: readonly string[];
  readonly accepted: readonly string[];
}

function presentedToken(request: IncomingMessage, args: Arguments): string | undefined {
  const header = request.headers.authorization;
  return header === undefined ? textArg(args, 'token') : header.replace(/^Bearer /i, '');
}

/** A code that Slack would not answer with here is a mistake of the small Slack's own, and loud. */
function insistOnDocumented(method: string, code: string): void {
  if (!isMethodName(method) || errorsOf(method).some((known) => known === code)) return;
  // api.test answers with whatever it was asked to answer with.
  if (method !== 'api.test') throw new Error(`${method} does not answer ${code} in Slack`);
}

function run(parts: ApiParts, method: string, args: Arguments, token: string | undefined): Answer {
  const needs = METHOD_NEEDS[method];
  const handler = METHODS[method];
  let scopes: readonly string[] = [];
  const accepted = needs?.scopes ?? [];
  try {
    if (!needs || !handler) throw new Refusal('unknown_method', { req_method: method });
    scopes = parts.tokens.scopesFor(token, needs);
    requireScope(scopes, needs.scopes);
    const { slack, ticket } = parts;
    const now = slack.clock.now();
    const answer = handler({ args, slack, now, scopes, ticket, origin: parts.origin() });
    return { body: { ok: true, ...answer }, scopes, accepted };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    insistOnDocumented(method, error.code);
    return { body: { ok: false, error: error.code, ...error.details }, scopes, accepted };
  }
}

function headersFor(parts: ApiParts, answer: Answer | null): Record<string, string> {
  const date = new Date(parts.slack.clock.now()).toUTCString();
  const base = { 'content-type': 'application/json; charset=utf-8', date };
  if (!answer) return base;
  return {
    ...base,
    'x-oauth-scopes': answer.scopes.join(','),
    'x-accepted-oauth-scopes': answer.accepted.join(','),
  };
}

function refusedCode(fault: Fault): string {
  return fault.kind === 'refused' && fault.error !== undefined ? fault.error : 'internal_error';
}

/** Writes what the caller gets instead of the answer. */
async function failAs(
  parts: ApiParts,
  response: ServerResponse,
  fault: Fault,
  answer: Answer | null,
): Promise<void> {
  const { answer: outcome }: FaultBehaviour = FAULTS[fault.kind];
  const text = JSON.stringify(answer?.body ?? {});
  const headers = headersFor(parts, answer);
  const refuse = (error: string): void =>
    void response.writeHead(200, headers).end(JSON.stringify({ ok: false, error }));
  if (outcome === 'nothing') return void response.destroy();
  if (outcome === 'refused') return refuse(refusedCode(fault));
  if (outcome === 'late') await holdBack(fault, parts.stopped);
  if (outcome === 'late') return void response.writeHead(200, headers).end(text);
  if (outcome === 'cut-short')
    return void response.writeHead(200, headers).end(text.slice(0, text.length / 2));
  if ('error' in outcome) return refuse(outcome.error);
  const { status, body } = outcome;
  const type = status === 200 ? headers['content-type'] : 'text/html';
  const retry = status === 429 ? { 'retry-after': fault.retryAfter ?? '1' } : {};
  response.writeHead(status, { ...headers, 'content-type': type ?? '', ...retry }).end(body);
}

/** Sends a call away that is one too many; true when it did. */
function throttled(
  parts: ApiParts,
  response: ServerResponse,
  method: string,
  args: Arguments,
): boolean {
  const seconds = parts.limits.judge(method, textArg(args, 'channel'));
  if (seconds === null) return false;
  parts.calls.add({ method, args, error: 'ratelimited', at: parts.slack.clock.now() });
  const headers = { ...headersFor(parts, null), 'retry-after': String(seconds) };
  response.writeHead(429, headers).end(JSON.stringify({ ok: false, error: 'ratelimited' }));
  return true;
}

/** Answers one Web API call: reads it, checks token and scopes, works, and fails where a fault is planned. */
export async function answerCall(
  parts: ApiParts,
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
): Promise<void> {
  const args = await callArguments(request);
  if (throttled(parts, response, method, args)) return;
  const fault = parts.faults.take(method, textArg(args, 'channel'));
  const skips = fault !== null && !FAULTS[fault.kind].applies;
  const answer = skips ? null : run(parts, method, args, presentedToken(request, args));
  const error = typeof answer?.body['error'] === 'string' ? answer.body['error'] : null;
  parts.calls.add({ method, args, error: fault ? fault.kind : error, at: parts.slack.clock.now() });
  if (fault) return failAs(parts, response, fault, answer);
  response.writeHead(200, headersFor(parts, answer)).end(JSON.stringify(answer?.body));
}
