/** Every refusal that Slack documents: each can be planned, and each comes by itself where its cause is played. */
import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { GENERAL_ERRORS } from '../../../src/sandbox/slack/methods/errors-general.ts';
import { errorsOf, METHOD_NAMES } from '../../../src/sandbox/slack/methods/errors.ts';
import type { MethodName } from '../../../src/sandbox/slack/methods/errors.ts';
import { METHOD_NEEDS } from '../../../src/sandbox/slack/methods/scopes.ts';
import { METHODS } from '../../../src/sandbox/slack/methods/table.ts';
import { APP_TOKEN_METHODS, BOT_SCOPES, METHODS_WITHOUT_SCOPE } from '../../../src/slack/scopes.ts';
import { clientFor, MANIFEST, person, post, refusal, startRig } from './rig.ts';
import type { Rig } from './rig.ts';

const CHANNEL = 'C0ATLAS';

describe('the tables', () => {
  test('every method has one, and no code stands in it twice', () => {
    expect(METHOD_NAMES.toSorted()).toEqual(Object.keys(METHODS).toSorted());
    expect(METHOD_NAMES.toSorted()).toEqual(Object.keys(METHOD_NEEDS).toSorted());
    for (const method of METHOD_NAMES) {
      const codes = errorsOf(method);
      expect(new Set(codes).size, method).toBe(codes.length);
    }
  });

  test('every method that the product calls has one', () => {
    const named = Object.values(BOT_SCOPES).flat();
    const called = [...named, ...METHODS_WITHOUT_SCOPE, ...APP_TOKEN_METHODS].filter((name) =>
      name.includes('.'),
    );
    expect(called.filter((name) => !(name in METHODS))).toEqual([]);
  });

  test('every code can be planned and comes back as Slack sends it', async () => {
    const { slack, client } = await startRig();
    for (const error of errorsOf('chat.postMessage')) {
      slack.faults.add({ method: 'chat.postMessage', kind: 'refused', error, times: 1 });
      expect((await refusal(post(client, { channel: CHANNEL, text: 'x' }))).error).toBe(error);
    }
    expect(slack.messages(CHANNEL)).toEqual([]);
  });

  test('a code of another method cannot be planned', async () => {
    const { slack } = await startRig();
    // @ts-expect-error A post never answers that a view is gone.
    slack.faults.add({ method: 'chat.postMessage', kind: 'refused', error: 'not_found', times: 1 });
    expect(slack.faults.left()).toBe(1);
  });
});

const MODAL: ModalView = {
  type: 'modal',
  title: { type: 'plain_text', text: 'Plan' },
  blocks: [{ type: 'divider' }],
};

/** One call that must be refused, and how the workspace comes to be such that it is. */
interface Case {
  readonly method: MethodName;
  readonly error: string;
  readonly when?: (rig: Rig) => unknown;
  readonly args: Readonly<Record<string, unknown>>;
}

const here = { channel: CHANNEL, text: 'x' };

