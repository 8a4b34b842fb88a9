import type { Clock } from '../../base/clock.ts';
import type { SandboxMessage, SandboxSlack } from '../contract.ts';
import { createCallLog } from './calls.ts';
import { createChanges } from './changes.ts';
import type { Changes } from './changes.ts';
import { createDelivery } from './delivery.ts';
import { createHttpDelivery } from './http-delivery.ts';
import type { HttpDeliveryOptions } from './http-delivery.ts';
import type { Delivery } from './delivery.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import type { StoredFile } from './files.ts';
import { sandboxIdentity } from './identity.ts';
import { createLinks } from './links.ts';
import type { Links } from './links.ts';
import { readManifest } from './manifest.ts';
import { sandboxMessage } from './messages.ts';
import { eventPayload } from './payloads/event.ts';
import { personAtWork } from './person.ts';
import { createRateLimits } from './rate-limits.ts';
import type { RateLimits } from './rate-limits.ts';
import { createResponseUrls } from './response-urls.ts';
import { closeServer, listen } from './server.ts';
import { createSocketControl } from './socket-control.ts';
import type { SocketControl } from './socket-control.ts';
import { createTokens } from './tokens.ts';
import type { Tokens } from './tokens.ts';
import { createWorkspace } from './workspace.ts';
import type { Workspace, EventBody } from './workspace.ts';

/** How to start a small Slack. */
export interface SlackSandboxOptions {
  /** The product's clock: message timestamps and `Date` headers. */
  readonly clock: Clock;
  /** The machine's clock: how old a trigger or a response address is. */
  readonly wall: Clock;
  /** The parsed app manifest. */
  readonly manifest: unknown;
  /** A free one when left out. */
  readonly port?: number;
  /** Instead of the manifest's bot scopes. */
  readonly botScopes?: readonly string[];
  readonly botToken?: string;
  readonly appToken?: string;
  /** How long the app may take for an acknowledgement, real milliseconds; 3000 as in Slack. */
  readonly ackMs?: number;
  /** How long a connection that was asked to leave may stay, real milliseconds; 10,000 as in Slack. */
  readonly leaveMs?: number;
  /** `strict` answers 429 to whatever goes beyond Slack's documented limits; `off`, the default, counts nothing. */
  readonly rateLimits?: 'strict' | 'off';
  /** Deliver by signed calls to the app instead of over its sockets. */
  readonly http?: Omit<HttpDeliveryOptions, 'wall' | 'ackMs'>;
}

/** The small Slack with what only tests and the crash rig use. */
export interface SlackSandbox extends SandboxSlack {
  readonly faults: Faults;
  readonly socket: SocketControl;
  readonly limits: RateLimits;
  readonly tokens: Tokens;
  /** What becomes of channels and people while the app is in the workspace; the app hears of it. */
  readonly changes: Changes;
  /** Number of Socket Mode connections that ever said hello. */
  socketsOpened(): number;
  /** Every file that was announced, with its bytes once they came. */
  files(): readonly StoredFile[];
  /** Archives without a word; `changes.archive` tells the app. */
  archive(channel: string): void;
  /** Closes an account without a word; `changes.deactivate` tells the app. */
  deactivate(userId: string): void;
  /** Takes a person, or the bot, out of a channel without a word. */
  removeFrom(channel: string, userId: string): void;
  /** A fresh trigger, as if the person had just pressed something, in the modal `viewId` if given. */
  triggerFor(userId: string, viewId?: string): string;
  /** Somebody removes the app from the workspace: both events are sent, then the token is dead. */
  uninstall(): Promise<void>;
}

function listensTo(events: readonly string[], event: EventBody, subscription?: string): boolean {
  return events.includes(subscription ?? event.type);
}

function announcer(
  parts: Pick<Workspace, 'clock' | 'identity' | 'manifest'>,
  delivery: Delivery,
  isShared: (channel: unknown) => boolean,
) {
  return async (event: EventBody, subscription?: string): Promise<void> => {
    if (!listensTo(parts.manifest.events, event, subscription)) return;
    const shared = isShared(event['channel']);
    const payload = eventPayload(parts.identity, event, parts.clock.now(), shared);
    await delivery.deliver({ type: 'events_api', payload, acceptsResponse: false });
  };
}

