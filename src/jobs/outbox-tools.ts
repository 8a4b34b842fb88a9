import type { Log } from '../base/log.ts';
import type { SlackPoster } from '../slack/port.ts';
import type { Store } from '../store/store.ts';
import type { LookWrites } from './look-writes.ts';
import type { MessageReads, PlacedMessage } from './message-reads.ts';
import type { Claimant, MessageWrites, Moment } from './message-writes.ts';
import type { MethodPace } from './method-pace.ts';
import type { OutboxSettings } from './outbox-settings.ts';
import type { PostingGate } from './posting-gate.ts';

/** What every part of the outbox works with. */
export interface OutboxTools {
  readonly store: Store;
  readonly poster: SlackPoster;
  readonly log: Log;
  readonly settings: OutboxSettings;
  readonly reads: MessageReads;
  readonly writes: MessageWrites;
  readonly looks: LookWrites;
  readonly gate: PostingGate;
  readonly pace: MethodPace;
  /** True when everybody who reads this channel may read what hides something in full. */
  readonly showsAll: (channelId: string) => Promise<boolean>;
  /** Reads both clocks. */
  moment(): Moment;
}

/** One piece of work on one message, by whoever holds the lease. */
export type MessageWork = (tools: OutboxTools, row: PlacedMessage, by: Claimant) => Promise<void>;
