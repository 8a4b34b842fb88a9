/** The line: everything Slack delivers becomes an arrival and goes to one receiver. */
import { App, type AllMiddlewareArgs, LogLevel } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { arrivalKey } from './arrival-key.ts';
import { acknowledgement } from './payloads.ts';
import type { Acknowledge, Arrival, ArrivalKind, SlackLine } from './port.ts';
import { createReceiver, deliveryIn } from './receiver.ts';
import { LINE_TIMING, type LineTiming } from './reconnect.ts';
import { sdkLogger } from './sdk-log.ts';

/** What the line needs. `clientOptions` serve the calls that open sockets. */
export interface LineOptions {
  readonly botToken: string;
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly wall: Clock;
  readonly log: Log;
  readonly timing?: Partial<LineTiming>;
}

type Receive = (arrival: Arrival, acknowledge: Acknowledge) => Promise<void>;

/**
 * A line that is not connected yet. `start` resolves when both links were tried once: connected, or
 * `parkedBecause()` says why not; it goes on trying by itself either way.
 */
export function createLine(options: LineOptions): SlackLine {
  const { log } = options;
  const receiver = createReceiver({
    appToken: options.appToken,
    clientOptions: options.clientOptions,
    timing: { ...LINE_TIMING, ...options.timing },
    wall: options.wall,
    log,
  });
  return {
    start: async (receive) => {
      hearEverything(boltApp(options, receiver), receive, log);
      await receiver.start();
    },
    stop: async () => {
      await receiver.stop();
    },
    parkedBecause: () => receiver.parkedBecause(),
  };
}

function boltApp(options: LineOptions, receiver: ReturnType<typeof createReceiver>): App {
  const app = new App({
    receiver,
    logger: sdkLogger(options.log),
    logLevel: LogLevel.WARN,
    clientOptions: { ...options.clientOptions },
    // With a fixed answer Bolt never calls auth.test, whose failure would end the process.
    authorize: async () => ({ botToken: options.botToken }),
    // Which of our own doings matter is decided above; here nothing is dropped.
    ignoreSelf: false,
    // Its default keeps a state for every channel, for ever.
    convoStore: false,
  });
  // Thrown on, an error reaches our receiver, which leaves the delivery unacknowledged.
  app.error(async (error) => {
    throw error;
  });
  return app;
}

/** One listener a kind; each matches everything of its kind. */
function hearEverything(app: App, receive: Receive, log: Log): void {
  const as =
    (kind: ArrivalKind) =>
    async ({ body, context }: Heard): Promise<void> => {
      const delivery = deliveryIn(context);
      delivery.take();
      const arrival = { key: arrivalKey(kind, { ...body }), kind, body: { ...body } };
      await receive(arrival, (answer) => delivery.acknowledge(acknowledgement(answer)));
      if (!delivery.isAcknowledged) log.warn('slack.unacknowledged', { kind });
    };
  app.command(/^/, as('command'));
  app.action({}, as('action'));
  app.view({ type: 'view_submission' }, as('submission'));
  app.view({ type: 'view_closed' }, as('closed'));
  app.shortcut({}, as('shortcut'));
  app.event(/^/, as('event'));
}

interface Heard extends Pick<AllMiddlewareArgs, 'context'> {
  readonly body: object;
}
