/** A call of Slack's Web API without the machinery of Slack's library, which takes longer than our own work. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebAPICallResult,
} from '@slack/web-api';
import type { Log } from '../base/log.ts';
import { post, type Reply } from '../base/post.ts';
import { isData } from './form-values.ts';
import { waitSeconds } from './retry-after.ts';
import { sdkLogger } from './sdk-log.ts';

/** Where and as whom to call; `timeoutMs` bounds the whole of it. */
export interface QuickWay {
  readonly token: string;
  /** Base of the Web API, with trailing slash. */
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
}

/**
 * One call, tried once. The request is the one that the library makes, and so are the errors it throws: whoever
 * sorts those need not know which way a call went.
 */
export async function quickCall(
  way: QuickWay,
  method: string,
  args: Readonly<Record<string, unknown>>,
): Promise<WebAPICallResult> {
  const reply = await sent(way, method, args);
  if (reply.status === 429)
    throw new WebAPIRateLimitedError(waitSeconds(headerOf(reply, 'retry-after')));
  if (reply.status !== 200) throw new WebAPIHTTPError(reply.status, '', {}, reply.text);
  const answer = parsed(reply.text);
  const metadata = metadataIn(answer, reply);
  if (answer['ok'] === true) return { ...answer, ok: true, response_metadata: metadata };
  for (const message of metadata.messages ?? []) sdkLogger(way.log).error(message);
  const error = typeof answer['error'] === 'string' ? answer['error'] : '';
  throw new WebAPIPlatformError({ ...answer, ok: false, error, response_metadata: metadata });
}

async function sent(
  { token, apiUrl, timeoutMs }: QuickWay,
  method: string,
  args: Readonly<Record<string, unknown>>,
): Promise<Reply> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'slipway',
  };
  try {
    return await post({ url: new URL(apiUrl + method), headers, body: formOf(args), timeoutMs });
  } catch (error) {
    throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
  }
}

/** A form, because the methods that only read take nothing else. What is no text goes as JSON. */
function formOf(args: Readonly<Record<string, unknown>>): string {
  return Object.entries(args)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(textOf(value).toWellFormed())}`)
    .join('&');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is said beside the answer: where a view is wrong, and in a header what our token may do. */
function metadataIn(
  answer: Readonly<Record<string, unknown>>,
  reply: Reply,
): NonNullable<WebAPICallResult['response_metadata']> {
  const metadata = answer['response_metadata'];
  const scopes = headerOf(reply, 'x-oauth-scopes')
    ?.trim()
    .split(/\s*,\s*/);
  return { ...(isData(metadata) ? metadata : {}), ...(scopes === undefined ? {} : { scopes }) };
}

/** An answer that is no JSON goes on as if its text were the error: `sortFailure` knows that. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(text);
    return isData(answer) ? answer : { error: text };
  } catch {
    return { error: text };
  }
}

function headerOf({ headers }: Reply, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}
