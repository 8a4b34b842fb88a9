/** What the rooms above ask of time and of the outbox, as plain values. */
import type { KnownBlock } from '@slack/types';
import type { Instant } from '../base/time.ts';
import type { Message } from '../slack/blocks.ts';

/**
 * One visible message, for its whole life. `key` names its place in the world, such as
 * `digest:<release>:<week>`; saying the same key again edits the message that stands there.
 */
export interface Saying {
  readonly key: string;
  readonly workspaceId: string;
  /** A channel id, or a person's user id for a direct message. */
  readonly to: string;
  /** Key of the message whose thread this goes into. It waits until that one is posted. */
  readonly threadOf?: string;
  readonly message: Message;
  /**
   * The same words without what only this organisation may read. They are posted instead wherever people
   * of another organisation may read, which the sender asks Slack right before it posts. Left out when
   * nothing has to be hidden.
   */
  readonly redacted?: Message;
  /**
   * True when the redacted words keep back more than names of private work: then they are posted also where a
   * project shows those names to people of other organisations. Taken from the first saying.
   */
  readonly hidesAlways?: true;
  /**
   * Blocks that stand below the words when they are posted, and in no edit: a mention here pings once in the
   * message's life. Taken from the first saying; later ones do not change them. Nothing in them is hidden.
   */
  readonly firstBlocks?: readonly KnownBlock[];
  /** Where in the product it belongs, for the ledger; null for none. */
  readonly releaseId?: string;
  /** Not posted before this instant; at once when left out. */
  readonly notBefore?: Instant;
  /**
   * Not posted any more from this instant on; what stands by then is still edited. Slack may be away for
   * days, and then old questions must not come all at once. Always worth posting when left out.
   */
  readonly usefulUntil?: Instant;
  /** The same words with a mark that they are late, for when Slack takes them only after an instant. */
  readonly late?: LateWords;
}

/** What is posted in place of a message's own words when it is posted after `after`. */
export interface LateWords {
  readonly after: Instant;
  readonly message: Message;
  /** These words for readers of other organisations; needed where the saying itself has such words. */
  readonly redacted?: Message;
}

/** A promise: something to do at an instant, exactly once. */
export interface Promised {
  /** One per occurrence, such as `checkin.ask:<person>:2026-11-23`. */
  readonly key: string;
  readonly workspaceId: string;
  /** Which handler keeps it: `checkin.ask`. */
  readonly kind: string;
  readonly dueAt: Instant;
  /** After this instant it is skipped instead of done late. */
  readonly usefulUntil: Instant;
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
  readonly releaseId?: string;
}

/** A promise that is being kept. `late` is true when its time passed more than two minutes ago. */
export interface DuePromise extends Promised {
  readonly late: boolean;
}

/** How keeping a promise ended. A thrown error means another try later. */
export type Kept =
  { readonly kind: 'done' } | { readonly kind: 'skipped'; readonly reason: string };
