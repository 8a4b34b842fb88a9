/** Every error that Slack documents for the sender's methods, and what becomes of the message. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { createPoster } from '../../src/slack/poster.ts';
import type { PostOutcome, SlackPoster } from '../../src/slack/port.ts';
import { webClient } from '../../src/slack/web-client.ts';
import { afterAttempt, type Deed } from '../../src/jobs/outbox-rules.ts';
import { OUTBOX_DEFAULTS } from '../../src/jobs/outbox-settings.ts';
import { startSmallSlack, type SmallSlack } from './small-slack.ts';

const WALL = '2031-03-01T00:00:00.000Z';

/** What is done with a message for a channel after each code. `gate` shuts the way for everything. */
const EXPECTED: Readonly<
  Record<'closed' | 'failed' | 'plain' | 'gate' | 'again' | 'look', readonly string[]>
> = {
  closed: [
    'channel_not_found',
    'channel_type_not_supported',
    'ekm_access_denied',
    'is_archived',
    'no_permission',
    'not_in_channel',
    'posting_to_general_channel_denied',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'team_access_not_granted',
  ],
  plain: [
    'invalid_arguments',
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
  ],
  gate: [
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
  ],
  again: [
    'accesslimited',
    'message_limit_exceeded',
    'missing_scope',
    'rate_limited',
    'ratelimited',
  ],
  look: ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'],
  failed: [
    'as_user_not_supported',
    'attachment_payload_limit_exceeded',
    'cannot_reply_to_message',
    'cant_broadcast_message',
    'deprecated_endpoint',
    'duplicate_channel_not_found',
    'duplicate_message_not_found',
    'invalid_arg_name',
    'invalid_array_arg',
    'invalid_charset',
    'invalid_form_data',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'invalid_post_type',
    'message_limit_reached',
    'metadata_must_be_sent_from_app',
    'metadata_too_large',
    'method_deprecated',
    'missing_post_type',
    'no_text',
    'restricted_action_non_threadable_channel',
    'slack_connect_canvas_sharing_blocked',
    'slack_connect_file_link_sharing_blocked',
    'slack_connect_lists_sharing_blocked',
    'too_many_attachments',
    'too_many_contact_cards',
  ],
};

const ALL = Object.entries(EXPECTED).flatMap(([deed, codes]) =>
  codes.map((code) => [code, deed] as const),
);

let slack: SmallSlack;
let poster: SlackPoster;
beforeAll(async () => {
  slack = await startSmallSlack();
  const { apiUrl } = slack;
  poster = createPoster(webClient('xoxb', { apiUrl, timeoutMs: 2_000, log: silentLog }));
});
afterAll(() => slack.stop());

const posting = {
  channelId: 'C1',
  threadTs: null,
  message: { text: 'hello', blocks: [] },
  key: 'k',
};

function deedAfter(
  outcome: PostOutcome,
  part: { isDirect?: boolean; isEdit?: boolean } = {},
): string {
  const attempt = { isEdit: false, isPlain: false, isDirect: false, setbacks: 0, ...part };
  return nameOf(afterAttempt(attempt, outcome, WALL, OUTBOX_DEFAULTS));
}

function nameOf(deed: Deed): string {
  return deed.kind === 'again' && deed.parks === true ? 'gate' : deed.kind;
}

async function answers(method: string, code: string): Promise<void> {
  slack.answer(method, { ok: false, error: code });
}

describe('case 19, case 20, case 21: the error matrix', () => {
  test.each(ALL)('%s after a post to a channel: %s, by one request', async (code, deed) => {
    await answers('chat.postMessage', code);
    const before = slack.calls.length;
    const outcome = await poster.post(posting);
    expect(slack.calls.length - before).toBe(1);
    expect(deedAfter(outcome)).toBe(deed);
  });

  test.each(ALL)('%s after an edit: as after a post, but never looked for', async (code, deed) => {
    await answers('chat.update', code);
    const outcome = await poster.update({ ...posting, ts: '1.1' });
    expect(deedAfter(outcome, { isEdit: true })).toBe(deed === 'look' ? 'again' : deed);
  });

  test.each([
    ...ALL.filter(([, deed]) => deed === 'gate' || deed === 'again'),
    ...[
      'user_not_found',
      'user_disabled',
      'cannot_dm_bot',
      'messages_tab_disabled',
      'channel_not_found',
      'users_not_found',
      'not_in_dm',
    ].map((code) => [code, 'failed'] as const),
  ])('case 22: %s after opening a direct message: %s', async (code, deed) => {
    await answers('conversations.open', code);
    const outcome = await poster.directChannel('U1');
    if ('channelId' in outcome) throw new Error('it was refused');
    expect(deedAfter(outcome, { isDirect: true })).toBe(deed);
  });

  test.each(ALL)(
    '%s after asking who reads a channel: nothing is taken for known',
    async (code) => {
      await answers('conversations.info', code);
      expect(await poster.audience('C1')).not.toHaveProperty('outsiders');
    },
  );

  test.each(ALL)(
    '%s after looking or removing or entering: an answer, and no throw',
    async (code) => {
      for (const method of ['conversations.history', 'chat.delete', 'conversations.join'])
        await answers(method, code);
      const looked = await poster.find({ channelId: 'C1', threadTs: null }, 'k', WALL);
      expect(looked.kind).toBe('cannot');
      expect((await poster.remove('C1', '1.1')).kind).not.toBe('done');
      expect(await poster.join('C1')).toBe(false);
    },
  );
});
