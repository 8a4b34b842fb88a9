/** Looks for a message by the key it carries, after a post whose outcome nobody knows. */
import type { WebClient } from '@slack/web-api';
import type { Instant } from '../base/time.ts';
import { isData } from './form-values.ts';
import { type Failure, sortFailure } from './outcomes.ts';
import { METADATA_TYPE } from './payloads.ts';

type Where = { readonly channelId: string; readonly threadTs: string | null };
type Found =
  | { readonly kind: 'looked'; readonly timestamps: readonly string[] }
  | { readonly kind: 'cannot'; readonly cause: string; readonly permanent: boolean };

const PAGE_SIZE = 200;
// The look covers the last half hour or so; a channel busier than this is not read to its end.
const MOST_PAGES = 25;

/**
 * The timestamps of the messages with `key`, oldest first. `cannot` with `permanent` when another look
 * will not do better: we are not in the channel, the thread is gone, there is too much to read.
 */
export async function findByKey(
  client: WebClient,
  where: Where,
  key: string,
  since: Instant,
): Promise<Found> {
  const timestamps: string[] = [];
  let cursor = '';
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await readPage(client, where, since, cursor);
      if (answer.messages === undefined)
        return cannot({ kind: 'unknown', cause: 'unparsable answer' });
      timestamps.push(...answer.messages.flatMap((message) => carried(message, key)));
      cursor = answer.response_metadata?.next_cursor ?? '';
      if (cursor === '') return { kind: 'looked', timestamps: timestamps.sort() };
    }
  } catch (error) {
    return cannot(sortFailure(error));
  }
  return { kind: 'cannot', cause: 'too many messages', permanent: true };
}

function readPage(client: WebClient, where: Where, since: Instant, cursor: string) {
  const window = {
    channel: where.channelId,
    oldest: (Date.parse(since) / 1000).toFixed(6),
    inclusive: true,
    include_all_metadata: true,
    limit: PAGE_SIZE,
    ...(cursor === '' ? {} : { cursor }),
  };
  return where.threadTs === null
    ? client.conversations.history(window)
    : client.conversations.replies({ ...window, ts: where.threadTs });
}

function carried(
  message: { readonly ts?: string; readonly metadata?: unknown },
  key: string,
): string[] {
  const { metadata, ts } = message;
  if (ts === undefined || !isData(metadata) || metadata['event_type'] !== METADATA_TYPE) return [];
  const payload = metadata['event_payload'];
  return isData(payload) && payload['key'] === key ? [ts] : [];
}

function cannot(failure: Failure): Found {
  if (failure.kind === 'refused') return { kind: 'cannot', cause: failure.code, permanent: true };
  if (failure.kind === 'wait') return { kind: 'cannot', cause: 'ratelimited', permanent: false };
  // Without the scope to read back nobody will ever know; the token troubles beside it pass.
  const permanent = failure.cause === 'missing_scope';
  return { kind: 'cannot', cause: failure.cause, permanent };
}
