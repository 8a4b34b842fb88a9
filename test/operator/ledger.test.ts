/** `slipway ledger`, as an operator types it while the bot runs. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { machineClock } from '../../src/base/clock.ts';
import { plusMinutes } from '../../src/base/time.ts';
import { withdraw, writePromise } from '../../src/jobs/promises.ts';
import { writeSaying } from '../../src/jobs/say.ts';
import type { Running } from '../support/child-program.ts';
import { openPremises, type Premises } from './premises.ts';

const SOON = plusMinutes(machineClock.now(), 600);
const LATER = plusMinutes(SOON, 60);

let premises: Premises;
let bot: Running;
beforeAll(async () => {
  premises = await openPremises();
  const workspaceId = premises.world.slack.teamId;
  const promise = { workspaceId, kind: 'x', payload: {}, usefulUntil: LATER };
  const message = { text: 'secret words', blocks: [] };
  await premises.write(async (tx) => {
    await writePromise(tx, { ...promise, key: 'ask:second', dueAt: LATER });
    await writePromise(tx, { ...promise, key: 'ask:first', dueAt: SOON, releaseId: 'rel_1' });
    await writePromise(tx, { ...promise, key: 'ask:moot', dueAt: SOON });
    await withdraw(tx, { key: 'ask:moot' }, 'the release\nwas \u001b[31mcancelled');
    await writeSaying(tx, { key: 'digest:1', workspaceId, to: 'C0ATLAS', message });
    await writeSaying(tx, { key: 'digest:2', workspaceId, to: 'U0NOBODY', message });
  });
  bot = premises.run([]);
  const posted = async () => {
    expect(premises.world.slack.messages('C0ATLAS')).toHaveLength(1);
    expect((await look('failed')).output).toContain('digest:2');
  };
  await vi.waitFor(posted, { timeout: 15_000, interval: 250 });
});
afterAll(async () => {
  bot.signal('SIGTERM');
  await bot.ended;
  await premises.close();
});

const look = (...words: readonly string[]) => premises.run(['ledger', ...words]).ended;

test('tells every state, what comes next first, each row on one line', async () => {
  const { code, output } = await look();
  expect(code).toBe(0);
  const lines = output.trimEnd().split('\n');
  expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
    expect.stringMatching(/^due: \d+/),
    'sent: 1',
    'skipped: 1',
    'failed: 1',
  ]);
  expect(output).toMatch(new RegExp(`${SOON}  promise  ask:first\\n.*ask:second`));
  expect(output).toMatch(/promise {2}ask:moot {2}\(the release was \[31mcancelled\)\n/);
  expect(output).toMatch(/message {2}digest:2 {2}\(users?_not_found\)\n/);
  expect(output).not.toContain('secret words');
});

test('tells one state alone', async () => {
  const { output } = await look('sent');
  expect(output).toMatch(/^sent: 1\n {2}\S+ {2}message {2}digest:1\n$/);
});

test('tells it to a program', async () => {
  const { code, output } = await look('due', '--json');
  expect(code).toBe(0);
  const rows = JSON.parse(output) as readonly { readonly what: string }[];
  expect(rows.find(({ what }) => what === 'ask:first')).toEqual({
    what: 'ask:first',
    of: 'promise',
    at: SOON,
    state: 'due',
    reason: null,
    releaseId: 'rel_1',
  });
  expect(rows.map(({ what }) => what)).not.toContain('ask:moot');
});

test.each([[['later']], [['due', 'sent']], [['--yaml']]])('%j is not understood', async (words) => {
  const { code, output } = await look(...words);
  expect(code).toBe(2);
  expect(output).toContain('slipway ledger [due|sent|skipped|failed] [--json]');
});

test('without a database it says so, and makes none', async () => {
  const changes = { SLIPWAY_DATABASE: `${premises.folder}/none.db` };
  for (let twice = 0; twice < 2; twice += 1) {
    const { code, output } = await premises.run(['ledger'], changes).ended;
    expect(code).toBe(1);
    expect(output).toBe(`There is no database ${premises.folder}/none.db.\n`);
  }
});
