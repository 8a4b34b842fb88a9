/** A company's proxy that lets nobody through, and throws back what it was given. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** How it says no: in a status line, with a body, by hanging up, or in words that are no HTTP. */
export const REFUSALS = ['a 407', 'an echo', 'nothing', 'nonsense'] as const;
type Refusal = (typeof REFUSALS)[number];

/** A proxy that listens. */
export interface RefusingProxy {
  readonly port: number;
  turn(refusal: Refusal): void;
  /** How often it was asked to connect, with a password that it could read. */
  asked(): number;
  stop(): Promise<void>;
}

/** Opens it on a free port of this machine. */
export async function openRefusingProxy(): Promise<RefusingProxy> {
  const open = new Set<Socket>();
  let refusal: Refusal = 'a 407';
  let asked = 0;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.once('data', (data: Buffer) => {
      const words = data.toString();
      const basic = /proxy-authorization: Basic (\S+)/i.exec(words)?.[1] ?? '';
      if (words.startsWith('CONNECT ') && atob(basic).includes('canary')) asked += 1;
      answer(socket, refusal, words, basic);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    turn: (next) => void (refusal = next),
    asked: () => asked,
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(socket: Socket, refusal: Refusal, words: string, basic: string): void {
  if (refusal === 'nothing') return void socket.destroy();
  if (refusal === 'nonsense') return void socket.end(`${atob(basic)} ${basic}\r\n${words}`);
  const reason =
    refusal === 'an echo' ? `No ${basic} ${atob(basic)}` : 'Proxy Authentication Required';
  const body = refusal === 'an echo' ? words : '';
  socket.end(
    `HTTP/1.1 407 ${reason}\r\nproxy-authenticate: Basic realm="${atob(basic)}"\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}
