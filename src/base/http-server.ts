/** A guarded HTTP server: slow clients are cut, and a stop lets what is in hand be answered. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SlipwayError } from './errors.ts';
import type { Log } from './log.ts';
import { within } from './within.ts';

/** How long a client may take, milliseconds from its first byte (or from connecting). */
export interface HttpLimits {
  readonly headersMs: number;
  /** For the whole request, body included. */
  readonly requestMs: number;
}

/** What a server needs. `setting` names where its port comes from, for the sentence when it is taken. */
export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly setting: string;
  readonly limits: HttpLimits;
  readonly log: Log;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  /** Takes nothing new, waits `limitMs` for what is in hand, then cuts what is left. */
  close(limitMs: number): Promise<void>;
}

// Slack and a probe need a handful; each may hold a body of a megabyte in memory.
const MOST_CONNECTIONS = 256;
// Node looks for slow clients every thirty seconds unless told otherwise.
const CHECK_MS = 500;
const IDLE_MS = 5000;

/** Listens. Throws a `SlipwayError` that names the setting when the port cannot be had. */
export async function serveHttp(options: HttpServerOptions): Promise<HttpServer> {
  const { limits, log } = options;
  const inHand = new Set<Promise<void>>();
  let isClosing = false;
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: Math.min(CHECK_MS, limits.headersMs),
    },
    (request, response) => {
      if (isClosing) return void response.writeHead(503, { connection: 'close' }).end();
      const over = Promise.withResolvers<void>();
      inHand.add(over.promise);
      response.once('close', () => {
        inHand.delete(over.promise);
        over.resolve();
      });
      options.answer(request, response).catch((error: unknown) => {
        fail(request, response, error, log);
      });
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, options);
  server.on('error', (error) => log.trouble('http.server_error', error));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async close(limitMs) {
      isClosing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await within(limitMs, Promise.all(inHand));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers with JSON, or with nothing but the status. Throws when nobody is there to read it. */
export function respond(
  response: ServerResponse,
  status: number,
  body?: Readonly<Record<string, unknown>>,
): void {
  if (body === undefined) return answerWith(response, status, null, '');
  answerWith(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

/** Answers 200 with a text of this media type. Throws when nobody is there to read it. */
export function respondText(response: ServerResponse, mediaType: string, text: string): void {
  answerWith(response, 200, mediaType, text);
}

function answerWith(
  response: ServerResponse,
  status: number,
  mediaType: string | null,
  text: string,
): void {
  if (response.headersSent || response.destroyed) throw new Error('nobody waits for this answer');
  response.writeHead(status, {
    ...(mediaType === null ? {} : { 'content-type': mediaType }),
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown, log: Log): void {
  // The client hung up, or was cut for being slow: nothing an operator could mend.
  if (request.destroyed || response.destroyed) return log.debug('http.hung_up');
  log.trouble('http.failed', error);
  if (response.headersSent) response.destroy();
  else respond(response, 500);
}

async function listening(server: Server, options: HttpServerOptions): Promise<void> {
  const { host, port, setting } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'it is taken' : (error.code ?? error.message);
      const sentence = `Slipway cannot listen on ${host}:${port} (${why}). Set ${setting} to a port that is free.`;
      reject(new SlipwayError('unavailable', sentence, error));
    });
    server.listen(port, host, resolve);
  });
  server.removeAllListeners('error');
}
