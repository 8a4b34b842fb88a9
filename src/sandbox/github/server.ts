import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Reply } from './reply.ts';

/** A request as the API sees it; `path` is without its query string. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A server that listens on 127.0.0.1. */
export interface RunningServer {
  /** Without a trailing slash: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Ends open connections too, so that nothing keeps the process alive. */
  stop(): Promise<void>;
}

/** Answers one request; `reset` drops the connection. */
export type Handler = (incoming: Incoming) => Promise<Reply | 'reset'>;

/** Starts to listen; port 0 is any free one. Rejects when the port is taken. */
export async function startServer(handler: Handler, port: number): Promise<RunningServer> {
  const server = createServer((request, response) => void serve(handler, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        // An error here only says that the server was stopped before.
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  handler: Handler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const reply = await handler(await incomingOf(request));
    if (reply === 'reset') return void request.socket.resetAndDestroy();
    response.sendDate = false;
    response.writeHead(reply.status, reply.headers).end(reply.body);
  } catch (error) {
    // A client that went away, or a stop while an answer was held back, leaves nobody to tell.
    if (request.socket.destroyed) return;
    response.writeHead(500).end(error instanceof Error ? error.stack : 'unknown');
  }
}

async function incomingOf(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    method: request.method ?? 'GET',
    path: (request.url ?? '/').replace(/\?.*$/, ''),
    authorization: request.headers.authorization,
    body: Buffer.concat(chunks).toString(),
  };
}
