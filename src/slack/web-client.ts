/** A client for Slack's Web API that does what it is told once, and says how it ended. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../base/log.ts';
import { type Meter, noMeter } from '../base/meter.ts';
import { sortFailure } from './outcomes.ts';
import { sdkLogger } from './sdk-log.ts';

/** Seconds we wait when Slack throttles without a usable Retry-After. */
const DEFAULT_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 300;

/**
 * The options every client of ours has. `headers` is left out on purpose: the library writes the token
 * into that very object, so that two clients sharing it would call with each other's token.
 */
export function clientOptions(apiUrl: string, timeoutMs: number, log: Log): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout: timeoutMs,
    // The library's own retries post twice when an answer was lost; who calls decides about another try.
    retryConfig: { retries: 0 },
    // Without this one throttled channel pauses every other call of the client.
    rejectRateLimitedCalls: true,
    // An absolute URL as method name would carry the token to any host.
    allowAbsoluteUrls: false,
    logger: sdkLogger(log),
    fetch: fetchWithRetryAfter,
  };
}

/** One client with its own queue. `timeoutMs` bounds each call; `meter` is told how each one ended. */
export function webClient(
  token: string,
  options: {
    readonly apiUrl: string;
    readonly timeoutMs: number;
    readonly log: Log;
    readonly meter?: Meter;
  },
): WebClient {
  const { apiUrl, timeoutMs, log, meter = noMeter } = options;
  return new CountedClient(token, clientOptions(apiUrl, timeoutMs, log), meter);
}

/** The library's methods all go through `apiCall`, so one place sees how every call ended. */
class CountedClient extends WebClient {
  readonly #meter: Meter;

  constructor(token: string, options: WebClientOptions, meter: Meter) {
    super(token, options);
    this.#meter = meter;
  }

  override async apiCall(
    ...[method, options]: Parameters<WebClient['apiCall']>
  ): ReturnType<WebClient['apiCall']> {
    try {
      const answer = await super.apiCall(method, options);
      this.#meter.slackCall(method, 'done', 0);
      return answer;
    } catch (error) {
      const failure = sortFailure(error);
      this.#meter.slackCall(method, failure.kind, failure.kind === 'wait' ? failure.seconds : 0);
      throw error;
    }
  }
}

/**
 * The library takes a 429 for a rate limit only when its Retry-After is a number. One without, or with
 * an absurd one, gets a sensible number here.
 */
const fetchWithRetryAfter: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.status !== 429) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', String(waitSeconds(response.headers.get('retry-after'))));
  return new Response(response.body, { status: 429, headers });
};

function waitSeconds(header: string | null): number {
  const seconds = header === null ? Number.NaN : Number.parseInt(header, 10);
  if (Number.isNaN(seconds)) return DEFAULT_WAIT_SECONDS;
  return Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS);
}
