/** Stands between the bot and Slack, reads all that the bot says, and counts its replies. */
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { opened, pingsIn } from '../support/hostile.ts';

/** What the bot said, as far as anybody asks. */
export interface Front {
  /** Base of the Web API at the bot's end. */
  readonly apiUrl: string;
  /** The address for the reply to an arrival. */
  replyUrl(id: string): string;
  /** The addresses that got a reply. */
  readonly replied: ReadonlySet<string>;
  /**
   * Those that got the same words twice. Other words may follow: an answer of ours that is lost on a busy
   * machine is told as trouble, and nothing was handled twice for that.
   */
  readonly repeated: ReadonlySet<string>;
  /** Texts that Slack would read as a ping or link although nobody here wrote them. */
  readonly pings: readonly string[];
  /** Payloads that were looked through. */
  looked(): number;
  stop(): Promise<void>;
}

/** Opens a front before the small Slack at `target`. */
export async function openFront(target: string): Promise<Front> {
  const replied = new Set<string>();
  const repeated = new Set<string>();
  const words = new Set<string>();
  const pings: string[] = [];
  let looked = 0;
  const look = (payload: unknown): void => {
    looked += 1;
    pings.push(...pingsIn(payload));
  };
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const path = incoming.url ?? '';
    if (path.startsWith('/reply/')) {
      const reply = `${path.slice(7)} ${body.toString()}`;
      if (words.has(reply)) repeated.add(path.slice(7));
      words.add(reply);
      replied.add(path.slice(7));
      look(JSON.parse(body.toString()));
      outgoing.writeHead(200).end('ok');
      return;
    }
    look(opened(Object.fromEntries(new URLSearchParams(body.toString()))));
    const url = new URL(path.replace('/api/', ''), target);
    const headers = { ...incoming.headers, host: url.host };
    const onwards = request(url, { method: incoming.method ?? 'POST', headers }).end(body);
    const [answer] = (await once(onwards, 'response')) as [IncomingMessage];
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(await buffer(answer));
  }
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${origin}/api/`,
    replyUrl: (id) => `${origin}/reply/${id}`,
    replied,
    repeated,
    pings,
    looked: () => looked,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
