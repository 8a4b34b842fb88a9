/** Delivery by signed calls to the app's own address, as Slack makes them without Socket Mode. */
import { createHmac } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Delivered, Delivery, Envelope } from './delivery.ts';

/** Where the app listens and how its calls are signed. */
export interface HttpDeliveryOptions {
  /** The complete address at this moment: the app may come back on another port. */
  readonly url: () => string;
  readonly signingSecret: string;
  /** Pauses before an event is tried again, real milliseconds; at once, after 1 and 5 minutes as in Slack. */
  readonly retryAfterMs?: readonly number[];
  /** Every call is made a second time with the same signature, as a replay would. */
  readonly isDoubled?: boolean;
  /** The machine's clock: signatures bear its time. */
  readonly wall: Clock;
  /** How long the app may take for its answer, real milliseconds. */
  readonly ackMs: number;
}

const RETRY_AFTER_MS = [0, 60_000, 300_000];

/** One call, ready to be signed. */
interface Call {
  readonly type: string;
  readonly body: string;
}

/** A person's deed is called once; an event again until it was taken, or the last retry went by. */
export function createHttpDelivery(options: HttpDeliveryOptions): Delivery {
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const pauses = options.retryAfterMs ?? RETRY_AFTER_MS;
  let waiting = 0;

  const retry = (call: Call, tries: number, before: Delivered): void => {
    const pause = pauses[tries];
    if (pause === undefined || stopping.signal.aborted) {
      waiting -= 1;
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      void attempt(call, tries + 1, before);
    }, pause);
    timers.add(timer);
  };

  const attempt = async (call: Call, tries: number, before: Delivered): Promise<Delivered> => {
    const outcome = await post(call, retryHeaders(tries, before), options, stopping.signal);
    if (outcome.kind === 'acked') waiting -= 1;
    else retry(call, tries, outcome);
    return outcome;
  };

  return {
    async deliver(envelope) {
      const call = callOf(envelope);
      if (envelope.type !== 'events_api') return post(call, {}, options, stopping.signal);
      waiting += 1;
      return attempt(call, 0, { kind: 'nobody' });
    },
    waiting: () => waiting,
    stop() {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function retryHeaders(tries: number, before: Delivered): Record<string, string> {
  if (tries === 0) return {};
  const reason = before.kind === 'timeout' ? 'http_timeout' : 'connection_failed';
  return { 'x-slack-retry-num': String(tries), 'x-slack-retry-reason': reason };
}

function callOf({ type, payload }: Envelope): Call {
  if (type === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) };
  const fields =
    type === 'interactive' ? { payload: JSON.stringify(payload) } : textFields(payload);
  return {
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(fields).toString(),
  };
}

function textFields(payload: Envelope['payload']): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}

async function post(
  { type, body }: Call,
  more: Readonly<Record<string, string>>,
  { url, signingSecret, wall, ackMs, isDoubled = false }: HttpDeliveryOptions,
  stopping: AbortSignal,
): Promise<Delivered> {
  const timestamp = String(Math.floor(Date.parse(wall.now()) / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`);
  const headers = {
    ...more,
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${digest.digest('hex')}`,
  };
  const late = AbortSignal.timeout(ackMs);
  try {
    const signal = AbortSignal.any([late, stopping]);
    const call = () => fetch(url(), { method: 'POST', headers, body, signal });
    const response = await call();
    const text = await response.text();
    if (isDoubled) await (await call()).text();
    if (response.status !== 200) return { kind: 'nobody' };
    return { kind: 'acked', payload: answerIn(text, response.headers.get('content-type')) };
  } catch {
    return late.aborted ? { kind: 'timeout' } : { kind: 'nobody' };
  }
}

/** An answer is JSON, or plain words for a command; none is a bare acknowledgement. */
function answerIn(text: string, type: string | null): unknown {
  if (text === '') return undefined;
  return type?.startsWith('application/json') === true ? JSON.parse(text) : { text };
}
