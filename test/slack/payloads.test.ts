/** Our words in Slack's shapes. */
import { describe, expect, test } from 'vitest';
import { line, lines, type ModalView } from '../../src/slack/blocks.ts';
import { acknowledgement, messagePayload, viewPayload } from '../../src/slack/payloads.ts';

const blocks = [lines([line('hello')])];
const modal: ModalView = { type: 'modal', callbackId: 'plan.submit', title: 'Plan', blocks };

describe('a view', () => {
  test('with only what it needs', () => {
    expect(viewPayload(modal)).toEqual({
      type: 'modal',
      callback_id: 'plan.submit',
      title: { type: 'plain_text', text: 'Plan' },
      blocks,
    });
  });

  test('with everything', () => {
    const full = { submit: 'Plan it', close: 'Back', privateMetadata: 'r1', notifyOnClose: true };
    expect(viewPayload({ ...modal, ...full })).toMatchObject({
      submit: { type: 'plain_text', text: 'Plan it' },
      close: { type: 'plain_text', text: 'Back' },
      private_metadata: 'r1',
      notify_on_close: true,
    });
  });

  test('a long title is cut to what Slack takes', () => {
    const { title } = { title: '', ...viewPayload({ ...modal, title: 'A'.repeat(30) }) };
    expect(title).toEqual({ type: 'plain_text', text: `${'A'.repeat(23)}…` });
  });

  test('Home', () => {
    expect(viewPayload({ type: 'home', blocks })).toEqual({ type: 'home', blocks });
  });
});

test('a message', () => {
  expect(messagePayload({ text: 'hello', blocks })).toEqual({ text: 'hello', blocks });
});

describe('an acknowledgement', () => {
  test.each([
    [undefined, undefined],
    [{ kind: 'close' }, undefined],
    [{ kind: 'clear' }, { response_action: 'clear' }],
    [
      { kind: 'errors', errors: { version: 'Taken' } },
      { response_action: 'errors', errors: { version: 'Taken' } },
    ],
  ] as const)('%j', (answer, expected) => {
    expect(acknowledgement(answer)).toEqual(expected);
  });

  test.each(['update', 'push'] as const)('%s carries the view', (kind) => {
    expect(acknowledgement({ kind, view: modal })).toEqual({
      response_action: kind,
      view: viewPayload(modal),
    });
  });

  test("a command's words are plain: what people wrote in them pings nobody", () => {
    expect(acknowledgement({ text: 'No release <!channel> & <@U1>' })).toEqual({
      response_type: 'ephemeral',
      text: 'No release &lt;!channel&gt; &amp; &lt;@U1&gt;',
    });
  });
});
