/** One POST: what goes out, what comes back, and every way in which nothing does. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { post } from '../../src/base/post.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function listening(server: Server | ReturnType<typeof createRawServer>): Promise<URL> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => void server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/a/b?c=d`);
}

async function answering(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  stops.push(() => server.closeAllConnections());
  return listening(server);
}

const sent = (url: URL, timeoutMs = 5_000) =>
  post({ url, headers: { 'content-type': 'text/plain' }, body: 'Grüße', timeoutMs });

test('goes out whole, and the reply comes with its status, its headers and all of its text', async () => {
  const seen: unknown[] = [];
  const url = await answering((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      seen.push(request.method, request.url, request.headers['content-type'], body);
      const text = Buffer.from('{"text":"ü"}');
      response.writeHead(418, { 'X-Mark': 'yes' }).write(text.subarray(0, 10));
      response.end(text.subarray(10));
    });
  });
  const { status, headers, text } = await sent(url);
  expect(seen).toEqual(['POST', '/a/b?c=d', 'text/plain', 'Grüße']);
  expect([status, headers['x-mark'], text]).toEqual([418, 'yes', '{"text":"ü"}']);
});

test('a second one takes the connection of the first', async () => {
  const sockets = new Set<Socket>();
  const url = await answering((request, response) => {
    sockets.add(request.socket);
    request.resume().on('end', () => response.end());
  });
  await sent(url);
  // The connection is free once the event loop had its turn.
  await new Promise((resolve) => setImmediate(resolve));
  await sent(url);
  expect(sockets.size).toBe(1);
});

test('a redirect is an answer and is not followed', async () => {
  let asked = 0;
  const url = await answering((_, response) => {
    asked += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect((await sent(url)).status).toBe(307);
  expect(asked).toBe(1);
});

test('an answer that does not come in time is given up, and so is its connection', async () => {
  const closed = Promise.withResolvers<void>();
  const url = await answering((request) => {
    request.socket.on('close', () => closed.resolve());
  });
  await expect(sent(url, 50)).rejects.toMatchObject({ name: 'TimeoutError' });
  await closed.promise;
});

test('so is one that stays half', async () => {
  const url = await answering((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
  });
  await expect(sent(url, 100)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('so is a connection that never stands', async () => {
  const sockets: Socket[] = [];
  const url = await listening(createRawServer((socket) => void sockets.push(socket)));
  // It waits for the other side's part of the handshake.
  const secure = new URL(`https://127.0.0.1:${url.port}/`);
  await expect(sent(secure, 50)).rejects.toMatchObject({ name: 'TimeoutError' });
  for (const socket of sockets) socket.destroy();
});

test('a connection that drops, before a word and in the middle of one', async () => {
  const url = await listening(createRawServer((socket) => void socket.destroy()));
  await expect(sent(url)).rejects.toMatchObject({
    code: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/),
  });
  const half = await answering((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    response.socket?.end();
  });
  await expect(sent(half)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
});

test('nobody there', async () => {
  const url = await answering(() => undefined);
  for (const stop of stops.splice(0)) stop();
  await expect(sent(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
