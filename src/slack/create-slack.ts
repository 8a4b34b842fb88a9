/** The real Slack: line, desk and poster for one workspace, each on a client of its own. */
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { createDesk } from './desk.ts';
import { createLine } from './line.ts';
import type { SlackPort } from './port.ts';
import { createPoster } from './poster.ts';
import type { LineTiming } from './reconnect.ts';
import { clientOptions, webClient } from './web-client.ts';

/** What the real Slack needs. `wall` is the machine's clock, also where the product's clock is pushed. */
export interface SlackOptions {
  readonly botToken: string;
  readonly appToken: string;
  /** Base of the Web API, with trailing slash. */
  readonly apiUrl: string;
  readonly wall: Clock;
  readonly log: Log;
  readonly timing?: Partial<LineTiming>;
}

// A trigger lives three seconds; an answer that comes later opens nothing.
const DESK_TIMEOUT_MS = 2500;
const POST_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5000;

/** Makes the port; nothing is called before `line.start`. */
export function createSlack(options: SlackOptions): SlackPort {
  const { apiUrl, botToken, wall } = options;
  const log = options.log.with({ room: 'slack' });
  return {
    line: createLine({
      botToken,
      appToken: options.appToken,
      clientOptions: clientOptions(apiUrl, CONNECT_TIMEOUT_MS, log),
      wall,
      log,
      ...(options.timing === undefined ? {} : { timing: options.timing }),
    }),
    desk: createDesk(webClient(botToken, { apiUrl, timeoutMs: DESK_TIMEOUT_MS, log }), {
      apiUrl,
      wall,
    }),
    poster: createPoster(webClient(botToken, { apiUrl, timeoutMs: POST_TIMEOUT_MS, log })),
  };
}
