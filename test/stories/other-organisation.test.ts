/** People of another organisation in a channel that both share: nothing of a project goes to them alone. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ATLAS_CHANNEL, PEOPLE } from '../../src/sandbox/seed/people.ts';
import { berlin, planAtlas } from '../support/atlas.ts';
import { aTown, type Town } from '../support/town.ts';

const PARTNER = 'T0PARTNER';
const KENJI = { ...PEOPLE.noor, id: 'U0KENJI', name: 'Kenji', realName: 'Kenji Mori' };
const OURS = Object.values(PEOPLE).map(({ id }) => id);
const REFUSED = 'Kenji is of another organisation';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  town.world.github.world.editRepository('oci-labs/atlas', { isPrivate: true });
  await planAtlas(town);
  const { slack } = town.world;
  await slack.changes.share(ATLAS_CHANNEL, PARTNER);
  slack.addPerson({ ...KENJI, teamId: PARTNER });
  await slack.as(PEOPLE.mara.id).invite(KENJI.id, ATLAS_CHANNEL);
  await town.settle();
});
afterEach(() => town.leave());

const messagesTo = (userId: string): readonly unknown[] =>
  town.rows('select key from message where target = ?', userId);

test('case 46: nobody of another organisation becomes a member, holds a role or is asked for support', async () => {
  const [mara, ivo] = [town.person('mara'), town.person('ivo')];
  await mara.types('#atlas', '/release setup');
  await mara.submits({ Members: [...OURS, KENJI.id] });
  expect(mara.modalText()).toContain(REFUSED);
  await mara.submits({ Members: OURS, 'QA lead': [KENJI.id] });
  expect(mara.modalText()).toContain(REFUSED);
  await mara.submits({ 'QA lead': [PEOPLE.dana.id] });
  expect(mara.modalText()).not.toContain(REFUSED);
  expect(town.rows('select user_id from project_member where user_id = ?', KENJI.id)).toEqual([]);
  await town.pushTo(berlin('2026-11-19', '10:05'));
  await ivo.presses('@slipway', 'Add details');
  await ivo.submits({
    'Will Atlas 0.7.0 ship by Fri 18 Dec?': 'Likely',
    'Support you need': 'A host',
    'From whom': KENJI.id,
  });
  expect(Object.values(ivo.modal().errors ?? {})).toEqual([
    expect.stringContaining('They are of another organisation'),
  ]);
  expect(messagesTo(KENJI.id)).toEqual([]);
});

test('case 46: a member whose account is of another organisation now is not asked, and the release manager hears why', async () => {
  const [mara, noor] = [town.person('mara'), town.person('noor')];
  const before = noor.reads('@slipway').length;
  town.world.slack.addPerson({ ...PEOPLE.noor, teamId: PARTNER });
  await town.pushTo(berlin('2026-11-20', '11:05'));
  expect(noor.reads('@slipway')).toHaveLength(before);
  expect(town.person('ivo').reads('@slipway').length).toBeGreaterThan(0);
  const draft = mara.reads('@slipway').at(-1)?.text;
  expect(draft).toContain('Noor is of another organisation and is not asked');
  await mara.types('#atlas', '/release setup');
  await mara.submits();
  expect(mara.modalText()).toContain('Noor is of another organisation');
  await mara.submits({ Members: OURS.filter((id) => id !== noor.id) });
  expect(mara.modalText()).not.toContain('Noor');
  await town.pushTo(berlin('2026-11-27', '11:05'));
  expect(noor.reads('@slipway')).toHaveLength(before);
  expect(mara.reads('@slipway').at(-1)?.text).not.toContain('Noor');
});
