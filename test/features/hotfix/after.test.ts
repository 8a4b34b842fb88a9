/** After the fire, in the town: checks, the root cause, the retrospective, and actions that live on. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PEOPLE } from '../../../src/sandbox/seed/people.ts';
import { plusMinutes } from '../../../src/base/time.ts';
import { planAtlas } from '../../support/atlas.ts';
import { aTown, MONDAY, type Name, type Town } from '../../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  expect(town.troubles).toEqual([]);
  await town.leave();
});

/** Declared by Noor, who leads when `leads` says so, approved, and out. */
async function deployed(leads = PEOPLE.noor.id): Promise<void> {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Sign-in is down for EU customers',
    'Who is hit, and how badly?': 'About 2,000 customers cannot sign in',
    'Affected versions': '0.6.2',
    'Who leads?': leads,
  });
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('paul').presses('@slipway', 'Approve');
  await noor.presses('#atlas', 'Open hotfix');
  await noor.pressesInModal('Go on to accelerated testing');
  await noor.pressesInModal('Go on to emergency deployment');
  await noor.pressesInModal('Go on to validation');
}

async function validated(): Promise<void> {
  await deployed();
  const noor = town.person('noor');
  await noor.pressesInModal('Go on to root cause');
  await noor.pressesInModal('Not needed on the main branch…');
  await noor.submits({ 'Why does the default branch not need the fix?': 'It was a setting' });
}

const step = (): unknown => town.rows('select step from hotfix')[0]?.['step'];
const threads = (): readonly string[] =>
  town
    .person('sam')
    .reads('#atlas')
    .filter(({ isReply }) => isReply)
    .map(({ text }) => text);
const inThread = (words: string): string =>
  threads().findLast((text) => text.includes(words)) ?? '';
const told = (name: Name, words: string): readonly string[] =>
  town
    .person(name)
    .reads('@slipway')
    .map(({ text }) => text)
    .filter((text) => text.includes(words));

test('once the fix is out its checks stand in the thread and in the room, with who ticked them and when', async () => {
  await deployed();
  expect(inThread('checks done')).toContain('⏳ Atlas 0.6.2-hotfix is out: 0 of 15 checks done');
  const noor = town.person('noor');
  expect(noor.modalText()).toContain('⏳ What was broken works again (Noor)');
  await noor.pressesInModal('Tick off');
  expect(noor.modalText()).toContain('✓ What was broken works again · Noor {{time}');
  expect(inThread('checks done')).toContain('1 of 15 checks done');
  expect(inThread('checks done')).toContain(`@${PEOPLE.dana.id}\n⏳ People can sign in`);
  await noor.pressesInModal('What was broken works again');
  expect(inThread('checks done')).toContain('0 of 15 checks done');
  expect(threads().filter((text) => text.includes('checks done'))).toHaveLength(1);
});

test('case 12: a check that is ticked off in two windows is ticked off once, by the first', async () => {
  await deployed();
  const [noor, dana] = [town.person('noor'), town.person('dana')];
  await dana.presses('#atlas', 'Tick off…');
  await noor.pressesInModal('Tick off');
  await dana.pressesInModal('Tick off');
  expect(dana.modalText()).toContain('✓ What was broken works again · Noor');
  expect(town.rows('select ticked_by from checklist_item where ticked_by is not null')).toEqual([
    { ticked_by: PEOPLE.noor.id },
  ]);
});

test('owners are reminded once when their checks are due, and not when they are done', async () => {
  await deployed();
  await town.pushTo(plusMinutes(MONDAY, 2 * 60 + 2));
  expect(told('noor', '4 checks of yours are due')).toHaveLength(1);
  expect(told('dana', '2 checks of yours are due')).toHaveLength(1);
  expect(told('paul', 'of yours')).toEqual([]);
  await town.pushTo(plusMinutes(MONDAY, 8 * 60 + 2));
  expect(told('paul', '4 checks of yours are due')).toHaveLength(1);
  await town.pushTo(plusMinutes(MONDAY, 10 * 60));
  expect(told('noor', 'of yours')).toHaveLength(2);
});

