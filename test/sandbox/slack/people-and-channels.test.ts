import { describe, expect, test } from 'vitest';
import { MANIFEST, person, refusal, startRig } from './rig.ts';

describe('people', () => {
  test('users.info tells zone and offset, by the date', async () => {
    const { client, clock } = await startRig();
    const winter = await client.users.info({ user: 'U0MARA', include_locale: true });
    expect(winter.user).toMatchObject({
      id: 'U0MARA',
      name: 'mara',
      real_name: 'Mara Example',
      tz: 'Europe/Berlin',
      tz_offset: 3600,
      locale: 'en-US',
      is_admin: true,
      is_bot: false,
      deleted: false,
    });
    clock.push('2027-07-01T10:00:00.000Z');
    expect((await client.users.info({ user: 'U0MARA' })).user?.tz_offset).toBe(7200);
    expect((await client.users.info({ user: 'U0IVO' })).user?.tz_offset).toBe(-14_400);
  });

  test('users.list has everybody once, the bot, and Slackbot, who claims to be no bot', async () => {
    const { slack, client } = await startRig();
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await client.users.list({ limit: 2, cursor });
      ids.push(...(page.members ?? []).map(({ id }) => id ?? ''));
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    expect(ids).toHaveLength(4);
    expect(new Set(ids)).toEqual(new Set(['U0IVO', 'U0MARA', slack.botUserId, 'USLACKBOT']));
  });

  test('a closed account stays listed, deleted and without zone', async () => {
    const { slack, client } = await startRig();
    slack.deactivate('U0IVO');
    const { user } = await client.users.info({ user: 'U0IVO' });
    expect(user?.deleted).toBe(true);
    expect(user).not.toHaveProperty('tz');
    expect((await refusal(client.users.info({ user: 'U0NONE' }))).error).toBe('user_not_found');
  });
});

describe('channels', () => {
  test('the bot sees public ones, and private ones that it is in', async () => {
    const { slack, client } = await startRig();
    const types = 'public_channel,private_channel,im';
    const names = async () =>
      (await client.conversations.list({ types })).channels?.map(({ name, id }) => name ?? id);
    expect(await names()).toEqual(['atlas', 'open']);
    await slack.as('U0MARA').invite(slack.botUserId, 'C0SECRET');
    const direct = slack.directMessage('U0MARA');
    expect(await names()).toEqual(['atlas', 'secret', 'open', direct.id]);
    const mine = await client.users.conversations({ types });
    expect(mine.channels?.map(({ id }) => id)).toEqual(['C0ATLAS', 'C0SECRET', direct.id]);
  });

  test('conversations.info and members', async () => {
    const { slack, client } = await startRig();
    const info = await client.conversations.info({
      channel: 'C0ATLAS',
      include_num_members: true,
    });
    expect(info.channel).toMatchObject({
      name: 'atlas',
      is_private: false,
      is_member: true,
      is_ext_shared: false,
      num_members: 3,
    });
    const members = await client.conversations.members({ channel: 'C0ATLAS', limit: 2 });
    expect(members.members).toEqual(['U0MARA', 'U0IVO']);
    const rest = await client.conversations.members({
      channel: 'C0ATLAS',
      limit: 2,
      cursor: members.response_metadata?.next_cursor ?? '',
    });
    expect(rest.members).toEqual([slack.botUserId]);
    const hidden = client.conversations.info({ channel: 'C0SECRET' });
    expect((await refusal(hidden)).error).toBe('channel_not_found');
  });

  test('conversations.open finds the one direct message of a person', async () => {
    const { slack, client } = await startRig();
    const first = await client.conversations.open({ users: 'U0MARA' });
    const again = await client.conversations.open({ users: 'U0MARA', return_im: true });
    expect(again.channel).toMatchObject({ id: first.channel?.id, is_im: true, user: 'U0MARA' });
    const open = async (users: string) =>
      (await refusal(client.conversations.open({ users }))).error;
    expect(await open('U0NONE')).toBe('user_not_found');
    expect(await open(slack.botUserId)).toBe('cannot_dm_bot');
    slack.deactivate('U0IVO');
    expect(await open('U0IVO')).toBe('user_disabled');
  });

  test('conversations.join lets the bot into public channels', async () => {
    const { slack, client } = await startRig();
    await client.conversations.join({ channel: 'C0OPEN' });
    expect(slack.channels().find(({ id }) => id === 'C0OPEN')?.members).toContain(slack.botUserId);
    const again = await client.conversations.join({ channel: 'C0OPEN' });
    expect(again).toMatchObject({ warning: 'already_in_channel' });
    const join = async (channel: string) =>
      (await refusal(client.conversations.join({ channel }))).error;
    expect(await join('C0SECRET')).toBe('channel_not_found');
    slack.archive('C0OPEN');
    expect(await join('C0OPEN')).toBe('is_archived');
  });

  test('a bot without a messages tab cannot write to people, one that is read-only hears nothing', async () => {
    const withHome = (app_home: object) => ({
      manifest: { ...MANIFEST, features: { ...MANIFEST.features, app_home } },
    });
    const closed = await startRig(withHome({ messages_tab_enabled: false }));
    const text = { channel: 'U0MARA', text: 'x' };
    const post = closed.client.apiCall('chat.postMessage', text);
    expect((await refusal(post)).error).toBe('messages_tab_disabled');
    const quiet = await startRig(withHome({ messages_tab_read_only_enabled: true }));
    const { id } = quiet.slack.directMessage('U0MARA');
    const mara = quiet.slack.as('U0MARA');
    await expect(mara.say(id, 'hello')).rejects.toThrow('restricted_action_read_only_channel');
    await expect(mara.command(id, '/release')).rejects.toThrow('read_only');
  });
});

describe('bookmarks, reactions, groups', () => {
  test('a bookmark is added once and listed', async () => {
    const { client } = await startRig();
    const bookmark = {
      channel_id: 'C0ATLAS',
      title: 'Plan',
      type: 'link' as const,
      link: 'https://example.com',
    };
    await client.bookmarks.add(bookmark);
    const list = await client.bookmarks.list({ channel_id: 'C0ATLAS' });
    expect(list.bookmarks).toMatchObject([{ title: 'Plan', link: 'https://example.com' }]);
    const wrong = client.bookmarks.add({ ...bookmark, link: 'nowhere' });
    expect((await refusal(wrong)).error).toBe('invalid_link');
    const outside = client.bookmarks.add({ ...bookmark, channel_id: 'C0OPEN' });
    expect((await refusal(outside)).error).toBe('not_in_channel');
  });

  test('a reaction stays with its message, once', async () => {
    const { slack, client } = await startRig();
    const { ts } = await slack.as('U0MARA').say('C0ATLAS', 'nice');
    const react = (name: string) =>
      client.reactions.add({ channel: 'C0ATLAS', timestamp: ts, name });
    await react('tada');
    expect((await refusal(react('tada'))).error).toBe('already_reacted');
    expect((await refusal(react('not a name'))).error).toBe('invalid_name');
    const { messages } = await client.conversations.history({ channel: 'C0ATLAS' });
    expect(messages?.[0]?.reactions).toEqual([
      { name: 'tada', users: [slack.botUserId], count: 1 },
    ]);
  });

  test('there are no user groups', async () => {
    const { slack, client } = await startRig();
    slack.addPerson(person('U0NEW', 'new'));
    expect((await client.usergroups.list()).usergroups).toEqual([]);
  });
});
