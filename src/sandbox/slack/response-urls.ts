import type { Clock } from '../../base/clock.ts';
import { millisecondsBetween } from '../../base/time.ts';
import type { Instant } from '../../base/time.ts';
import { messageContent } from './content.ts';
import { newSecret } from './ids.ts';
import type { StoredMessage } from './messages.ts';
import { flagArg, textArg } from './methods/arguments.ts';
import type { Arguments } from './methods/arguments.ts';
import { announcePosted, store } from './posting.ts';
import { Refusal } from './refusal.ts';
import { stampAt } from './stamps.ts';
import type { Workspace } from './workspace.ts';

/** A response address may be used five times within half an hour. */
const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;

/** Where a response address leads: the conversation, the person, and the message it was pressed on. */
export interface Address {
  readonly channel: string;
  readonly userId: string;
  readonly messageTs: string | null;
  readonly threadTs: string | null;
}

/** The addresses that interactions carry, and what arrives there. */
export interface ResponseUrls {
  /** The path of a fresh address, `/actions/…` or `/commands/…`. */
  issue(kind: 'actions' | 'commands', address: Address): string;
  /** Does what was posted to `path`. Refuses `expired_url`, `used_url` or the flaws of the content. */
  post(path: string, args: Arguments): void;
}

interface Open extends Address {
  readonly issuedAt: Instant;
  uses: number;
}

/** Puts an answer where its address leads: shown to one person unless `response_type` says `in_channel`. */
export function answerAt(slack: Workspace, address: Address, args: Arguments): StoredMessage {
  const content = messageContent(args);
  const seenByAll = args['response_type'] === 'in_channel';
  const message = store(slack, {
    channel: address.channel,
    user: slack.identity.botUserId,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    metadata: content.metadata ?? null,
    threadTs: textArg(args, 'thread_ts') ?? address.threadTs,
    ephemeralTo: seenByAll ? null : address.userId,
  });
  if (seenByAll) void announcePosted(slack, message);
  return message;
}

function original(slack: Workspace, address: Address): StoredMessage {
  const message =
    address.messageTs === null
      ? undefined
      : slack.messages.find(address.channel, address.messageTs);
  if (!message) throw new Refusal('message_not_found');
  return message;
}

function replaceOriginal(slack: Workspace, address: Address, args: Arguments): void {
  const old = original(slack, address);
  const content = messageContent(args);
  slack.messages.replace({
    ...old,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    metadata: content.metadata === undefined ? old.metadata : content.metadata,
    editedTs: stampAt(slack.clock.now()),
  });
  slack.changed();
}

function deleteOriginal(slack: Workspace, address: Address): void {
  slack.messages.remove(address.channel, original(slack, address).ts);
  slack.changed();
}

/** Response addresses on the machine's clock. */
export function createResponseUrls(slack: Workspace, wall: Clock): ResponseUrls {
  const open = new Map<string, Open>();
  const use = (path: string): Open => {
    const address = open.get(path);
    if (!address) throw new Refusal('invalid_url');
    const age = millisecondsBetween(address.issuedAt, wall.now());
    if (age > LIFE_MS) throw new Refusal('expired_url');
    if (address.uses >= MOST_USES) throw new Refusal('used_url');
    address.uses += 1;
    return address;
  };
  return {
    issue(kind, address) {
      const path = `/${kind}/${slack.identity.teamId}/${newSecret()}`;
      open.set(path, { ...address, issuedAt: wall.now(), uses: 0 });
      return path;
    },
    post(path, args) {
      const address = use(path);
      if (flagArg(args, 'delete_original')) return deleteOriginal(slack, address);
      if (flagArg(args, 'replace_original')) return replaceOriginal(slack, address, args);
      answerAt(slack, address, args);
    },
  };
}
