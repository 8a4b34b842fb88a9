/** Bolt's ear: several links to Slack feed one app. */
import type { App, Receiver } from '@slack/bolt';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { WebClientOptions } from '@slack/web-api';
import { Delivery } from './delivery.ts';
import { type Link, startLink } from './link.ts';
import type { LineTiming } from './reconnect.ts';
import { within } from './within.ts';

/** What the ear needs. */
export interface ReceiverOptions {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly timing: LineTiming;
  readonly wall: Clock;
  readonly log: Log;
}

/**
 * Two, so that one is always there while the other is replaced. Slack sends each delivery to any one of
 * them, and allows ten.
 */
const LINKS = 2;
const PARAMETER = 'delivery';

/** The ear, and what it hears of its own state. */
export interface SlackReceiver extends Receiver {
  /** Why nothing comes in at present; null while at least one link is open, or before the start. */
  parkedBecause(): string | null;
}

/** The delivery behind a listener's context. Throws when there is none: only our receiver feeds this app. */
export function deliveryIn(context: Readonly<Record<string, unknown>>): Delivery {
  const delivery = context[PARAMETER];
  if (delivery instanceof Delivery) return delivery;
  throw new Error('a listener ran without a delivery');
}

/** An ear that is not listening yet. `start` resolves when every link's first try ended. */
export function createReceiver(options: ReceiverOptions): SlackReceiver {
  const { log } = options;
  const inHand = new Set<Promise<void>>();
  const links: Link[] = [];
  let isStopping = false;
  const tell = reporter(log, () => causeOf(links));
  // Hanging up on purpose is no trouble.
  const report = (): void => (isStopping ? undefined : tell());
  let app: App | null = null;

  const deliver = (delivery: Delivery, retryNum: number | undefined): void => {
    // Left alone, Slack delivers it again, to another connection or after our restart.
    if (isStopping || app === null) return delivery.giveUp();
    inHand.add(delivery.finished);
    void delivery.finished.then(() => inHand.delete(delivery.finished));
    void process(app, delivery, retryNum, log);
  };

  return {
    init: (boltApp) => {
      app = boltApp;
    },
    start: async () => {
      for (let n = 0; n < LINKS; n += 1)
        links.push(startLink({ ...options, deliver, changed: report }));
      await Promise.all(links.map((link) => link.tried));
    },
    stop: async () => {
      isStopping = true;
      await within(options.timing.drainLimitMs, Promise.all(inHand));
      await Promise.all(links.map((link) => link.close()));
    },
    parkedBecause: () => causeOf(links),
  };
}

async function process(
  app: App,
  delivery: Delivery,
  retryNum: number | undefined,
  log: Log,
): Promise<void> {
  try {
    await app.processEvent({
      body: withoutToken(delivery.body),
      // Bolt would acknowledge an event before it is recorded; the listener does it through the delivery.
      ack: async () => undefined,
      customProperties: { [PARAMETER]: delivery },
      ...(retryNum === undefined ? {} : { retryNum }),
    });
    if (!delivery.isTaken) {
      log.warn('slack.unknown_delivery', { type: String(delivery.body['type']) });
      await delivery.acknowledge();
    }
  } catch (error) {
    log.trouble('slack.delivery_failed', error, { acknowledged: delivery.isAcknowledged });
  } finally {
    delivery.giveUp();
  }
}

/** The old verification token is a shared secret that nothing here needs, and bodies get recorded. */
function withoutToken(body: Delivery['body']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'token'));
}

/** The gravest state wins only when no link is open: one is enough to hear everything. */
function causeOf(links: readonly Link[]): string | null {
  const states = links.map((link) => link.state());
  if (states.length === 0 || states.some((state) => state.kind === 'open')) return null;
  const parked = states.find((state) => state.kind === 'parked');
  return parked?.reason ?? 'Slack cannot be reached at present. I keep trying.';
}

/** Logs when the line goes down and when it is back, once each, however many links notice. */
function reporter(log: Log, cause: () => string | null): () => void {
  let known: string | null = 'not connected yet';
  return () => {
    const present = cause();
    if (present === known) return;
    if (present === null) log.info('slack.line_is_up');
    else log.warn('slack.line_is_down', { reason: present });
    known = present;
  };
}
