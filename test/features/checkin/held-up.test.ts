/** An answer that a crash held up is not newer than what its person said meanwhile. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plusMinutes } from '../../../src/base/time.ts';
import type { ModalView } from '../../../src/slack/blocks.ts';
import type { Filled } from './form-state.ts';
import { pressed, submitted } from './played-slack.ts';
import { seen } from './seen.ts';
import { ASK, aWorld, WEEK, type World } from './world.ts';

let world: World;
let form: ModalView;
beforeEach(async () => {
  world = await aWorld();
  await world.push(ASK);
  await world.press('UIVO', 'checkin.details', WEEK);
  form = world.newestModal() ?? form;
});
afterEach(() => world.close());

const minutes = (count: number): string => plusMinutes(ASK, count);
const tapped = (confidence: number) =>
  pressed('UIVO', `checkin.tap:${confidence}`, `atlas-070|${WEEK}|${confidence}`);
const handedIn = (filled: Filled) => submitted('UIVO', 'V1', form, filled);

/** What stands, as the form shows it. */
async function standing(): Promise<string> {
  await world.press('UIVO', 'checkin.details', WEEK);
  return seen(world.newestModal()?.blocks);
}

test('a tap: the later one stands, and nothing is noted of the other', async () => {
  world.clock.push(minutes(2));
  await world.arrive(tapped(5));
  world.clock.push(minutes(3));
  await world.resume(tapped(1), minutes(1));
  expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toContain('Recorded: sure.');
  expect(await world.journal('checkin.answered')).toHaveLength(1);
});

test('a form: the tap after it stands, with the words of the form', async () => {
  world.clock.push(minutes(2));
  await world.arrive(tapped(5));
  world.clock.push(minutes(3));
  await world.resume(handedIn({ confidence: '2', risks: 'Host comes late' }), minutes(1));
  expect(await standing()).toContain('Risks or issues: Host comes late');
  expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toContain('Recorded: sure.');
});

test('a form after which another one was handed in: nothing of it stands', async () => {
  world.clock.push(minutes(2));
  await world.arrive(handedIn({ confidence: '4', risks: 'None any more', focus: 'Bundles' }));
  world.clock.push(minutes(4));
  await world.arrive(tapped(5));
  world.clock.push(minutes(5));
  const early = handedIn({ confidence: '2', risks: 'Host comes late', support: 'A licence' });
  await world.resume({ ...early, key: 'early' }, minutes(1));
  expect(await standing()).toContain('Risks or issues: None any more');
  expect((await world.voice('atlas-070')).support).toEqual([]);
});

test('one given between two others: its words replace the first, the last tap stands', async () => {
  world.clock.push(minutes(1));
  await world.arrive(handedIn({ confidence: '4', risks: 'First' }));
  world.clock.push(minutes(4));
  await world.arrive(tapped(5));
  world.clock.push(minutes(5));
  const between = handedIn({ confidence: '2', risks: 'Second' });
  await world.resume({ ...between, key: 'between' }, minutes(2));
  expect(await standing()).toContain('Risks or issues: Second');
  expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toContain('Recorded: sure.');
});

test('counts as given when it was: the last word is the one held up', async () => {
  world.clock.push(minutes(1));
  await world.arrive(tapped(5));
  world.clock.push(minutes(30));
  await world.resume(tapped(1), minutes(2));
  expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toContain('Recorded: no.');
});

test('a clock that was set back makes no new answer old', async () => {
  // Given before the clock was set back: to whoever reads it now, two hours from now.
  await world.resume(tapped(5), minutes(120));
  world.clock.push(minutes(1));
  await world.arrive(tapped(1));
  expect(seen((await world.said(`checkin.ask:UIVO:${WEEK}`))?.blocks)).toContain('Recorded: no.');
});
