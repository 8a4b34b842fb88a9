/** A copy takes the database's place: what was said and answered since is found, not said twice, and people can go on. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../../src/base/log.ts';
import { noteRestoration } from '../../src/jobs/restoration.ts';
import { openStore } from '../../src/store/store.ts';
import { takePlace } from '../../src/store/take-place.ts';
import { berlin, digestsOf, planAtlas } from '../support/atlas.ts';
import { doubles } from '../support/posts.ts';
import { aTown, type Town } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await aTown();
  await planAtlas(town);
});
afterEach(() => town.leave());

/** A copy of the database as it is now. */
async function backUp(): Promise<string> {
  const copy = `${town.databaseFile}.copy`;
  await town.kill();
  copyFileSync(town.databaseFile, copy);
  await town.start();
  await town.settle();
  return copy;
}

/** Puts the copy in its place, as `slipway restore` does, and starts again. */
async function restore(copy: string): Promise<void> {
  await town.kill();
  const ready = `${town.databaseFile}.ready`;
  copyFileSync(copy, ready);
  const migrationsFolder = join(import.meta.dirname, '../../migrations');
  const store = await openStore({ file: ready, migrationsFolder, log: silentLog });
  await store.transact(town.clock.now(), noteRestoration);
  await store.close();
  rmSync(`${town.databaseFile}.before`, { force: true });
  expect(takePlace(town.databaseFile, ready, `${town.databaseFile}.before`)).toBe(true);
  await town.start();
  await town.bot().app.beat();
  await town.settle();
}

/** Every message of Slipway's that stands, in channels and at people's. */
const standing = (): readonly string[] => {
  const { slack } = town.world;
  return slack
    .channels()
    .flatMap(({ id }) => slack.messages(id))
    .filter(({ user }) => user === slack.botUserId)
    .map(({ channel, ts }) => `${channel} ${ts}`)
    .toSorted();
};

const notSent = () =>
  town.rows(
    "select key, state, reason from message where state not in ('sent', 'skipped', 'waiting')",
  );

test('a digest that was posted since is found with its thread, and not posted again', async () => {
  await town.pushTo(berlin('2026-11-20', '12:00'));
  const copy = await backUp();
  await town.pushTo(berlin('2026-11-20', '15:10'));
  const before = standing();
  expect(digestsOf(town)).toHaveLength(1);
  await restore(copy);
  expect(digestsOf(town)).toHaveLength(1);
  expect(standing()).toEqual(before);
  expect(doubles(town.world.slack)).toEqual([]);
  expect(notSent()).toEqual([]);
});

test('questions that were asked since stand once, and who had answered is asked for it in the same message', async () => {
  await town.pushTo(berlin('2026-11-18', '18:00'));
  const copy = await backUp();
  await town.pushTo(berlin('2026-11-19', '10:05'));
  const ivo = town.person('ivo');
  await ivo.presses('@slipway', 'Likely');
  const before = standing();
  await restore(copy);
  expect(standing()).toEqual(before);
  expect(ivo.reads('@slipway').at(-1)?.text).not.toContain('Recorded');

  await ivo.presses('@slipway', 'Sure');
  expect(ivo.reads('@slipway').at(-1)?.text).toContain('Recorded: sure');
  await town.pushTo(berlin('2026-11-20', '15:10'));
  expect(digestsOf(town)).toEqual([expect.stringContaining('1 of 7 answered')]);
  expect(doubles(town.world.slack)).toEqual([]);
});

test('a draft that was sent since stands once, and sends its digest', async () => {
  await town.pushTo(berlin('2026-11-19', '12:00'));
  const copy = await backUp();
  await town.pushTo(berlin('2026-11-20', '14:30'));
  expect(town.rows('select * from report_draft')).toHaveLength(1);
  const before = standing();
  await restore(copy);
  expect(standing()).toEqual(before);
  expect(town.rows('select * from report_draft')).toHaveLength(1);
  await town.pushTo(berlin('2026-11-20', '15:10'));
  expect(digestsOf(town)).toHaveLength(1);
  expect(doubles(town.world.slack)).toEqual([]);
});

test('a message whose question is lost with the copy, and whose time is over, says where to answer', async () => {
  await town.pushTo(berlin('2026-11-18', '18:00'));
  const copy = await backUp();
  await town.pushTo(berlin('2026-11-19', '10:05'));
  const ivo = town.person('ivo');
  await ivo.presses('@slipway', 'Likely');
  await town.pushTo(berlin('2026-11-20', '14:30'));
  await restore(copy);
  await ivo.presses('@slipway', 'Change');
  const told = ivo.reads('@slipway').filter(({ raw }) => raw.ephemeralTo === ivo.id);
  expect(told.map(({ text }) => text)).toEqual([
    expect.stringContaining('/checkin opens your check-in'),
  ]);
  await ivo.types('#atlas', '/checkin');
  await ivo.submits({ 'Will Atlas 0.7.0 ship by Fri 18 Dec?': 'Sure' });
  await town.quiet();
  expect(
    town.rows('select user_id, confidence from check_in where answered_at is not null'),
  ).toEqual([{ user_id: ivo.id, confidence: 5 }]);
});

test('a copy of last week: of the weeks between nothing is said again, and the next digest comes', async () => {
  await town.pushTo(berlin('2026-11-20', '12:00'));
  const copy = await backUp();
  await town.pushTo(berlin('2026-11-27', '15:10'));
  const before = standing();
  expect(digestsOf(town)).toHaveLength(2);
  await restore(copy);
  expect(standing()).toEqual(before);
  await town.pushTo(berlin('2026-12-04', '15:10'));
  await town.settle();
  expect(digestsOf(town)).toHaveLength(3);
  expect(doubles(town.world.slack)).toEqual([]);
});

test('put back twice, still nothing stands twice', async () => {
  await town.pushTo(berlin('2026-11-19', '09:00'));
  const copy = await backUp();
  await town.pushTo(berlin('2026-11-20', '15:10'));
  const before = standing();
  await restore(copy);
  await restore(copy);
  expect(standing()).toEqual(before);
  expect(doubles(town.world.slack)).toEqual([]);
  expect(notSent()).toEqual([]);
});