test('after a sleep an owner is reminded once, of all that is due', async () => {
  await deployed();
  await town.kill();
  town.passTo(plusMinutes(MONDAY, 9 * 60));
  await town.start();
  await town.pushTo(plusMinutes(MONDAY, 9 * 60 + 2));
  expect(told('noor', 'checks of yours are due')).toEqual([
    expect.stringContaining('7 checks of yours are due'),
  ]);
});

test('a fix that fails in its validation goes back with its reason, and the next one has checks of its own', async () => {
  await deployed();
  const noor = town.person('noor');
  await noor.pressesInModal('Tick off');
  await noor.pressesInModal('The fix failed…');
  await noor.submits({ 'What happened?': 'Sessions end after a minute' });
  expect(step()).toBe('development');
  expect(inThread('do not count')).toContain('the fix failed, so these checks do not count');
  await town.pushTo(plusMinutes(MONDAY, 2 * 60 + 2));
  expect(told('dana', 'of yours')).toEqual([]);
  await noor.presses('#atlas', 'Open hotfix');
  await noor.pressesInModal('Go on to accelerated testing');
  await noor.pressesInModal('Go on to emergency deployment');
  await noor.pressesInModal('Go on to validation');
  expect(inThread('try 2 is out')).toContain('0 of 15 checks done');
});

test('case 15: of the root cause everybody writes a part, and nothing is overwritten', async () => {
  await validated();
  const [noor, ivo] = [town.person('noor'), town.person('ivo')];
  await ivo.presses('#atlas', 'Open hotfix');
  await ivo.pressesInModal('Write down the cause…');
  await noor.pressesInModal('Write down the cause…');
  await noor.submits({
    'Why 1: why did it happen?': 'The certificate ran out',
    'What went well?': 'The alert was read within a minute',
  });
  expect(step()).toBe('root_cause');
  await ivo.submits({
    'Why 1: why did it happen?': 'Sign-in had no certificate',
    'What was the root cause?': 'Nothing watches certificates',
  });
  expect(ivo.modalText()).toContain('✓ Yours is added. Noor wrote too while this was open');
  expect(step()).toBe('improvement');
  const report = inThread('root cause');
  for (const words of [
    'Why 1: The certificate ran out (Noor)',
    'Why 1: Sign-in had no certificate (Ivo)',
    'Nothing watches certificates (Ivo)',
    'The alert was read within a minute (Noor)',
    'decision: 0 minutes of 30 minutes',
    'Ines approved as technical lead',
    'not checked: People can sign in',
    'In on it: Noor, Ines, Paul',
  ])
    expect(report).toContain(words);
});

test('the retrospective is booked within everybody’s hours, told to each, and moved by the lead', async () => {
  await validated();
  // Kolkata ends at 11:30 UTC, New York begins at 14:00: nobody can have both.
  const booked = inThread('retrospective, 45 minutes');
  expect(booked).toContain('this suits most');
  for (const name of ['noor', 'ines', 'paul'] as const)
    expect(told(name, 'You were in on it')).toHaveLength(1);
  expect(told('sam', 'retrospective')).toEqual([]);
  const noor = town.person('noor');
  await noor.presses('@slipway', 'Move it…');
  await noor.submits({ 'When is it?': '2026-11-17T14:00:00.000Z' });
  expect(inThread('retrospective, 45 minutes')).toContain('2026-11-17 14:00 UTC');
  expect(inThread('retrospective, 45 minutes')).toContain(
    'Noor moved it. Outside the working hours of Noor',
  );
  expect(told('ines', 'the retrospective was moved')).toHaveLength(1);
  expect(told('ines', 'You were in on it')).toHaveLength(1);
  await town.pushTo('2026-11-17T13:51:00.000Z');
  for (const name of ['noor', 'ines', 'paul'] as const)
    expect(told(name, 'the retrospective begins soon')).toHaveLength(1);
  await town.pushTo('2026-11-17T15:00:00.000Z');
  expect(told('noor', 'nobody has written down')).toHaveLength(1);
  expect(told('ines', 'nobody has written down')).toEqual([]);
});

