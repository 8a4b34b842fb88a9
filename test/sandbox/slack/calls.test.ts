import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { START, clientFor, post, refusal, startRig } from './rig.ts';

describe('who may call', () => {
  test('auth.test tells who the bot is, and the SDK reads the scopes from the headers', async () => {
    const { slack, client } = await startRig({ botScopes: ['commands', 'chat:write'] });
    const answer = await client.auth.test();
    expect(answer).toMatchObject({ user_id: slack.botUserId, team_id: slack.teamId, ok: true });
    expect(answer.bot_id).toMatch(/^B/);
    expect(answer.response_metadata?.scopes).toEqual(['commands', 'chat:write']);
  });

  test('a wrong, a missing, a revoked and the other kind of token', async () => {
    const { slack, client } = await startRig();
    expect((await refusal(clientFor(slack, 'xoxb-wrong').auth.test())).error).toBe('invalid_auth');
    expect((await refusal(clientFor(slack, '').auth.test())).error).toBe('not_authed');
    const app = clientFor(slack, slack.appToken);
    expect((await refusal(app.auth.test())).error).toBe('not_allowed_token_type');
    expect((await refusal(client.apps.connections.open())).error).toBe('not_allowed_token_type');
    slack.tokens.revoke();
    expect((await refusal(client.auth.test())).error).toBe('token_revoked');
    slack.tokens.restore();
    expect((await client.auth.test()).ok).toBe(true);
  });

  test('a missing scope is named, with the ones that are there', async () => {
    const { slack } = await startRig({ botScopes: ['commands'] });
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${slack.botToken}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ channel: 'C0ATLAS', text: 'hi' }),
    });
    expect(await response.json()).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    });
    expect(response.headers.get('x-accepted-oauth-scopes')).toBe('chat:write');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('date')).toBe(new Date(START).toUTCString());
  });

  test('each kind of conversation asks for its own scope', async () => {
    const { slack, client } = await startRig({ botScopes: ['channels:read', 'channels:history'] });
    const direct = slack.directMessage('U0MARA');
    expect((await client.conversations.info({ channel: 'C0ATLAS' })).ok).toBe(true);
    const im = refusal(client.conversations.info({ channel: direct.id }));
    expect((await im).error).toBe('missing_scope');
    const history = refusal(client.conversations.history({ channel: direct.id }));
    expect((await history).error).toBe('missing_scope');
    const list = refusal(client.conversations.list({ types: 'private_channel' }));
    expect((await list).error).toBe('missing_scope');
  });
});

describe('how calls arrive', () => {
  test('an unknown method, broken JSON and a strange content type', async () => {
    const { slack, client } = await startRig();
    expect((await refusal(client.apiCall('chat.shout'))).error).toBe('unknown_method');
    const post = async (type: string, body: string) => {
      const headers = { authorization: `Bearer ${slack.botToken}`, 'content-type': type };
      const answer = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', headers, body });
      return answer.json();
    };
    expect(await post('application/json', '{')).toEqual({ ok: false, error: 'invalid_json' });
    expect(await post('application/json', '[]')).toEqual({ ok: false, error: 'json_not_object' });
    expect(await post('text/x-poem', 'a')).toEqual({ ok: false, error: 'invalid_post_type' });
    expect(await post('application/json', '{}')).toMatchObject({ ok: true });
  });

  test('api.test answers its arguments, and the error that it is asked for', async () => {
    const { client } = await startRig();
    const answer = await client.apiCall('api.test', { foo: 'bar' });
    expect(answer).toMatchObject({ args: { foo: 'bar' } });
    expect((await refusal(client.api.test({ error: 'my_error' }))).error).toBe('my_error');
  });

  test('the call log keeps method, arguments and outcome, but no token', async () => {
    const { slack, client } = await startRig();
    await client.apiCall('auth.test', { token: slack.botToken });
    await refusal(post(client, { channel: 'C0NONE', text: 'hi' }));
    expect(slack.calls().map(({ method, error }) => [method, error])).toEqual([
      ['auth.test', null],
      ['chat.postMessage', 'channel_not_found'],
    ]);
    expect(JSON.stringify(slack.calls())).not.toContain(slack.botToken);
    expect(slack.calls()[1]).toMatchObject({ args: { channel: 'C0NONE' }, at: START });
  });

  test("the product's own manifest is one that Slack takes", async () => {
    const manifest: unknown = parse(await readFile('manifest.yml', 'utf8'));
    const { client } = await startRig({ manifest });
    expect((await client.auth.test()).user).toBe('slipway');
  });

  test('a manifest that listens without the scope is refused at the start', async () => {
    const manifest = {
      oauth_config: { scopes: { bot: ['commands'] } },
      settings: { event_subscriptions: { bot_events: ['app_mention'] } },
    };
    await expect(startRig({ manifest })).rejects.toThrow('app_mentions:read');
  });
});
