import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall } from './api.ts';
import type { ApiParts } from './api.ts';
import type { Links } from './links.ts';
import { isPlain } from './plain.ts';
import { Refusal } from './refusal.ts';
import { callArguments, uploadedBytes } from './request-body.ts';
import type { ResponseUrls } from './response-urls.ts';

/** What the server hands its requests to. */
export interface ServerParts extends ApiParts {
  readonly links: Links;
  readonly responseUrls: ResponseUrls;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** A response address answers `ok` as plain text, and 404 with a reason when it is spent. */
async function answerResponseUrl(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const args = await callArguments(request);
  const at = parts.slack.clock.now();
  try {
    parts.responseUrls.post(path, args);
    parts.calls.add({ method: 'response_url', args, error: null, at });
    response.writeHead(200, { 'content-type': 'text/html' }).end('ok');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    parts.calls.add({ method: 'response_url', args, error: error.code, at });
    const spent = error.code.endsWith('_url');
    json(response, spent ? 404 : 200, { ok: false, error: error.code, ...error.details });
  }
}

async function takeUpload(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const file = parts.slack.files.get(path.split('/')[3] ?? '');
  const content = await uploadedBytes(request);
  parts.slack.files.put({ ...file, content, size: content.length });
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${content.length}`);
}

async function route(parts: ServerParts, request: IncomingMessage, response: ServerResponse) {
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  if (path.startsWith('/api/')) return answerCall(parts, request, response, path.slice(5));
  if (path.startsWith('/upload/')) return takeUpload(parts, request, response, path);
  if (path.startsWith('/actions/') || path.startsWith('/commands/'))
    return answerResponseUrl(parts, request, response, path);
  response.writeHead(404).end();
}

function answerFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  if (error instanceof Refusal) return json(response, 200, { ok: false, error: error.code });
  const detail = isPlain(error) && error instanceof Error ? error.stack : String(error);
  response.writeHead(500, { 'content-type': 'text/plain' }).end(`sandbox failure: ${detail}`);
}

/** Listens on 127.0.0.1, on `port` or any free one. Resolves with the server and its address. */
export async function listen(
  parts: ServerParts,
  port: number,
): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    route(parts, request, response).catch((error: unknown) => answerFailure(response, error));
  });
  server.on('upgrade', (request, socket, head) => parts.links.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

/** Stops listening and cuts what is still open. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
