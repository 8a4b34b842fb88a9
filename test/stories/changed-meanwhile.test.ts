/**
 * What a window is about was changed or is over by the time it is handed in: it says so, nothing is written over, and
 * nothing that was typed is lost. Every submission of every feature is in the table.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Feature } from '../../src/feature.ts';
import { emptyEdit } from '../../src/features/report/edit.ts';
import { saveEdit } from '../../src/features/report/store.ts';
import { projectsOf } from '../../src/release/projects.ts';
import { shared } from '../../src/release/tables.ts';
import { saveProject } from '../../src/release/save-project.ts';
import { PEOPLE, ZEPHYR_CHANNEL } from '../../src/sandbox/seed/people.ts';
import { berlin, planAtlas } from '../support/atlas.ts';
import type { TownPerson } from '../support/town-person.ts';
import { aTown, type Name, type Town } from '../support/town.ts';

const ROOT = join(import.meta.dirname, '../..');

let town: Town;
afterEach(() => town.leave());

/** Dana may do all that Mara may: of two windows each of them has one. */
async function danaLeadsToo(): Promise<void> {
  const { store } = town.bot();
  const [project] = await projectsOf(store.db, town.world.slack.teamId);
  if (!project) throw new Error('Atlas is not set up');
  const roles = [...project.roles, { userId: PEOPLE.dana.id, role: 'release_manager' as const }];
  const repositories = project.repositories.map((one) => ({
    ...one,
    isPrivate: one.is_private === 1,
  }));
  await store.transact(town.clock.now(), (tx) =>
    saveProject(tx, { ...project, repositories, roles }, PEOPLE.mara.id),
  );
}

/** Dana alone runs the project from now on, and set it up. */
async function takeRolesAway(): Promise<void> {
  await town.bot().store.transact(town.clock.now(), async (tx) => {
    await shared(tx.db).deleteFrom('project_role').where('user_id', '=', PEOPLE.mara.id).execute();
    await shared(tx.db).updateTable('project').set({ set_up_by: PEOPLE.dana.id }).execute();
  });
}

/** What a person reads: at the fields, in the window, or in the newest message to them alone. */
function told(name: Name): string {
  const one = town.person(name);
  const words = town.world.slack.as(one.id).modals().length > 0 ? one.modalText() : '';
  const errors = words === '' ? [] : Object.values(one.modal().errors ?? {});
  const alone = one.reads('#atlas').filter(({ raw }) => raw.ephemeralTo === one.id);
  return [words, ...errors, alone.at(-1)?.text ?? ''].join('\n');
}

const noted = (event: string): number =>
  town.rows('select id from journal where event = ?', event).length;
const stage = (): unknown => town.rows("select stage from release where version = '0.7.0'")[0];
const errorsOf = (): Readonly<Record<string, string>> => town.person('mara').modal().errors ?? {};
const DRAFT = berlin('2026-11-20', '11:05');
const ASKED = berlin('2026-11-19', '10:05');
const PLAN = '/release plan 0.8.0';

const HOTFIX = {
  'What is it for Atlas?': 'production down',
  'What is seen?': 'Sign-in is down',
  'Who is hit, and how badly?': 'Everybody',
  'Affected versions': '0.6.2',
};

async function declareHotfix(person: TownPerson): Promise<void> {
  await person.types('#atlas', '/hotfix');
  await person.submits(HOTFIX);
}

/** Declared, mended, and its cause written down; Mara and Noor may both go on. */
async function endFire(): Promise<void> {
  const [mara, noor] = [town.person('mara'), town.person('noor')];
  await declareHotfix(noor);
  await mara.presses('#atlas', 'Review and approve');
  await mara.pressesInModal('Go ahead without approval…');
  await mara.submits({ 'Why without approval?': 'Both are on a plane' });
  for (const step of ['accelerated testing', 'emergency deployment', 'validation', 'root cause'])
    await mara.pressesInModal(`Go on to ${step}`);
  await mara.pressesInModal('Write down the cause…');
  await mara.submits({ 'What was the root cause?': 'A certificate ran out' });
}

