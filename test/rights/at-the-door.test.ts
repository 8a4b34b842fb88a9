/** Who somebody is, before anything else: known here, known to Slack, at home elsewhere, or not told. */
import { afterEach, expect, test } from 'vitest';
import { silentLog, type Log } from '../../src/base/log.ts';
import { rememberPerson } from '../../src/release/people.ts';
import { SlackRefusal, type SlackPerson } from '../../src/slack/port.ts';
import { aTown, type Town } from '../support/town.ts';
import { crowd, type Crowd } from './crowd.ts';

const OURS = 'T0SLIPWAY1';
const THEIRS = 'T1THEIRS';
const LET_IN = 'No release of Atlas is under way';
const TURNED_AWAY = 'Only members of the workspace that runs Slipway can do this';

let town: Town;
afterEach(() => town.leave());

/** A town whose Slack says this of everybody, or refuses to say anything. */
async function whereSlackSays(part: Partial<SlackPerson> | 'nothing', log?: Log): Promise<Crowd> {
  const people = crowd();
  const person = async (id: string): Promise<SlackPerson> => {
    if (part === 'nothing') throw new SlackRefusal('users.info', 'ratelimited');
    const plain = { isBot: false, isGuest: false, isAdmin: false, isDeactivated: false };
    return { id, name: 'Kim', zone: 'UTC', ...plain, isOutside: false, ...part };
  };
  town = await aTown({
    through: (slack) => people.through({ ...slack, desk: { ...slack.desk, person } }),
    ...(log === undefined ? {} : { log }),
  });
  return people;
}

async function asks(people: Crowd, teamId: string, line = '/release'): Promise<string> {
  await people.sends({ id: 'U1KIM', teamId }, { kind: 'command', line });
  await town.quiet();
  return people.read('U1KIM').join();
}

test.each<[string, Partial<SlackPerson> | 'nothing', string, string]>([
  ['somebody of ours whom nobody met', {}, OURS, LET_IN],
  [
    'somebody of our organisation, at home in another of its workspaces and member of ours',
    { isOutside: false },
    THEIRS,
    LET_IN,
  ],
  ['a stranger', { isOutside: true }, THEIRS, TURNED_AWAY],
  ['a stranger of whom the payload says nothing', { isOutside: true }, '', TURNED_AWAY],
  ['an app', { isBot: true }, OURS, 'Only people can do this'],
  ['somebody who left', { isDeactivated: true }, OURS, 'Only members of this workspace'],
  ['a guest', { isGuest: true }, OURS, LET_IN],
  ['somebody at home here, while Slack does not answer', 'nothing', OURS, LET_IN],
  ['somebody at home elsewhere, while Slack does not answer', 'nothing', THEIRS, TURNED_AWAY],
])('%s', async (_, part, teamId, answer) => {
  const people = await whereSlackSays(part);
  expect(await asks(people, teamId)).toContain(answer);
});

test('a guest whom nobody met declares no hotfix', async () => {
  const people = await whereSlackSays({ isGuest: true });
  expect(await asks(people, OURS, '/hotfix')).toContain('Guests cannot declare a hotfix of Atlas.');
});

test('somebody who is back acts again at once, though our rows say that they left', async () => {
  const people = await whereSlackSays({});
  const { store } = town.bot();
  await store.transact(town.clock.now(), (tx) =>
    rememberPerson(tx, OURS, {
      id: 'U1KIM',
      name: 'Kim',
      zone: 'UTC',
      isAdmin: false,
      isGuest: false,
      isDeactivated: true,
      isOutside: false,
    }),
  );
  expect(await asks(people, OURS)).toContain(LET_IN);
  expect(await asks(people, OURS, '/hotfix')).toContain('What is it for Atlas?');
});

test('a stranger stays one, also where somebody gave them a role', async () => {
  const people = await whereSlackSays({ isOutside: true });
  const { store } = town.bot();
  await store.transact(town.clock.now(), (tx) =>
    rememberPerson(tx, OURS, {
      id: 'U1KIM',
      name: 'Kim',
      zone: 'UTC',
      isAdmin: true,
      isGuest: false,
      isDeactivated: false,
      isOutside: false,
    }),
  );
  expect(await asks(people, THEIRS)).toContain(TURNED_AWAY);
});

test('the log says once who was turned away, from what, and why', async () => {
  const lines: unknown[] = [];
  const log: Log = { ...silentLog, info: (event, fields) => void lines.push([event, fields]) };
  const people = await whereSlackSays({ isOutside: true }, log);
  await asks(people, THEIRS, '/release plan');
  const about = lines.filter((line) => JSON.stringify(line).includes('refused'));
  expect(about).toEqual([
    ['action.refused', { action: 'plan.create', userId: 'U1KIM', denial: 'stranger' }],
  ]);
});

test('a window that opens while the arrival is written down turns a stranger away, too', async () => {
  const people = await whereSlackSays({ isOutside: true });
  expect(await asks(people, THEIRS, '/checkin')).toContain(TURNED_AWAY);
  expect(await asks(people, THEIRS, '/release plan')).toContain(TURNED_AWAY);
});
