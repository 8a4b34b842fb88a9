/** Slack's limits, by method and by channel, on the machine's clock. */
import { describe, expect, test } from 'vitest';
import { plusMilliseconds } from '../../../src/base/time.ts';
import { METHOD_NAMES } from '../../../src/sandbox/slack/methods/errors.ts';
import { PACES } from '../../../src/sandbox/slack/methods/tiers.ts';
import { createRateLimits } from '../../../src/sandbox/slack/rate-limits.ts';
import { pushedClock } from '../../../src/base/clock.ts';
import { post, START, startRig } from './rig.ts';
import type { Rig } from './rig.ts';

const later = ({ wall }: Pick<Rig, 'wall'>, ms: number): void =>
  wall.push(plusMilliseconds(wall.now(), ms));

/** The status of a call and its `Retry-After`, without the library that hides them. */
async function raw({ slack }: Rig, method: string, args: Readonly<Record<string, string>>) {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}` },
    body: new URLSearchParams(args),
  });
  return { status: response.status, after: response.headers.get('retry-after') };
}

describe('one channel', () => {
  test('takes a short burst, then a message a second; other channels do not wait', async () => {
    const rig = await startRig({ rateLimits: 'strict' });
    const say = (channel: string) => raw(rig, 'chat.postMessage', { channel, text: 'x' });
    for (let turn = 0; turn < 3; turn += 1)
      expect(await say('C0ATLAS')).toEqual({ status: 200, after: null });
    expect(await say('C0ATLAS')).toEqual({ status: 429, after: '3' });
    expect(await say('U0MARA')).toEqual({ status: 200, after: null });
    later(rig, 1_500);
    expect(await say('C0ATLAS')).toEqual({ status: 429, after: '2' });
    later(rig, 1_500);
    expect(await say('C0ATLAS')).toEqual({ status: 200, after: null });
    expect(rig.slack.messages('C0ATLAS')).toHaveLength(4);
  });

  test('takes a message a second for ever', async () => {
    const rig = await startRig({ rateLimits: 'strict' });
    for (let second = 0; second < 20; second += 1) {
      expect((await raw(rig, 'chat.postMessage', { channel: 'C0ATLAS', text: 'x' })).status).toBe(
        200,
      );
      later(rig, 1_000);
    }
  });

  test('the clock of the product does not count: a week is pushed over in no time', async () => {
    const rig = await startRig({ rateLimits: 'strict' });
    const say = () => raw(rig, 'chat.postMessage', { channel: 'C0ATLAS', text: 'x' });
    for (let turn = 0; turn < 3; turn += 1) await say();
    rig.clock.push('2026-11-27T10:31:36.000Z');
    expect((await say()).status).toBe(429);
  });
});

describe('one method', () => {
  test.each(METHOD_NAMES)('%s takes as many as its tier says, and one is too many', (method) => {
    const wall = pushedClock(START);
    const limits = createRateLimits(wall, true);
    const { calls, seconds } = PACES[method];
    const call = (turn: number) => limits.judge(method, `C${turn}`);
    for (let turn = 0; turn < calls; turn += 1) expect(call(turn)).toBeNull();
    expect(call(calls)).toBe(seconds);
    later({ wall }, seconds * 1000 - 1);
    expect(call(calls)).toBe(1);
    later({ wall }, 1);
    expect(call(calls)).toBeNull();
  });

  test('has a count of its own', async () => {
    const limits = createRateLimits(pushedClock(START), true);
    for (let turn = 0; turn < 60; turn += 1) limits.judge('chat.update', 'C1');
    expect(limits.judge('chat.update', 'C1')).not.toBeNull();
    expect(limits.judge('views.open', undefined)).toBeNull();
  });
});

test('nothing is counted until somebody enforces it', async () => {
  const { slack, client } = await startRig();
  for (let turn = 0; turn < 10; turn += 1) await post(client, { channel: 'C0ATLAS', text: 'x' });
  slack.limits.enforce(true);
  expect(slack.limits.isOn()).toBe(true);
  expect(slack.calls().filter(({ error }) => error !== null)).toEqual([]);
});
