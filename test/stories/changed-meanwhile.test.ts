/**
 * What a window is about was changed or is over by the time it is handed in: it says so, nothing is written over, and
 * nothing that was typed is lost. Every submission of every feature is in the table.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Feature } from '../../src/feature.ts';
import { emptyEdit } from '../../src/features/report/edit.ts';
import { saveEdit } from '../../src/features/report/store.ts';
import { projectsOf } from '../../src/release/projects.ts';
import { saveProject } from '../../src/release/save-project.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

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

const noted = (event: string): number =>
  town.rows('select id from journal where event = ?', event).length;
const stage = (): unknown => town.rows("select stage from release where version = '0.7.0'")[0];
const errorsOf = (): Readonly<Record<string, string>> => town.person('mara').modal().errors ?? {};
const DRAFT = berlin('2026-11-20', '11:05');
const PLAN = '/release plan 0.8.0';

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
};

/** Shown in other files, under these names. */
const ELSEWHERE: Readonly<Record<string, readonly [file: string, name: string]>> = {
  'plan.goals': [
    'test/features/plan/in-town.test.ts',
    'case 15: that somebody else changed meanwhile are not overwritten',
  ],
  'checkin.details': [
    'test/features/checkin/form.test.ts',
    'when the person left the list meanwhile they read why, above their words',
  ],
  'setup.form': [
    'test/features/setup/in-town.test.ts',
    'who may change it keeps what they typed when somebody was quicker',
  ],
  'setup.people': [
    'test/features/setup/changing.test.ts',
    'whoever lost the right meanwhile changes nothing',
  ],
};

/** Nothing can be overtaken there, for this reason. */
const NOTHING_TO_OVERTAKE: Readonly<Record<string, string>> = {
  'plan.project': 'a choice; the form that follows reads the project anew',
  'plan.pick': 'a choice; the window that follows reads the release anew',
  'setup.channel': 'a choice; the form that follows reads the channel anew',
  'checkin.pause': 'a day of one’s own, by oneself; the last one counts',
  'checkin.hand': 'its answer reads the request anew; a settled one is an error at the field',
};

test('every submission of every feature is in the table', async () => {
  town = await aTown({ seedProject: false });
  const names: string[] = [];
  for (const path of globSync('src/features/*/index.ts', { cwd: ROOT })) {
    const door = (await import(join(ROOT, path))) as Readonly<Record<string, Feature>>;
    for (const { submissions = {} } of Object.values(door)) names.push(...Object.keys(submissions));
  }
  const table = [SCENES, ELSEWHERE, NOTHING_TO_OVERTAKE].flatMap((part) => Object.keys(part));
  expect(names.sort()).toEqual(table.sort());
  for (const [file, name] of Object.values(ELSEWHERE))
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(name);
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