const CASES: readonly Case[] = [
  {
    method: 'chat.postMessage',
    error: 'restricted_action_read_only_channel',
    when: ({ slack }) => slack.changes.setReadOnly(CHANNEL, true),
    args: here,
  },
  {
    method: 'chat.postMessage',
    error: 'not_in_channel',
    when: ({ slack }) => slack.changes.kick(CHANNEL, slack.botUserId),
    args: here,
  },
  {
    method: 'chat.postMessage',
    error: 'channel_not_found',
    when: ({ slack }) => slack.changes.deleteChannel(CHANNEL),
    args: here,
  },
  {
    method: 'chat.postMessage',
    error: 'is_archived',
    when: ({ slack }) => slack.changes.archive(CHANNEL),
    args: here,
  },
  {
    method: 'chat.postMessage',
    error: 'user_disabled',
    when: ({ slack }) => slack.changes.deactivate('U0IVO'),
    args: { ...here, channel: 'U0IVO' },
  },
  {
    method: 'chat.postMessage',
    error: 'too_many_attachments',
    args: { ...here, attachments: JSON.stringify(Array.from({ length: 101 }, () => ({}))) },
  },
  {
    method: 'chat.postMessage',
    error: 'token_revoked',
    when: ({ slack }) => slack.changes.revokeTokens(),
    args: here,
  },
  {
    method: 'chat.postEphemeral',
    error: 'user_not_in_channel',
    args: { ...here, user: 'U0NONE' },
  },
  {
    method: 'chat.postEphemeral',
    error: 'user_not_in_channel',
    when: ({ slack }) => slack.changes.deactivate('U0IVO'),
    args: { ...here, user: 'U0IVO' },
  },
  {
    method: 'conversations.history',
    error: 'not_in_channel',
    args: { channel: 'C0OPEN' },
  },
  { method: 'conversations.history', error: 'channel_not_found', args: { channel: 'C0SECRET' } },
  {
    method: 'conversations.history',
    error: 'invalid_ts_oldest',
    args: { channel: CHANNEL, oldest: 'yesterday' },
  },
  {
    method: 'conversations.history',
    error: 'invalid_ts_latest',
    args: { channel: CHANNEL, latest: 'tomorrow' },
  },
  {
    method: 'conversations.history',
    error: 'invalid_cursor',
    args: { channel: CHANNEL, cursor: 'xyz' },
  },
  {
    method: 'conversations.replies',
    error: 'thread_not_found',
    args: { channel: CHANNEL, ts: '1.000000' },
  },
  { method: 'conversations.list', error: 'invalid_types', args: { types: 'rooms' } },
  { method: 'conversations.list', error: 'invalid_limit', args: { limit: 5000 } },
  {
    method: 'conversations.join',
    error: 'method_not_supported_for_channel_type',
    when: ({ slack }) => slack.changes.inviteTo('C0SECRET', slack.botUserId),
    args: { channel: 'C0SECRET' },
  },
  { method: 'conversations.open', error: 'users_list_not_supplied', args: {} },
  { method: 'conversations.open', error: 'cannot_dm_bot', args: { users: 'U0SLIPWAY1' } },
  { method: 'users.info', error: 'user_not_found', args: { user: 'U0NONE' } },
  { method: 'users.list', error: 'invalid_cursor', args: { cursor: 'xyz' } },
  { method: 'views.open', error: 'invalid_trigger_id', args: { trigger_id: 'x', view: MODAL } },
  { method: 'views.update', error: 'not_found', args: { view_id: 'V0NONE', view: MODAL } },
  { method: 'views.update', error: 'not_found', args: { external_id: 'none', view: MODAL } },
  { method: 'views.update', error: 'invalid_arguments', args: { view: MODAL } },
  {
    method: 'reactions.add',
    error: 'bad_timestamp',
    args: { channel: CHANNEL, name: 'eyes', timestamp: 'now' },
  },
  {
    method: 'reactions.add',
    error: 'is_archived',
    when: ({ slack }) => slack.changes.archive(CHANNEL),
    args: { channel: CHANNEL, name: 'eyes', timestamp: '1.000000' },
  },
  {
    method: 'files.getUploadURLExternal',
    error: 'missing_argument',
    args: { filename: 'a.png', length: 0 },
  },
  {
    method: 'files.getUploadURLExternal',
    error: 'alt_txt_too_large',
    args: { filename: 'a.png', length: 1, alt_txt: 'x'.repeat(1001) },
  },
];

