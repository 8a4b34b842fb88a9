/**
 * What the sandbox's small Slack holds and what a person can do in it. The page, the stories, the
 * browser test and the crash test all speak to it through these shapes; the bot never sees them, it
 * speaks to the same workspace over Slack's Web API and Socket Mode.
 */
import type { Instant } from '../base/time.ts';

/** A Block Kit block as it was sent, kept as plain data. */
export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

/** A person or the bot. `zone` is an IANA name; colour is a CSS colour for the round picture. */
export interface SandboxPerson {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  readonly zone: string;
  readonly colour: string;
  readonly isBot: boolean;
  readonly isAdmin: boolean;
  readonly isGuest: boolean;
  /** The workspace of somebody from another organisation; left out for our own people. */
  readonly teamId?: string;
}

/** A user group: mentioning it tells everybody in it. */
export interface SandboxGroup {
  readonly id: string;
  /** What is typed to mention it, without the @. */
  readonly handle: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** A channel or direct message. A DM has kind `im` and exactly one person beside the bot. */
export interface SandboxChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: readonly string[];
  readonly topic: string;
  readonly isArchived: boolean;
  /** Workspaces of other organisations that read along; left out or empty when there are none. */
  readonly sharedWith?: readonly string[];
  /** Workspaces of other organisations that are invited and have not accepted; empty when left out. */
  readonly invited?: readonly string[];
  /** Another workspace of the same organisation reads along: nobody from outside does. */
  readonly isOrgShared?: boolean;
  /** True when only admins may write in the channel. Left out means everyone may. */
  readonly isReadOnly?: boolean;
}

/** A message as it stands now. `ephemeralTo` is set for what only one person sees. */
export interface SandboxMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: {
    readonly event_type: string;
    readonly event_payload: Record<string, unknown>;
  } | null;
  readonly edited: boolean;
  readonly ephemeralTo: string | null;
  readonly replyCount: number;
  readonly at: Instant;
}

/** An open modal or a published Home tab. The newest modal of a person's stack is on top. */
export interface SandboxView {
  readonly id: string;
  readonly hash: string;
  readonly userId: string;
  readonly type: 'modal' | 'home';
  readonly callbackId: string;
  readonly title: string;
  readonly submit: string | null;
  readonly close: string | null;
  readonly blocks: readonly Block[];
  readonly privateMetadata: string;
  /** Why the last submission was refused, by block id, as Slack shows it under the fields; empty otherwise. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** One element's state inside a modal, in Slack's own `view.state.values` shape. */
export type InputValue = Readonly<Record<string, unknown>> & { readonly type: string };

/** block_id -> action_id -> value, exactly as Slack sends it. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, InputValue>>>>;

/**
 * How the bot answered one interaction. `timeout` means no usable acknowledgement within three seconds;
 * `sentence` is what Slack then tells the person.
 */
export type Acknowledgement =
  | { readonly kind: 'ok'; readonly payload: unknown }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'timeout'; readonly sentence?: string }
  | { readonly kind: 'nobody-listens'; readonly sentence?: string };

/** What a person pressed or chose: the element, and the part of the payload only Slack's client knows. */
export interface Press {
  readonly blockId: string;
  readonly actionId: string;
  /** For buttons left out: the value is taken from the block as posted. For selects, pickers, overflow: the choice. */
  readonly choice?: InputValue;
}

/** Everything one person can do, from the same screen Slack gives them. */
export interface PersonAtWork {
  command(channel: string, line: string): Promise<Acknowledgement>;
  say(channel: string, text: string, threadTs?: string): Promise<SandboxMessage>;
  press(channel: string, ts: string, press: Press): Promise<Acknowledgement>;
  pressInView(viewId: string, press: Press, state?: ViewState): Promise<Acknowledgement>;
  submit(viewId: string, state: ViewState): Promise<Acknowledgement>;
  close(viewId: string): Promise<void>;
  openHome(): Promise<void>;
  shortcut(callbackId: string): Promise<Acknowledgement>;
  messageShortcut(callbackId: string, channel: string, ts: string): Promise<Acknowledgement>;
  invite(userId: string, channel: string): Promise<void>;
  /** Modals from the bottom of the stack to the top. */
  modals(): readonly SandboxView[];
  home(): SandboxView | null;
}

/** The running small Slack. */
export interface SandboxSlack {
  /** Base of the Web API, with trailing slash: http://127.0.0.1:PORT/api/ */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly teamId: string;
  readonly botUserId: string;
  people(): readonly SandboxPerson[];
  channels(): readonly SandboxChannel[];
  /** What `viewer` can see in a channel, oldest first, thread replies included; ephemeral ones of others left out. */
  messages(channel: string, viewer?: string): readonly SandboxMessage[];
  as(userId: string): PersonAtWork;
  /** The DM channel of a person with the bot; made when missing. */
  directMessage(userId: string): SandboxChannel;
  groups(): readonly SandboxGroup[];
  addPerson(person: SandboxPerson): void;
  addGroup(group: SandboxGroup): void;
  addChannel(channel: Omit<SandboxChannel, 'isArchived'>): void;
  /** Called after every visible change; returns how to stop listening. */
  onChange(listener: () => void): () => void;
  /** Number of Socket Mode connections that said hello and are open. */
  connections(): number;
  /** Every Web API call so far: method, arguments, answer's `ok` or error. For tests and the page's inspector. */
  calls(): readonly SandboxCall[];
  stop(): Promise<void>;
}

/** One Web API call as the sandbox saw it. */
export interface SandboxCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly error: string | null;
  readonly at: Instant;
}
