/** Tests may speak to this machine only: any other address fails at once and names itself. */
import net from 'node:net';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost', '', undefined]);
const connect = net.Socket.prototype.connect;

function hostOf(args: readonly unknown[]): string | undefined {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (typeof first === 'object' && first !== null && 'host' in first)
    return typeof first.host === 'string' ? first.host : undefined;
  return typeof args[1] === 'string' ? args[1] : undefined;
}

/** Files that share a worker set this up once. */
const GUARDED = Symbol.for('slipway.no-network');

function guarded(this: net.Socket, ...args: Parameters<typeof connect>) {
  const host = hostOf(args);
  if (!LOOPBACK.has(host)) throw new Error(`a test tried to reach ${host}`);
  return connect.apply(this, args);
}

if (!Reflect.has(net.Socket.prototype, GUARDED)) {
  net.Socket.prototype.connect = guarded as typeof connect;
  Reflect.set(net.Socket.prototype, GUARDED, true);
}
