/** The road between the bot and Slack or GitHub: now and then slow, and some answers go wrong. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Carried, RoadFault, RoadFaults } from './road-faults.ts';

/** How far a call has come: it set out, the other side has done it, its sender was told or is gone. */
export type Stage = 'out' | 'done' | 'over';

/** Hears of every call. A promise holds the call up at this stage until it is kept. */
export type RoadListener = (path: string, stage: Stage) => void | Promise<void>;

export interface RoughRoad {
  /** Where the bot calls, without a slash at the end. */
  readonly url: string;
  /** Calls `listener` for every call; returns how to stop listening. */
  listen(listener: RoadListener): () => void;
  /** From now on nothing goes wrong. */
  smooth(): void;
  /** All calls, and how often each fault befell one. */
  readonly count: { calls: number; readonly faults: Map<string, number> };
  stop(): Promise<void>;
}

/** Where a road leads and what happens on it. */
export interface RoadOptions {
  /** Base of the other side's address, without a slash at the end. */
  readonly target: string;
  readonly faults: RoadFaults;
  readonly chance: Chance;
}

const SLOW_MS = 90;

/**
 * Opens a road. A slow call sets out later, also when its sender has died by then: so a dead bot's message
 * may still be posted, as it may with the real Slack.
 */
export async function openRoughRoad({ target, faults, chance }: RoadOptions): Promise<RoughRoad> {
  const listeners = new Set<RoadListener>();
  const count = { calls: 0, faults: new Map<string, number>() };
  let isRough = true;

  async function tell(path: string, stage: Stage): Promise<void> {
    for (const listener of listeners) await listener(path, stage);
  }

  function chosen(path: string): RoadFault | null {
    if (!isRough) return null;
    for (const [name, fault] of Object.entries(faults)) {
      if (!fault.paths.some((start) => path.startsWith(start))) continue;
      if (!chance.hits(fault.share)) continue;
      count.faults.set(name, (count.faults.get(name) ?? 0) + 1);
      return fault;
    }
    return null;
  }

  async function answerFor(path: string, incoming: IncomingMessage): Promise<Carried | null> {
    const body = await buffer(incoming);
    count.calls += 1;
    await tell(path, 'out');
    const fault = chosen(path);
    if (fault?.when === 'before') return fault.answer?.(null) ?? null;
    if (fault?.when === 'late') await pause(chance.between(1, SLOW_MS));
    const real = await forward(`${target}${incoming.url ?? ''}`, incoming, body);
    await tell(path, 'done');
    return fault?.when === 'after' ? (fault.answer?.(real) ?? null) : real;
  }

  async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = (incoming.url ?? '').replace(/^\/(?:api\/)?/, '');
    try {
      const answer = await answerFor(path, incoming);
      if (answer === null) outgoing.destroy();
      else outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } finally {
      await tell(path, 'over');
    }
  }

  const server = createServer((incoming, outgoing) => {
    // The sender may be dead by now; there is nobody left to tell.
    carry(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    listen(listener) {
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

async function forward(url: string, incoming: IncomingMessage, body: Buffer): Promise<Carried> {
  const headers = { ...incoming.headers, host: new URL(url).host };
  const outgoing = request(url, { method: incoming.method ?? 'POST', headers }).end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) };
}
