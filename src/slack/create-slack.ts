/** The real Slack: line, desk and poster for one workspace, each on a client of its own. */
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Meter } from '../base/meter.ts';
import { createDesk } from './desk.ts';
import { createHttpReceiver, type HttpWay } from './http-receiver.ts';
import { createLine } from './line.ts';
import type { SlackPort } from './port.ts';
import { createPoster } from './poster.ts';
import { createReceiver, type SlackReceiver } from './receiver.ts';
import { LINE_TIMING, type LineTiming } from './reconnect.ts';
import { clientOptions, quickClient, webClient } from './web-client.ts';

/**
 * How things come from Slack: over sockets that we open with an app-level token, or by calls that Slack
 * makes to us.
 */
export type SlackWay =
  { readonly appToken: string; readonly timing?: Partial<LineTiming> } | { readonly http: HttpWay };

/** What the real Slack needs. `wall` is the machine's clock, also where the product's clock is pushed. */
export type SlackOptions = SlackWay & {
  readonly botToken: string;
  /** Base of the Web API, with trailing slash. */
  readonly apiUrl: string;
  readonly wall: Clock;
  readonly log: Log;
  readonly meter?: Meter;
};

// A trigger lives three seconds; an answer that comes later opens nothing.
const DESK_TIMEOUT_MS = 2500;
const POST_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5000;

/** Makes the port; nothing is called before `line.start`. */
export function createSlack(options: SlackOptions): SlackPort {
  const { apiUrl, botToken, wall } = options;
  const log = options.log.with({ room: 'slack' });
  const calling = { apiUrl, log, ...(options.meter === undefined ? {} : { meter: options.meter }) };
  return {
    line: createLine({
      receiver: receiverOf(options, log),
      clientOptions: clientOptions(apiUrl, CONNECT_TIMEOUT_MS, log),
      log,
    }),
    desk: createDesk(quickClient(botToken, { ...calling, timeoutMs: DESK_TIMEOUT_MS }), {
      apiUrl,
      wall,
    }),
    poster: createPoster(webClient(botToken, { ...calling, timeoutMs: POST_TIMEOUT_MS })),
  };
}

function receiverOf(options: SlackOptions, log: Log): SlackReceiver {
  const { wall } = options;
  if ('http' in options) return createHttpReceiver(options.http, { wall, log });
  return createReceiver({
    appToken: options.appToken,
    clientOptions: clientOptions(options.apiUrl, CONNECT_TIMEOUT_MS, log),
    timing: { ...LINE_TIMING, ...options.timing },
    wall,
    log,
  });
}
