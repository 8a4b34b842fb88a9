/** Which action of the table something stands for that came in. */
import { describe, expect, test } from 'vitest';
import type { Feature } from '../src/feature.ts';
import { gatherRoutes } from '../src/routes.ts';
import { readArrival } from '../src/slack/arrivals.ts';
import { actionOf } from '../src/ways.ts';

const run = async (): Promise<void> => undefined;
const feature: Feature = {
  name: 'a',
  commands: [
    { command: '/release', name: 'ship', usage: '', help: '', action: 'plan.ship', run },
    { command: '/release', name: '', usage: '', help: '', action: 'plan.see', run },
  ],
  presses: {
    'plan.open': { action: 'plan.see', run },
    'plan.more': { action: { choices: { ship: 'plan.ship', history: 'plan.see' } }, run },
  },
  submissions: {
    'plan.pick': { action: { field: 'verb', choices: { close: 'plan.close' } }, handle: run },
  },
  shortcuts: { 'plan.start': { action: 'plan.create', run } },
};
const routes = gatherRoutes([feature]);

const user = { id: 'U1', team_id: 'T1' };
const command = (text: string) =>
  actionOf(
    routes,
    readArrival({
      kind: 'command',
      body: { command: '/release', text, user_id: 'U1', channel_id: 'C1', trigger_id: 't' },
    }),
  );
const press = (id: string, value: string) =>
  actionOf(
    routes,
    readArrival({
      kind: 'action',
      body: {
        type: 'block_actions',
        user,
        actions: [{ type: 'button', action_id: id, block_id: 'b', value }],
        response_url: 'https://hooks.slack.com/1',
      },
    }),
  );
const submission = (id: string, metadata: string) =>
  actionOf(
    routes,
    readArrival({
      kind: 'submission',
      body: {
        type: 'view_submission',
        user,
        view: { id: 'V1', callback_id: id, private_metadata: metadata },
      },
    }),
  );

describe('what something stands for', () => {
  test.each([
    ['a command', command('ship 0.7.0'), 'plan.ship'],
    ['a command alone', command(''), 'plan.see'],
    ['a word that no command has', command('shp'), 'help'],
    ['a button', press('plan.open:2', 'rel_1'), 'plan.see'],
    ['a choice of a menu', press('plan.more', 'ship/rel_1'), 'plan.ship'],
    ['another choice of it', press('plan.more', 'history/rel_1'), 'plan.see'],
    ['a choice that the menu does not have', press('plan.more', 'constructor/rel_1'), null],
    ['a button that nobody handles', press('plan.burn', ''), null],
    [
      'a window that was opened too late',
      press('again', '["command","/release","ship"]'),
      'plan.ship',
    ],
    ['a shortcut that was too late', press('again', '["shortcut","plan.start"]'), 'plan.create'],
    ['a choice in a window', submission('plan.pick', '{"verb":"close"}'), 'plan.close'],
    ['a window with a choice of nobody', submission('plan.pick', '{"verb":"burn"}'), null],
    ['a window without its metadata', submission('plan.pick', 'x'), null],
    [
      'what happened in the workspace',
      actionOf(routes, readArrival({ kind: 'event', body: { event: { type: 'x' } } })),
      null,
    ],
  ])('%s', (_, found, wanted) => {
    expect(found).toBe(wanted);
  });
});
