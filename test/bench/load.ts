/** Sends deeds to an app as Slack would, by signed calls or over its sockets, and times them. */
import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FarSlack } from './far-slack.ts';
import { SIGNING_SECRET, type Deed, type LoadOrder, type LoadReport } from './side-orders.ts';

// Longer than Slack waits: a deed that took so long is a figure too.
const LOST_AFTER_MS = 10_000;

/** A function that carries out load orders, one after the other. */
export function createLoad(
  slack: FarSlack,
  replyUrl: string,
): (order: LoadOrder) => Promise<LoadReport> {
  const agent = new Agent({ keepAlive: true });
  /** Who waits, by envelope or by trigger. */
  const waiting = new Map<string, () => void>();
  const arrived = (id: string): void => waiting.get(id)?.();
  slack.onAcknowledged(arrived);
  slack.onModal(arrived);

  /** Sends one and resolves with its milliseconds, null when it was lost. */
  async function one(order: LoadOrder): Promise<number | null> {
    const id = randomUUID();
    const payload = { ...order.deed.payload, trigger_id: id, response_url: replyUrl };
    const ended = new Promise<void>((resolve) => waiting.set(id, resolve));
    const begun = performance.now();
    if (order.address === null) slack.envelope(id, envelopeType(order.deed), payload);
    else {
      const answered = post(agent, order.address, bodyOf(order.deed, payload));
      const heard = order.until === 'acknowledged' ? () => arrived(id) : () => undefined;
      // One that fails is lost, as one without an answer.
      answered.then(heard, () => undefined);
    }
    // Over a socket envelope and trigger have one id, so a modal's acknowledgement is not to be heard.
    const isThere = await Promise.race([ended.then(() => true), pause(LOST_AFTER_MS, false)]);
    waiting.delete(id);
    return isThere ? performance.now() - begun : null;
  }

  return async (order) => {
    slack.onAcknowledged(order.until === 'acknowledged' ? arrived : () => undefined);
    slack.onModal(order.until === 'modal' ? arrived : () => undefined);
    const all =
      'perSecond' in order.pace
        ? await openLoop(order.count, order.pace.perSecond, () => one(order))
        : await closedLoop(order.count, order.pace.inFlight, () => one(order));
    const ms = all.filter((value) => value !== null);
    return { ms, lost: all.length - ms.length };
  };
}

/** A new one at its time, whatever became of those before. */
async function openLoop<T>(count: number, perSecond: number, one: () => Promise<T>): Promise<T[]> {
  const begun = performance.now();
  const all: Promise<T>[] = [];
  for (let n = 0; n < count; n += 1) {
    const ahead = begun + (n * 1000) / perSecond - performance.now();
    if (ahead > 0) await pause(ahead);
    all.push(one());
  }
  return Promise.all(all);
}

/** A new one whenever one is done. */
async function closedLoop<T>(count: number, inFlight: number, one: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      all.push(await one());
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return all;
}

function envelopeType({ kind }: Deed): string {
  return kind === 'command' ? 'slash_commands' : 'interactive';
}

function bodyOf({ kind }: Deed, payload: Deed['payload']): string {
  if (kind === 'interaction')
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new URLSearchParams(fields).toString();
}

async function post(agent: Agent, address: string, body: string): Promise<void> {
  const seconds = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', SIGNING_SECRET).update(`v0:${seconds}:${body}`).digest('hex');
  let isReset = false;
  await new Promise<void>((resolve, reject) => {
    const call = request(address, {
      agent,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': seconds,
        'x-slack-signature': `v0=${digest}`,
      },
    });
    call.on('error', (error: NodeJS.ErrnoException) => {
      // The app let go of an idle connection just when it was taken up again: it has heard nothing.
      isReset = call.reusedSocket && error.code === 'ECONNRESET';
      if (isReset) resolve();
      else reject(error);
    });
    call.on('response', (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      response.resume();
      response.on('end', resolve);
    });
    call.end(body);
  });
  if (isReset) await post(agent, address, body);
}
