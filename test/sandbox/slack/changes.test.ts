/** Channels, people and the app itself change while the app is in use, and it hears of it as in Slack. */
import type { App } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { boltFor, MANIFEST, post, refusal, startRig, until } from './rig.ts';
import type { Rig } from './rig.ts';

type Heard = Readonly<Record<string, unknown>>;

const EVENTS = [
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_id_changed',
  'channel_left',
  'channel_rename',
  'channel_shared',
  'channel_unarchive',
  'channel_unshared',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'tokens_revoked',
  'user_change',
] as const;

const LISTENING = {
  ...MANIFEST,
  settings: { ...MANIFEST.settings, event_subscriptions: { bot_events: EVENTS } },
};

/** A workspace whose app listens to every change; the bot is in the private channel too. */
async function attentive(): Promise<Rig & { heard: Heard[]; bodies: Heard[] }> {
  const rig = await startRig({ manifest: LISTENING });
  await rig.slack.changes.inviteTo('C0SECRET', rig.slack.botUserId, 'U0MARA');
  const heard: Heard[] = [];
  const bodies: Heard[] = [];
  await boltFor(rig.slack, (app: App) => {
    app.event(/.*/, async ({ event, body }) => {
      heard.push({ ...event });
      bodies.push({ ...body });
    });
  });
  await until(() => heard.length === 1);
  heard.splice(0);
  bodies.splice(0);
  return { ...rig, heard, bodies };
}

describe('channels change', () => {
  test.each([
    ['C0ATLAS', 'channel'],
    ['C0SECRET', 'group'],
  ])('%s is archived and opened again', async (channel, family) => {
    const { slack, heard, client } = await attentive();
    await slack.changes.archive(channel, 'U0MARA');
    expect(await refusal(post(client, { channel, text: 'hello' }))).toMatchObject({
      error: 'is_archived',
    });
    await slack.changes.unarchive(channel, 'U0MARA');
    await post(client, { channel, text: 'hello' });
    expect(heard.slice(0, 2)).toMatchObject([
      { type: `${family}_archive`, channel, user: 'U0MARA' },
      { type: `${family}_unarchive`, channel, user: 'U0MARA' },
    ]);
  });

  test.each([
    ['C0ATLAS', 'channel_deleted'],
    ['C0SECRET', 'group_deleted'],
  ])('%s is deleted', async (channel, type) => {
    const { slack, heard, client } = await attentive();
    await slack.changes.deleteChannel(channel);
    expect(await refusal(client.conversations.info({ channel }))).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await refusal(post(client, { channel, text: 'hello' }))).toMatchObject({
      error: 'channel_not_found',
    });
    expect(slack.channels().map(({ id }) => id)).not.toContain(channel);
    expect(heard).toMatchObject([{ type, channel }]);
  });

  test.each([
    ['C0ATLAS', 'channel_rename'],
    ['C0SECRET', 'group_rename'],
  ])('%s gets another name under the same id', async (id, type) => {
    const { slack, heard, client } = await attentive();
    await slack.changes.rename(id, 'harbor');
    expect((await client.conversations.info({ channel: id })).channel?.name).toBe('harbor');
    expect(heard).toMatchObject([{ type, channel: { id, name: 'harbor' } }]);
  });

  test('a public channel becomes private: the bot stays, and others do not see it', async () => {
    const { slack, heard, client } = await attentive();
    await slack.changes.makePrivate('C0ATLAS', 'U0MARA');
    expect((await client.conversations.info({ channel: 'C0ATLAS' })).channel?.is_private).toBe(
      true,
    );
    await slack.changes.makePrivate('C0OPEN', 'U0MARA');
    expect(await refusal(client.conversations.info({ channel: 'C0OPEN' }))).toMatchObject({
      error: 'channel_not_found',
    });
    expect(heard).toMatchObject([
      { type: 'message', subtype: 'channel_convert_to_private', channel: 'C0ATLAS' },
    ]);
  });

  test('another organisation reads along, and leaves again', async () => {
    const { slack, heard, bodies, client } = await attentive();
    await slack.changes.share('C0ATLAS', 'T0OTHER');
    expect((await client.conversations.info({ channel: 'C0ATLAS' })).channel).toMatchObject({
      is_ext_shared: true,
      is_shared: true,
      connected_team_ids: ['T0OTHER'],
      shared_team_ids: [slack.teamId, 'T0OTHER'],
    });
    await slack.changes.unshare('C0ATLAS');
    expect((await client.conversations.info({ channel: 'C0ATLAS' })).channel).toMatchObject({
      is_ext_shared: false,
      shared_team_ids: [slack.teamId],
    });
    expect(heard).toMatchObject([
      { type: 'channel_shared', channel: 'C0ATLAS', connected_team_id: 'T0OTHER' },
      {
        type: 'channel_unshared',
        channel: 'C0ATLAS',
        previously_connected_team_id: 'T0OTHER',
        is_ext_shared: false,
      },
    ]);
    expect(bodies.map((body) => body['is_ext_shared_channel'])).toEqual([true, false]);
  });

  test('a channel gets another id, and its messages go along', async () => {
    const { slack, heard, client } = await attentive();
    const { ts } = await post(client, { channel: 'C0ATLAS', text: 'before' });
    await until(() => heard.length === 1);
    const to = await slack.changes.changeId('C0ATLAS');
    expect(await refusal(post(client, { channel: 'C0ATLAS', text: 'x' }))).toMatchObject({
      error: 'channel_not_found',
    });
    const { messages } = await client.conversations.history({ channel: to });
    expect(messages).toMatchObject([{ ts, text: 'before' }]);
    expect(heard[1]).toMatchObject({
      type: 'channel_id_changed',
      old_channel_id: 'C0ATLAS',
      new_channel_id: to,
    });
    expect(heard[1]).not.toHaveProperty('channel');
  });

  test('nothing is told of a channel that the bot is not in', async () => {
    const { slack, heard } = await attentive();
    await slack.changes.archive('C0OPEN');
    await slack.changes.unarchive('C0OPEN');
    await slack.changes.rename('C0OPEN', 'other');
    await slack.changes.share('C0OPEN');
    await slack.changes.kick('C0OPEN', 'U0MARA');
    await slack.changes.rename('C0ATLAS', 'last');
    expect(heard).toMatchObject([{ type: 'channel_rename' }]);
  });
});

