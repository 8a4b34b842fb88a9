/** Keeps the sender from asking again and again while Slack refuses our token. In memory: a new start asks once. */
import type { Log } from '../base/log.ts';
import { plusMilliseconds, type Instant } from '../base/time.ts';
import { OUR_REFUSALS } from '../slack/port.ts';

/** The way to Slack: open, or shut for all that we say. */
export interface PostingGate {
  /** Slack refused the token with this word, at `wall`. The log hears it once. */
  refused(code: string, wall: Instant): void;
  /** Slack took something: the way is open. */
  accepted(): void;
  /** Until when nobody asks, on the machine's clock; null while it is open. Then one may try. */
  shutUntil(): Instant | null;
  /** Slack's word while it is shut; null while it is open. */
  refusedWith(): string | null;
  /** Why nothing is posted, a sentence for the operator; null while it is open. */
  because(): string | null;
}

const LONGEST_MS = 60_000;

/** True for Slack's words that refuse us and not what we say. */
export function isOurRefusal(code: string): boolean {
  return OUR_REFUSALS.has(code);
}

/** An open gate. */
export function createPostingGate(log: Log): PostingGate {
  let shut: { readonly code: string; readonly until: Instant; readonly tries: number } | null =
    null;
  return {
    refused(code, wall) {
      const tries = shut === null ? 0 : shut.tries + 1;
      const pauseMs = Math.min(1_000 * 2 ** Math.min(tries, 10), LONGEST_MS);
      if (shut?.code !== code) log.warn('outbox.token_refused', { reason: sentenceFor(code) });
      shut = { code, until: plusMilliseconds(wall, pauseMs), tries };
    },
    accepted() {
      if (shut !== null) log.info('outbox.token_accepted', { after: shut.code });
      shut = null;
    },
    shutUntil: () => shut?.until ?? null,
    refusedWith: () => shut?.code ?? null,
    because: () => (shut === null ? null : sentenceFor(shut.code)),
  };
}

function sentenceFor(code: string): string {
  if (code === 'org_login_required' || code === 'team_added_to_org')
    return `Slack is moving this workspace into an organisation (${code}). Messages wait and go out by themselves afterwards.`;
  return `Slack refuses SLACK_BOT_TOKEN (${code}). Messages wait and nothing is lost: reinstall the app in the app settings; if its bot token is another one then, put it into SLACK_BOT_TOKEN and start again.`;
}
