/** What every ear does with a delivery, however it came: hand it to Bolt, and see that it is answered. */
import type { App } from '@slack/bolt';
import type { Log } from '../base/log.ts';
import { within } from '../base/within.ts';
import { Delivery } from './delivery.ts';

const PARAMETER = 'delivery';

/** Takes deliveries until it is closed. */
export interface Reception {
  init(app: App): void;
  /** `retryNum` is Slack's own count. What is refused is given up, so that Slack delivers it again. */
  readonly deliver: (delivery: Delivery, retryNum: number | undefined) => void;
  /** Refuses from now on; resolves when what is in hand is answered, at the latest after `limitMs`. */
  close(limitMs: number): Promise<void>;
}

/** The delivery behind a listener's context. Throws when there is none: only our receivers feed this app. */
export function deliveryIn(context: Readonly<Record<string, unknown>>): Delivery {
  const delivery = context[PARAMETER];
  if (delivery instanceof Delivery) return delivery;
  throw new Error('a listener ran without a delivery');
}

/** An open reception; it needs its app before the first delivery. */
export function createReception(log: Log): Reception {
  const inHand = new Set<Promise<void>>();
  let isClosed = false;
  let app: App | null = null;
  return {
    init: (boltApp) => {
      app = boltApp;
    },
    deliver: (delivery, retryNum) => {
      // Left alone, Slack delivers it again, to another connection or after our restart.
      if (isClosed || app === null) return delivery.giveUp();
      inHand.add(delivery.finished);
      void delivery.finished.then(() => inHand.delete(delivery.finished));
      void process(app, delivery, retryNum, log);
    },
    async close(limitMs) {
      isClosed = true;
      await within(limitMs, Promise.all(inHand));
    },
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