describe('members change', () => {
  test.each([
    ['C0ATLAS', 'C', 'channel_left'],
    ['C0SECRET', 'G', 'group_left'],
  ])('the bot is taken out of %s, and asked back', async (channel, channel_type, left) => {
    const { slack, heard, client } = await attentive();
    const bot = slack.botUserId;
    await slack.changes.kick(channel, bot, 'U0MARA');
    const gone = channel === 'C0ATLAS' ? 'not_in_channel' : 'channel_not_found';
    expect(await refusal(post(client, { channel, text: 'x' }))).toMatchObject({ error: gone });
    await slack.changes.inviteTo(channel, bot, 'U0MARA');
    await post(client, { channel, text: 'back' });
    expect(heard.slice(0, 3)).toMatchObject([
      { type: 'member_left_channel', user: bot, channel, channel_type },
      { type: left, channel, actor_id: 'U0MARA' },
      { type: 'member_joined_channel', user: bot, channel, inviter: 'U0MARA' },
    ]);
  });

  test('an account is closed and opened again: the person leaves the channels', async () => {
    const { slack, heard, client } = await attentive();
    await slack.changes.deactivate('U0IVO');
    expect(await refusal(post(client, { channel: 'U0IVO', text: 'x' }))).toMatchObject({
      error: 'user_disabled',
    });
    await slack.changes.reactivate('U0IVO');
    await post(client, { channel: 'U0IVO', text: 'x' });
    expect(heard).toMatchObject([
      { type: 'member_left_channel', user: 'U0IVO', channel: 'C0ATLAS' },
      { type: 'user_change', user: { id: 'U0IVO', deleted: true } },
      { type: 'user_change', user: { id: 'U0IVO', deleted: false } },
    ]);
  });

  test('a person moves to another zone', async () => {
    const { slack, heard, client } = await attentive();
    await slack.changes.changePerson('U0IVO', { zone: 'Asia/Tokyo' });
    expect((await client.users.info({ user: 'U0IVO' })).user?.tz).toBe('Asia/Tokyo');
    expect(heard).toMatchObject([{ type: 'user_change', user: { id: 'U0IVO', tz: 'Asia/Tokyo' } }]);
  });

  test('somebody of another organisation is a stranger of another team', async () => {
    const { slack, client } = await attentive();
    const ivo = slack.people().find(({ id }) => id === 'U0IVO');
    if (!ivo) throw new Error('no Ivo');
    slack.addPerson({ ...ivo, id: 'U0PAT', name: 'pat', teamId: 'T0OTHER' });
    expect((await client.users.info({ user: 'U0PAT' })).user).toMatchObject({
      team_id: 'T0OTHER',
      is_stranger: true,
    });
  });
});

describe('the app is taken away', () => {
  test('its token is revoked, and works again after a new installation', async () => {
    const { slack, heard, client } = await attentive();
    await slack.changes.revokeTokens();
    expect(await refusal(client.auth.test())).toMatchObject({ error: 'token_revoked' });
    slack.changes.reinstall();
    await client.auth.test();
    expect(heard).toMatchObject([{ type: 'tokens_revoked', tokens: { bot: [slack.botUserId] } }]);
  });

  test('it is uninstalled: both events come, and its bot is in no channel any more', async () => {
    const { slack, heard, client } = await attentive();
    await slack.changes.uninstall();
    slack.changes.reinstall();
    expect(heard).toMatchObject([{ type: 'app_uninstalled' }, { type: 'tokens_revoked' }]);
    expect(await refusal(post(client, { channel: 'C0ATLAS', text: 'x' }))).toMatchObject({
      error: 'not_in_channel',
    });
  });
});
