/** What is taken out of a text or JSON, and what only looks like a person. */
import { expect, test } from 'vitest';
import { withoutTraces, withoutWords, type Traces } from '../../src/operator/traces.ts';

const max: Traces = {
  userId: 'U0MAX',
  standInId: 'gone_1',
  names: ['Max'],
  logins: ['max-m'],
};
const clean = (value: unknown, traces = max): unknown =>
  JSON.parse(withoutTraces(JSON.stringify(value), traces, 'names'));

test.each([
  ['Max says so', 'someone who left says so'],
  ['maximum, MaxSize, Max_1 and max', 'maximum, MaxSize, Max_1 and max'],
  ['<@U0MAX> and <@U0MAX|max>', 'someone who left and someone who left'],
  ['checkin.ask:U0MAX:2026-11-16', 'checkin.ask:gone_1:2026-11-16'],
  ['U0MAXI is somebody else', 'U0MAXI is somebody else'],
  ['by @MAX-M, not max-mm or a-max-m', 'by someone who left, not max-mm or a-max-m'],
  ['Maxé is one word', 'Maxé is one word'],
])('%s', (text, wanted) => {
  expect(withoutTraces(text, max, 'names')).toBe(wanted);
});

test('a mention in a message becomes words, for Slack refuses one of nobody', () => {
  const user = { type: 'user', user_id: 'U0MAX' };
  expect(clean([user, { type: 'user', user_id: 'U0IVO' }])).toEqual([
    { type: 'text', text: 'someone who left' },
    { type: 'user', user_id: 'U0IVO' },
  ]);
});

test('what they said leaves a list, and the figures beside it stay', () => {
  const voice = {
    answered: 2,
    risks: [
      { userId: 'U0MAX', text: 'late' },
      { userId: 'U0IVO', text: 'ok, says Max' },
    ],
    slipping: [{ itemId: 'I1', userId: 'U0MAX' }],
    missing: ['U0MAX'],
  };
  expect(clean(voice)).toEqual({
    answered: 2,
    risks: [{ userId: 'U0IVO', text: 'ok, says someone who left' }],
    slipping: [{ itemId: 'I1', userId: 'gone_1' }],
    missing: ['gone_1'],
  });
});

test('JSON within JSON is cleaned too, and what tells of others keeps every byte', () => {
  const metadata = { private_metadata: JSON.stringify({ by: 'U0MAX' }) };
  expect(clean(metadata)).toEqual({ private_metadata: '{"by":"gone_1"}' });
  const odd = '{ "a" :  1 }';
  expect(withoutTraces(odd, max, 'names')).toBe(odd);
});

test('a person whose name is one of our own words breaks no message', () => {
  const section: Traces = { ...max, names: ['section', 'plan'] };
  const block = { type: 'section', action_id: 'plan', text: 'plan of section' };
  expect(clean(block, section)).toEqual({
    ...block,
    text: 'someone who left of someone who left',
  });
});

test('a name with signs of patterns in it is a name', () => {
  expect(withoutTraces('A. (Bo) wrote', { ...max, names: ['A. (Bo)'] }, 'names')).toBe(
    'someone who left wrote',
  );
});

test('lines go wherever they stand in a message', () => {
  const message = JSON.stringify({ text: 'Risk: it "melts" here' });
  expect(withoutWords(message, ['it "melts" here'])).toBe('{"text":"Risk: …"}');
});
