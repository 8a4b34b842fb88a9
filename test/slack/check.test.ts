/** Both tokens looked at before anything starts. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { checkSlack, missingScopes } from '../../src/slack/check.ts';
import { BOT_SCOPES } from '../../src/slack/scopes.ts';
import { json, type SmallSlack, startSmallSlack } from './small-slack.ts';

let slack: SmallSlack;
beforeEach(async () => {
  slack = await startSmallSlack();
});
afterEach(() => slack.stop());

const check = () =>
  checkSlack({ botToken: 'xoxb-b', appToken: 'xapp-a', apiUrl: slack.apiUrl, log: silentLog });
const grant = (scopes: readonly string[]) =>
  slack.answer('auth.test', (response) => {
    response.setHeader('x-oauth-scopes', scopes.join(','));
    json(response, { ok: true, team_id: 'T1', team: 'Acme', user_id: 'UBOT', bot_id: 'B1' });
  });

describe('the check', () => {
  test('is content with every scope and a working app token', async () => {
    grant([...Object.keys(BOT_SCOPES), 'files:write']);
    expect(await check()).toMatchObject({ kind: 'fine', identity: { teamId: 'T1', botId: 'B1' } });
    expect(slack.calls.map(({ method, token }) => [method, token])).toEqual([
      ['auth.test', 'xoxb-b'],
      ['apps.connections.open', 'xapp-a'],
    ]);
  });

  test('names every missing scope and what to do', async () => {
    grant(Object.keys(BOT_SCOPES).filter((scope) => !['im:write', 'users:read'].includes(scope)));
    const result = await check();
    expect(result).toMatchObject({
      kind: 'wrong',
      sentence: expect.stringContaining('lacks the scopes im:write, users:read. Put manifest.yml'),
    });
  });

  test.each([
    ['auth.test', 'invalid_auth', 'SLACK_BOT_TOKEN (invalid_auth)'],
    ['auth.test', 'account_inactive', 'reinstalling the app'],
    ['apps.connections.open', 'missing_scope', 'lacks the scope connections:write'],
    ['apps.connections.open', 'not_allowed_token_type', 'SLACK_APP_TOKEN (not_allowed_token_type)'],
  ])('%s: %s', async (method, error, words) => {
    grant(Object.keys(BOT_SCOPES));
    slack.answer(method, { ok: false, error });
    expect(await check()).toMatchObject({
      kind: 'wrong',
      sentence: expect.stringContaining(words),
    });
  });

  test('tells a Slack that does not answer from a token that is wrong', async () => {
    slack.answer('auth.test', (response) => void response.writeHead(503).end());
    expect(await check()).toEqual({
      kind: 'unreachable',
      sentence: `Slack does not answer at ${slack.apiUrl}.`,
    });
  });
});

test('missing scopes', () => {
  expect(missingScopes(Object.keys(BOT_SCOPES))).toEqual([]);
  expect(missingScopes([])).toEqual(Object.keys(BOT_SCOPES));
});
