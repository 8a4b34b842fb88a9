import { describe, expect, test } from 'vitest';
import type { CommandSpec, Feature } from '../src/feature.ts';
import { gatherRoutes, matchCommand, nearestName } from '../src/routes.ts';

const spec = (name: string, command: CommandSpec['command'] = '/release'): CommandSpec => ({
  command,
  name,
  usage: '',
  help: '',
  action: 'plan.see',
  run: async () => undefined,
});
const commands = [
  spec(''),
  spec('plan'),
  spec('status'),
  spec('timeline'),
  spec('pause', '/checkin'),
];

describe('finding the subcommand', () => {
  test.each([
    ['', '', ''],
    ['plan', 'plan', ''],
    ['PLAN 0.7.0', 'plan', '0.7.0'],
    ['  status   0.7.0  now ', 'status', '0.7.0  now'],
  ])('“%s” is %s with “%s”', (text, name, rest) => {
    const match = matchCommand(commands, '/release', text);
    expect([match.spec?.name, match.rest]).toEqual([name, rest]);
  });

  test.each([
    ['pln', 'plan'],
    ['stauts', 'status'],
    ['time', 'timeline'],
    ['hlp', 'help'],
    ['xyzzy', null],
    ['pause', null],
  ])('“%s” is near %s', (text, nearest) => {
    const match = matchCommand(commands, '/release', text);
    expect(match.spec).toBeUndefined();
    expect(match.nearest).toBe(nearest);
  });

  test('nothing is near when there is nothing', () => {
    expect(nearestName('plan', [])).toBeNull();
  });
});

describe('gathering the doors', () => {
  const door = (name: string): Feature => ({
    name,
    presses: { 'plan.open': { action: 'plan.see', run: async () => undefined } },
  });

  test('a button claimed twice stops the start', () => {
    expect(() => gatherRoutes([door('a'), door('b')])).toThrow('plan.open is claimed twice');
  });

  test('a way in that stands for no action of the table stops the start', () => {
    const stands = { choices: { ship: 'plan.ship', burn: 'plan.burn' } };
    const feature = {
      name: 'a',
      presses: { 'plan.more': { action: stands, run: async () => {} } },
    };
    // As a program that was not checked by types would have it.
    const unchecked = JSON.parse(JSON.stringify(feature)) as Feature;
    expect(() => gatherRoutes([unchecked])).toThrow(
      'no action of the table stands for press plan.more burn',
    );
  });

  test('several features may react to one thing', () => {
    const reacting: Feature = { name: 'a', on: { 'release.planned': async () => undefined } };
    const routes = gatherRoutes([reacting, { ...reacting, name: 'b' }]);
    expect(routes.reactions.get('release.planned')).toHaveLength(2);
  });
});
