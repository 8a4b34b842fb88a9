/** One socket to Slack, from hello to goodbye. It never comes back by itself; the link opens the next. */
import { SocketModeClient } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../base/log.ts';
import { Delivery } from './delivery.ts';
import { isData } from './form-values.ts';
import type { LineTiming } from './reconnect.ts';
import { socketDispatcher } from '../base/way-out.ts';
import { within } from '../base/within.ts';
import { SentAway } from './sent-away.ts';

/** Why a connection needs a successor: it is gone, or Slack announced that it will go. */
export type Ending =
  { readonly kind: 'gone' } | { readonly kind: 'announced'; readonly reason: string };

/** An open connection. */
export interface Connection {
  readonly ending: Promise<Ending>;
  /** Resolves when the socket is closed, however it came to that. */
  readonly gone: Promise<void>;
  /** Closes it once everything that came by it is acknowledged, at the latest after `limitMs`. */
  retire(limitMs: number): Promise<void>;
}

/** What a connection needs. */
export interface ConnectionOptions {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly timing: LineTiming;
  readonly log: Log;
  /** Hears every delivery; `retryNum` is Slack's own count. */
  readonly deliver: (delivery: Delivery, retryNum: number | undefined) => void;
}

/**
 * The stock client closes its socket the moment Slack announces a refresh, and cannot acknowledge what
 * it holds any more. This one only passes the news on, so that a successor can be there first. It also
 * keeps an envelope of an unexpected shape from ending the process.
 */
class PatientClient extends SocketModeClient {
  protected override async onWebSocketMessage(
    data: string | ArrayBuffer,
    isBinary: boolean,
  ): Promise<void> {
    const reason = typeof data === 'string' ? announcedIn(data) : null;
    if (reason !== null) {
      this.emit('announced', reason);
      return;
    }
    try {
      await super.onWebSocketMessage(data, isBinary);
    } catch (error) {
      this.emit('malformed', error);
    }
  }
}

/**
 * Opens one connection; resolves when Slack said hello. Throws `SentAway` when it said goodbye instead, what
 * the client threw, or when `signal` gave up on it first.
 */
export async function openConnection(
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<Connection> {
  const dispatcher = socketDispatcher();
  const client = new PatientClient({
    appToken: options.appToken,
    // Its own reconnecting waits five seconds and ends the process when the token was revoked.
    autoReconnectEnabled: false,
    clientPingTimeout: options.timing.silenceLimitMs,
    clientOptions: { ...options.clientOptions },
    ...(dispatcher === undefined ? {} : { dispatcher }),
    ...(options.clientOptions.logger === undefined ? {} : { logger: options.clientOptions.logger }),
  });
  const inHand = new Set<Delivery>();
  listen(client, inHand, options);
  const { gone, ending } = endsOf(client);
  await hello(
    client,
    AbortSignal.any([signal, AbortSignal.timeout(options.timing.connectLimitMs)]),
  );
  return {
    ending,
    gone,
    retire: async (limitMs) => {
      await within(limitMs, Promise.all([...inHand].map((delivery) => delivery.finished)));
      await close(client);
    },
  };
}

function listen(
  client: SocketModeClient,
  inHand: Set<Delivery>,
  { deliver, log }: ConnectionOptions,
): void {
  client.on('malformed', (error: unknown) => log.trouble('slack.malformed', error));
  client.on('slack_event', (envelope: unknown) => {
    if (!isData(envelope) || !isData(envelope['body'])) return;
    const { ack, retry_num: retryNum } = envelope;
    const delivery = new Delivery(
      envelope['body'],
      async (payload) => {
        if (typeof ack === 'function') await ack(payload);
      },
      log,
    );
    inHand.add(delivery);
    void delivery.finished.then(() => inHand.delete(delivery));
    deliver(delivery, typeof retryNum === 'number' ? retryNum : undefined);
  });
}

function endsOf(client: SocketModeClient): Pick<Connection, 'ending' | 'gone'> {
  const gone = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
  const announced = new Promise<Ending>((resolve) =>
    client.once('announced', (reason: string) => resolve({ kind: 'announced', reason })),
  );
  return { gone, ending: Promise.race([announced, gone.then((): Ending => ({ kind: 'gone' }))]) };
}

async function hello(client: SocketModeClient, signal: AbortSignal): Promise<void> {
  let goodbye: string | null = null;
  const note = (reason: string): void => void (goodbye = reason);
  client.once('announced', note);
  const givenUp = Promise.withResolvers<never>();
  const giveUp = (): void => givenUp.reject(new Error('Slack did not say hello'));
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  const started = client.start();
  try {
    await Promise.race([started, givenUp.promise]);
  } catch (error) {
    started.catch(() => undefined);
    abandon(client);
    if (goodbye !== null) throw new SentAway(goodbye);
    throw error ?? new Error('the connection closed before hello');
  } finally {
    client.off('announced', note);
    signal.removeEventListener('abort', giveUp);
  }
}

/** No socket may stay behind unseen, not even one whose address is only just being asked for. */
function abandon(client: SocketModeClient): void {
  const close = (): void => void client.disconnect();
  // The event comes just before the client opens its socket; until then there is nothing to close.
  client.on('connecting', () => setImmediate(close));
  client.on('connected', close);
  close();
}

const CLOSE_LIMIT_MS = 1000;

async function close(client: SocketModeClient): Promise<void> {
  if (await within(CLOSE_LIMIT_MS, client.disconnect())) return;
  // The other side does not answer our goodbye; a second one drops the socket.
  void client.disconnect();
}

function announcedIn(data: string): string | null {
  if (!data.includes('"disconnect"')) return null;
  try {
    const message: unknown = JSON.parse(data);
    if (!isData(message) || message['type'] !== 'disconnect') return null;
    return typeof message['reason'] === 'string' ? message['reason'] : 'unknown';
  } catch {
    return null;
  }
}
