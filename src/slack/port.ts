/**
 * What Slipway needs of Slack, in three hands: the line (what arrives), the desk (answers that cannot
 * wait: modals, Home, replies only one person sees) and the poster (messages, by the outbox only).
 * The desk and the poster have a client each, so that a throttled channel never delays a modal.
 */
import type { Instant, Zone } from '../base/time.ts';
import type { HomeView, Message, ModalView } from './blocks.ts';

/** What kind of thing arrived. */
export type ArrivalKind = 'command' | 'action' | 'submission' | 'closed' | 'shortcut' | 'event';

/** Something Slack delivered, as it came. `key` is the same when Slack delivers it again. */
export interface Arrival {
  readonly key: string;
  readonly kind: ArrivalKind;
  /** Slack's payload, as JSON data. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a submitted modal is answered with, within three seconds. */
export type ViewAnswer =
  | { readonly kind: 'close' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'update'; readonly view: ModalView }
  | { readonly kind: 'push'; readonly view: ModalView };

/**
 * Acknowledges one arrival, once. For a submission with its answer; for a command optionally with plain
 * words that only the sender sees. Never throws: what is acknowledged has been recorded before.
 */
export type Acknowledge = (answer?: ViewAnswer | { readonly text: string }) => Promise<void>;

/** The line from Slack: two sockets that the adapter keeps up, or an address that Slack calls. */
export interface SlackLine {
  /**
   * Starts listening; `receive` is called once per delivery and must call `acknowledge`. When it throws
   * before that, Slack delivers again. Resolves when connected, or when the first tries failed:
   * `parkedBecause` then says why, and the line goes on trying by itself. Throws a `SlipwayError` when
   * the port that Slack is to call cannot be had.
   */
  start(receive: (arrival: Arrival, acknowledge: Acknowledge) => Promise<void>): Promise<void>;
  /** Stops taking new deliveries; resolves when what is in hand was acknowledged. */
  stop(): Promise<void>;
  /** Why nothing arrives at present, a sentence for the operator (a revoked token); null when all is well. */
  parkedBecause(): string | null;
}

/** A modal as Slack holds it now; `hash` guards an update against a race. */
export interface OpenedView {
  readonly id: string;
  readonly hash: string;
}

/** A person as Slack knows them. */
export interface SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly zone: Zone;
  readonly isBot: boolean;
  readonly isGuest: boolean;
  readonly isAdmin: boolean;
  readonly isDeactivated: boolean;
  /** Of another organisation, with which a channel is shared (Slack Connect). */
  readonly isOutside: boolean;
}

/** A channel as Slack knows it. */
export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly isMember: boolean;
  /** Shared with another organisation, now or by a pending invitation. */
  readonly isShared: boolean;
}

/** A user group. */
export interface SlackGroup {
  readonly id: string;
  /** What is typed to mention it, without the @. */
  readonly handle: string;
}

/** Who we are in this workspace. */
export interface SlackIdentity {
  readonly teamId: string;
  /** The organisation that the workspace belongs to; null for one that stands alone. */
  readonly enterpriseId: string | null;
  readonly teamName: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly scopes: readonly string[];
}

/** Where a reply that only one person sees goes: by the interaction's own address, or into a channel. */
export type ReplyTo =
  { readonly responseUrl: string } | { readonly channelId: string; readonly userId: string };

/** Answers that cannot wait. Refusals throw `SlackRefusal`. Never retried by itself. */
export interface SlackDesk {
  openModal(triggerId: string, view: ModalView): Promise<OpenedView>;
  pushModal(triggerId: string, view: ModalView): Promise<OpenedView>;
  updateModal(viewId: string, view: ModalView, hash?: string): Promise<OpenedView>;
  publishHome(userId: string, view: HomeView): Promise<void>;
  /** Says something only this person sees. */
  reply(to: ReplyTo, message: Message): Promise<void>;
  person(userId: string): Promise<SlackPerson>;
  channel(channelId: string): Promise<SlackChannel>;
  /** User ids of a channel's members, bots included; at most `limit`. */
  channelMembers(channelId: string, limit: number): Promise<readonly string[]>;
  identity(): Promise<SlackIdentity>;
  /** The user groups of the workspace that are in use. Refused as `missing_scope` where nobody granted it. */
  userGroups(): Promise<readonly SlackGroup[]>;
}

/**
 * How a posting call ended. `refused`: Slack said no before anything was posted, another try will not
 * help. `wait`: throttled, nothing posted. `unreachable`: nothing posted either, and the same call works
 * once Slack is reached or our token is accepted again. `unknown`: it may or may not stand in the channel.
 */
export type PostOutcome =
  | { readonly kind: 'done'; readonly channelId: string; readonly ts: string }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'unreachable'; readonly cause: string }
  | { readonly kind: 'unknown'; readonly cause: string };

/** One message to post. `key` is opaque and travels as message metadata, to find the message again. */
export interface Posting {
  readonly channelId: string;
  readonly threadTs: string | null;
  readonly message: Message;
  readonly key: string;
}

/** Who may read a channel. */
export interface Audience {
  readonly outsiders: boolean;
}

/** Posts for the outbox; nobody else holds one. Never throws, never retries. */
export interface SlackPoster {
  post(posting: Posting): Promise<PostOutcome>;
  update(posting: Posting & { readonly ts: string }): Promise<PostOutcome>;
  /** The direct message channel of a person. */
  directChannel(
    userId: string,
  ): Promise<{ readonly channelId: string } | Exclude<PostOutcome, { kind: 'done' }>>;
  /** Whether people of another organisation may read a channel, now or by a pending invitation; asked anew each time. */
  audience(channelId: string): Promise<Audience | Exclude<PostOutcome, { kind: 'done' }>>;
  /** Enters a public channel. False when that is not allowed, not possible, or nobody knows whether it worked. */
  join(channelId: string): Promise<boolean>;
  /** Messages that carry `key`, oldest first, posted at or after `since`. */
  find(
    where: { readonly channelId: string; readonly threadTs: string | null },
    key: string,
    since: Instant,
  ): Promise<
    | { readonly kind: 'looked'; readonly timestamps: readonly string[] }
    | { readonly kind: 'cannot'; readonly cause: string; readonly permanent: boolean }
  >;
  /** Removes a message that stands twice. */
  remove(channelId: string, ts: string): Promise<PostOutcome>;
}

/**
 * Slack refused a call; `code` is Slack's own word, such as `expired_trigger_id`. Also when nothing certain
 * came back (`no_answer`) or Slack throttles (`ratelimited`).
 */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly method: string;
  constructor(method: string, code: string, cause?: unknown) {
    super(`${method}: ${code}`, cause === undefined ? undefined : { cause });
    this.name = 'SlackRefusal';
    this.code = code;
    this.method = method;
  }
}

/**
 * Slack's words that refuse our token or the whole app, whatever was asked. An operator mends it; then
 * everything goes out.
 */
export const OUR_REFUSALS: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_added_to_org',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
  'user_removed_from_team',
]);

/** Everything Slack, for one workspace. */
export interface SlackPort {
  readonly line: SlackLine;
  readonly desk: SlackDesk;
  readonly poster: SlackPoster;
}
