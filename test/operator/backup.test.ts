/** `slipway backup`, as an operator types it while the bot runs. */
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Running } from '../support/child-program.ts';
import { openPremises, type Premises } from './premises.ts';

let premises: Premises;
let bot: Running;
beforeAll(async () => {
  premises = await openPremises();
  bot = premises.run([]);
  await vi.waitFor(() => expect(premises.world.slack.connections()).toBe(2), { timeout: 15_000 });
});
afterAll(async () => {
  bot.signal('SIGTERM');
  await bot.ended;
  await premises.close();
});

const inFolder = (name: string): string => join(premises.folder, name);
const namesLike = (name: string): readonly string[] =>
  readdirSync(premises.folder).filter((each) => each.startsWith(name));

test('copies what stands in the log too, into one sound file for the owner only', async () => {
  const { code, output } = await premises.run(['backup', 'copy.db']).ended;
  expect(output).toBe(`copy.db is a copy of ${premises.database}, looked through and sound.\n`);
  expect(code).toBe(0);
  expect(namesLike('copy.db')).toEqual(['copy.db']);
  expect(statSync(inFolder('copy.db')).mode & 0o777).toBe(0o600);
  const copy = new Database(inFolder('copy.db'), { readonly: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.prepare('select name from project').pluck().all()).toEqual(['Atlas']);
  copy.close();
});

test('overwrites nothing, and leaves nothing half done', async () => {
  writeFileSync(inFolder('mine.txt'), 'my own');
  const { code, output } = await premises.run(['backup', 'mine.txt']).ended;
  expect(code).toBe(1);
  expect(output).toBe(
    'The file mine.txt is there already, and I overwrite nothing. Name another one.\n',
  );
  expect(readFileSync(inFolder('mine.txt'), 'utf8')).toBe('my own');
  expect(namesLike('mine.txt')).toEqual(['mine.txt']);
});

test('says what is wrong with the place', async () => {
  const { code, output } = await premises.run(['backup', 'no/such/folder/copy.db']).ended;
  expect(code).toBe(1);
  expect(output).toMatch(
    /^I cannot write the copy no\/such\/folder\/copy\.db \(.+\)\. See whether its folder/,
  );
});

test('a damaged database is not copied', async () => {
  const file = inFolder('damaged.db');
  expect((await premises.run(['backup', 'damaged.db']).ended).code).toBe(0);
  truncateSync(file, statSync(file).size - 8192);
  const changes = { SLIPWAY_DATABASE: file };
  const { code, output } = await premises.run(['backup', 'of-damaged.db'], changes).ended;
  expect(code).toBe(1);
  expect(output).toContain(`The database ${file} is damaged.`);
  expect(namesLike('of-damaged.db')).toEqual([]);
});

test.each([[[]], [['a', 'b']], [['--help']]])('%j is not understood', async (words) => {
  const { code, output } = await premises.run(['backup', ...words]).ended;
  expect([code, output]).toEqual([2, 'slipway backup <file>\n']);
});
