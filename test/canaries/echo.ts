/**
 * A road to Slack or GitHub that can turn bad: it throws back at the bot whatever the bot sent, with its
 * tokens, in every shape an answer may have. It also keeps what the bot said.
 */
import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** How the road answers. `open` carries everything on, with the token that is good at the other end. */
export type Mood =
  'open' | 'echo-500' | 'echo-text' | 'echo-error' | 'echo-half' | 'echo-403' | 'reset';

/** Every way to turn bad. */
export const BAD_MOODS: readonly Mood[] = [
  'echo-500',
  'echo-text',
  'echo-error',
  'echo-half',
  'echo-403',
  'reset',
];

/** A road with its address, without a slash at the end. */
export interface Echo {
  readonly url: string;
  /** The bodies that the bot sent, as it sent them. */
  readonly said: readonly string[];
  turn(mood: Mood): void;
  /** Calls that got a bad answer so far. */
  bad(): number;
  stop(): Promise<void>;
}

/** Opens a road to `target` (without a slash at the end), where `authorization` knows the right header for the bot's. */
export async function openEcho(
  target: string,
  authorization: (sent: string) => string,
): Promise<Echo> {
  const said: string[] = [];
  let mood: Mood = 'open';
  let bad = 0;

  async function carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    said.push(body.toString());
    if (mood === 'open' && incoming.url?.startsWith('/reply/') !== true)
      return onwards(incoming, body, outgoing);
    bad += 1;
    answerBadly(mood, JSON.stringify([incoming.url, incoming.headers, body.toString()]), outgoing);
  }

  async function onwards(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse) {
    const url = new URL(`${target}${incoming.url ?? ''}`);
    const headers: IncomingHttpHeaders = { ...incoming.headers, host: url.host };
    headers.authorization = authorization(headers.authorization ?? '');
    const call = request(url, { method: incoming.method ?? 'POST', headers }).end(body);
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(await buffer(answer));
  }

  const server = createServer((incoming, outgoing) => {
    carry(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    said,
    turn: (next) => void (mood = next),
    bad: () => bad,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answerBadly(mood: Mood, echo: string, outgoing: ServerResponse): void {
  const json = { 'content-type': 'application/json' };
  if (mood === 'reset') outgoing.destroy();
  else if (mood === 'echo-text') outgoing.writeHead(200, { 'content-type': 'text/html' }).end(echo);
  else if (mood === 'echo-half')
    outgoing.writeHead(200, json).end(`{"ok":false,"error":${JSON.stringify(echo)}`);
  else if (mood === 'echo-error')
    outgoing.writeHead(200, json).end(
      JSON.stringify({
        ok: false,
        error: echo,
        errors: [{ type: echo, message: echo, path: [] }],
      }),
    );
  else
    outgoing
      .writeHead(mood === 'echo-403' ? 403 : 500, json)
      .end(JSON.stringify({ message: echo }));
}
