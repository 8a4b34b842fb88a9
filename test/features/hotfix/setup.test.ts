/** Which channels are told of a hotfix, and that the user group is called once in its whole life. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minutesWith } from '../../../src/features/hotfix/minutes.ts';
import { setupDone, setupForm } from '../../../src/features/hotfix/setup-form.ts';
import { erasePerson } from '../../../src/operator/erase-person.ts';
import { exportPerson } from '../../../src/operator/export-person.ts';
import type { SlackGroup } from '../../../src/slack/port.ts';
import { rewriteAlone } from '../../../src/store/rewrite-alone.ts';
import { ATLAS_CHANNEL, ON_CALL, PEOPLE } from '../../../src/sandbox/seed/people.ts';
import { plusMinutes } from '../../../src/base/time.ts';
import { hostileText, opened, pingsIn } from '../../support/hostile.ts';
import { planAtlas } from '../../support/atlas.ts';
import { expectTakenModal, readModal } from '../../support/plain-view.ts';
import { aTown, MONDAY, type Town } from '../../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
});
afterEach(async () => {
  expect(town.troubles).toEqual([]);
  await town.leave();
});

const AT_FIRST = minutesWith(new Map());
const INCIDENTS = 'C0INCIDENTS';
const PARTNERS = 'C0PARTNERS';

function addChannel(id: string, name: string, hasBot = true): void {
  const everyone = Object.values(PEOPLE).map((person) => person.id);
  const members = hasBot ? [...everyone, town.world.slack.botUserId] : everyone;
  town.world.slack.addChannel({ id, name, kind: 'public', members, topic: '' });
}

async function setUp(fields: Readonly<Record<string, string | readonly string[]>>): Promise<void> {
  await town.person('mara').types('#atlas', '/hotfix setup');
  await town.person('mara').submits(fields);
}

async function declared(): Promise<void> {
  const noor = town.person('noor');
  await noor.types('#atlas', '/hotfix');
  await noor.submits({
    'What is it for Atlas?': 'production down',
    'What is seen?': 'Sign-in is down for EU customers',
    'Who is hit, and how badly?': 'About 2,000 customers cannot sign in',
    'Affected versions': '0.6.2',
  });
}

const topLevel = (place: string) =>
  town
    .person('noor')
    .reads(place)
    .filter(({ isReply }) => !isReply)
    .map(({ text }) => text);
/** Every call to Slack that mentioned a user group, by its method and channel. */
const calledBy = (): readonly string[] =>
  town.world.slack
    .calls()
    .filter(({ method }) => method.startsWith('chat.'))
    .filter(({ args }) => pingsIn(opened(args)).length > 0)
    .map(({ method, args }) => `${method} ${String(args['channel'])}`);

const GROUP = 'User group that is called';
const CHANNELS = 'Channels that are told too';

test('the alert stands in every hotfix channel, news in its threads, and the group is called once', async () => {
  addChannel(INCIDENTS, 'incidents');
  await setUp({ [CHANNELS]: [INCIDENTS], [GROUP]: '@on-call' });
  expect(town.person('mara').modalText()).toContain('@on-call is called once for each hotfix.');
  await declared();
  expect(town.person('noor').modalText()).toContain(
    `The alert goes to #${ATLAS_CHANNEL}, #${INCIDENTS}.`,
  );
  expect(topLevel('#incidents').at(-1)).toContain('🔴 Hotfix: Sign-in is down for EU customers');
  expect(topLevel('#incidents').at(-1)).not.toContain(ON_CALL.id);
  expect(topLevel('#atlas').at(-1)).toContain(`@${ON_CALL.id} is called.`);
  await town.person('paul').presses('@slipway', 'Approve');
  await town.person('ines').presses('@slipway', 'Approve');
  await town.person('noor').chooses('#incidents', 'Say how it goes…');
  await town.person('noor').submits({ 'How does it go?': 'The cause is found' });
  await town.pushTo(plusMinutes(MONDAY, 45));
  await town.person('noor').chooses('#atlas', 'Cancel the hotfix…');
  await town.person('noor').submits({ 'Why?': 'The provider is back' });
  for (const place of ['#atlas', '#incidents']) {
    expect(topLevel(place).filter((text) => text.includes('Hotfix cancelled'))).toHaveLength(1);
    const replies = town
      .person('ivo')
      .reads(place)
      .filter(({ isReply }) => isReply);
    expect(replies.map(({ text }) => text)).toEqual(['Noor: The cause is found']);
  }
  expect(topLevel('#atlas').join()).not.toContain(ON_CALL.id);
  expect(calledBy()).toEqual([`chat.postMessage ${ATLAS_CHANNEL}`]);
});

test('case 46: a hotfix channel that outsiders read is told that one runs, and not what is wrong', async () => {
  addChannel(PARTNERS, 'partners');
  await setUp({ [CHANNELS]: [PARTNERS] });
  await town.world.slack.changes.share(PARTNERS);
  await declared();
  expect(topLevel('#partners').at(-1)).toMatchInlineSnapshot(`
    "🔴 Hotfix: Atlas 0.6.2-hotfix
    Since {{time} 2026-11-16 08:00 UTC} · lead Noor
    ⏳ Decision by {{time} 2026-11-16 08:30 UTC}
    ⏳ Ines (technical lead) · ⏳ Paul (product owner)
    [Review and approve] ⋯(Join, Say how it goes…, Show the timeline, Change it…, Cancel the hotfix…)
    _next update <!date^1794817800^{time}|2026-11-16 08:30 UTC>_"
  `);
  expect(town.person('noor').reads('#partners').at(-1)?.raw.text).toMatchInlineSnapshot(
    `"🔴 Hotfix: Atlas 0.6.2-hotfix"`,
  );
  expect(topLevel('#atlas').at(-1)).toContain('Sign-in is down');
});

