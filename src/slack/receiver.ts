/** Bolt's ear over Socket Mode: several links to Slack feed one app. */
import type { Receiver } from '@slack/bolt';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { WebClientOptions } from '@slack/web-api';
import { type Link, type LinkState, startLink } from './link.ts';
import { createReception } from './reception.ts';
import type { LineTiming } from './reconnect.ts';

/** What the ear needs. */
export interface ReceiverOptions {
  readonly appToken: string;
  readonly clientOptions: WebClientOptions;
  readonly timing: LineTiming;
  readonly wall: Clock;
  readonly log: Log;
}

/**
 * Two, so that one is always there while the other is replaced. Slack sends each delivery to any one of
 * them, and allows ten.
 */
const LINKS = 2;

/** The ear, and what it hears of its own state. */
export interface SlackReceiver extends Receiver {
  /** Why nothing comes in at present; null while something can. */
  parkedBecause(): string | null;
}

/** An ear that is not listening yet. `start` resolves when every link's first try ended. */
export function createReceiver(options: ReceiverOptions): SlackReceiver {
  const { log } = options;
  const reception = createReception(log);
  const links: Link[] = [];
  let isStopping = false;
  const tell = reporter(log, () => causeOf(links));
  // Hanging up on purpose is no trouble.
  const report = (): void => (isStopping ? undefined : tell());

  return {
    init: (app) => reception.init(app),
    start: async () => {
      const { silenceLimitMs } = options.timing;
      for (let n = 1; n <= LINKS; n += 1) {
        // Each is more patient than the one before: a machine that stands still for a moment hears no sign
        // of life on any of them, and must not hang up on all.
        const timing = { ...options.timing, silenceLimitMs: silenceLimitMs * n };
        links.push(startLink({ ...options, timing, deliver: reception.deliver, changed: report }));
      }
      await Promise.all(links.map((link) => link.tried));
    },
    stop: async () => {
      isStopping = true;
      await reception.close(options.timing.drainLimitMs);
      await Promise.all(links.map((link) => link.close()));
    },
    parkedBecause: () => causeOf(links),
  };
}

/** The gravest state wins only when no link is open: one is enough to hear everything. */
function causeOf(links: readonly Link[]): string | null {
  const states = links.map((link) => link.state());
  if (states.length === 0 || states.some((state) => state.kind === 'open')) return null;
  const parked = states.find((state) => state.kind === 'parked');
  return parked?.reason ?? tryingSentence(states);
}

function tryingSentence(states: readonly LinkState[]): string {
  const isCrowded = states.some(
    (state) => state.kind === 'trying' && state.cause === 'too_many_websockets',
  );
  return isCrowded
    ? 'Slack has ten connections of this app open already (too_many_websockets): another program uses SLACK_APP_TOKEN. I keep trying.'
    : 'Slack cannot be reached at present. I keep trying.';
}

/** Logs when the line goes down and when it is back, once each, however many links notice. */
function reporter(log: Log, cause: () => string | null): () => void {
  let known: string | null = 'not connected yet';
  return () => {
    const present = cause();
    if (present === known) return;
    if (present === null) log.info('slack.line_is_up');
    else log.warn('slack.line_is_down', { reason: present });
    known = present;
  };
}
