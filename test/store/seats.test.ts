/** Who lives beside a database: a seat is held as long as its process, and not a moment longer. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { guarded } from '../support/children.ts';
import { createSeats, type Seats } from '../../src/store/seats.ts';
import { recordingLog } from '../support/recording-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-seats-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const seats = (): Seats => createSeats(join(folder, 'slipway.db'), silentLog);
const seated = (): Seats => {
  const one = seats();
  one.take();
  return one;
};
const isEmpty = async (beside: Seats, seat: number): Promise<boolean> =>
  (await beside.whileEmpty(seat, async () => true)) ?? false;

test('each takes the first seat that is empty', () => {
  const [first, second] = [seated(), seated()];
  expect([first.own(), second.own()]).toEqual([1, 2]);
  first.leave();
  expect(first.own()).toBeNull();
  const third = seated();
  expect(third.own()).toBe(1);
  for (const one of [second, third]) one.leave();
});

test('nobody sits down while another looks after what lies at a seat', async () => {
  const [first, second] = [seated(), seated()];
  expect(await isEmpty(second, 1)).toBe(false);
  first.leave();
  const third = await second.whileEmpty(1, async () => seated());
  expect(third?.own()).toBe(3);
  expect(await isEmpty(second, 1)).toBe(true);
  for (const one of [second, third]) one?.leave();
});

test('a program that is killed leaves its seat at once', async () => {
  const program = guarded(
    spawn(
      process.execPath,
      [
        '--input-type=module-typescript',
        '--eval',
        `import { createSeats } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/seats.ts'))};
       createSeats(${JSON.stringify(join(folder, 'slipway.db'))}, console).take();
       console.log('sits');
       setInterval(() => undefined, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  );
  await once(program.stdout, 'data');
  const ours = seated();
  expect(ours.own()).toBe(2);
  expect(await isEmpty(ours, 1)).toBe(false);
  program.kill('SIGKILL');
  await once(program, 'exit');
  expect(await isEmpty(ours, 1)).toBe(true);
  ours.leave();
});

test('where no seat can be had, a program counts as the only one, and the log says so', async () => {
  const log = recordingLog();
  const nowhere = createSeats(join(folder, 'gone', 'slipway.db'), log);
  nowhere.take();
  expect(nowhere.own()).toBeNull();
  expect(await isEmpty(nowhere, 1)).toBe(true);
  expect(log.text()).toContain('seat.not_taken');
});