describe('the right refusal on the right condition', () => {
  test.each(CASES)('$method: $error', async ({ method, error, when, args }) => {
    const rig = await startRig();
    await when?.(rig);
    expect((await refusal(rig.client.apiCall(method, args))).error).toBe(error);
    expect(errorsOf(method)).toContain(error);
  });

  test('a message in an archived channel stands as it is', async () => {
    const { slack, client } = await startRig();
    const { ts = '' } = await post(client, here);
    await slack.changes.archive(CHANNEL);
    const edit = client.chat.update({ channel: CHANNEL, ts, text: 'y' });
    expect((await refusal(edit)).error).toBe('is_inactive');
  });

  test('a workspace may close messages for changes, to the minute', async () => {
    const { slack, client, clock } = await startRig();
    const { ts = '' } = await post(client, here);
    const edit = () => client.chat.update({ channel: CHANNEL, ts, text: 'y' });
    slack.changes.closeEditsAfter(5);
    clock.push('2026-11-20T10:36:36.000Z');
    await edit();
    clock.push('2026-11-20T10:36:37.000Z');
    expect((await refusal(edit())).error).toBe('edit_window_closed');
    slack.changes.closeEditsAfter(null);
    await edit();
  });

  test('a trigger is good for three seconds of the machine and for one view', async () => {
    const { slack, client, wall, clock } = await startRig();
    const open = (trigger_id: string) => client.views.open({ trigger_id, view: MODAL });
    const inTime = slack.triggerFor('U0MARA');
    clock.push('2026-11-27T10:31:36.000Z');
    wall.push('2026-11-20T10:31:39.000Z');
    await open(inTime);
    expect((await refusal(open(inTime))).error).toBe('exchanged_trigger_id');
    const late = slack.triggerFor('U0MARA');
    wall.push('2026-11-20T10:31:42.001Z');
    expect((await refusal(open(late))).error).toBe('expired_trigger_id');
  });

  test('views: three on each other, one name each, and the present hash', async () => {
    const { slack, client } = await startRig();
    const trigger = (viewId?: string) => slack.triggerFor('U0MARA', viewId);
    const first = await client.views.open({
      trigger_id: trigger(),
      view: { ...MODAL, external_id: 'one' },
    });
    const id = first.view?.id ?? '';
    const push = (external_id: string) =>
      client.views.push({ trigger_id: trigger(id), view: { ...MODAL, external_id } });
    expect((await refusal(push('one'))).error).toBe('duplicate_external_id');
    await push('two');
    await push('three');
    expect((await refusal(push('four'))).error).toBe('push_limit_reached');
    const stale = client.views.update({ view_id: id, hash: 'old', view: MODAL });
    expect((await refusal(stale)).error).toBe('hash_conflict');
  });

  test('the flaws of blocks are named with their places', async () => {
    const { client } = await startRig();
    const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }];
    const { error, messages } = await refusal(post(client, { ...here, blocks }));
    expect(error).toBe('invalid_blocks');
    expect(messages.join()).toContain('/blocks/0/text');
  });
});

describe('tokens and scopes', () => {
  test.each(
    METHOD_NAMES.filter((method) => (METHOD_NEEDS[method]?.scopes ?? []).length > 0).filter(
      (method) => METHOD_NEEDS[method]?.token === 'bot',
    ),
  )('%s without its scopes says which it needs and which there are', async (method) => {
    const { client } = await startRig({ botScopes: ['commands'] });
    const error: unknown = await client.apiCall(method, { channel: CHANNEL }).catch((no) => no);
    expect(error).toMatchObject({
      data: {
        error: 'missing_scope',
        needed: METHOD_NEEDS[method]?.scopes.join(','),
        provided: 'commands',
      },
    });
  });

  test('each token has its own methods', async () => {
    const { slack, client } = await startRig();
    const open = client.apps.connections.open({});
    expect((await refusal(open)).error).toBe('not_allowed_token_type');
    const app = clientFor(slack, slack.appToken);
    expect((await refusal(post(app, here))).error).toBe('not_allowed_token_type');
    expect((await refusal(post(clientFor(slack, 'xoxb-other'), here))).error).toBe('invalid_auth');
    expect((await refusal(post(clientFor(slack, ''), here))).error).toBe('not_authed');
  });

  test('without a Home tab in the manifest nothing is published', async () => {
    const features = { ...MANIFEST.features, app_home: { home_tab_enabled: false } };
    const { client, slack } = await startRig({ manifest: { ...MANIFEST, features } });
    slack.addPerson(person('U0NEW', 'new'));
    const publish = client.views.publish({ user_id: 'U0NEW', view: { type: 'home', blocks: [] } });
    expect((await refusal(publish)).error).toBe('not_enabled');
  });

  test('the general errors are those that Slack lists under every method', () => {
    for (const method of METHOD_NAMES)
      expect(errorsOf(method)).toEqual(expect.arrayContaining([...GENERAL_ERRORS]));
  });
});
