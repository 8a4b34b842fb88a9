import type { Delivery } from './delivery.ts';
import { farewell, sendOn } from './links.ts';
import type { Link, Links } from './links.ts';

/** Why Slack asks a connection to go. */
type Farewell = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

/** What happens to Socket Mode connections in real life, on demand. */
export interface SocketControl {
  /**
   * Asks the oldest connection, or all, to reconnect, as Slack does every few hours. A `warning` is only
   * said; after any other reason the others take the envelopes, and one that has not gone by itself is
   * closed. Returns how many were asked.
   */
  refresh(reason?: Farewell, which?: Which): number;
  /**
   * The same for the oldest connection as Slack really does it: a warning first, and the request to go
   * `aheadMs` real milliseconds later; about 10,000 in Slack.
   */
  recycle(aheadMs: number): void;
  /** Drops connections without a word, every one unless told otherwise. */
  cut(which?: Which): void;
  /** Half-open: nothing is read, nothing arrives, and nobody was told. Every one unless told otherwise. */
  pause(which?: Which): void;
  /** Ends `pause`; what the app wrote meanwhile is read now. */
  resume(): void;
  /** Envelopes that nobody has acknowledged yet. */
  unacknowledged(): number;
  /** Connections that were neither asked to go nor are half-open. */
  staying(): number;
  /** Writes any text to the next connection in turn; false when there is none. */
  write(text: string): boolean;
}

type Which = 'oldest' | 'all';

function askToGo(link: Link, reason: Farewell, leaveMs: number): void {
  sendOn(link, farewell(reason));
  if (reason === 'warning') return;
  link.leaving = true;
  setTimeout(() => link.socket.close(1000), leaveMs).unref();
}

/** The hands on the connections. One that was asked to go may stay `leaveMs` real milliseconds. */
export function createSocketControl(
  links: Links,
  delivery: Delivery,
  leaveMs: number,
): SocketControl {
  const staying = (which: Which): readonly Link[] => {
    const all = links.open().filter((link) => !link.leaving && !link.paused);
    return which === 'all' ? all : all.slice(0, 1);
  };
  return {
    recycle(aheadMs) {
      const [oldest] = staying('oldest');
      if (!oldest) return;
      askToGo(oldest, 'warning', leaveMs);
      setTimeout(() => {
        if (oldest.socket.readyState === 1) askToGo(oldest, 'refresh_requested', leaveMs);
      }, aheadMs).unref();
    },
    refresh(reason = 'refresh_requested', which = 'oldest') {
      const asked = staying(which);
      for (const link of asked) askToGo(link, reason, leaveMs);
      return asked.length;
    },
    cut(which = 'all') {
      for (const link of which === 'all' ? links.open() : staying(which)) link.socket.terminate();
    },
    pause(which = 'all') {
      for (const link of which === 'all' ? links.open() : staying(which)) {
        link.paused = true;
        link.socket.pause();
      }
    },
    resume() {
      for (const link of links.open()) {
        link.paused = false;
        link.socket.resume();
      }
    },
    unacknowledged: () => delivery.waiting(),
    staying: () => staying('all').length,
    write(text) {
      const link = links.next();
      if (link !== null) sendOn(link, text);
      return link !== null;
    },
  };
}