test('a channel that is added while a hotfix runs is told of it, and one that is taken out stays true', async () => {
  addChannel(INCIDENTS, 'incidents');
  await declared();
  await setUp({ [CHANNELS]: [INCIDENTS], [GROUP]: '@on-call' });
  expect(topLevel('#incidents').at(-1)).toContain('Hotfix: Sign-in is down');
  await setUp({ [CHANNELS]: [''] });
  await town.person('noor').chooses('#atlas', 'Cancel the hotfix…');
  await town.person('noor').submits({ 'Why?': 'The provider is back' });
  expect(topLevel('#incidents')).toHaveLength(1);
  expect(topLevel('#incidents').at(-1)).toContain('Hotfix cancelled');
  expect(calledBy()).toEqual([]);
});

test('a hotfix channel that gets another id keeps its one alert', async () => {
  addChannel(INCIDENTS, 'incidents');
  await setUp({ [CHANNELS]: [INCIDENTS] });
  await declared();
  const id = await town.world.slack.changes.changeId(INCIDENTS);
  await town.quiet();
  await town.person('paul').presses('@slipway', 'Approve');
  expect(topLevel('#incidents')).toHaveLength(1);
  expect(topLevel('#incidents').at(-1)).toContain('✓ Paul (product owner)');
  expect(town.rows('select channel_id from hotfix_channel')).toEqual([{ channel_id: id }]);
});

test('without the optional scope the id is typed, and nonsense is an error at the field', async () => {
  town.world.slack.faults.add({
    method: 'usergroups.list',
    kind: 'refused',
    error: 'missing_scope',
    times: 9,
  });
  const mara = town.person('mara');
  await mara.types('#atlas', '/hotfix setup');
  const field = 'Id of the user group that is called';
  expect(await mara.submits({ [field]: '@on-call' })).toMatchObject({
    errors: { group: expect.stringContaining('S012AB3CD') },
  });
  await mara.submits({ [field]: ON_CALL.id });
  expect(town.rows('select group_id, group_name from hotfix_setup')).toEqual([
    { group_id: ON_CALL.id, group_name: '' },
  ]);
});

test('a channel that Slipway is not in is named at its field', async () => {
  addChannel(INCIDENTS, 'incidents', false);
  const mara = town.person('mara');
  await mara.types('#atlas', '/hotfix setup');
  expect(await mara.submits({ [CHANNELS]: [INCIDENTS] })).toMatchObject({
    errors: { channels: 'Slipway is not in #incidents. Invite it there, then save again.' },
  });
});

test('whoever set it up is exported with it, and is in no cell of it once erased', async () => {
  addChannel(INCIDENTS, 'incidents');
  await setUp({ [CHANNELS]: [INCIDENTS], [GROUP]: '@on-call', Clocks: 'decision = 10 minutes' });
  await declared();
  await planAtlas(town);
  await town.person('mara').chooses('#atlas', 'Let it go on');
  const exported = await exportPerson(town.bot().store.db, PEOPLE.mara.id, town.clock.now());
  expect(exported?.parts).toMatchObject({
    hotfixSetups: [{ group_id: ON_CALL.id }],
    hotfixLifts: [{ lifted_at: MONDAY }],
  });
  expect(JSON.stringify(exported)).toContain('decision from 30 minutes to 10 minutes');
  await town.kill();
  await rewriteAlone(town.databaseFile, town.clock.now(), (tx) => erasePerson(tx, PEOPLE.mara.id));
  for (const table of ['hotfix_setup', 'hotfix_lift', 'hotfix_alert', 'journal'])
    expect(JSON.stringify(town.rows(`select * from ${table}`))).not.toContain(PEOPLE.mara.id);
  expect(town.rows('select group_id from hotfix_setup')).toEqual([{ group_id: ON_CALL.id }]);
  expect(town.rows('select what, minutes from hotfix_minutes')).toEqual([
    { what: 'decision', minutes: 10 },
  ]);
});

test.each<[string, readonly SlackGroup[] | null]>([
  ['Slack shows the groups', [{ id: 'S1', handle: 'on-call' }]],
  ['the chosen one is not in use any more', [{ id: 'S2', handle: 'others' }]],
  ['Slack does not show them', null],
])('the form reads well where %s', (_, groups) => {
  const setup = { channels: [INCIDENTS], group: { id: 'S1', name: 'on-call' }, minutes: AT_FIRST };
  const view = setupForm({ id: 'prj_1', name: 'Atlas' }, setup, groups);
  expectTakenModal(view);
  expect(readModal(view)).toMatchSnapshot();
});

test('case 24: whatever project and groups are called, Slack takes form and outcome', () => {
  const group = fc.record({ id: fc.constantFrom('S1', 'S2'), handle: hostileText });
  const unique = (groups: readonly SlackGroup[]) => [
    ...new Map(groups.map((one) => [one.id, one])).values(),
  ];
  fc.assert(
    fc.property(hostileText, hostileText, fc.array(group), (name, handle, groups) => {
      const setup = { channels: [INCIDENTS], group: { id: 'S3', name: handle }, minutes: AT_FIRST };
      expectTakenModal(setupForm({ id: 'prj_1', name }, setup, unique(groups)));
      expectTakenModal(setupDone({ name, channelId: ATLAS_CHANNEL }, setup));
    }),
    { numRuns: 40 },
  );
});

test('who may not change it is told whom to ask', async () => {
  await town.person('sam').types('#atlas', '/hotfix setup');
  expect(town.person('sam').modalText()).toContain('ask Mara (release manager)');
});
