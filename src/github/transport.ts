/** One question to GitHub over @octokit/graphql; how it ended is a value, never a throw. */
import { graphql } from '@octokit/graphql';
import type { Passport } from './passport.ts';
import type { RawAnswer } from './verdict.ts';

/** Sends a query once. */
export type Send = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<RawAnswer>;

// GitHub itself gives up on a query after ten seconds.
const TIMEOUT_MS = 15_000;

/** Octokit's own way of sending, which a hook may wrap. */
type Request = (options: object) => Promise<{
  readonly status: number;
  readonly headers: RawAnswer['headers'];
  readonly data: unknown;
}>;

/**
 * `apiUrl` is GitHub's base: `https://api.github.com`, or an Enterprise Server's with `/api`; the queries
 * go to `<base>/graphql`. Octokit's plugins for retries and limits are not used: they wait inside the
 * call, up to an hour, by a clock of their own, where we rather answer when to come back.
 */
export function createTransport(passport: Passport, apiUrl: string, timeoutMs = TIMEOUT_MS): Send {
  const ask = once(apiUrl, timeoutMs);
  return async (query, variables) => {
    const shown = await passport.show();
    if (typeof shown !== 'string') return shown;
    const answer = await ask(shown, query, variables);
    if (answer.status !== 401 || !passport.wasRefused(shown)) return answer;
    // A token can be taken back before its hour ends; the next one tells whether the app itself is out.
    const next = await passport.show();
    return typeof next === 'string' ? ask(next, query, variables) : next;
  };
}

function once(
  apiUrl: string,
  timeoutMs: number,
): (authorization: string, ...question: Parameters<Send>) => Promise<RawAnswer> {
  const quiet = (): void => undefined;
  const ask = graphql.defaults({ baseUrl: apiUrl });
  return async (authorization, query, variables) => {
    const headers = { authorization, 'user-agent': 'slipway' };
    let seen: RawAnswer | null = null;
    // Octokit hands on the data alone; limits and scopes stand in the headers, so the answer is kept here.
    const hook = async (request: Request, options: object) => {
      const { status, headers: received, data: stream } = await request(options);
      const data = await dataIn(stream);
      seen = { status, headers: received, body: data };
      return { ...seen, data };
    };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const parts = { signal, hook, log: { warn: quiet }, parseSuccessResponseBody: false };
      await ask(query, { ...variables, headers, request: parts });
    } catch (error) {
      return seen ?? answerIn(error);
    }
    return seen ?? { status: 0, headers: {}, body: 'no answer' };
  };
}

/**
 * What stands in a good answer; one that is no JSON as its text. Octokit's own parser looks at every value for a
 * number beyond 2 to the 53rd, which takes most of the time of a first read; nothing we ask for is one.
 */
async function dataIn(stream: unknown): Promise<unknown> {
  if (!(stream instanceof ReadableStream)) return stream;
  const text = await new Response(stream).text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What an error of Octokit holds: GitHub's refusal, or why nothing came back. */
export function answerIn(error: unknown): RawAnswer {
  if (error instanceof Error && 'response' in error) {
    const { response } = error;
    if (isAnswer(response))
      return { status: response.status, headers: response.headers, body: response.data };
  }
  return { status: 0, headers: {}, body: networkCause(error) };
}

function isAnswer(value: unknown): value is {
  readonly status: number;
  readonly headers: RawAnswer['headers'];
  readonly data: unknown;
} {
  return typeof value === 'object' && value !== null && 'status' in value && 'data' in value;
}

function networkCause(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error)
    innermost = innermost.cause;
  if (!(innermost instanceof Error)) return 'no answer';
  if (innermost.name === 'TimeoutError') return 'no answer in time';
  return 'code' in innermost ? String(innermost.code) : innermost.name;
}
