/** Whether a program works is told from outside, by a file beside its database. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pushedClock, type PushedClock } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import { plusMilliseconds, type Instant } from '../../src/base/time.ts';
import { healthOf, signOfLife, type SignOfLife } from '../../src/store/sign-of-life.ts';
import { createScratch, NOW, type Scratch } from './scratch.ts';

let scratch: Scratch;
let wall: PushedClock;
let sign: SignOfLife;
beforeEach(async () => {
  scratch = createScratch();
  const store = await scratch.open();
  await store.close();
  wall = pushedClock(NOW);
  sign = signOfLife(scratch.file, wall, silentLog);
});
afterEach(() => scratch.remove());

const after = (seconds: number): Instant => plusMilliseconds(NOW, seconds * 1000);

test('a sign counts for three minutes', () => {
  sign.give();
  expect(healthOf(scratch.file, after(45))).toEqual({
    isWell: true,
    sentence: 'Slipway gave its last sign of life 45 seconds ago.',
  });
  expect(healthOf(scratch.file, after(180)).isWell).toBe(true);
  expect(healthOf(scratch.file, after(181)).isWell).toBe(false);
});

test('a clock that was set back is no sign either', () => {
  sign.give();
  expect(healthOf(scratch.file, after(-600)).isWell).toBe(false);
});

test('signs are written sparingly, however many are given', () => {
  sign.give();
  wall.push(after(19));
  sign.give();
  expect(healthOf(scratch.file, after(19)).sentence).toContain(' 19 seconds ');
  wall.push(after(20));
  sign.give();
  expect(healthOf(scratch.file, after(20)).sentence).toContain(' 0 seconds ');
});

test('before the first sign and after the end nothing runs', () => {
  const notRunning = { isWell: false, sentence: 'Slipway is not running.' };
  expect(healthOf(scratch.file, NOW)).toEqual(notRunning);
  sign.give();
  sign.end();
  expect(healthOf(scratch.file, NOW)).toEqual(notRunning);
  expect(() => sign.end()).not.toThrow();
});

test('a sign that cannot be written is told to the log and nobody else', () => {
  const told: string[] = [];
  const log = { ...silentLog, trouble: (event: string) => void told.push(event) };
  signOfLife(`${scratch.file}/nowhere`, wall, log).give();
  expect(told).toEqual(['sign_of_life.not_written']);
});

test('no database, or one that is not ours, is not well whatever the sign says', () => {
  const other = `${scratch.file}.other`;
  mkdirSync(dirname(other), { recursive: true });
  signOfLife(other, wall, silentLog).give();
  expect(healthOf(other, NOW)).toEqual({
    isWell: false,
    sentence: `There is no database ${other}.`,
  });
  expect(existsSync(other)).toBe(false);
  writeFileSync(other, 'this is a letter, and a long one too, but it is no database at all');
  const { isWell, sentence } = healthOf(other, NOW);
  expect(isWell).toBe(false);
  expect(sentence).toBe(`The database ${other} cannot be read: file is not a database.`);
});
