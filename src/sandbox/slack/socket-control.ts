import type { Delivery } from './delivery.ts';
import { farewell, sendOn } from './links.ts';
import type { Link, Links } from './links.ts';

/** Why Slack asks a connection to go. */
type Farewell = 'warning' | 'refresh_requested' | 'link_disabled';

/** What happens to Socket Mode connections in real life, on demand. */
export interface SocketControl {
  /**
   * Asks the oldest connection, or all, to reconnect, as Slack does every few hours. A `warning` is only
   * said; after any other reason the others take the envelopes, and one that has not gone by itself is
   * closed.
   */
  refresh(reason?: Farewell, which?: 'oldest' | 'all'): void;
  /**
   * The same for the oldest connection as Slack really does it: a warning first, and the request to go
   * `aheadMs` real milliseconds later; about 10,000 in Slack.
   */
  recycle(aheadMs: number): void;
  /** Drops every connection without a word. */
  cut(): void;
  /** Half-open: nothing is read, nothing arrives, and nobody was told. */
  pause(): void;
  /** Ends `pause`; what the app wrote meanwhile is read now. */
  resume(): void;
  /** Envelopes that nobody has acknowledged yet. */
  unacknowledged(): number;
}

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
  const staying = (): Link[] => links.open().filter((link) => !link.leaving);
  return {
    recycle(aheadMs) {
      const [oldest] = staying();
      if (!oldest) return;
      askToGo(oldest, 'warning', leaveMs);
      setTimeout(() => {
        if (oldest.socket.readyState === 1) askToGo(oldest, 'refresh_requested', leaveMs);
      }, aheadMs).unref();
    },
    refresh(reason = 'refresh_requested', which = 'oldest') {
      const asked = which === 'all' ? staying() : staying().slice(0, 1);
      for (const link of asked) askToGo(link, reason, leaveMs);
    },
    cut() {
      for (const link of links.open()) link.socket.terminate();
    },
    pause() {
      for (const link of links.open()) {
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
  };
}
