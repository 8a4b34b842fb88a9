/**
 * Just enough of Slack to be cut, slowed and made to lie, call by call. The answers are data of each
 * test; sockets say hello, take what is sent and remember acknowledgements.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface Call {
  readonly method: string;
  readonly token: string;
  readonly args: Readonly<Record<string, string>>;
}

/** What a method answers: JSON, or a hand on the raw connection. */
export type Answer =
  | Readonly<Record<string, unknown>>
  | ((response: ServerResponse, socket: Socket, call: Call) => void);

export interface Envelope {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly envelope_id: string;
  readonly payload: unknown;
}

export interface SmallSlack {
  readonly apiUrl: string;
  readonly calls: Call[];
  /** Sockets that are open now. */
  readonly sockets: Set<WebSocket>;
  /** How many sockets were ever opened. */
  opened(): number;
  /** Envelope id to the acknowledged payload. */
  readonly acknowledged: Map<string, unknown>;
  /** Every acknowledgement in order, doubles included. */
  readonly acknowledgements: string[];
  /** Answers by method; a list is used up from the front, its last one stays. */
  answer(method: string, ...answers: readonly Answer[]): void;
  /** Sends to the socket that has waited longest; false when nobody listens. */
  send(envelope: Envelope): boolean;
  stop(): Promise<void>;
}

/** How it behaves. Without `hello` or `pong` sockets open and then say nothing. */
export interface Manners {
  readonly hello?: boolean;
  readonly pong?: boolean;
  /** Says goodbye for this reason instead of hello, and hangs up. */
  readonly goodbye?: string;
  /** Sends what a closed socket left unacknowledged by another one, as Slack does. */
  readonly redeliver?: boolean;
}

export async function startSmallSlack(manners: Manners = {}): Promise<SmallSlack> {
  const calls: Call[] = [];
  const answers = new Map<string, Answer[]>();
  const sockets = new Set<WebSocket>();
  const acknowledged = new Map<string, unknown>();
  const acknowledgements: string[] = [];
  const sentBy = new Map<WebSocket, Envelope[]>();
  let opened = 0;

  const server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const call: Call = {
      method: (request.url ?? '').replace('/api/', ''),
      token: (request.headers.authorization ?? '').replace('Bearer ', ''),
      args: Object.fromEntries(new URLSearchParams(body)),
    };
    calls.push(call);
    const list = answers.get(call.method) ?? [];
    const answer = (list.length > 1 ? list.shift() : list[0]) ?? standard(call.method);
    if (typeof answer === 'function') answer(response, request.socket, call);
    else json(response, answer);
  }

  const wss = new WebSocketServer({ server, autoPong: manners.pong !== false });
  wss.on('connection', (socket) => {
    opened += 1;
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      const left = sentBy.get(socket) ?? [];
      if (manners.redeliver === true)
        for (const one of left) if (!acknowledged.has(one.envelope_id)) send(one);
    });
    socket.on('message', (data: Buffer) => {
      const ack: unknown = JSON.parse(data.toString());
      if (typeof ack !== 'object' || ack === null || !('envelope_id' in ack)) return;
      acknowledgements.push(String(ack.envelope_id));
      acknowledged.set(String(ack.envelope_id), 'payload' in ack ? ack.payload : undefined);
    });
    if (manners.goodbye !== undefined) {
      announce(socket, manners.goodbye);
      socket.close(1000);
    } else if (manners.hello !== false)
      socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.size }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  function standard(method: string): Answer {
    if (method === 'apps.connections.open') return { ok: true, url: `ws://127.0.0.1:${port}/link` };
    return { ok: false, error: 'unknown_method' };
  }

  function send(envelope: Envelope): boolean {
    const [socket] = [...sockets].filter((one) => one.readyState === one.OPEN);
    if (socket === undefined) return false;
    // Moved to the end, so that the next one goes to another socket.
    sockets.delete(socket);
    sockets.add(socket);
    sentBy.set(socket, [...(sentBy.get(socket) ?? []), envelope]);
    socket.send(JSON.stringify(envelope));
    return true;
  }

  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    calls,
    sockets,
    opened: () => opened,
    acknowledged,
    acknowledgements,
    answer: (method, ...list) => void answers.set(method, [...list]),
    send,
    stop: async () => {
      for (const socket of sockets) socket.terminate();
      wss.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** A slash command as Slack sends it. */
export function commandEnvelope(n: number): Envelope {
  return {
    type: 'slash_commands',
    envelope_id: `envelope-${n}`,
    payload: {
      token: 'old-verification-token',
      command: '/release',
      text: `status ${n}`,
      team_id: 'T1',
      user_id: 'U1',
      channel_id: 'C1',
      channel_name: 'releases',
      trigger_id: `trigger-${n}`,
      response_url: 'https://hooks.slack.com/commands/T1/1/x',
    },
  };
}

/** Slack announces that a socket will go: a refresh, or worse. */
export function announce(socket: WebSocket, reason: string): void {
  socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'x' } }));
}

/** Any envelope around a payload. */
export function envelope(type: Envelope['type'], id: string, payload: unknown): Envelope {
  return { type, envelope_id: id, payload };
}

/** Resolves when `condition` holds; the test's own time-out ends a wait for something that never comes. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
