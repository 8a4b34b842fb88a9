import {
  WebAPIHTTPError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../../src/sandbox/slack/faults.ts';
import { post, refusal, silent, startRig, until } from './rig.ts';

const CHANNEL = 'C0ATLAS';
const METHOD = 'chat.postMessage';

async function broken(kind: FaultKind) {
  const { slack, client } = await startRig();
  slack.faults.add({ method: METHOD, kind, times: 1 });
  const outcome: unknown = await post(client, { channel: CHANNEL, text: 'x' }).catch(
    (error: unknown) => error,
  );
  return { slack, client, outcome, posted: slack.messages(CHANNEL).length };
}

describe('a call that goes wrong', () => {
  test.each<[FaultKind, number]>([
    ['reset-before', 0],
    ['answer-lost', 1],
  ])('%s: the line breaks, %d message(s) posted', async (kind, count) => {
    const { outcome, posted } = await broken(kind);
    expect(outcome).toBeInstanceOf(WebAPIRequestError);
    expect(posted).toBe(count);
  });

  test.each<[FaultKind, number, number]>([
    ['error-500-before', 500, 0],
    ['error-500-after', 500, 1],
    ['error-502-after', 502, 1],
    ['error-503-before', 503, 0],
    ['error-503-after', 503, 1],
  ])('%s: status %d, %d message(s) posted', async (kind, status, count) => {
    const { outcome, posted } = await broken(kind);
    expect(outcome).toBeInstanceOf(WebAPIHTTPError);
    expect(outcome).toMatchObject({ statusCode: status });
    expect(posted).toBe(count);
  });

  test.each<[FaultKind, string, number]>([
    ['internal-error-before', 'internal_error', 0],
    ['internal-error-after', 'internal_error', 1],
    ['token-revoked', 'token_revoked', 0],
    ['account-inactive', 'account_inactive', 0],
    ['refused', 'internal_error', 0],
  ])('%s: %s, %d message(s) posted', async (kind, error, count) => {
    const { outcome, posted } = await broken(kind);
    expect(outcome).toMatchObject({ data: { ok: false, error } });
    expect(posted).toBe(count);
  });

  test('any refusal that Slack documents', async () => {
    const { slack, client } = await startRig();
    const error = 'restricted_action_read_only_channel';
    slack.faults.add({ method: METHOD, kind: 'refused', error, times: 1 });
    expect((await refusal(post(client, { channel: CHANNEL, text: 'x' }))).error).toBe(error);
  });

  test('an answer without its timestamp', async () => {
    const { outcome, posted } = await broken('ok-without-ts');
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome).not.toHaveProperty('ts');
    expect(posted).toBe(1);
  });

  test('an answer that is cut short is no JSON', async () => {
    const { outcome, posted } = await broken('answer-cut');
    expect(outcome).toMatchObject({ data: { ok: false } });
    expect(posted).toBe(1);
  });

  test('a late answer: the client gives up, the message is there', async () => {
    const { slack } = await startRig();
    slack.faults.add({ method: METHOD, kind: 'answer-late', times: 1 });
    const client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      timeout: 500,
      logger: silent,
    });
    const call = post(client, { channel: CHANNEL, text: 'x' });
    await expect(call).rejects.toBeInstanceOf(WebAPIRequestError);
    await until(() => slack.messages(CHANNEL).length === 1);
  });

  test('too many calls: Retry-After in seconds, or whatever nonsense is wanted', async () => {
    const { slack } = await startRig();
    slack.faults.add({ method: METHOD, kind: 'rate-limited', times: 1, retryAfter: '30' });
    slack.faults.add({ method: METHOD, kind: 'rate-limited', times: 1, retryAfter: 'soon' });
    const client = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silent,
    });
    const call = () => post(client, { channel: CHANNEL, text: 'x' });
    await expect(call()).rejects.toBeInstanceOf(WebAPIRateLimitedError);
    await expect(call()).rejects.toThrow('soon');
    expect((await call()).ok).toBe(true);
    expect(slack.messages(CHANNEL)).toHaveLength(1);
  });
});

describe('the plan', () => {
  test('is used up call by call, in its own channel and method only', async () => {
    const { slack, client } = await startRig();
    const kind = 'internal-error-before';
    slack.faults.add({ method: METHOD, channel: CHANNEL, kind, times: 2 });
    const call = (channel: string) => post(client, { channel, text: 'x' });
    expect((await call('U0MARA')).ok).toBe(true);
    await refusal(call(CHANNEL));
    await refusal(call(CHANNEL));
    expect(slack.faults.left()).toBe(0);
    expect((await call(CHANNEL)).ok).toBe(true);
    expect(slack.calls().map(({ error }) => error)).toEqual([null, kind, kind, null]);
  });

  test('can be given up', async () => {
    const { slack, client } = await startRig();
    slack.faults.add({ method: METHOD, kind: 'reset-before', times: 9 });
    slack.faults.clear();
    expect((await post(client, { channel: CHANNEL, text: 'x' })).ok).toBe(true);
  });
});
