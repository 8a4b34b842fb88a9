import { newUuid } from './ids.ts';
import { sendOn } from './links.ts';
import type { Link, Links } from './links.ts';
import { isPlain } from './plain.ts';
import type { Plain } from './plain.ts';

/** How often Slack tries an event again after nobody acknowledged it in time. */
const MOST_RETRIES = 3;

/** What goes to the app, before it has an envelope id. */
export interface Envelope {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Plain;
  /** True where the acknowledgement may carry an answer. */
  readonly acceptsResponse: boolean;
}

/** How the app answered. `nobody` means that no connection was open to take it. */
export type Delivered =
  | { readonly kind: 'acked'; readonly payload: unknown }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'nobody' };

/** Carries envelopes to the app, each to one connection. */
export interface Delivery {
  deliver(envelope: Envelope): Promise<Delivered>;
  /** Envelopes that nobody has acknowledged yet. */
  waiting(): number;
  stop(): void;
}

interface Pending {
  readonly id: string;
  readonly envelope: Envelope;
  readonly settle: (outcome: Delivered) => void;
  link: Link | null;
  /** How often it went out. */
  sends: number;
  timer: NodeJS.Timeout | null;
}

function wireForm({ id, envelope, sends }: Pending): string {
  const { type, payload, acceptsResponse } = envelope;
  const again = sends > 1;
  const retry = { retry_attempt: sends - 1, retry_reason: again ? 'timeout' : '' };
  return JSON.stringify({
    envelope_id: id,
    payload,
    type,
    accepts_response_payload: acceptsResponse,
    ...(type === 'events_api' || again ? retry : {}),
  });
}

function parsedAck(text: string): { id: string; payload: unknown } | null {
  try {
    const message: unknown = JSON.parse(text);
    if (!isPlain(message) || typeof message['envelope_id'] !== 'string') return null;
    return { id: message['envelope_id'], payload: message['payload'] };
  } catch {
    return null;
  }
}

/**
 * Delivery over `links`. A person's deed is tried until its time is up, on another connection when its
 * own closes; an event is kept until somebody acknowledges it, or `MOST_RETRIES` time-outs went by.
 * `ackMs`: how long the app may take for one acknowledgement, real milliseconds (Slack: 3000).
 */
export function createDelivery(links: Links, ackMs: number): Delivery {
  const pending = new Map<string, Pending>();

  const forget = (item: Pending): void => {
    if (item.timer) clearTimeout(item.timer);
    pending.delete(item.id);
  };

  const send = (item: Pending): boolean => {
    item.link = links.next();
    if (!item.link) return false;
    item.sends += 1;
    sendOn(item.link, wireForm(item));
    item.timer ??= setTimeout(() => late(item), ackMs);
    return true;
  };

  const late = (item: Pending): void => {
    item.timer = null;
    item.settle({ kind: 'timeout' });
    const keep = item.envelope.type === 'events_api' && item.sends <= MOST_RETRIES;
    if (keep) send(item);
    else forget(item);
  };

  links.listen({
    onReady() {
      for (const item of pending.values()) if (!item.link) send(item);
    },
    onMessage(_link, text) {
      const ack = parsedAck(text);
      const item = ack && pending.get(ack.id);
      if (!ack || !item) return;
      forget(item);
      item.settle({ kind: 'acked', payload: ack.payload });
    },
    onClosed(link) {
      for (const item of pending.values()) if (item.link === link) send(item);
    },
  });

  return {
    deliver: (envelope) =>
      new Promise((settle) => {
        const id = newUuid();
        const item: Pending = { id, envelope, settle, link: null, sends: 0, timer: null };
        pending.set(id, item);
        if (send(item)) return;
        settle({ kind: 'nobody' });
        if (envelope.type !== 'events_api') forget(item);
      }),
    waiting: () => pending.size,
    stop() {
      for (const item of pending.values()) {
        forget(item);
        item.settle({ kind: 'nobody' });
      }
    },
  };
}