function isSharedChannel(slack: Workspace, id: unknown): boolean {
  const channel = typeof id === 'string' ? slack.channels.find(id) : undefined;
  return (channel?.sharedWith ?? []).length > 0;
}

function seenBy(slack: Workspace, channelId: string, viewer?: string): SandboxMessage[] {
  const channel = slack.channels.get(channelId);
  const outside = viewer !== undefined && !channel.members.includes(viewer);
  if (outside && channel.kind !== 'public') return [];
  return slack.messages
    .in(channelId)
    .filter(({ ephemeralTo }) => ephemeralTo === null || ephemeralTo === viewer)
    .map((message) => sandboxMessage(slack.messages, message));
}

function watchers() {
  const listeners = new Set<() => void>();
  return {
    changed: () => {
      for (const listener of listeners) listener();
    },
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function wiring(options: SlackSandboxOptions) {
  const { clock, wall } = options;
  const manifest = readManifest(options.manifest);
  const identity = sandboxIdentity(manifest.botName);
  const links: Links = createLinks(identity.appId);
  const ackMs = options.ackMs ?? 3000;
  const delivery = options.http
    ? createHttpDelivery({ ...options.http, wall, ackMs })
    : createDelivery(links, ackMs);
  const { changed, onChange } = watchers();
  const announce = announcer({ clock, identity, manifest }, delivery, (channel) =>
    isSharedChannel(slack, channel),
  );
  const slack: Workspace = createWorkspace({ clock, wall, identity, manifest, changed, announce });
  const tokens = createTokens(
    options.botToken ?? 'xoxb-sandbox-bot',
    options.appToken ?? 'xapp-1-sandbox-app',
    options.botScopes ?? manifest.botScopes,
  );
  const calls = createCallLog();
  const responseUrls = createResponseUrls(slack, wall);
  const limits = createRateLimits(wall, options.rateLimits === 'strict');
  const faults = createFaults();
  return { slack, links, delivery, onChange, tokens, calls, responseUrls, faults, limits };
}

/** Starts a small Slack on 127.0.0.1. Nobody is in it but the bot; `addPerson` and `addChannel` fill it. */
export async function startSlackSandbox(options: SlackSandboxOptions): Promise<SlackSandbox> {
  const parts = wiring(options);
  const { slack, links, delivery, tokens, calls, faults } = parts;
  const stopping = new AbortController();
  let origin = '';
  const ticket = (): string => links.ticket();
  const shared = { ...parts, ticket, origin: () => origin, stopped: stopping.signal };
  const { server, ...address } = await listen(shared, options.port ?? 0);
  origin = address.origin;
  const changes = createChanges(slack, tokens);
  return {
    apiUrl: `${origin}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    teamId: slack.identity.teamId,
    botUserId: slack.identity.botUserId,
    people: () => slack.people.all(),
    channels: () => slack.channels.all(),
    messages: (channel, viewer) => seenBy(slack, channel, viewer),
    as: (userId) => personAtWork({ ...shared, person: slack.people.get(userId) }),
    directMessage: (userId) => slack.channels.directWith(slack.people.get(userId).id),
    addPerson(person) {
      slack.people.add(person);
      slack.changed();
    },
    groups: () => slack.people.groups(),
    addGroup: (group) => slack.people.addGroup(group),
    addChannel(channel) {
      slack.channels.add(channel);
      slack.changed();
    },
    onChange: parts.onChange,
    connections: () => links.open().length,
    socketsOpened: () => links.welcomed(),
    calls: () => calls.all(),
    faults,
    limits: parts.limits,
    tokens,
    changes,
    socket: createSocketControl(links, delivery, options.leaveMs ?? 10_000),
    files: () => slack.files.all(),
    archive: (channel) => slack.channels.archive(channel),
    deactivate: (userId) => slack.people.deactivate(userId),
    removeFrom: (channel, userId) => slack.channels.leave(channel, userId),
    triggerFor: (userId, viewId) => slack.triggers.issue(userId, viewId),
    uninstall: () => changes.uninstall(),
    async stop() {
      stopping.abort();
      delivery.stop();
      links.close();
      await closeServer(server);
    },
  };
}
