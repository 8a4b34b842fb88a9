/** One thing that Slack delivered and that waits for its acknowledgement. */
import type { Log } from '../base/log.ts';

/** Answers the envelope on the socket it came by. */
export type SendAck = (payload?: Readonly<Record<string, unknown>>) => Promise<void>;

/** A delivery in hand. It is finished once it was acknowledged or given up. */
export class Delivery {
  readonly body: Readonly<Record<string, unknown>>;
  /** Resolves when nothing more will be sent for it. */
  readonly finished: Promise<void>;
  #finish: () => void;
  #send: SendAck;
  #log: Log;
  #state: 'waiting' | 'taken' | 'acknowledged' = 'waiting';

  constructor(body: Readonly<Record<string, unknown>>, send: SendAck, log: Log) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.body = body;
    this.finished = promise;
    this.#finish = resolve;
    this.#send = send;
    this.#log = log;
  }

  /** False until a listener took it. */
  get isTaken(): boolean {
    return this.#state !== 'waiting';
  }

  get isAcknowledged(): boolean {
    return this.#state === 'acknowledged';
  }

  /** A listener takes it on. */
  take(): void {
    if (this.#state === 'waiting') this.#state = 'taken';
  }

  /**
   * Acknowledges, once: Slack would ignore a second answer, so it is only noted. Never throws: what was
   * acknowledged is already recorded, and when the socket is gone Slack delivers the same thing again.
   */
  async acknowledge(payload?: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.#state === 'acknowledged') {
      this.#log.warn('slack.acknowledged_twice');
      return;
    }
    this.#state = 'acknowledged';
    try {
      await this.#send(payload);
    } catch (error) {
      // It crossed with the closing of its socket: nothing an operator could mend.
      const cause = error instanceof Error ? error.name : String(error);
      this.#log.warn('slack.acknowledgement_lost', { cause });
    } finally {
      this.#finish();
    }
  }

  /** Leaves it unacknowledged, so that Slack delivers it again. */
  giveUp(): void {
    this.#finish();
  }
}
