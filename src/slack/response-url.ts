/** Replies to the address that an interaction brought along. */
import { post } from '../base/post.ts';
import type { Message } from './blocks.ts';
import { isData } from './form-values.ts';
import { messagePayload } from './payloads.ts';
import { SlackRefusal } from './port.ts';

const METHOD = 'response_url';
const TIMEOUT_MS = 2500;

/**
 * Says `message` to the one person who acted. Throws `SlackRefusal` with Slack's own word, such as
 * `used_url` or `expired_url` (five uses in half an hour), or `no_answer`.
 */
export async function postToResponseUrl(
  responseUrl: string,
  apiUrl: string,
  message: Message,
): Promise<void> {
  // The address came in a payload; only Slack's own hosts, or the host we talk to anyway, get our words.
  if (!isSlack(responseUrl, apiUrl)) throw new SlackRefusal(METHOD, 'foreign_url');
  const { status, text } = await send(responseUrl, message);
  const code = refusalIn(text);
  if (status < 300 && code === null) return;
  throw new SlackRefusal(METHOD, code ?? `http_${status}`);
}

async function send(
  responseUrl: string,
  message: Message,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const { status, text } = await post({
      url: new URL(responseUrl),
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'slipway' },
      body: JSON.stringify({
        response_type: 'ephemeral',
        // Without this the reply would take the place of the card that was pressed.
        replace_original: false,
        ...messagePayload(message),
      }),
      timeoutMs: TIMEOUT_MS,
    });
    return { status, text: text.trim() };
  } catch (error) {
    throw new SlackRefusal(METHOD, 'no_answer', error);
  }
}

/** Slack answers here with a bare word or with JSON, "ok" either way when it went well. */
function refusalIn(text: string): string | null {
  if (isCode(text)) return text;
  try {
    const answer: unknown = JSON.parse(text);
    if (!isData(answer) || typeof answer['error'] !== 'string') return null;
    // Something in front of Slack may throw our words back at us; they must not become a code in the log.
    return isCode(answer['error']) ? answer['error'] : 'unparsable_answer';
  } catch {
    return null;
  }
}

function isCode(text: string): boolean {
  return /^[a-z][a-z0-9_]{2,59}$/.test(text);
}

function isSlack(responseUrl: string, apiUrl: string): boolean {
  const url = URL.parse(responseUrl);
  if (url === null) return false;
  if (url.host === URL.parse(apiUrl)?.host) return true;
  return url.protocol === 'https:' && /(^|\.)slack(-gov)?\.com$/.test(url.hostname);
}
