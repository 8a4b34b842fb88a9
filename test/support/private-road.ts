/**
 * A company's network on this machine: a proxy that alone reaches Slack and GitHub, which answer over TLS
 * with certificates of the company's own. Keys are made for each use and nowhere kept.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** Makes certificates of a company's own in `folder`; needs openssl. */
export function makeCertificates(folder: string, hosts: readonly string[]) {
  const file = (name: string): string => join(folder, name);
  const openssl = (...words: readonly string[]): void =>
    void execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const key = ['-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '2'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Harbor CA');
  const names = `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}`;
  writeFileSync(file('names.txt'), names);
  openssl(
    'req',
    ...key.slice(0, 3),
    '-keyout',
    'host.key',
    '-out',
    'host.csr',
    '-subj',
    '/CN=host',
  );
  const signed = 'x509 -req -in host.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -sha256';
  openssl(...signed.split(' '), '-extfile', 'names.txt', '-out', 'host.pem');
  return {
    caFile: file('ca.pem'),
    host: { key: readFileSync(file('host.key')), cert: readFileSync(file('host.pem')) },
  };
}

/** A server that runs; `port` is its own. */
export interface Listening {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Answers over TLS for a plain server of this machine, its sockets too. Addresses of that server in an answer
 * become `publicHost` with the port of this one.
 */
export async function tlsFront(
  host: { readonly key: Buffer; readonly cert: Buffer },
  targetPort: number,
  publicHost: string,
): Promise<Listening> {
  const target = { host: '127.0.0.1', port: targetPort };
  const server = createTlsServer(host, (asked, answer) => {
    const { method, url, headers } = asked;
    const onward = request({ ...target, method, path: url, headers }, (found) =>
      handBack(found, answer, (text) =>
        text.replaceAll(`ws://127.0.0.1:${targetPort}`, `wss://${publicHost}:${portOf(server)}`),
      ),
    );
    asked.pipe(onward);
  });
  server.on('upgrade', (asked: IncomingMessage, socket: Socket) => {
    const onward = connect(target.port, target.host, () => {
      const lines = asked.rawHeaders.flatMap((name, index, all) =>
        index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
      );
      onward.write([`GET ${asked.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      joinUp(socket, onward);
    });
    onward.on('error', () => socket.destroy());
  });
  return listening(server);
}

function handBack(
  found: IncomingMessage,
  answer: ServerResponse,
  change: (text: string) => string,
): void {
  const parts: Buffer[] = [];
  found.on('data', (part: Buffer) => void parts.push(part));
  found.on('end', () => {
    const body = Buffer.from(change(Buffer.concat(parts).toString('utf8')));
    const { 'transfer-encoding': _chunked, ...headers } = found.headers;
    answer.writeHead(found.statusCode ?? 502, { ...headers, 'content-length': body.length });
    answer.end(body);
  });
}

/** A proxy that knows where hosts are, and notes whom it was asked for. `password` is `name:word`. */
export async function connectProxy(
  portOfHost: Readonly<Record<string, number>>,
  password: string | null,
): Promise<Listening & { readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createServer((_, answer) => answer.writeHead(405).end());
  server.on('connect', (question: IncomingMessage, socket: Socket) => {
    const host = (question.url ?? '').split(':')[0] ?? '';
    asked.push(host);
    const wanted = password === null ? undefined : `Basic ${btoa(password)}`;
    const port = portOfHost[host];
    if (question.headers['proxy-authorization'] !== wanted)
      return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    if (port === undefined) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      joinUp(socket, onward);
    });
    return onward.on('error', () => socket.destroy());
  });
  return { ...(await listening(server)), asked };
}

function joinUp(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const [socket, peer] of [
    [one, other],
    [other, one],
  ] as const) {
    socket.on('error', () => peer.destroy());
    socket.on('close', () => peer.destroy());
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listening(server: Server): Promise<Listening> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
