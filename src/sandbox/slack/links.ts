import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { newSecret } from './ids.ts';

/** Slack's own ceiling: the eleventh connection of an app is sent away. */
const MOST_CONNECTIONS = 10;
/** How long a connection lives, as the greeting tells it, in seconds. */
const CONNECTION_SECONDS = 3600;

/** One Socket Mode connection. One that is `leaving` gets envelopes only while there is no other. */
export interface Link {
  readonly socket: WebSocket;
  /** Slack asked it to reconnect; it may still acknowledge. */
  leaving: boolean;
  /** Half-open: neither side hears the other, and nobody was told. */
  paused: boolean;
}

/** What the delivery of envelopes wants to know about connections. */
interface LinkListener {
  onReady(link: Link): void;
  onMessage(link: Link, text: string): void;
  onClosed(link: Link): void;
}

/** The Socket Mode connections of the app. */
export interface Links {
  /** A single-use ticket for the next connection. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The next connection in turn that takes envelopes, or null. */
  next(): Link | null;
  /** All that said hello and are open, those that were asked to leave included. */
  open(): readonly Link[];
  /** How many have said hello so far. */
  welcomed(): number;
  listen(listener: LinkListener): void;
  close(): void;
}

function greeting(appId: string, connections: number): string {
  return JSON.stringify({
    type: 'hello',
    num_connections: connections,
    debug_info: {
      host: 'applink-sandbox-1',
      build_number: 1,
      approximate_connection_time: CONNECTION_SECONDS,
    },
    connection_info: { app_id: appId },
  });
}

/** The words in which Slack asks a connection to go. */
export function farewell(reason: string): string {
  return JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-sandbox-1' } });
}

/** Writes to a connection, unless it is half-open: then the words are lost, as on a dead line. */
export function sendOn(link: Link, text: string): void {
  if (!link.paused) link.socket.send(text);
}

function takeTicket(tickets: Set<string>, request: IncomingMessage): boolean {
  const query = new URL(request.url ?? '/', 'http://sandbox').searchParams;
  return tickets.delete(query.get('ticket') ?? '');
}

function roundRobin(links: readonly Link[]): () => Link | null {
  let turn = 0;
  return () => {
    const open = links.filter((link) => link.socket.readyState === 1);
    const staying = open.filter((link) => !link.leaving);
    const candidates = staying.length > 0 ? staying : open;
    turn += 1;
    return candidates[turn % candidates.length] ?? null;
  };
}

/** No connections yet. A ticket that was used, or never given, is refused before the handshake. */
export function createLinks(appId: string): Links {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const links: Link[] = [];
  const listeners: LinkListener[] = [];
  let welcomed = 0;
  const open = (): Link[] => links.filter((link) => link.socket.readyState === 1);

  const welcome = (socket: WebSocket): void => {
    if (open().length >= MOST_CONNECTIONS) {
      socket.send(farewell('too_many_websockets'));
      return socket.close(1000);
    }
    const link: Link = { socket, leaving: false, paused: false };
    links.push(link);
    welcomed += 1;
    socket.on('message', (data: Buffer) => {
      for (const listener of listeners) listener.onMessage(link, data.toString('utf8'));
    });
    socket.on('close', () => {
      links.splice(links.indexOf(link), 1);
      for (const listener of listeners) listener.onClosed(link);
    });
    socket.on('error', () => socket.terminate());
    socket.send(greeting(appId, open().length));
    for (const listener of listeners) listener.onReady(link);
  };

  return {
    ticket() {
      const ticket = newSecret();
      tickets.add(ticket);
      return ticket;
    },
    upgrade(request, socket, head) {
      if (takeTicket(tickets, request)) server.handleUpgrade(request, socket, head, welcome);
      else socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
    },
    next: roundRobin(links),
    open,
    welcomed: () => welcomed,
    listen: (listener) => void listeners.push(listener),
    close() {
      for (const link of open()) link.socket.terminate();
      server.close();
    },
  };
}
