/** `slipway export` and `slipway erase` as an operator types them. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { machineClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { operate, type OperatorCommand } from '../../src/operator/commands.ts';
import { signOfLife } from '../../src/store/sign-of-life.ts';
import { openStore } from '../../src/store/store.ts';
import { MIGRATIONS, openPremises, type Premises } from './premises.ts';

let premises: Premises;
beforeEach(async () => {
  premises = await openPremises();
  vi.stubEnv('SLIPWAY_DATABASE', premises.database);
  vi.stubEnv('SLIPWAY_ADMINS', 'U0IVO');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await premises.close();
});

/** The exit code and what was printed, or the sentence that was thrown. */
async function run(command: OperatorCommand, ...words: readonly string[]) {
  const printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const desk = { clock: machineClock, migrationsFolder: MIGRATIONS, print };
  const code = await operate(command, words, desk).catch((error: unknown) => {
    printed.push(error instanceof Error ? error.message : String(error));
    return 1;
  });
  return [code, printed.join('\n')] as const;
}

const shape = z.object({
  format: z.literal('slipway-person/1'),
  parts: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});

test('an export is for its maker alone, is never overwritten, and may be printed', async () => {
  const file = join(premises.folder, 'ivo.json');
  expect(await run('export', 'U0IVO', file)).toEqual([
    0,
    `${file} holds everything that is stored about U0IVO, readable for you alone.`,
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { parts } = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(parts['memberships']).toHaveLength(1);
  expect(await run('export', 'U0IVO', file)).toEqual([
    1,
    expect.stringContaining('I overwrite nothing'),
  ]);
  expect(shape.parse(JSON.parse((await run('export', 'U0IVO'))[1])).parts).toEqual(parts);
});

test('a folder that is not there is said', async () => {
  const [code, said] = await run('export', 'U0IVO', join(premises.folder, 'no', 'ivo.json'));
  expect([code, said]).toEqual([1, expect.stringContaining('See whether its folder is there')]);
});

test.each(['export', 'erase'] as const)('%s of nobody and of no id is refused', async (word) => {
  expect(await run(word, 'U0NOBODY')).toEqual([1, 'Nothing is stored about U0NOBODY.']);
  expect(await run(word, 'Ivo')).toEqual([1, expect.stringContaining('is no Slack user id')]);
  expect(await run(word)).toEqual([2, expect.stringContaining(`slipway ${word} <slack user id>`)]);
  expect((await run(word, 'U0IVO', 'x', '--force'))[0]).toBe(2);
});

test('an erasure is told first, with what it would do, and changes nothing', async () => {
  const [code, plan] = await run('erase', 'U0IVO');
  expect([code, plan]).toEqual([0, expect.stringContaining('Nothing is changed yet.')]);
  expect(plan).toContain('\n  1 membership\n');
  expect(plan).toContain('type: slipway erase U0IVO --yes');
  expect((await run('export', 'U0IVO'))[0]).toBe(0);
});

test('an erasure is refused beside a bot, and beside a program that only has the file open', async () => {
  const sign = signOfLife(premises.database, machineClock, silentLog);
  sign.give();
  const refused = [1, expect.stringContaining('Stop the bot first')];
  expect(await run('erase', 'U0IVO', '--yes')).toEqual(refused);
  sign.end();
  const file = premises.database;
  const store = await openStore({ file, migrationsFolder: MIGRATIONS, log: silentLog });
  expect(await run('erase', 'U0IVO', '--yes')).toEqual(refused);
  await store.close();
  expect((await run('export', 'U0IVO'))[0]).toBe(0);
});

test('an erasure is done for good, and says what it cannot reach', async () => {
  const [code, said] = await run('erase', 'U0IVO', '--yes');
  expect(code).toBe(0);
  expect(said).toMatch(/^U0IVO is erased\. /);
  for (const place of ['what stands in Slack', 'copies of the database', 'logs'])
    expect(said).toContain(place);
  expect(said).toContain('SLIPWAY_ADMINS, which names U0IVO');
  expect(await run('export', 'U0IVO')).toEqual([1, 'Nothing is stored about U0IVO.']);
  expect(existsSync(`${premises.database}-wal`)).toBe(false);
  expect(readFileSync(premises.database).includes('U0IVO')).toBe(false);
});
