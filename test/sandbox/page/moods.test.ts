import { expect, onTestFinished, test } from 'vitest';
import { moodsAround } from '../../../src/sandbox/moods/moods.ts';
import { panelOfGitHub } from '../../../src/sandbox/moods/github-moods.ts';
import { startGitHubSandbox } from '../../../src/sandbox/github/github-sandbox.ts';
import { pushedClock } from '../../../src/base/clock.ts';
import { wordsIn } from './drawn.ts';
import { startRig } from './harness.ts';
import { post, until, refusal, clientFor } from '../slack/rig.ts';

test('every mood has a name, a group and something to watch, and an id of its own', async () => {
  const { slack } = await startRig(null);
  const github = await startGitHubSandbox({ clock: pushedClock('2026-11-20T15:00:00.000Z') });
  onTestFinished(() => github.stop());
  const moods = moodsAround(
    slack,
    { id: 'C0ATLAS', name: 'atlas' },
    { sandbox: github, repository: 'oci-labs/atlas' },
  );
  expect(new Set(moods.map(({ id }) => id)).size).toBe(moods.length);
  for (const { name, watch, group } of moods) {
    expect(watch, name).toContain('Watch: ');
    expect(name.length, name).toBeLessThanOrEqual(32);
    expect(['Slack', 'Connections', 'Workspace', 'GitHub']).toContain(group);
  }
});

test('the bar says what is on, and a mood nobody knows is refused', async () => {
  const rig = await startRig(null);
  expect(await (await rig.post('mood', { id: 'slack.down', on: true })).json()).toEqual({
    notice: null,
  });
  expect(wordsIn(await rig.screen(''))).toContain('Slack is down');
  expect(await (await rig.post('mood', { id: 'slack.odd', on: true })).json()).toEqual({
    notice: expect.stringContaining('changed meanwhile'),
  });
  await rig.post('mood', { on: false });
  expect(wordsIn(await rig.screen('')).slice(0, 400)).toContain('What if…');
  expect(rig.slack.faults.left()).toBe(0);
  expect((await rig.post('mood', { id: 'slack.down' })).status).toBe(400);
});

test('each mood of Slack breaks what it says, until it is off', async () => {
  const { slack } = await startRig(null);
  const client = clientFor(slack);
  const moods = moodsAround(slack, { id: 'C0ATLAS', name: 'atlas' }, null);
  const turn = async (id: string, on: boolean) => {
    const mood = moods.find((one) => one.id === id);
    await mood?.turn(on);
    expect(mood?.isOn()).toBe(on);
  };
  const say = (channel = 'C0ATLAS') => post(client, { channel, text: 'x' });
  const count = () => slack.messages('C0ATLAS').length;

  await turn('slack.lost', true);
  await expect(say()).rejects.toThrow();
  expect(count()).toBe(1);
  await turn('slack.lost', false);
  await turn('slack.reset', true);
  await expect(say()).rejects.toThrow();
  expect(count()).toBe(1);
  await turn('slack.reset', false);
  await turn('slack.500', true);
  await expect(say()).rejects.toThrow();
  expect(count()).toBe(2);
  await turn('slack.500', false);
  await turn('slack.throttle', true);
  const status = async (channel: string) => {
    const headers = { authorization: `Bearer ${slack.botToken}` };
    const body = new URLSearchParams({ channel, text: 'x' });
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers,
      body,
    });
    return answer.status;
  };
  expect([await status('C0ATLAS'), await status('U0MARA')]).toEqual([429, 200]);
  await turn('slack.throttle', false);
  await turn('workspace.kicked', true);
  expect((await refusal(say())).error).toBe('not_in_channel');
  await turn('workspace.kicked', false);
  await turn('workspace.token', true);
  expect((await refusal(say())).error).toBe('token_revoked');
  await turn('workspace.token', false);
  await say();
  expect(count()).toBe(3);
});

test('the connections are cut, and come back while it is still on', async () => {
  const { slack } = await startRig();
  const cut = moodsAround(slack, { id: 'C0ATLAS', name: 'atlas' }, null).find(
    ({ id }) => id === 'socket.cut',
  );
  await cut?.turn(true);
  await until(() => slack.connections() === 0);
  await cut?.turn(false);
});

test('GitHub does one of its moods at a time, and repositories change on top of that', async () => {
  const github = await startGitHubSandbox({ clock: pushedClock('2026-11-20T15:00:00.000Z') });
  onTestFinished(() => github.stop());
  github.world.addRepository({ owner: 'oci-labs', name: 'atlas' });
  const moods = panelOfGitHub(github, 'oci-labs/atlas');
  const mood = (id: string) => moods.find((one) => one.id === id);
  const on = () => moods.filter((one) => one.isOn()).map(({ id }) => id);
  const status = async () => {
    const headers = { authorization: `Bearer ${github.token}` };
    const body = JSON.stringify({ query: '{ viewer { login } }' });
    return (await fetch(`${github.url}/graphql`, { method: 'POST', headers, body })).status;
  };
  await mood('github.down')?.turn(true);
  expect(await status()).toBe(502);
  await mood('github.token-revoked')?.turn(true);
  expect([on(), await status()]).toEqual([['github.token-revoked'], 401]);
  await mood('github.down')?.turn(false);
  expect(on()).toEqual(['github.token-revoked']);
  await mood('github.repository-hidden')?.turn(true);
  expect(on()).toEqual(['github.token-revoked', 'github.repository-hidden']);
  for (const one of moods) await one.turn(false);
  expect([on(), await status()]).toEqual([[], 200]);
});
