/** Other releases wait while a hotfix runs: said where people look, lifted by those who may, ended by itself. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planAtlas } from '../../support/atlas.ts';
import { findElement } from '../../support/screen.ts';
import { aTown, type Town } from '../../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(async () => {
  expect(town.troubles).toEqual([]);
  await town.leave();
});

async function declared(seen = 'Sign-in is down for EU customers'): Promise<void> {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': seen,
    'Who is hit, and how badly?': 'About 2,000 customers cannot sign in',
    'Affected versions': '0.6.2',
  });
}

async function validated(): Promise<void> {
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('paul').presses('@slipway', 'Approve');
  const noor = town.person('noor');
  await noor.presses('#atlas', 'Open hotfix');
  for (const words of ['accelerated testing', 'emergency deployment', 'validation'])
    await noor.pressesInModal(`Go on to ${words}`);
}

const HELD = '⏳ Held while Atlas 0.6.2-hotfix runs';
const card = (): string =>
  town
    .person('sam')
    .reads('#atlas')
    .find(({ text }) => text.includes('# Atlas 0.7.0'))?.text ?? '';
const noted = () =>
  town.rows(
    "select event, actor from journal where event in ('release.held', 'release.let_go') order by id",
  );

test('the plan card, /release, the status and the digest say so, until validation is done', async () => {
  await declared();
  expect(card()).toContain(HELD);
  const mara = town.person('mara');
  await mara.types('#atlas', '/release status');
  expect(mara.reads('#atlas').at(-1)?.text).toContain('Held while Atlas 0.6.2-hotfix runs');
  await mara.types('#atlas', '/release');
  expect(mara.reads('#atlas').at(-1)?.text).toContain(HELD);
  await mara.types('#atlas', '/release ship 0.7.0');
  expect(mara.modalText()).toContain('Atlas 0.7.0 is held while Atlas 0.6.2-hotfix runs.');
  await town.pushTo('2026-11-20T14:05:00.000Z');
  const told = town.posts.filter(({ text }) => text.includes('Held while Atlas 0.6.2-hotfix'));
  expect(told.map(({ place }) => place)).toEqual(['U0MARA', '#atlas']);
  await validated();
  expect(card()).toContain(HELD);
  await town.person('noor').pressesInModal('Go on to root cause');
  expect(card()).not.toContain('Held');
  expect(noted()).toEqual([
    { event: 'release.held', actor: 'slipway' },
    { event: 'release.let_go', actor: 'slipway' },
  ]);
  await mara.types('#atlas', '/release ship 0.7.0');
  expect(mara.modalText()).not.toContain('is held');
});

test('a cancelled hotfix holds nothing any more', async () => {
  await declared();
  await town.person('noor').chooses('#atlas', 'Cancel the hotfix…');
  await town.person('noor').submits({ 'Why?': 'A false alarm' });
  expect(card()).not.toContain('Held');
  await town.person('mara').types('#atlas', '/release history 0.7.0');
  expect(town.person('mara').modalText()).toContain('Goes on: Atlas 0.6.2-hotfix is over');
});

test('the technical lead lets a release go on from its plan card, and it stays so', async () => {
  await declared();
  await town.person('sam').chooses('#atlas', 'Let it go on');
  expect(town.person('sam').reads('#atlas').at(-1)?.text).toContain(
    'To let Atlas 0.7.0 go on, ask Ines',
  );
  expect(card()).toContain(HELD);
  await town.person('ines').chooses('#atlas', 'Let it go on');
  expect(town.person('ines').reads('#atlas').at(-1)?.text).toBe('✓ Atlas 0.7.0 goes on.');
  expect(card()).not.toContain('Held');
  await validated();
  await town.person('noor').pressesInModal('Go on to root cause');
  expect(noted()).toEqual([
    { event: 'release.held', actor: 'slipway' },
    { event: 'release.let_go', actor: 'U0INES' },
  ]);
});

test('the release manager lets all of them go on in the room, and reads what waited there', async () => {
  await declared();
  const mara = town.person('mara');
  await mara.presses('#atlas', 'Review and approve');
  expect(mara.modalText()).toContain('Waiting meanwhile Atlas 0.7.0');
  await mara.pressesInModal('Let other releases go on');
  expect(mara.modalText()).not.toContain('Waiting meanwhile');
  expect(card()).not.toContain('Held');
  await town.person('sam').presses('#atlas', 'Review and approve');
  expect(town.person('sam').modalText()).not.toContain('Let other releases go on');
});

test('a second hotfix: the release waits for both, and its history tells of each', async () => {
  await declared();
  await town.person('noor').types('#atlas', '/hotfix');
  expect(town.person('noor').modalText()).toContain('Running already:');
  await town.person('noor').submits({
    'What is it for Atlas?': 'data damaged or lost',
    'What is seen?': 'Volumes lose their labels',
    'Who is hit, and how badly?': 'Everybody with volumes',
    'Affected versions': '0.6.2',
  });
  expect(town.rows('select version from release where type = ? order by id', 'hotfix')).toEqual([
    { version: '0.6.2-hotfix' },
    { version: '0.6.2-hotfix.2' },
  ]);
  expect(card()).toContain(HELD);
  await cancelFirst();
  expect(card()).toContain('⏳ Held while Atlas 0.6.2-hotfix.2 runs');
  await town.person('mara').types('#atlas', '/release history 0.7.0');
  for (const words of [
    'Held while Atlas 0.6.2-hotfix runs',
    'Held while Atlas 0.6.2-hotfix.2 runs',
  ])
    expect(town.person('mara').modalText()).toContain(words);
});

async function cancelFirst(): Promise<void> {
  const noor = town.person('noor');
  const message = noor.reads('#atlas').find(({ text }) => text.includes('Sign-in is down'));
  if (message === undefined) throw new Error('the first alert is gone');
  const blocks = message.raw.blocks;
  const found = findElement(blocks, 'Cancel the hotfix…');
  if (found === null) throw new Error('no way to cancel');
  await town.world.slack.as(noor.id).press(message.channel, message.ts, found);
  await town.quiet();
  await noor.submits({ 'Why?': 'The provider is back' });
}
