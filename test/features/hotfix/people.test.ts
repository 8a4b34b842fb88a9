/** What others may read of a hotfix, what is kept of a person, and what is forgotten after a while. */
import { afterEach, expect, test, vi } from 'vitest';
import { erasePerson } from '../../../src/operator/erase-person.ts';
import { exportPerson } from '../../../src/operator/export-person.ts';
import { shared } from '../../../src/release/tables.ts';
import { ATLAS_CHANNEL, PEOPLE } from '../../../src/sandbox/seed/people.ts';
import { rewriteAlone } from '../../../src/store/rewrite-alone.ts';
import { plusMinutes } from '../../../src/base/time.ts';
import { aTown, MONDAY, type Town } from '../../support/town.ts';

let town: Town;
afterEach(() => town.leave());

const CANARY = 'Canary: sign-in is down';

async function declared(): Promise<void> {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({
    'What is it for Atlas?': 'critical security hole',
    'What is seen?': CANARY,
    'Who is hit, and how badly?': 'Canary: everybody',
    'Affected versions': '0.6.2',
  });
}

test('case 46: where outsiders read, the alert says that a hotfix runs, and not what is wrong', async () => {
  town = await aTown();
  await town.world.slack.changes.share(ATLAS_CHANNEL);
  await declared();
  await town.person('noor').chooses('#atlas', 'Say how it goes…');
  await town.person('noor').submits({ 'How does it go?': 'Canary: the hole is known' });
  const texts = town
    .person('noor')
    .reads('#atlas')
    .map(({ text, raw }) => text + raw.text);
  expect(texts.join('\n')).toContain('Atlas 0.6.2-hotfix');
  expect(texts.join('\n')).not.toMatch(/canary|security/i);
  expect(town.person('ines').reads('@slipway').at(-1)?.text).toContain(CANARY);
});

test('case 46: a project that shows others the titles of private work shows them no hotfix', async () => {
  town = await aTown();
  await town.world.slack.changes.share(ATLAS_CHANNEL);
  await town
    .bot()
    .store.transact(town.clock.now(), (tx) =>
      shared(tx.db).updateTable('project').set({ shows_private: 1 }).execute(),
    );
  await declared();
  const told = town.person('noor').reads('#atlas');
  expect(told.at(-1)?.text).toContain('Atlas 0.6.2-hotfix');
  expect(told.map(({ text, raw }) => text + raw.text).join('\n')).not.toMatch(/canary/i);
});

test('an erased person is in no cell of a hotfix, and others go on with it', async () => {
  town = await aTown();
  await town.person('mara').types('#atlas', '/hotfix deputies');
  await town.person('mara').submits({ 'For the technical lead': [PEOPLE.noor.id] });
  await declared();
  // The clock of the decision has warned her, and noted whom.
  await town.pushTo(plusMinutes(MONDAY, 23));
  await town.person('noor').presses('#atlas', 'Review and approve');
  await town.person('noor').pressesInModal('Approve');
  const exported = await exportPerson(town.bot().store.db, PEOPLE.noor.id, town.clock.now());
  expect(exported?.parts).toMatchObject({
    hotfixesLed: [{ seen: CANARY }],
    decisions: [{ role: 'technical_lead' }],
    deputyships: [{ role: 'technical_lead' }],
    deputiesNamed: [],
    hotfixes: [{ how: 'declared' }],
  });
  await town.kill();
  await rewriteAlone(town.databaseFile, town.clock.now(), (tx) => erasePerson(tx, PEOPLE.noor.id));
  const left = [
    'hotfix',
    'hotfix_fix',
    'hotfix_step',
    'hotfix_person',
    'approval',
    'project_deputy',
    'journal',
    'message',
    'promise',
  ].map((table) => JSON.stringify(town.rows(`select * from ${table}`)));
  expect(left.join()).not.toContain(PEOPLE.noor.id);
  expect(left.join()).toContain(CANARY);
  await town.start();
  const messages = town.rows('select count(*) as n from message');
  await town.person('paul').presses('@slipway', 'Approve');
  await town.person('ines').presses('#atlas', 'Open hotfix');
  await town.person('ines').pressesInModal('Go on to accelerated testing');
  expect(town.rows('select count(*) as n from message')).toEqual(messages);
  expect(town.rows('select step from hotfix')).toEqual([{ step: 'testing' }]);
  expect(town.troubles).toEqual([]);
});

/** Where words about a hotfix stand. */
const WORDED = [
  'hotfix',
  'hotfix_step',
  'hotfix_person',
  'release',
  'approval',
  'journal',
  'message',
  'arrival',
  'promise',
];

test('words go once a hotfix has been over for long enough, and its steps stay', async () => {
  town = await aTown({ keepDays: 30 });
  await declared();
  await town.pushTo(plusMinutes(MONDAY, 16));
  await town.person('paul').presses('@slipway', 'Say no…');
  await town.person('paul').submits({ 'Why not?': 'Canary: a restart is enough' });
  await town.person('noor').chooses('#atlas', 'Say how it goes…');
  await town.person('noor').submits({ 'How does it go?': 'Canary: restarted' });
  await town.person('noor').chooses('#atlas', 'Cancel the hotfix…');
  await town.person('noor').submits({ 'Why?': 'Canary: a false alarm' });
  const events = town.rows('select event, actor from journal order by id');
  const steps = town.rows('select step, outcome from hotfix_step');
  const words = (): string =>
    JSON.stringify(WORDED.map((table) => town.rows(`select * from ${table}`)));
  const told = () =>
    town.rows("select detail ->> 'told' as who from journal where event = 'hotfix.warned'");
  expect(told()).toEqual([{ who: `${PEOPLE.ines.id} ${PEOPLE.paul.id}` }]);
  await town.pushTo('2026-12-14T04:00:00.000Z');
  expect(words()).toContain('Canary');
  await town.pushTo('2026-12-18T04:00:00.000Z');
  // The beat of the minute may be at it still.
  await vi.waitFor(() => expect(words()).not.toContain('Canary'));
  expect(told()).not.toContainEqual({ who: expect.stringMatching(/U0/) });
  expect(town.rows('select * from hotfix_person')).toEqual([]);
  expect(town.rows('select step, outcome from hotfix_step')).toEqual(steps);
  expect(town.rows('select event, actor from journal order by id')).toEqual(
    expect.arrayContaining([...events]),
  );
  expect(town.troubles).toEqual([]);
});
