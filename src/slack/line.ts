/** The line: everything Slack delivers becomes an arrival and goes to one receiver. */
import { App, type AllMiddlewareArgs, LogLevel } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../base/log.ts';
import { arrivalKey } from './arrival-key.ts';
import { acknowledgement } from './payloads.ts';
import type { Acknowledge, Arrival, ArrivalKind, SlackLine } from './port.ts';
import type { SlackReceiver } from './receiver.ts';
import { deliveryIn } from './reception.ts';
import { sdkLogger } from './sdk-log.ts';

/** What the line needs: an ear, and what Bolt asks for. */
export interface LineOptions {
  readonly receiver: SlackReceiver;
  readonly clientOptions: WebClientOptions;
  readonly log: Log;
}

type Receive = (arrival: Arrival, acknowledge: Acknowledge) => Promise<void>;

/**
 * A line that is not connected yet. `start` resolves when its ear listens, or was tried once:
 * `parkedBecause()` then says why nothing comes; it goes on trying by itself either way.
 */
export function createLine(options: LineOptions): SlackLine {
  const { receiver } = options;
  return {
    start: async (receive) => {
      hearEverything(boltApp(options), receive, options.log);
      await receiver.start();
    },
    stop: async () => {
      await receiver.stop();
    },
    parkedBecause: () => receiver.parkedBecause(),
  };
}

function boltApp(options: LineOptions): App {
  const app = new App({
    receiver: options.receiver,
    logger: sdkLogger(options.log),
    logLevel: LogLevel.WARN,
    clientOptions: { ...options.clientOptions },
    // With a fixed answer Bolt never calls auth.test, whose failure would end the process. With a token it would
    // make a client for each team that a payload names, and keep it for ever; nothing here calls through Bolt.
    authorize: async () => ({}),
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
