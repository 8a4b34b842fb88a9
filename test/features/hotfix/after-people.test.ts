/** After a hotfix: what outsiders read, what an operator prints, what is kept of a person, and what is forgotten. */
import { dirname } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { printReport } from '../../../src/features/hotfix/report-facts.ts';
import { erasePerson } from '../../../src/operator/erase-person.ts';
import { exportPerson } from '../../../src/operator/export-person.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../../src/sandbox/seed/people.ts';
import { rewriteAlone } from '../../../src/store/rewrite-alone.ts';
import { planAtlas } from '../../support/atlas.ts';
import { settingsFor, startProgram } from '../../support/child-program.ts';
import { aTown, type Town } from '../../support/town.ts';

let town: Town;
afterEach(() => town.leave());

/** Noor declares and leads it, writes the cause, and gives herself an action and Ivo another one. */
async function ended(): Promise<void> {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Canary: sign-in is down',
    'Who is hit, and how badly?': 'Canary: everybody',
    'Affected versions': '0.6.2',
    'Who leads?': PEOPLE.noor.id,
  });
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('paul').presses('@slipway', 'Approve');
  await noor.presses('#atlas', 'Open hotfix');
  for (const step of ['accelerated testing', 'emergency deployment', 'validation'])
    await noor.pressesInModal(`Go on to ${step}`);
  await noor.pressesInModal('Tick off');
  await noor.pressesInModal('Go on to root cause');
  await noor.pressesInModal('Not needed on the main branch…');
  await noor.submits({ 'Why does the default branch not need the fix?': 'Canary: a setting' });
  await noor.pressesInModal('Write down the cause…');
  await noor.submits({ 'What was the root cause?': 'Canary: a certificate ran out' });
  await noor.pressesInModal('Write down the retrospective…');
  await noor.submits({
    'What did not?': 'Canary: nobody watched',
    'Action 1': 'Canary: watch certificates',
    'Who does action 1?': PEOPLE.noor.id,
    'Action 1 by when?': '2026-11-24',
    'Action 2': 'Canary: mend the runbook',
    'Who does action 2?': PEOPLE.ivo.id,
    'Action 2 by when?': '2026-11-25',
  });
}

const cells = (...tables: readonly string[]): string =>
  JSON.stringify(tables.map((table) => town.rows(`select * from ${table}`)));
const TABLES = ['hotfix_finding', 'hotfix_retro', 'retro_action', 'checklist_item'] as const;

test('case 46: where outsiders read, the report, the plan and the digest say nothing of what was wrong', async () => {
  town = await aTown();
  await town.world.slack.changes.share(ATLAS_CHANNEL);
  await planAtlas(town);
  await ended();
  await town.pushTo('2026-11-20T14:02:00.000Z');
  const texts = town
    .person('sam')
    .reads('#atlas')
    .map(({ text, raw }) => text + raw.text)
    .join('\n');
  expect(texts).toContain('The report of Atlas 0.6.2-hotfix is written.');
  expect(texts).toContain('2 actions open: Noor by Tue 24 Nov; Ivo by Wed 25 Nov');
  expect(texts).not.toContain('Canary');
  await town.person('sam').presses('#atlas', 'Open plan');
  expect(town.person('sam').modalText()).not.toContain('Canary');
  expect(town.troubles).toEqual([]);
});

test('an operator prints the report, and reads why there is none', async () => {
  town = await aTown();
  await ended();
  const settings = settingsFor(town.world, town.databaseFile);
  const words = ['hotfix-report', '0.6.2-hotfix', '--project', 'atlas'];
  const { code, output } = await startProgram(words, settings, dirname(town.databaseFile)).ended;
  expect(output).toMatch(
    /^# Atlas 0\.6\.2-hotfix: hotfix report\n\nCanary: sign-in is down\. It was/,
  );
  expect(output).toContain('Root cause: Canary: a certificate ran out. 2 actions given, 2 open.');
  expect(output).toContain(': Noor wrote down the retrospective');
  expect(code).toBe(0);
  const wish = { version: '9.9.9-hotfix', now: town.clock.now(), sentence: () => '' };
  const trouble = (project: string | null) =>
    printReport(town.bot().store.db, { ...wish, project });
  expect(await trouble('Atlas')).toEqual({
    kind: 'trouble',
    sentence: 'There is no hotfix 9.9.9-hotfix of Atlas.',
  });
  expect(await trouble(null)).toMatchObject({ sentence: 'There is no hotfix 9.9.9-hotfix.' });
});

test('an erased person is in no cell of what followed, and the others’ actions go on', async () => {
  town = await aTown();
  await ended();
  const exported = await exportPerson(town.bot().store.db, PEOPLE.noor.id, town.clock.now());
  expect(exported?.parts).toMatchObject({
    findings: [{ text: 'Canary: a certificate ran out' }, { kind: 'bad' }],
    retros: [{ held_by: PEOPLE.noor.id }],
    actions: [{ text: 'Canary: watch certificates' }, { owner_id: PEOPLE.ivo.id }],
  });
  await town.kill();
  await rewriteAlone(town.databaseFile, town.clock.now(), (tx) => erasePerson(tx, PEOPLE.noor.id));
  expect(cells(...TABLES, 'promise')).not.toContain(PEOPLE.noor.id);
  expect(cells('retro_action')).toContain('Canary');
  await town.start();
  await town.person('ivo').presses('@slipway', 'Done');
  await town.person('mara').presses('#atlas', 'Open hotfix');
  expect(town.person('mara').modalText()).toContain('✓ Canary: mend the runbook · Ivo, done');
  await town.person('mara').pressesInModal('Done');
  expect(town.rows('select id from retro_action where done_at is null')).toEqual([]);
  expect(town.troubles).toEqual([]);
});

test('what people wrote goes after a while; an action that is open stays until it is done', async () => {
  town = await aTown({ keepDays: 30 });
  await ended();
  await town.person('ivo').presses('@slipway', 'Done');
  await town.pushTo('2026-12-18T04:00:00.000Z');
  expect(town.rows('select * from hotfix_finding')).toEqual([]);
  expect(town.rows('select text from retro_action')).toEqual([
    { text: 'Canary: watch certificates' },
  ]);
  expect(town.rows('select invited, missing from hotfix_retro')).toEqual([
    { invited: '[]', missing: '[]' },
  ]);
  await town.person('noor').opensHome();
  await town.person('noor').pressesAtHome('Done');
  await town.pushTo('2027-01-19T04:00:00.000Z');
  expect(town.rows('select * from retro_action')).toEqual([]);
  expect(town.troubles).toEqual([]);
});
