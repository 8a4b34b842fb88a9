/** A Slack that says yes to everything at once, over its Web API and over sockets; and GitHub's name for a token. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { sandboxIdentity } from '../../src/sandbox/slack/identity.ts';
import { BOT_SCOPES } from '../../src/slack/scopes.ts';
import type { Quiet } from './side-orders.ts';

/** The played Slack, and what the load hears from it. */
export interface FarSlack {
  readonly server: Server;
  /** Where `apps.connections.open` sends the app. */
  socketsAt(url: string): void;
  /** Sends an envelope over one of the app's sockets, each in turn; its id comes back as acknowledged. */
  envelope(id: string, type: string, payload: unknown): void;
  onAcknowledged(listener: (envelopeId: string) => void): void;
  /** Hears the trigger of every modal that is opened. */
  onModal(listener: (triggerId: string) => void): void;
  throttle(isOn: boolean): void;
  /** Resolves when nobody has called for so long. */
  settled(quietMs: number): Promise<Quiet>;
}

/** Who answers to the bot's token: the bot of the small Slack, whose ids are in the seeded database. */
const { teamId, botUserId, botId } = sandboxIdentity('slipway');
const IDENTITY = { ok: true, team: 'Bench', team_id: teamId, user_id: botUserId, bot_id: botId };

/** A Slack that does not listen yet. */
export function createFarSlack(): FarSlack {
  const sockets: WebSocket[] = [];
  let socketUrl = '';
  let isThrottling = false;
  let throttled = 0;
  let said = '';
  let lastCall = performance.now();
  let stamp = 0;
  let acknowledged: (envelopeId: string) => void = () => undefined;
  let opened: (triggerId: string) => void = () => undefined;

  const answers: Readonly<Record<string, (args: URLSearchParams) => object>> = {
    'auth.test': () => IDENTITY,
    'apps.connections.open': () => ({ ok: true, url: socketUrl }),
    'views.open': (args) => {
      opened(args.get('trigger_id') ?? '');
      return { ok: true, view: { id: 'V0', hash: '0' } };
    },
    'views.update': () => ({ ok: true, view: { id: 'V0', hash: '0' } }),
    'conversations.open': () => ({ ok: true, channel: { id: 'D0' } }),
    'conversations.info': (args) => ({
      ok: true,
      channel: { id: args.get('channel'), is_member: true },
    }),
    'conversations.members': () => ({ ok: true, members: [PEOPLE.ivo.id] }),
    'users.info': (args) => ({ ok: true, user: { id: args.get('user'), name: 'x', tz: 'UTC' } }),
    'chat.postMessage': (args) => {
      stamp += 1;
      return {
        ok: true,
        channel: args.get('channel'),
        ts: `1700000000.${String(stamp).padStart(6, '0')}`,
      };
    },
  };

  const server = createServer((request, response) => {
    lastCall = performance.now();
    void textOf(request).then((text) => {
      const method = request.url?.replace('/api/', '') ?? '';
      if (request.url === '/graphql') return answerGitHub(response);
      if (request.url === '/reply' || method === 'views.update') said = text;
      if (isThrottling && method.startsWith('chat.')) {
        throttled += 1;
        response.writeHead(429, { 'retry-after': '1' });
        return response.end('{"ok":false,"error":"ratelimited"}');
      }
      const answer = answers[method]?.(new URLSearchParams(text)) ?? { ok: true };
      return json(response, answer, { 'x-oauth-scopes': Object.keys(BOT_SCOPES).join(',') });
    });
  });
  const links = new WebSocketServer({ server });
  links.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('close', () => void sockets.splice(sockets.indexOf(socket), 1));
    socket.on('message', (data: Buffer) => acknowledged(envelopeIdIn(data.toString())));
    socket.send('{"type":"hello"}');
  });

  return {
    server,
    socketsAt: (url) => void (socketUrl = url),
    envelope(id, type, payload) {
      const socket = sockets.shift();
      if (socket === undefined) throw new Error('no app is connected');
      sockets.push(socket);
      socket.send(
        JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: true }),
      );
    },
    onAcknowledged: (listener) => void (acknowledged = listener),
    onModal: (listener) => void (opened = listener),
    throttle: (isOn) => void (isThrottling = isOn),
    async settled(quietMs) {
      lastCall = performance.now();
      while (performance.now() - lastCall < quietMs)
        await new Promise((resolve) => setTimeout(resolve, quietMs / 5));
      return { throttled, said };
    },
  };
}

function answerGitHub(response: ServerResponse): void {
  json(response, { data: { viewer: { login: 'bench' }, nodes: [], rateLimit: null } });
}

function envelopeIdIn(text: string): string {
  const answer: unknown = JSON.parse(text);
  return typeof answer === 'object' && answer !== null && 'envelope_id' in answer
    ? String(answer.envelope_id)
    : '';
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

function json(response: ServerResponse, body: object, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(200, {
    ...headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
