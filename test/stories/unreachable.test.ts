/** People whom Slipway cannot write to: their silence is explained to the one person who can do something. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, lineOf, planAtlas } from '../support/atlas.ts';
import { kindOf } from '../support/quiet-contract.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(() => town.leave());

const DRAFT = berlin('2026-11-20', '11:05');

function draft(): string {
  const seen = town.person('mara').reads('@slipway');
  return seen.findLast(({ text }) => text.startsWith('Draft: Atlas'))?.text ?? 'no draft';
}

test('case 22: the draft says who could not be asked and why, and everybody else is asked', async () => {
  const { slack } = town.world;
  await slack.changes.deactivate(PEOPLE.sam.id);
  slack.faults.add({
    method: 'chat.postMessage',
    channel: slack.directMessage(PEOPLE.noor.id).id,
    kind: 'refused',
    error: 'messages_tab_disabled',
    times: 100,
  });
  await town.pushTo(DRAFT);
  const asked = town.posts.filter((post) => kindOf(post) === 'check-in').map(({ place }) => place);
  expect(asked).toHaveLength(5);
  const line = lineOf(draft(), 'Not asked');
  expect(line).toContain('Sam has left Slack');
  expect(line).toContain('Noor cannot get messages: the Messages tab of Slipway is switched off');
  expect(line).toContain('change the list with /release setup');
  expect(draft()).not.toMatch(/still open: .*(Sam|Noor)/);
  await town.pushTo(berlin('2026-11-20', '15:05'));
  const digest = town.posts.findLast((post) => kindOf(post) === 'digest');
  expect(digest?.text).not.toContain('Not asked');
});

test('case 22: open work of somebody who left asks for a new owner, in the draft and in the status', async () => {
  await town.world.slack.changes.deactivate(PEOPLE.ines.id);
  await town.pushTo(DRAFT);
  expect(lineOf(draft(), 'Needs a new owner')).toMatch(/\(#\d+, was Ines\).* left Slack\.$/);
  const dana = town.person('dana');
  await dana.types('#atlas', '/release status');
  await dana.presses('#atlas', 'Show details');
  expect(lineOf(dana.modalText(), 'Needs a new owner')).toMatch(/was Ines/);
});