/** Two actions, Ivo's by Tuesday and Dana's by Thursday; the hotfix has ended. */
async function actionsGiven(): Promise<void> {
  await validated();
  const noor = town.person('noor');
  await noor.pressesInModal('Write down the cause…');
  await noor.submits({ 'What was the root cause?': 'Nothing watches certificates' });
  await noor.pressesInModal('Write down the retrospective…');
  await noor.submits({ 'Action 1': 'Watch certificates' });
  expect(noor.modal().errors).toEqual({ owner_1: 'Choose who does it.' });
  await noor.submits({
    'Action 1': 'Watch certificates',
    'Who does action 1?': PEOPLE.ivo.id,
    'Action 1 by when?': '2026-11-24',
    'Action 2': 'Mend the runbook',
    'Who does action 2?': PEOPLE.dana.id,
    'Action 2 by when?': '2026-11-26',
  });
  expect(step()).toBe('closed');
}

test('actions stand on the plan card without their words, in the plan, and in the digest', async () => {
  await planAtlas(town);
  await actionsGiven();
  const mara = town.person('mara');
  const card = (): string =>
    mara.reads('#atlas').find(({ text }) => text.startsWith('# Atlas 0.7.0'))?.text ?? '';
  expect(card()).toContain('⏳ 2 hotfix actions open, next Tue 24 Nov: Ivo');
  expect(card()).not.toContain('Watch certificates');
  await mara.presses('#atlas', 'Open plan');
  expect(mara.modalText()).toContain('• Watch certificates · Ivo, Tue 24 Nov (0.6.2-hotfix)');
  await mara.types('#atlas', '/release status');
  expect(mara.reads('#atlas').at(-1)?.text).toContain(
    'From hotfixes 2 actions open: Ivo by Tue 24 Nov; Dana by Thu 26 Nov',
  );
  await town.person('ivo').presses('@slipway', 'Done');
  expect(card()).toContain('⏳ 1 hotfix action open, next Thu 26 Nov: Dana');
});

test('the owner of an action reads it at once, on the working day before, and at Home until it is done', async () => {
  await actionsGiven();
  expect(told('ivo', 'an action for you, by Tue 24 Nov')[0]).toContain('Watch certificates');
  await town.pushTo('2026-11-23T08:55:00.000Z');
  expect(told('ivo', 'an action of yours is due')).toEqual([]);
  await town.pushTo('2026-11-23T09:05:00.000Z');
  expect(told('ivo', 'an action of yours is due Tue 24 Nov')).toHaveLength(1);
  expect(await town.person('ivo').opensHome()).toContain('Watch certificates');
  await town.person('ivo').pressesAtHome('Done');
  expect(told('ivo', 'this action is done')).toHaveLength(2);
  expect(await town.person('ivo').opensHome()).not.toContain('Watch certificates');
  await town.person('dana').presses('@slipway', 'Done');
  expect(
    town.rows("select key from promise where kind = 'hotfix.action' and state = 'waiting'"),
  ).toEqual([]);
});

test('who may not move the retrospective is told whom to ask, and a time that is over is refused', async () => {
  await validated();
  const [noor, sam] = [town.person('noor'), town.person('sam')];
  await noor.presses('@slipway', 'Move it…');
  await noor.submits({ 'When is it?': '2026-11-16T07:00:00.000Z' });
  expect(noor.modal().errors).toEqual({ at: 'This is over already. Choose a time to come.' });
  await sam.presses('#atlas', 'Open hotfix');
  expect(sam.modalText()).not.toContain('[Move it…]');
});

test('the cause and the retrospective end it in whatever order they are written, and it may be added to afterwards', async () => {
  await validated();
  const noor = town.person('noor');
  await noor.pressesInModal('Write down the retrospective…');
  await noor.submits({ 'What went well?': 'Everybody knew at once' });
  // The retrospective came first; the hotfix ends as soon as its cause is known, too.
  expect(step()).toBe('root_cause');
  await noor.pressesInModal('Write down the cause…');
  await noor.submits({ 'What was the root cause?': 'Nothing watches certificates' });
  expect(step()).toBe('closed');
  await town.person('ivo').presses('#atlas', 'Open hotfix');
  await town.person('ivo').pressesInModal('Add to the cause…');
  await town.person('ivo').submits({ 'What helped it happen?': 'It was a weekend' });
  expect(inThread('root cause')).toContain('It was a weekend (Ivo)');
  expect(step()).toBe('closed');
});
