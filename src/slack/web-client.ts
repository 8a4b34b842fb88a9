/** A client for Slack's Web API that does what it is told once, and says how it ended. */
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../base/log.ts';
import { type Meter, noMeter } from '../base/meter.ts';
import { sortFailure } from './outcomes.ts';
import { quickCall, type QuickWay } from './quick-call.ts';
import { waitSeconds } from './retry-after.ts';
import { sdkLogger } from './sdk-log.ts';

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

/** What a client needs. `timeoutMs` bounds each call; `meter` is told how each one ended. */
interface ClientOptions {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
  readonly meter?: Meter;
}

/** One client with its own queue. */
export function webClient(token: string, options: ClientOptions): WebClient {
  const { apiUrl, timeoutMs, log, meter = noMeter } = options;
  return new CountedClient(token, clientOptions(apiUrl, timeoutMs, log), meter);
}

/**
 * The same client for what a person waits for: it knows the library's methods, and calls without the library's
 * queue, log lines and `fetch`. It has no queue at all, and takes no files.
 */
export function quickClient(token: string, options: ClientOptions): WebClient {
  const { apiUrl, timeoutMs, log, meter = noMeter } = options;
  return new QuickClient(
    { token, apiUrl, timeoutMs, log },
    clientOptions(apiUrl, timeoutMs, log),
    meter,
  );
}

type ApiCall = WebClient['apiCall'];

/** The library's methods all go through `apiCall`, so one place sees how every call ended. */
class CountedClient extends WebClient {
  readonly #meter: Meter;

  constructor(token: string, options: WebClientOptions, meter: Meter) {
    super(token, options);
    this.#meter = meter;
  }

  override async apiCall(...[method, args]: Parameters<ApiCall>): ReturnType<ApiCall> {
    try {
      const answer = await this.call(method, args);
      this.#meter.slackCall(method, 'done', 0);
      return answer;
    } catch (error) {
      const failure = sortFailure(error);
      this.#meter.slackCall(method, failure.kind, failure.kind === 'wait' ? failure.seconds : 0);
      throw error;
    }
  }

  protected call(...[method, args]: Parameters<ApiCall>): ReturnType<ApiCall> {
    return super.apiCall(method, args);
  }
}

class QuickClient extends CountedClient {
  readonly #way: QuickWay;

  constructor(way: QuickWay, options: WebClientOptions, meter: Meter) {
    super(way.token, options, meter);
    this.#way = way;
  }

  protected override call(...[method, args = {}]: Parameters<ApiCall>): ReturnType<ApiCall> {
    return quickCall(this.#way, method, args);
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
