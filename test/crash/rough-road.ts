/** The road between the bot and Slack: now and then slow, and some answers never come back. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** How rough it is: shares of all calls, and how slow a slow one is, in milliseconds. */
export interface Roughness {
  readonly lost: number;
  readonly slow: number;
  readonly slowMs: number;
}

export interface RoughRoad {
  /** Base of the Web API at the bot's end, with trailing slash. */
  readonly apiUrl: string;
  /** Called when a new message sets out; returns how to stop listening. */
  onPost(listener: () => void): () => void;
  /** From now on nothing goes wrong. */
  smooth(): void;
  readonly count: { calls: number; lost: number; slow: number };
  stop(): Promise<void>;
}

/**
 * Opens a road to the small Slack at `target`. A slow call sets out later, also when its sender has died
 * by then: so a dead bot's message may still be posted, as it may with the real Slack.
 */
export async function openRoughRoad(
  target: string,
  roughness: Roughness,
  chance: Chance,
): Promise<RoughRoad> {
  const listeners = new Set<() => void>();
  const count = { calls: 0, lost: 0, slow: 0 };
  let isRough = true;

  async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const method = (incoming.url ?? '').replace('/api/', '');
    count.calls += 1;
    if (method === 'chat.postMessage') for (const listener of listeners) listener();
    const isSlow = isRough && chance.hits(roughness.slow);
    const isLost = isRough && method.startsWith('chat.') && chance.hits(roughness.lost);
    if (isSlow) {
      count.slow += 1;
      await pause(chance.between(1, roughness.slowMs));
    }
    const answer = await forward(new URL(method, target), incoming, body);
    if (isLost) {
      count.lost += 1;
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }

  const server = createServer((incoming, outgoing) => {
    // The sender may be dead by now; there is nobody left to tell.
    carry(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    onPost(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    smooth() {
      isRough = false;
    },
    count,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function forward(url: URL, incoming: IncomingMessage, body: Buffer) {
  const headers = { ...incoming.headers, host: url.host };
  const outgoing = request(url, { method: incoming.method ?? 'POST', headers }).end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) };
}
