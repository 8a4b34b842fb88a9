/** Whatever goes wrong, no token and no word of a person reaches the log. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pinoLog } from '../../src/base/pino-log.ts';
import { checkSlack } from '../../src/slack/check.ts';
import { realSlack } from './real-slack.ts';
import { blockActions } from './slack-payloads.ts';
import { envelope, type SmallSlack, startSmallSlack, until } from './small-slack.ts';

let slack: SmallSlack;
beforeEach(async () => {
  slack = await startSmallSlack();
});
afterEach(() => slack.stop());

test('case 48: at the finest level, through failures of every kind', async () => {
  let written = '';
  const log = pinoLog('debug', { write: (line) => void (written += line) });
  const port = realSlack(slack.apiUrl, { log });
  let fails = true;
  await port.line.start(async (_, acknowledge) => {
    if (fails) throw new Error('no');
    await acknowledge({ text: 'canary-answer' });
  });
  const body = blockActions({ type: 'button', value: 'canary-value' }, { token: 'canary-verify' });
  slack.send(envelope('interactive', 'a', body));
  await until(() => written.includes('slack.delivery_failed'));
  fails = false;
  slack.send(envelope('interactive', 'b', body));
  await until(() => slack.acknowledged.has('b'));

  slack.answer('chat.postMessage', { ok: false, error: 'invalid_auth' });
  slack.answer('views.open', (_, socket) => void socket.destroy());
  const message = { text: 'canary-text', blocks: [] };
  await port.poster.post({ channelId: 'C1', threadTs: null, message, key: 'k' });
  await port.desk
    .openModal('t', { type: 'modal', callbackId: 'x', title: 'canary-title', blocks: [] })
    .catch((error: unknown) => log.trouble('modal', error));
  await checkSlack({ botToken: 'xoxb-bot', appToken: 'xapp-app', apiUrl: slack.apiUrl, log });
  await port.line.stop();

  expect(written).toContain('SlackRefusal');
  expect(written).not.toMatch(/canary|xoxb-bot|xapp-app|ws:\/\//);
});
