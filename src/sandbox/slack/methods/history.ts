import type { StoredMessage } from '../messages.ts';
import { messagePart } from '../payloads/message.ts';
import { Refusal } from '../refusal.ts';
import { flagArg, requiredText, textArg } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import type { Method, MethodCall, MethodFamily } from './method.ts';
import { pageOf } from './paging.ts';
import { readableChannel } from './where.ts';

const HISTORY = { fallback: 100, most: 999 };
const REPLIES = { fallback: 1000, most: 1000 };

/** Timestamps of equal width compare as text; `oldest=0` and short ones are padded to it. */
function comparable(ts: string): string {
  const [seconds = '0', micros = ''] = ts.split('.');
  return `${seconds.padStart(12, '0')}.${micros.padEnd(6, '0')}`;
}

function timestampArg(args: Arguments, name: 'oldest' | 'latest'): string | undefined {
  const given = textArg(args, name);
  if (given === undefined || given === 'now') return undefined;
  if (!/^\d+(\.\d+)?$/.test(given)) throw new Refusal(`invalid_ts_${name}`);
  return given;
}

/** Whether a message lies between `oldest` and `latest`; the ends count only when `inclusive`. */
function within(args: Arguments): (message: StoredMessage) => boolean {
  const oldest = comparable(timestampArg(args, 'oldest') ?? '0');
  const given = timestampArg(args, 'latest');
  const latest = given === undefined ? '~' : comparable(given);
  const inclusive = flagArg(args, 'inclusive');
  return ({ ts }) => {
    const key = comparable(ts);
    return inclusive ? key >= oldest && key <= latest : key > oldest && key < latest;
  };
}

function shown({ slack, args }: MethodCall, message: StoredMessage) {
  const withMetadata = flagArg(args, 'include_all_metadata');
  return messagePart(slack.identity, slack.messages, message, withMetadata);
}

const keyOf = (message: StoredMessage): string => message.ts;

const history: Method = (call) => {
  const channel = readableChannel(call, 'history');
  const inRange = within(call.args);
  const wanted = call.slack.messages
    .in(channel.id)
    .filter((message) => message.ephemeralTo === null)
    .filter((message) => message.threadTs === null || message.broadcast)
    .filter(inRange)
    .reverse();
  const page = pageOf(call.args, wanted, keyOf, HISTORY);
  return {
    messages: page.items.map((message) => shown(call, message)),
    has_more: page.more,
    pin_count: 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...page.metadata,
  };
};

const replies: Method = (call) => {
  const { slack, args } = call;
  const channel = readableChannel(call, 'history');
  const message = slack.messages.find(channel.id, requiredText(args, 'ts', 'thread_not_found'));
  if (!message || message.ephemeralTo !== null) throw new Refusal('thread_not_found');
  const parent = slack.messages.find(channel.id, message.threadTs ?? message.ts) ?? message;
  const inRange = within(args);
  // The parent leads the first page whatever the range says, as in Slack.
  const wanted = [parent, ...slack.messages.replies(channel.id, parent.ts).filter(inRange)];
  const page = pageOf(args, wanted, keyOf, REPLIES);
  return {
    messages: page.items.map((item) => shown(call, item)),
    has_more: page.more,
    ...page.metadata,
  };
};

/** Reading back what was said. */
export const historyMethods: MethodFamily = {
  'conversations.history': history,
  'conversations.replies': replies,
};
