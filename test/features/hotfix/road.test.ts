/** The whole road in the town: approved by two, moved by people, warned by clocks, told in one alert. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed/people.ts';
import { plusMinutes } from '../../../src/base/time.ts';
import { readBlocks } from '../../support/plain-view.ts';
import { aTown, MONDAY, type Town } from '../../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  expect(town.troubles).toEqual([]);
  await town.leave();
});

const FORM = {
  'What is it for Atlas?': 'production down',
  'What is seen?': 'Sign-in is down for EU customers',
  'Who is hit, and how badly?': 'About 2,000 customers cannot sign in',
  'Affected versions': '0.6.2',
};

async function declared(): Promise<void> {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits(FORM);
}

const alerts = () =>
  town
    .person('noor')
    .reads('#atlas')
    .filter(({ isReply }) => !isReply);
const alert = (): string => alerts().at(-1)?.text ?? '';
const toldTo = (name: 'ines' | 'paul' | 'mara' | 'noor' | 'ivo'): string =>
  town.person(name).reads('@slipway').at(-1)?.text ?? '';
const step = (): unknown => town.rows('select step from hotfix')[0]?.['step'];
const standing = () =>
  town.rows(
    'select role, by_user_id, acting_as, decision from approval where id not in (select approval_id from approval_end)',
  );
const inRoom = async (name: 'noor' | 'mara', words: string): Promise<void> => {
  const person = town.person(name);
  await person.presses('#atlas', 'Open hotfix');
  await person.pressesInModal(words);
};

test('both approvers are asked by direct message, and the second approval lets the work begin', async () => {
  await declared();
  expect(toldTo('ines')).toContain('Atlas 0.6.2-hotfix: approve it as technical lead?');
  expect(toldTo('paul')).toContain('Atlas 0.6.2-hotfix: approve it as product owner?');
  await town.person('paul').presses('@slipway', 'Approve');
  expect(toldTo('paul')).toContain('You approved Atlas 0.6.2-hotfix.');
  expect(step()).toBe('decision');
  await town.person('ines').presses('@slipway', 'Approve');
  expect(step()).toBe('development');
  expect(alert()).toContain('✓ Ines (technical lead) · ✓ Paul (product owner)');
  expect(town.rows('select stage from release')).toEqual([{ stage: 'development' }]);
});

test('case 12: “Approve”, pressed in the message and in a window that is out of date, counts once', async () => {
  await declared();
  const ines = town.person('ines');
  await ines.presses('#atlas', 'Review and approve');
  await ines.presses('@slipway', 'Approve');
  await ines.pressesInModal('Approve');
  expect(ines.modalText()).toContain('This is approved already.');
  expect(town.rows('select id from approval')).toHaveLength(1);
});

test('from the declaration to the improvement, with a fix that fails once', async () => {
  await declared();
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('paul').presses('@slipway', 'Approve');
  await inRoom('noor', 'Go on to accelerated testing');
  await town.person('noor').pressesInModal('The fix failed…');
  await town.person('noor').submits({ 'What happened?': 'Sessions end after a minute' });
  expect(step()).toBe('development');
  expect(alert()).toContain('Development, try 2');
  await inRoom('noor', 'Go on to accelerated testing');
  await town.person('noor').pressesInModal('Go on to emergency deployment');
  await town.person('noor').pressesInModal('Go on to validation');
  expect(town.rows('select stage from release')).toEqual([{ stage: 'released' }]);
  await town.person('noor').pressesInModal('Go on to root cause');
  expect(alert()).toContain('🟢 Hotfix out: Sign-in is down for EU customers');
  await inRoom('noor', 'Write down the cause…');
  await town.person('noor').submits({ 'What was the root cause?': 'A certificate ran out' });
  await town.person('noor').pressesInModal('Not needed on the main branch…');
  await town
    .person('noor')
    .submits({ 'Why does the default branch not need the fix?': 'It was a setting' });
  await town.person('noor').pressesInModal('Write down the retrospective…');
  await town.person('noor').submits({ 'What went well?': 'Certificates are watched' });
  expect(step()).toBe('closed');
  expect(town.rows('select stage from release')).toEqual([{ stage: 'closed' }]);
  expect(town.rows('select clock from hotfix_clock where stopped_at is null')).toEqual([]);
  await town.person('noor').chooses('#atlas', 'Show the timeline');
  const told = town.person('noor').modalText();
  for (const words of [
    'Noor wrote down the retrospective',
    'Sessions end after a minute',
    'Ines approved as',
  ])
    expect(told).toContain(words);
  expect(alerts().filter(({ text }) => text.includes('Sign-in is down'))).toHaveLength(1);
});

test('whoever says no gives a reason, which the room shows, and may think better of it', async () => {
  await declared();
  await town.person('paul').presses('@slipway', 'Say no…');
  await town.person('paul').submits({ 'Why not?': 'A restart is enough' });
  expect(alert()).toContain('⛔ Paul (product owner)');
  expect(alert()).toContain('Paul said no: A restart is enough');
  await town.person('noor').presses('#atlas', 'Review and approve');
  expect(town.person('noor').modalText()).toContain('A restart is enough');
  await town.person('paul').presses('@slipway', 'Approve');
  await town.person('ines').presses('@slipway', 'Approve');
  expect(step()).toBe('development');
});

test('another criterion voids what was approved, says so, and asks those people again', async () => {
  await declared();
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('paul').presses('@slipway', 'Approve');
  await town.person('noor').chooses('#atlas', 'Change it…');
  await town.person('noor').submits({ 'What is it?': 'data damaged or lost' });
  expect(standing()).toEqual([]);
  expect(toldTo('ines')).toContain('Asked again, because the criterion changed.');
  await inRoom('noor', 'Go on to accelerated testing');
  expect(town.person('noor').modalText()).toContain(
    'the decision of Ines (technical lead) and Paul (product owner)',
  );
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('paul').presses('@slipway', 'Approve');
  await inRoom('noor', 'Go on to emergency deployment');
  expect(step()).toBe('deployment');
});

test('another lead voids nothing', async () => {
  await declared();
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('noor').chooses('#atlas', 'Change it…');
  await town.person('noor').submits({ 'Who leads?': PEOPLE.ivo.id });
  expect(standing()).toHaveLength(1);
  expect(alert()).toContain('lead Ivo');
});

test('who may not is told whom to ask', async () => {
  await declared();
  const sam = town.person('sam');
  await sam.chooses('#atlas', 'Cancel the hotfix…');
  expect(sam.modalText()).toContain('To cancel Atlas 0.6.2-hotfix, ask Noor (lead) or Ines');
});

test('the clock of the decision warns those who have not decided, the lead, then the release manager', async () => {
  await declared();
  await town.person('ines').presses('@slipway', 'Approve');
  const ines = town.person('ines').reads('@slipway').length;
  await town.pushTo(plusMinutes(MONDAY, 16));
  expect(toldTo('paul')).toContain('the decision is wanted, half of its time is gone');
  expect(town.person('ines').reads('@slipway')).toHaveLength(ines);
  await town.pushTo(plusMinutes(MONDAY, 24));
  expect(toldTo('noor')).toContain('three quarters of its time are gone');
  await town.pushTo(plusMinutes(MONDAY, 31));
  expect(toldTo('mara')).toContain('its time is over');
  await town.person('mara').presses('@slipway', 'Open hotfix');
  await town.person('mara').pressesInModal('Go ahead without approval…');
  await town.person('mara').submits({ 'Why without approval?': 'Paul is on a plane' });
  expect(step()).toBe('development');
  expect(alert()).toContain('⛔ Mara went ahead without approval');
});

test('news stand in the thread of the alert, and the lead is reminded when they are due', async () => {
  await declared();
  await town.pushTo(plusMinutes(MONDAY, 31));
  expect(toldTo('noor')).toContain('how does it go?');
  await town.person('noor').presses('@slipway', 'Say how it goes…');
  await town.person('noor').submits({ 'How does it go?': 'The cause is found' });
  const [reply] = town
    .person('ivo')
    .reads('#atlas')
    .filter(({ isReply }) => isReply);
  expect(reply?.text).toBe('Noor: The cause is found');
  expect(alert()).toContain('2026-11-16 09:01 UTC');
});

test('a deputy decides in the stead of the technical lead, and the alert says so', async () => {
  await town.person('mara').types('#atlas', '/hotfix deputies');
  await town.person('mara').submits({ 'For the technical lead': [PEOPLE.ivo.id] });
  await declared();
  await town.person('ivo').presses('#atlas', 'Review and approve');
  await town.person('ivo').pressesInModal('Approve');
  expect(alert()).toContain('✓ Ivo (technical lead, deputy)');
});

test('Home shows a running hotfix to everybody and its buttons to those who decide', async () => {
  await declared();
  expect(await town.person('sam').opensHome()).not.toContain('[Approve]');
  const home = await town.person('ines').opensHome();
  expect(home).toContain('Atlas 0.6.2-hotfix · decision');
  await town.person('ines').pressesAtHome('Approve');
  expect(standing()).toHaveLength(1);
  const shown = (): string => readBlocks(town.world.slack.as(PEOPLE.ines.id).home()?.blocks ?? []);
  await vi.waitFor(() => expect(shown()).toContain('Atlas 0.6.2-hotfix'));
  await vi.waitFor(() => expect(shown()).not.toContain('[Approve]'));
});

test('/hotfix status and /hotfix list show what runs and what there was', async () => {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix status');
  expect(noor.reads('#atlas').at(-1)?.text).toContain('No hotfix runs here.');
  await declared();
  await noor.types('#atlas', '/hotfix status');
  expect(noor.reads('#atlas').at(-1)?.text).toContain('Atlas 0.6.2-hotfix · decision');
  await noor.chooses('#atlas', 'Cancel the hotfix…');
  await noor.submits({ 'Why?': 'A false alarm' });
  await noor.types('#atlas', '/hotfix list');
  expect(noor.reads('#atlas').at(-1)?.text).toContain('Atlas 0.6.2-hotfix · cancelled');
  expect(town.rows('select stage from release')).toEqual([{ stage: 'cancelled' }]);
});

test('the weekly lanes do not know hotfixes: /release neither ships nor counts them', async () => {
  await declared();
  const mara = town.person('mara');
  await mara.types('#atlas', '/release ship 0.6.2-hotfix');
  expect(mara.modalText()).toContain('Atlas 0.6.2-hotfix is a hotfix. Type /hotfix status');
  await town.pushTo('2026-11-20T16:00:00.000Z');
  expect(town.rows('select * from status_report')).toEqual([]);
  expect(town.rows('select * from check_in_ask')).toEqual([]);
});
