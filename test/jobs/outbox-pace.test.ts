/** Methods that Slack counts for the whole workspace: their pace, and a pause that is the method's. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBench, saying, type Bench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ callsAMinute: 5 });
});
afterEach(() => bench.store.close());

const people = Array.from({ length: 12 }, (_, index) => `U${String(index).padStart(2, '0')}`);
const opens = (): number => bench.poster.calls.filter((call) => call.startsWith('open')).length;
const updates = (): number => bench.poster.calls.filter((call) => call.startsWith('update')).length;

test('case 6: only so many direct channels are opened in a minute, and channels do not wait for them', async () => {
  await bench.say(...people.map((to) => saying(to, 'hello', { to })), saying('c', 'here'));
  await bench.outbox.drain();
  expect(opens()).toBe(5);
  expect(bench.poster.texts('C1')).toEqual(['here']);
  await bench.pass(59_999);
  expect(opens()).toBe(5);
  await bench.pass(1);
  expect(opens()).toBe(10);
  await bench.pass(60_000);
  expect(opens()).toBe(12);
});

test('case 6: a direct channel that was opened once is known for good', async () => {
  await bench.say(saying('a', 'one', { to: 'U1' }));
  await bench.outbox.drain();
  await bench.say(saying('b', 'two', { to: 'U1' }));
  await bench.pass(1_000);
  await bench.say(saying('c', 'three', { to: 'U1' }));
  bench.passTime(1_000);
  await bench.another().drain();
  expect(bench.poster.texts('D1')).toEqual(['one', 'two', 'three']);
  expect(opens()).toBe(1);
});

test('case 6: told to wait with one edit, it makes none until then, and posts go on', async () => {
  await bench.say(...people.slice(0, 4).map((to) => saying(to, 'hello', { to })));
  await bench.outbox.drain();
  await bench.pass(60_000);
  bench.poster.fates.push({ kind: 'wait', seconds: 20 });
  await bench.say(saying('U00', 'changed', { to: 'U00' }));
  await bench.outbox.drain();
  expect(updates()).toBe(1);
  await bench.say(...people.slice(1, 4).map((to) => saying(to, 'changed', { to })));
  await bench.say(saying('c', 'here'));
  await bench.pass(19_000);
  expect(updates()).toBe(1);
  expect(bench.poster.texts('C1')).toEqual(['here']);
  await bench.pass(1_000);
  expect(updates()).toBe(5);
  expect(bench.poster.texts('D00')).toEqual(['changed']);
});
