/** One key for one thing, however often it is delivered; two keys for two things. */
import { describe, expect, test } from 'vitest';
import { arrivalKey } from '../../src/slack/arrival-key.ts';
import {
  blockActions,
  command,
  eventCallback,
  globalShortcut,
  viewClosed,
  viewSubmission,
} from './slack-payloads.ts';

describe('the key', () => {
  test.each([
    ['event', eventCallback({ type: 'x' }), 'event:Ev1'],
    ['command', command('status'), 'command:trigger-5'],
    ['shortcut', globalShortcut(), 'shortcut:trigger-3'],
    ['action', blockActions({ type: 'button' }), 'action:trigger-1'],
    ['submission', viewSubmission({}), 'submission:trigger-2'],
    ['closed', viewClosed(), 'closed:V1:1600.hash'],
  ] as const)('of a %s', (kind, body, key) => {
    expect(arrivalKey(kind, body)).toBe(key);
  });

  test('of a press without trigger: when, who, what', () => {
    const body = blockActions({ type: 'button' }, { trigger_id: undefined });
    expect(arrivalKey('action', body)).toBe('action:1600.1:U1:act');
  });

  test('of a submission without trigger: the view as it stood', () => {
    expect(arrivalKey('submission', viewSubmission({}, { trigger_id: '' }))).toBe(
      'submission:V1:1600.hash',
    );
  });

  test('of something without any id: its content', () => {
    const first = arrivalKey('event', { type: 'app_rate_limited', minute: 1 });
    expect(first).toBe(arrivalKey('event', { type: 'app_rate_limited', minute: 1 }));
    expect(first).not.toBe(arrivalKey('event', { type: 'app_rate_limited', minute: 2 }));
  });

  test('a corrected form is a new arrival: same view, same hash, another press', () => {
    const wrong = viewSubmission({ v: { n: { type: 'plain_text_input', value: 'x' } } });
    const right = viewSubmission(
      { v: { n: { type: 'plain_text_input', value: '1.4.0' } } },
      {
        trigger_id: 'trigger-9',
      },
    );
    expect(arrivalKey('submission', wrong)).not.toBe(arrivalKey('submission', right));
  });

  test.each(['x'.repeat(1_000_000), 'null\u0000byte', '\uD800', '<!channel>', ' '])(
    'case 11: of an id that is none of Slack’s is short and plain, and still its own',
    (id) => {
      const key = arrivalKey('event', eventCallback({ type: 'x' }, { event_id: id }));
      expect(key).toMatch(/^event:[0-9a-f]{64}$/);
      expect(key).not.toBe(
        arrivalKey('event', eventCallback({ type: 'x' }, { event_id: `${id}x` })),
      );
    },
  );

  test('case 11: an envelope delivered again has the same key, whatever its retry count', () => {
    const body = eventCallback({ type: 'x' });
    expect(arrivalKey('event', { ...body, event_time: 1 })).toBe(arrivalKey('event', body));
  });
});
