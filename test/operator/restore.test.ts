/** `slipway restore`: what was posted after the copy was made is found, not posted twice. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeSaying } from '../../src/jobs/say.ts';
import { PEOPLE } from '../../src/sandbox/seed/people.ts';
import type { Running } from '../support/child-program.ts';
import { openPremises, type Premises } from './premises.ts';

let premises: Premises;
beforeEach(async () => {
  premises = await openPremises();
});
afterEach(() => premises.close());

async function startBot(): Promise<Running> {
  const bot = premises.run([]);
  await vi.waitFor(() => expect(premises.world.slack.connections()).toBe(2), { timeout: 15_000 });
  return bot;
}
async function stop(bot: Running): Promise<void> {
  bot.signal('SIGTERM');
  await bot.ended;
}
const inChannel = () => premises.world.slack.messages('C0ATLAS').map(({ text }) => text);
const sent = async (): Promise<readonly string[]> => {
  const { output } = await premises.run(['ledger', 'sent', '--json']).ended;
  return (JSON.parse(output) as readonly { readonly what: string }[])
    .map(({ what }) => what)
    .toSorted();
};
const say = (key: string, to: string, text: string, threadOf?: string) =>
  premises.write((tx) =>
    writeSaying(tx, {
      key,
      to,
      workspaceId: premises.world.slack.teamId,
      message: { text, blocks: [] },
      ...(threadOf === undefined ? {} : { threadOf }),
    }),
  );

test(
  'nothing stands twice: in the channel, in a thread, in a direct message',
  { timeout: 90_000 },
  async () => {
    await say('known', 'C0ATLAS', 'known');
    const first = await startBot();
    await vi.waitFor(() => expect(inChannel()).toEqual(['known']), { timeout: 15_000 });
    await stop(first);
    await say('waits', 'C0ATLAS', 'waits in the copy');
    expect((await premises.run(['backup', 'copy.db']).ended).code).toBe(0);
    await say('waits.reply', 'C0ATLAS', 'a reply', 'waits');
    await say('hello', PEOPLE.ivo.id, 'to Ivo');
    const second = await startBot();
    const all = ['hello', 'known', 'waits', 'waits.reply'];
    await vi.waitFor(async () => expect(await sent()).toEqual(all), { timeout: 20_000 });
    const stood = inChannel();
    await stop(second);

    const { code, output } = await premises.run(['restore', 'copy.db']).ended;
    expect([code, output]).toEqual([0, expect.stringContaining('is now as in copy.db')]);
    // What the program had said in between, it says again, in other words where time went on.
    await say('waits.reply', 'C0ATLAS', 'a reply', 'waits');
    await say('hello', PEOPLE.ivo.id, 'to Ivo, anew');
    await say('fresh', 'C0ATLAS', 'fresh');
    const third = await startBot();
    const more = ['fresh', ...all];
    await vi.waitFor(async () => expect(await sent()).toEqual(more), { timeout: 20_000 });
    expect(inChannel().toSorted()).toEqual([...stood, 'fresh'].toSorted());
    const { slack } = premises.world;
    const direct = slack
      .channels()
      .find(({ kind, members }) => kind === 'im' && members.includes(PEOPLE.ivo.id));
    expect(slack.messages(direct?.id ?? '').map(({ text }) => text)).toEqual(['to Ivo, anew']);
    await stop(third);
    expect(readdirSync(premises.folder).filter((name) => name.includes('.before-'))).toHaveLength(
      1,
    );
    expect(readdirSync(premises.folder).filter((name) => name.includes('.restoring'))).toEqual([]);
  },
);

test('refuses while a bot runs, also one whose sign is gone', { timeout: 60_000 }, async () => {
  expect((await premises.run(['backup', 'copy.db']).ended).code).toBe(0);
  const bot = await startBot();
  await vi.waitFor(() => expect(readdirSync(premises.folder)).toContain('slipway.db.alive'), {
    timeout: 10_000,
  });
  const refused = await premises.run(['restore', 'copy.db']).ended;
  expect([refused.code, refused.output]).toEqual([
    1,
    expect.stringContaining('Stop the bot first'),
  ]);
  rmSync(`${premises.database}.alive`);
  const still = await premises.run(['restore', 'copy.db']).ended;
  expect([still.code, still.output]).toEqual([1, expect.stringContaining('has the database open')]);
  await stop(bot);
});

test('takes the place of a damaged database, and keeps that; a copy that is not good changes nothing', async () => {
  expect((await premises.run(['backup', 'copy.db']).ended).code).toBe(0);
  writeFileSync(premises.database, 'no database');
  writeFileSync(
    `${premises.folder}/bad.db`,
    'no database either, and longer than a header is, by far',
  );
  const bad = await premises.run(['restore', 'bad.db']).ended;
  expect([bad.code, bad.output]).toEqual([1, expect.stringContaining('bad.db')]);
  expect((await premises.run(['restore', 'none.db']).ended).output).toBe(
    'There is no database none.db.\n',
  );
  expect(readFileSync(premises.database, 'utf8')).toBe('no database');
  expect((await premises.run(['restore', 'copy.db']).ended).code).toBe(0);
  expect((await premises.run(['doctor']).ended).code).toBe(0);
  const kept = readdirSync(premises.folder).find((name) => name.includes('.before-')) ?? '';
  expect(readFileSync(`${premises.folder}/${kept}`, 'utf8')).toBe('no database');
  expect(existsSync(`${premises.folder}/copy.db`)).toBe(true);
});

test('on a new machine the folder of the database is made', { timeout: 60_000 }, async () => {
  expect((await premises.run(['backup', 'copy.db']).ended).code).toBe(0);
  const elsewhere = { SLIPWAY_DATABASE: `${premises.folder}/new/data/slipway.db` };
  const { code, output } = await premises.run(['restore', 'copy.db'], elsewhere).ended;
  expect(code, output).toBe(0);
  expect(existsSync(elsewhere.SLIPWAY_DATABASE)).toBe(true);
});
