import { expect, test } from 'vitest';
import { wordsIn } from './drawn.ts';
import { startRig } from './harness.ts';

test('shows the time of the workspace and what is next', async () => {
  const rig = await startRig(null);
  const words = wordsIn(await rig.screen(''));
  expect(words).toContain('Fri 20 Nov 2026, 16:00');
  expect(words).toContain('To next duecheck-ins are asked, Thu 26 Nov, 10:00');
  rig.time.next = () => Promise.resolve(null);
  expect(wordsIn(await rig.screen(''))).toContain('nothing is due');
});

test.each([
  ['hour', '2026-11-20T16:00:00.000Z'],
  ['day', '2026-11-21T15:00:00.000Z'],
  ['week', '2026-11-27T15:00:00.000Z'],
  ['next', '2026-11-26T09:00:00.000Z'],
  ['2026-12-01T10:30', '2026-12-01T09:30:00.000Z'],
])('%s moves to %s', async (to, instant) => {
  const rig = await startRig(null);
  const response = await rig.post('clock', { to });
  expect(await response.json()).toEqual({ notice: null });
  expect(rig.time.pushed).toEqual([instant]);
});

test('what became due while nobody moved is done at the present', async () => {
  const rig = await startRig(null);
  rig.time.next = () =>
    Promise.resolve({ at: '2026-11-20T14:59:50.000Z', what: 'the last digest' });
  const response = await rig.post('clock', { to: 'next' });
  expect(await response.json()).toEqual({ notice: null });
  expect(rig.time.pushed).toEqual(['2026-11-20T15:00:00.000Z']);
});

test('a week keeps the wall time over a change of the clocks', async () => {
  const rig = await startRig(null);
  rig.clock.push('2027-03-26T09:00:00.000Z');
  await rig.post('clock', { to: 'week' });
  expect(rig.time.pushed).toEqual(['2027-04-02T08:00:00.000Z']);
});

test('does not go back', async () => {
  const rig = await startRig(null);
  const response = await rig.post('clock', { to: '2026-11-20T15:00' });
  expect(await response.json()).toEqual({ notice: 'The clock only moves forward.' });
  expect(rig.time.pushed).toEqual([]);
});

test.each(['yesterday', '2026-13-45T99:99', ''])('refuses %j', async (to) => {
  const rig = await startRig(null);
  expect((await rig.post('clock', { to })).status).toBe(400);
});

test('while it moves the page says so, and a second push is refused', async () => {
  const rig = await startRig(null);
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  rig.time.hold = () => held;
  const first = rig.post('clock', { to: 'day' });
  await expect.poll(() => rig.time.pushed.length).toBe(1);
  const screen = await rig.screen('');
  expect(wordsIn(screen)).toContain('time is moving');
  expect(screen).toMatch(/data-clock="hour" disabled/);
  const second = await rig.post('clock', { to: 'hour' });
  expect(await second.json()).toEqual({ notice: 'The clock is moving already.' });
  release();
  await first;
  expect(await rig.screen('')).not.toContain('time is moving');
});

test('a push that fails frees the clock again', async () => {
  const rig = await startRig(null);
  rig.time.hold = () => Promise.reject(new Error('the bot fell over'));
  const response = await rig.post('clock', { to: 'hour' });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: 'The sandbox stumbled: the bot fell over' });
  rig.time.hold = () => Promise.resolve();
  expect((await rig.post('clock', { to: 'hour' })).status).toBe(200);
});