const SCENES: Readonly<Record<string, () => Promise<void>>> = {
  async 'plan.ship'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.chooses('#atlas', 'Ship');
    await dana.chooses('#atlas', 'Ship');
    await dana.submits();
    await mara.submits();
    expect(mara.modalText()).toContain('released');
    expect(noted('release.shipped')).toBe(1);
  },
  async 'plan.cancel'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.types('#atlas', '/release cancel');
    await dana.chooses('#atlas', 'Ship');
    await dana.submits();
    await mara.submits({ Why: 'The customer left' });
    expect(mara.modalText()).toContain('released');
    expect(stage()).toEqual({ stage: 'released' });
    expect(noted('release.cancelled')).toBe(0);
  },
  async 'plan.close'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.chooses('#atlas', 'Ship');
    await mara.submits();
    await mara.types('#atlas', '/release close');
    await dana.types('#atlas', '/release close');
    await dana.submits();
    await mara.submits();
    expect(mara.modalText()).toContain('closed');
    expect(noted('release.closed')).toBe(1);
  },
  async 'plan.timeline'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.types('#atlas', '/release timeline');
    await dana.chooses('#atlas', 'Ship');
    await dana.submits();
    await mara.submits({ 'New target date': '2027-01-08', Why: 'The host comes late' });
    expect(mara.modalText()).toContain('its target does not move any more');
    expect(noted('release.target_moved')).toBe(0);
  },
  async 'plan.timeline_preview'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    const wish = (day: string) => ({ 'New target date': day, Why: 'The host comes late' });
    await mara.types('#atlas', '/release timeline');
    await mara.submits(wish('2027-01-08'));
    await dana.types('#atlas', '/release timeline');
    await dana.submits(wish('2027-01-15'));
    await dana.submits();
    await mara.submits();
    expect(mara.modalText()).toContain('Someone else moved the target while this was open.');
    expect(mara.modalText()).toContain('The host comes late');
    expect(town.rows('select target_date from release')).toEqual([{ target_date: '2027-01-15' }]);
  },
  async 'plan.form'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.types('#atlas', PLAN);
    await dana.types('#atlas', PLAN);
    await dana.submits({ Theme: 'First', 'Or labels': ['enhancement'] });
    await dana.submits();
    await mara.submits({ Theme: 'Late', 'Or labels': ['enhancement'] });
    expect(Object.values(errorsOf()).join()).toContain('0.8.0 is planned already');
    expect(noted('release.planned')).toBe(2);
  },
  async 'plan.preview'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.types('#atlas', PLAN);
    await mara.submits({ Theme: 'Late', 'Or labels': ['enhancement'] });
    await dana.types('#atlas', PLAN);
    await dana.submits({ Theme: 'First', 'Or labels': ['enhancement'] });
    await dana.submits();
    await mara.submits();
    expect(mara.modalText()).toContain('0.8.0 is planned already');
    expect(mara.modalText()).toContain('Late');
    expect(noted('release.planned')).toBe(2);
  },
  async 'report.edit'() {
    await town.pushTo(DRAFT);
    const mara = town.person('mara');
    await mara.presses('@slipway', 'Add words');
    const release = town.rows('select id from release')[0]?.['id'];
    await town.bot().store.transact(town.clock.now(), (tx) =>
      saveEdit(tx, String(release), '2026-11-16', {
        ...emptyEdit(PEOPLE.dana.id),
        words: 'The demo went well.',
      }),
    );
    await mara.submits({ 'One sentence of yours': 'We keep the date.' });
    expect(mara.modalText()).toContain('Somebody else changed this draft');
    expect(mara.modalText()).toContain('We keep the date.');
    expect(town.rows('select words from report_edit')).toEqual([{ words: 'The demo went well.' }]);
    await mara.submits();
    expect(town.rows('select words from report_edit')).toEqual([{ words: 'We keep the date.' }]);
  },
  async 'report.hold'() {
    await town.pushTo(DRAFT);
    const mara = town.person('mara');
    await mara.presses('@slipway', 'Hold it');
    await town.pushTo(berlin('2026-11-20', '15:05'));
    await mara.submits({ 'Why?': 'We speak with the customer first' });
    expect(errorsOf()).toEqual({ reason: expect.stringContaining('This digest is posted') });
    expect(noted('report.held')).toBe(0);
  },
  async 'plan.goals'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.presses('#atlas', 'Open plan');
    await mara.pressesInModal('Change the goals');
    await dana.chooses('#atlas', 'Ship');
    await dana.submits();
    await mara.submits({ Goals: 'Rootless mode' });
    expect(told('mara')).toMatch(/released|no release|under way/i);
    expect(String(town.rows('select goals from release')[0]?.['goals'])).not.toContain('Rootless');
    expect(noted('release.goals_changed')).toBe(0);
  },
  async 'plan.source'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    const counts = (): unknown => town.rows('select source from release')[0]?.['source'];
    for (const one of [mara, dana]) {
      await one.presses('#atlas', 'Open plan');
      await one.pressesInModal('Change what is counted');
    }
    const wish = (label: string) => ({ 'GitHub milestone': '', 'Or labels': [label], Why: 'Less' });
    await dana.submits(wish('enhancement'));
    await mara.submits(wish('bug'));
    expect(Object.values(errorsOf()).join()).toContain('Someone else changed what is counted');
    expect(counts()).toBe('{"kind":"labels","labels":["enhancement"]}');
    expect(noted('release.source_changed')).toBe(1);
    await dana.chooses('#atlas', 'Ship');
    await dana.submits();
    await mara.submits(wish('bug'));
    expect(mara.modalText()).toContain('what it counts does not change any more');
  },
  async 'plan.pick'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.types('#atlas', PLAN);
    await mara.submits({ 'Or labels': ['enhancement'] });
    await mara.submits();
    await mara.types('#atlas', '/release ship');
    await dana.types('#atlas', '/release ship 0.7.0');
    await dana.submits();
    await mara.submits({ Release: 'Atlas 0.7.0' });
    expect(told('mara')).toContain('released');
    expect(noted('release.shipped')).toBe(1);
  },
  async 'plan.project'() {
    const mara = town.person('mara');
    await town.world.slack.as(mara.id).shortcut('plan.start');
    await town.quiet();
    await takeRolesAway();
    await mara.submits();
    expect(told('mara')).toMatch(/ask Dana \(release manager\)/);
    expect(noted('release.planned')).toBe(1);
  },
  async 'checkin.details'() {
    await town.pushTo(ASKED);
    const [ivo, dana] = [town.person('ivo'), town.person('dana')];
    await ivo.presses('@slipway', 'Add details');
    await dana.chooses('#atlas', 'Ship');
    await dana.submits();
    const [question = ''] = /Will Atlas[^?]*\?/.exec(ivo.modalText()) ?? [];
    await ivo.submits({ [question]: 'Likely', 'Risks or issues': 'Host late' });
    expect(town.rows("select risks from check_in where user_id = 'U0IVO'")).toEqual([
      { risks: 'Host late' },
    ]);
    expect(told('ivo')).toContain('no longer on its way; your words are kept all the same');
  },
  async 'checkin.pause'() {
    await town.pushTo(ASKED);
    const ivo = town.person('ivo');
    await ivo.chooses('@slipway', 'Pause my check-ins');
    await town
      .bot()
      .store.transact(town.clock.now(), (tx) =>
        shared(tx.db).deleteFrom('project_member').where('user_id', '=', ivo.id).execute(),
      );
    await ivo.submits({ 'When may I ask you again?': '2026-12-01' });
    expect(town.rows("select paused_until from person where id = 'U0IVO'")).toEqual([
      { paused_until: '2026-12-01' },
    ]);
  },
  async 'setup.form'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.types('#atlas', '/release setup');
    await dana.types('#atlas', '/release setup');
    await dana.submits({ Project: 'Atlas two' });
    await mara.submits({ Project: 'Mine', 'Days off': '2026-12-24' });
    expect(mara.modalText()).toContain('was saved by somebody else meanwhile');
    expect(mara.modalText()).toContain('2026-12-24');
    expect(town.rows('select name from project')).toEqual([{ name: 'Atlas two' }]);
    await takeRolesAway();
    await mara.submits();
    expect(told('mara')).toContain('ask Dana');
    expect(town.rows('select name from project')).toEqual([{ name: 'Atlas two' }]);
  },
  async 'setup.people'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    for (const one of [mara, dana]) {
      await one.types('#atlas', '/release setup');
      await one.submits();
    }
    await dana.submits({ 'What labels mean': 'enhancement = P0' });
    await mara.submits({ 'What labels mean': 'bug = P0' });
    expect(errorsOf()).toEqual({ labels: expect.stringContaining('Somebody else changed these') });
    expect(town.rows('select label from label_rule')).toEqual([{ label: 'enhancement' }]);
    // What both say is no conflict: it stands already.
    await mara.submits({ 'What labels mean': 'enhancement = P0' });
    expect(town.world.slack.as(mara.id).modals()).toEqual([]);
  },
  async 'checkin.hand'() {
    await town.pushTo(ASKED);
    const [mara, dana, ivo] = [town.person('mara'), town.person('dana'), town.person('ivo')];
    const given = (): unknown =>
      town.rows('select to_user_id, state from support_request where from_user_id = ?', ivo.id);
    await ivo.presses('@slipway', 'Add details');
    await ivo.submits({
      'Will Atlas 0.7.0 ship by Fri 18 Dec?': 'Likely',
      'Support you need': 'A test host',
    });
    for (const one of [mara, dana]) {
      await one.opensHome();
      await one.pressesAtHome('Name someone');
    }
    await dana.submits({ Person: PEOPLE.sam.id });
    await mara.submits({ Person: PEOPLE.noor.id });
    expect(errorsOf()).toEqual({ to: expect.stringContaining('Sam was asked meanwhile') });
    expect(given()).toEqual([{ to_user_id: PEOPLE.sam.id, state: 'open' }]);
    await town.person('sam').opensHome();
    await town.person('sam').pressesAtHome('Done');
    await mara.submits({ Person: PEOPLE.noor.id });
    expect(errorsOf()).toEqual({ to: expect.stringContaining('settled already') });
    expect(town.rows("select key from message where key like 'checkin.support:U0NOOR%'")).toEqual(
      [],
    );
  },
  async 'setup.channel'() {
    const [noor, sam] = [town.person('noor'), town.person('sam')];
    const { slack } = town.world;
    await slack.as(noor.id).invite(slack.botUserId, ZEPHYR_CHANNEL);
    // Home asks for a channel whom no project has on its list.
    await town.bot().store.transact(town.clock.now(), async (tx) => {
      const members = shared(tx.db).deleteFrom('project_member');
      await members.where('user_id', 'in', [noor.id, sam.id]).execute();
    });
    for (const one of [noor, sam]) {
      await one.opensHome();
      await one.pressesAtHome('Set up a project');
    }
    await noor.submits({ 'Where does the team talk?': ZEPHYR_CHANNEL });
    await noor.submits({ 'GitHub repositories': 'oci-labs/zephyr' });
    await sam.submits({ 'Where does the team talk?': ZEPHYR_CHANNEL });
    expect(told('sam')).toContain('ask Noor');
    const projects = town.rows(
      'select set_up_by from project where channel_id = ?',
      ZEPHYR_CHANNEL,
    );
    expect(projects).toEqual([{ set_up_by: noor.id }]);
  },
  async 'hotfix.words'() {
    const [mara, noor] = [town.person('mara'), town.person('noor')];
    await declareHotfix(noor);
    await mara.chooses('#atlas', 'Cancel the hotfix…');
    await noor.chooses('#atlas', 'Cancel the hotfix…');
    await noor.submits({ 'Why?': 'The provider is back' });
    await mara.submits({ 'Why?': 'It was a false alarm' });
    expect(mara.modalText()).toContain('This cannot be done any more');
    expect(mara.modalText()).toContain('It was a false alarm');
    expect(noted('hotfix.cancelled')).toBe(1);
  },
  async 'hotfix.change'() {
    const [mara, noor] = [town.person('mara'), town.person('noor')];
    await declareHotfix(noor);
    await mara.chooses('#atlas', 'Change it…');
    await noor.chooses('#atlas', 'Change it…');
    await noor.submits({ 'Who leads?': PEOPLE.ivo.id });
    await mara.submits({ 'Who leads?': PEOPLE.dana.id });
    expect(mara.modalText()).toContain('Someone else changed this while it was open');
    expect(town.rows('select lead_id from hotfix')).toEqual([{ lead_id: PEOPLE.ivo.id }]);
  },
  async 'hotfix.retro'() {
    const [mara, noor] = [town.person('mara'), town.person('noor')];
    await endFire();
    await mara.presses('#atlas', 'Write it down…');
    await noor.presses('#atlas', 'Write it down…');
    await noor.submits({ 'What went well?': 'The alert was read at once' });
    await mara.submits({ 'What did not?': 'The runbook was out of date' });
    expect(mara.modalText()).toContain('✓ Yours is added. Noor wrote too while this was open');
    expect(noted('hotfix.retro_held')).toBe(1);
    expect(town.rows('select kind from hotfix_finding order by id').slice(1)).toEqual([
      { kind: 'good' },
      { kind: 'bad' },
    ]);
  },
  async 'hotfix.retro_time'() {
    const [mara, noor] = [town.person('mara'), town.person('noor')];
    await endFire();
    for (const person of [mara, noor]) {
      await person.presses('#atlas', 'Open hotfix');
      await person.pressesInModal('Move it…');
    }
    await noor.submits({ 'When is it?': '2026-11-18T09:00:00.000Z' });
    await mara.submits({ 'When is it?': '2026-11-18T10:00:00.000Z' });
    expect(mara.modalText()).toContain('Someone else moved it while this was open');
    expect(mara.modalText()).toContain('You chose 2026-11-18 10:00 UTC.');
    expect(town.rows('select starts_at from hotfix_retro')).toEqual([
      { starts_at: '2026-11-18T09:00:00.000Z' },
    ]);
  },
  async 'hotfix.deputies'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.types('#atlas', '/hotfix deputies');
    await dana.types('#atlas', '/hotfix deputies');
    await dana.submits({ 'For the technical lead': [PEOPLE.ivo.id] });
    await mara.submits({ 'For the technical lead': [PEOPLE.sam.id] });
    expect(mara.modalText()).toContain('Someone else changed the deputies meanwhile');
    expect(town.rows('select user_id from project_deputy')).toEqual([{ user_id: PEOPLE.ivo.id }]);
  },
  async 'hotfix.declare'() {
    const [noor, ivo] = [town.person('noor'), town.person('ivo')];
    await noor.types('#atlas', '/hotfix');
    await ivo.types('#atlas', '/hotfix');
    await noor.submits(HOTFIX);
    await ivo.submits({ ...HOTFIX, 'Who is hit, and how badly?': 'All of Bavaria' });
    expect(ivo.modalText()).toContain('Is it the same?');
    await ivo.submits();
    expect(noted('hotfix.declared')).toBe(2);
    expect(town.rows('select impact from hotfix order by id')).toEqual([
      { impact: 'Everybody' },
      { impact: 'All of Bavaria' },
    ]);
  },
  async 'hotfix.cause'() {
    const [mara, noor] = [town.person('mara'), town.person('noor')];
    await endFire();
    for (const person of [mara, noor]) {
      await person.presses('#atlas', 'Open hotfix');
      await person.pressesInModal('Add to the cause…');
    }
    await noor.submits({ 'What went well?': 'The alert was read at once' });
    await mara.submits({ 'What went well?': 'Two people looked at it' });
    expect(town.rows("select text from hotfix_finding where kind = 'good' order by id")).toEqual([
      { text: 'The alert was read at once' },
      { text: 'Two people looked at it' },
    ]);
  },
  async 'hotfix.setup'() {
    const [mara, dana] = [town.person('mara'), town.person('dana')];
    await mara.types('#atlas', '/hotfix setup');
    await dana.types('#atlas', '/hotfix setup');
    await dana.submits({ 'User group that is called': '@on-call' });
    await mara.submits();
    expect(mara.modalText()).toContain('Someone else changed this meanwhile');
    expect(town.rows('select changed_by from hotfix_setup')).toEqual([
      { changed_by: PEOPLE.dana.id },
    ]);
    await mara.types('#atlas', '/hotfix setup');
    await dana.types('#atlas', '/hotfix setup');
    await dana.submits({ Clocks: 'decision = 10 minutes' });
    await mara.submits({ Clocks: 'decision = 20 minutes' });
    expect(mara.modalText()).toContain('Someone else changed this meanwhile');
    expect(town.rows('select what, minutes from hotfix_minutes')).toEqual([
      { what: 'decision', minutes: 10 },
    ]);
  },
};

/** Nothing can be overtaken there, for this reason. */
const NOTHING_TO_OVERTAKE: Readonly<Record<string, string>> = {
  'hotfix.project': 'a choice; the form that follows reads the project anew',
  'hotfix.another':
    'another one, said on purpose; who declares a third meanwhile is offered once more',
};

test('every submission of every feature is in the table', async () => {
  town = await aTown({ seedProject: false });
  const names: string[] = [];
  for (const path of globSync('src/features/*/index.ts', { cwd: ROOT })) {
    const door = (await import(join(ROOT, path))) as Readonly<Record<string, Feature>>;
    for (const { submissions = {} } of Object.values(door)) names.push(...Object.keys(submissions));
  }
  const played = [...Object.keys(SCENES), ...Object.keys(NOTHING_TO_OVERTAKE)];
  expect(names.sort()).toEqual(played.sort());
});

test.each(Object.entries(SCENES))(
  'case 15: %s over what was changed meanwhile',
  async (_, play) => {
    town = await aTown();
    await planAtlas(town);
    await danaLeadsToo();
    await play();
    expect(town.troubles).toEqual([]);
  },
);
